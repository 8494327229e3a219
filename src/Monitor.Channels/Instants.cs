using System.Globalization;

namespace Monitor.Channels;

/// <summary>Platforms' clocks, each in its own unit, into UTC. What is no instant between 2000 and 2100 is null.</summary>
internal static class Instants
{
    private static readonly DateTimeOffset First = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset? FromSeconds(long? seconds) => FromMilliseconds(seconds is > -4_000_000_000 and < 40_000_000_000 ? seconds * 1000 : null);

    public static DateTimeOffset? FromMilliseconds(long? milliseconds) =>
        milliseconds >= First.ToUnixTimeMilliseconds() && milliseconds < Last.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;

    /// <summary>For Instagram, which mixes both: 13 digits are milliseconds.</summary>
    public static DateTimeOffset? FromEither(long? value) => value >= 100_000_000_000 ? FromMilliseconds(value) : FromSeconds(value);

    /// <summary>ISO 8601 with a zone.</summary>
    public static DateTimeOffset? FromIso(string? text) =>
        text is { Length: >= 17 and <= 40 }
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? InRange(at)
            : null;

    /// <summary>The old form of X: <c>Mon Mar 26 16:33:26 +0000 2018</c>.</summary>
    public static DateTimeOffset? FromOldX(string? text) =>
        DateTimeOffset.TryParseExact(text, "ddd MMM dd HH:mm:ss zzz yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) ? InRange(at) : null;

    private static DateTimeOffset? InRange(DateTimeOffset at) => at >= First && at < Last ? at : null;
}
