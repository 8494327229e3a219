using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.Scenario;

/// <summary>
/// A day of posts: a head line, then one JSON array a line, in order of time:
/// <c>[seconds, channel, deed, by, name, unit, text, of, latitude, longitude, tag]</c>, trailing defaults left out.
/// </summary>
/// <param name="Force">Prefix of its unit ids: <c>blr</c>, <c>up</c>.</param>
/// <param name="Offset">Of its zone.</param>
/// <param name="Length">After this the day begins again on the next date.</param>
public sealed record Scenario(string Name, string Force, TimeSpan Offset, TimeSpan Length, IReadOnlyList<ScenarioLine> Lines)
{
    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Throws <see cref="FormatException"/> with the line and what is wrong.</summary>
    public static Scenario Read(TextReader file)
    {
        using var head = JsonDocument.Parse(file.ReadLine() ?? throw new FormatException("The scenario is empty."));
        List<ScenarioLine> lines = [];
        while (file.ReadLine() is { } text)
        {
            var number = lines.Count + 1;
            try
            {
                using var line = JsonDocument.Parse(text);
                lines.Add(One(number, line.RootElement));
            }
            catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or ArgumentException or FormatException)
            {
                throw new FormatException($"Line {number + 1} of the scenario cannot be read: {wrong.Message}", wrong);
            }
        }

        var root = head.RootElement;
        return new(
            Required(root, "scenario"), Required(root, "force"),
            TimeSpan.FromMinutes(root.GetProperty("offsetMinutes").GetInt32()), TimeSpan.FromHours(root.GetProperty("hours").GetInt32()), lines);
    }

    public void WriteTo(TextWriter file)
    {
        file.Write($$"""{"scenario":"{{Name}}","force":"{{Force}}","offsetMinutes":{{Offset.TotalMinutes}},"hours":{{Length.TotalHours}},"lines":{{Lines.Count}}}""");
        file.Write('\n');
        foreach (var line in Lines)
        {
            file.Write(Written(line));
            file.Write('\n');
        }
    }

    private static string Required(JsonElement head, string name) =>
        head.GetProperty(name).GetString() ?? throw new FormatException($"The scenario's head lacks {name}.");

    private static ScenarioLine One(int number, JsonElement line)
    {
        var count = line.GetArrayLength();
        string Text(int index) => index < count && line[index].ValueKind == JsonValueKind.String ? line[index].GetString()! : "";
        var of = count > 7 ? line[7].GetInt32() : 0;
        if (of >= number)
        {
            throw new FormatException("It speaks of a line that comes later.");
        }

        var point = count > 9 && line[8].ValueKind == JsonValueKind.Number ? new GeoPoint(line[8].GetDouble(), line[9].GetDouble()) : (GeoPoint?)null;
        return new(
            number, TimeSpan.FromSeconds(line[0].GetDouble()), Enum.Parse<Channel>(Text(1), ignoreCase: true), Enum.Parse<Deed>(Text(2), ignoreCase: true),
            Text(3), Text(4), Text(5), Text(6), of, point, Text(10));
    }

    private static string Written(ScenarioLine line)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, AsWritten))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(line.At.TotalSeconds, 1));
            foreach (var text in new[] { line.Channel.ToString().ToLowerInvariant(), line.Deed.ToString().ToLowerInvariant(), line.By, line.Name, line.Unit, line.Text })
            {
                json.WriteStringValue(text);
            }

            if (line.Of > 0 || line.Point is not null || line.Tag.Length > 0)
            {
                json.WriteNumberValue(line.Of);
            }

            if (line.Point is not null || line.Tag.Length > 0)
            {
                Degrees(json, line.Point?.Latitude);
                Degrees(json, line.Point?.Longitude);
            }

            if (line.Tag.Length > 0)
            {
                json.WriteStringValue(line.Tag);
            }

            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Degrees(Utf8JsonWriter json, double? value)
    {
        if (value is { } degrees)
        {
            json.WriteRawValue(degrees.ToString("0.#####", CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
