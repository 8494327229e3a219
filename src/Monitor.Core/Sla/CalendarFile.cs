using System.Globalization;
using System.Text.Json;

namespace Monitor.Core.Sla;

/// <summary>
/// Reads a calendar as design section 5 writes it: <c>{"name":"office","zone":"Asia/Kolkata","week":{"mon":["10:00-13:30"]},"holidays":["2026-01-26"],"extra":{…}}</c>
/// or <c>{"name":"always","always":true}</c>. Every fault throws <see cref="FormatException"/> with its place and what would be right.
/// </summary>
public static class CalendarFile
{
    public const string DefaultZone = "Asia/Kolkata";

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] Members = ["name", "always", "zone", "week", "holidays", "extra"];

    public static Calendar Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Read(document.RootElement);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The calendar is no JSON: {fault.Message}", fault);
        }
    }

    public static Calendar Read(JsonElement file)
    {
        Expect(file, JsonValueKind.Object, "a calendar");
        foreach (var member in file.EnumerateObject().Where(member => !Members.Contains(member.Name) && !member.Name.StartsWith('$')))
        {
            throw new FormatException($"A calendar has no member '{member.Name}': it knows {string.Join(", ", Members)}.");
        }

        var name = file.TryGetProperty("name", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
        if (name.Length == 0)
        {
            throw new FormatException("A calendar needs a \"name\".");
        }

        if (file.TryGetProperty("always", out var always) && always.ValueKind == JsonValueKind.True)
        {
            return file.TryGetProperty("week", out _) || file.TryGetProperty("holidays", out _) || file.TryGetProperty("extra", out _)
                ? throw new FormatException($"Calendar '{name}' is always open: it takes no week, holidays or extra.")
                : Calendar.AlwaysNamed(name);
        }

        var calendar = Calendar.Of(name, Zone(file, name), Week(file, name), Holidays(file, name), Extra(file, name));
        return calendar.LongestClosureDays() > Calendar.SearchDaysMax
            ? throw new FormatException($"Calendar '{name}' has no open time for over {Calendar.SearchDaysMax} days: take holidays out or give it windows.")
            : calendar;
    }

    private static TimeZoneInfo Zone(JsonElement file, string name)
    {
        var id = DefaultZone;
        if (file.TryGetProperty("zone", out var zone))
        {
            Expect(zone, JsonValueKind.String, $"zone of calendar '{name}'");
            id = zone.GetString()!;
        }

        return ZoneOf(id) ?? throw new FormatException(
            $"Calendar '{name}': this machine knows no time zone '{id}'. Write an IANA name such as Asia/Kolkata, and see that tzdata is installed.");
    }

    /// <summary>Null for an unknown name. India's zone needs no time zone data on the machine.</summary>
    public static TimeZoneInfo? ZoneOf(string id)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found))
        {
            return found;
        }

        return id == DefaultZone ? TimeZoneInfo.CreateCustomTimeZone(DefaultZone, TimeSpan.FromMinutes(330), "India", "India") : null;
    }

    private static Window[][] Week(JsonElement file, string name)
    {
        var week = Enumerable.Repeat<Window[]>([], 7).ToArray();
        var hasExtra = file.TryGetProperty("extra", out var extra) && extra.ValueKind == JsonValueKind.Object && extra.EnumerateObject().Any();
        if (file.TryGetProperty("week", out var days))
        {
            Expect(days, JsonValueKind.Object, $"week of calendar '{name}'");
            foreach (var day in days.EnumerateObject())
            {
                var place = Array.IndexOf(Days, day.Name);
                week[place >= 0 ? place : throw new FormatException($"Calendar '{name}': '{day.Name}' is no day. Write mon, tue, wed, thu, fri, sat or sun.")] =
                    Windows(day.Value, $"{day.Name} of calendar '{name}'");
            }
        }

        return hasExtra || week.Any(day => day.Length > 0)
            ? week
            : throw new FormatException($"Calendar '{name}' has no open time: give it a week such as {{\"mon\":[\"10:00-18:00\"]}}, or \"always\":true.");
    }

    private static List<DateOnly> Holidays(JsonElement file, string name)
    {
        if (!file.TryGetProperty("holidays", out var days))
        {
            return [];
        }

        Expect(days, JsonValueKind.Array, $"holidays of calendar '{name}'");
        return [.. days.EnumerateArray().Select(day => Date(day.ValueKind == JsonValueKind.String ? day.GetString()! : day.GetRawText(), name))];
    }

    private static Dictionary<DateOnly, Window[]> Extra(JsonElement file, string name)
    {
        var extra = new Dictionary<DateOnly, Window[]>();
        if (file.TryGetProperty("extra", out var days))
        {
            Expect(days, JsonValueKind.Object, $"extra of calendar '{name}'");
            foreach (var day in days.EnumerateObject())
            {
                extra[Date(day.Name, name)] = Windows(day.Value, $"extra {day.Name} of calendar '{name}'");
            }
        }

        return extra;
    }

    private static Window[] Windows(JsonElement list, string place)
    {
        Expect(list, JsonValueKind.Array, place);
        return [.. list.EnumerateArray().Select(window => Window(window.ValueKind == JsonValueKind.String ? window.GetString()! : window.GetRawText(), place))];
    }

    private static Window Window(string text, string place)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var start = dash < 0 ? null : Minute(text[..dash].Trim(), false);
        var end = dash < 0 ? null : Minute(text[(dash + 1)..].Trim(), true);
        if (start is not { } from || end is not { } to)
        {
            throw new FormatException($"'{text}' in {place} is no window: write it as 10:00-13:30, 22:00-06:00 or 18:00-24:00.");
        }

        return from == to
            ? throw new FormatException($"'{text}' in {place} ends where it starts: write 00:00-24:00 for a whole day, or \"always\":true for around the clock.")
            : new Window(from, to > from ? to : to + 1440);
    }

    /// <summary>Minutes from midnight; <c>24:00</c> may end a window, never start one.</summary>
    private static int? Minute(string text, bool ends)
    {
        if (text.Length != 5 || text[2] != ':' || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minute))
        {
            return null;
        }

        return (hour < 24 && minute < 60) || (ends && hour == 24 && minute == 0) ? (hour * 60) + minute : null;
    }

    private static DateOnly Date(string text, string name) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new FormatException($"Calendar '{name}': '{text}' is no date. Write it as 2026-01-26.");

    private static void Expect(JsonElement element, JsonValueKind kind, string place)
    {
        if (element.ValueKind != kind)
        {
            var wanted = kind switch
            {
                JsonValueKind.Array => "a list",
                JsonValueKind.Object => "an object",
                _ => "a text",
            };
            throw new FormatException($"{char.ToUpperInvariant(place[0])}{place[1..]} must be {wanted}.");
        }
    }
}
