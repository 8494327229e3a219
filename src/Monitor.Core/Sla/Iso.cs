using System.Globalization;

namespace Monitor.Core.Sla;

/// <summary>Lengths and instants as the policy files, the calendars and the command line write them. Every reader throws <see cref="FormatException"/> with what would be
/// right.</summary>
public static class Iso
{
    /// <summary>A hundred years.</summary>
    private const long LongestDays = 36_525;

    /// <summary>
    /// <c>PT10M</c>, <c>PT1H30M</c>, <c>P2D</c>, <c>P1W</c>; above zero, a hundred years at most. A day is 24 hours; months and years have no fixed length and are refused.
    /// </summary>
    public static TimeSpan Duration(string text)
    {
        var wrong = new FormatException($"'{text}' is no length of time: write it as PT10M, PT4H, P2D or PT1H30M.");
        var rest = text.AsSpan().Trim();
        if (rest.Length < 3 || rest[0] != 'P')
        {
            throw wrong;
        }

        rest = rest[1..];
        var units = "WDHMS";
        var inTime = false;
        var ticks = 0m;
        while (rest.Length > 0)
        {
            if (rest[0] == 'T' && !inTime)
            {
                inTime = true;
                rest = rest[1..];
                units = "HMS";
            }

            var end = rest.IndexOfAnyExcept("0123456789.");
            if (end < 1 || !decimal.TryParse(rest[..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                throw wrong;
            }

            var place = units.IndexOf(rest[end], StringComparison.Ordinal);
            if (place < 0 || (!inTime && rest[end] is not ('W' or 'D')))
            {
                throw wrong;
            }

            ticks += number * TicksOf(units[place]);
            units = units[(place + 1)..];
            rest = rest[(end + 1)..];
        }

        return ticks >= 1 && ticks <= LongestDays * TimeSpan.TicksPerDay ? TimeSpan.FromTicks((long)ticks) : throw wrong;
    }

    /// <summary>An instant with <c>Z</c> or an offset: <c>2026-11-08T10:00:00+05:30</c>. A local time without one is refused: nobody can say when it is.</summary>
    public static DateTimeOffset Instant(string text)
    {
        var trimmed = text.Trim();
        var clock = trimmed.IndexOf('T', StringComparison.OrdinalIgnoreCase);
        var zoned = clock > 0 && (trimmed.EndsWith('Z') || trimmed.EndsWith('z') || trimmed.IndexOfAny(['+', '-'], clock) > 0);
        return zoned && DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.ToUniversalTime()
            : throw new FormatException($"'{text}' is no instant: write it with Z or an offset, as 2026-11-08T10:00:00+05:30.");
    }

    /// <summary>UTC with <c>Z</c>; fractions only where there are any.</summary>
    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static decimal TicksOf(char unit) => unit switch
    {
        'W' => 7 * TimeSpan.TicksPerDay,
        'D' => TimeSpan.TicksPerDay,
        'H' => TimeSpan.TicksPerHour,
        'M' => TimeSpan.TicksPerMinute,
        'S' => TimeSpan.TicksPerSecond,
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };
}
