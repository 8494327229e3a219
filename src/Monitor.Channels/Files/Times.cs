using System.Globalization;
using System.Text.RegularExpressions;

namespace Monitor.Channels.Files;

/// <summary>Times as exports write them.</summary>
internal static partial class Times
{
    private static readonly string[] DayFirst =
    [
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFF", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFF", "yyyy/MM/dd HH:mm",
        "yyyy/MM/dd HH:mm:ss", "d/M/yyyy H:mm", "d/M/yyyy H:mm:ss", "d-M-yyyy H:mm", "d-M-yyyy H:mm:ss", "d/M/yyyy h:mm tt", "d/M/yyyy h:mm:ss tt", "d-MMM-yyyy H:mm",
        "d-MMM-yyyy H:mm:ss", "d MMM yyyy H:mm", "d MMM yyyy H:mm:ss", "d-MMM-yyyy h:mm tt", "d MMM yyyy, h:mm tt", "d.M.yyyy H:mm",
    ];

    /// <param name="offset">For times that carry none.</param>
    /// <param name="assumed">Whether the offset was needed.</param>
    /// <returns>Null when it is no time that we know, or one outside 2000 to 2100.</returns>
    public static DateTimeOffset? Read(string text, TimeSpan offset, out bool assumed)
    {
        assumed = false;
        text = text.Trim();
        if (text.Length is 10 or 13 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return Instants.FromEither(count);
        }

        var named = text.EndsWith(" IST", StringComparison.OrdinalIgnoreCase);
        if (named)
        {
            text = text[..^4].TrimEnd() + " +05:30";
        }

        if (WithOffset().IsMatch(text))
        {
            return Instants.FromIso(text) ?? Instants.FromOldX(text);
        }

        assumed = true;
        return DateTime.TryParseExact(text, DayFirst, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is >= 2000 and <= 2100
            ? Instants.FromMilliseconds(new DateTimeOffset(local, offset).ToUnixTimeMilliseconds())
            : null;
    }

    [GeneratedRegex(@"(Z|[+-]\d\d:?\d\d)( \d{4})?$", RegexOptions.CultureInvariant)]
    private static partial Regex WithOffset();
}
