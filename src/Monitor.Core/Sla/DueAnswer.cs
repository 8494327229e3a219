using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Monitor.Core.Sla;

/// <summary>What <c>monitor due</c> prints (design section 12): pure, for administrators, scripts and tests.</summary>
public static class DueAnswer
{
    /// <param name="calendar">Content of the calendar file.</param>
    /// <param name="from">Instant with Z or offset.</param>
    /// <param name="target">ISO 8601 length: <c>PT4H</c>.</param>
    /// <param name="pauses">Each <c>FROM/TO</c>.</param>
    /// <returns>One line of JSON: <c>{"due":…,"counted":[{"from","to"}],"skipped":[{"from","to","why"}]}</c>, instants in UTC.</returns>
    /// <exception cref="FormatException">An argument or the file is wrong, or the calendar has not enough open time; the message says what would be right.</exception>
    public static string Json(string calendar, string from, string target, IEnumerable<string> pauses)
    {
        try
        {
            return Write(DueTime.Compute(CalendarFile.Read(calendar), Iso.Instant(from), Iso.Duration(target), pauses.Select(Pause).ToList()));
        }
        catch (InvalidOperationException exhausted)
        {
            throw new FormatException(exhausted.Message, exhausted);
        }
        catch (ArgumentOutOfRangeException beyond)
        {
            throw new FormatException("The target leads beyond the last date there is, or before the first.", beyond);
        }
    }

    private static Interval Pause(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2)
        {
            throw new FormatException($"'{text}' is no pause: write it as FROM/TO, two instants.");
        }

        var pause = new Interval(Iso.Instant(parts[0]), Iso.Instant(parts[1]));
        return pause.IsEmpty ? throw new FormatException($"The pause '{text}' must end after it begins.") : pause;
    }

    private static string Write(DueTime due)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("due", Iso.Text(due.Due));
            json.WriteStartArray("counted");
            foreach (var part in due.Counted)
            {
                Part(json, part.From, part.To, null);
            }

            json.WriteEndArray();
            json.WriteStartArray("skipped");
            foreach (var part in due.Skipped)
            {
                Part(json, part.From, part.To, part.Why.ToString().ToLowerInvariant());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Part(Utf8JsonWriter json, DateTimeOffset from, DateTimeOffset to, string? why)
    {
        json.WriteStartObject();
        json.WriteString("from", Iso.Text(from));
        json.WriteString("to", Iso.Text(to));
        if (why is not null)
        {
            json.WriteString("why", why);
        }

        json.WriteEndObject();
    }
}
