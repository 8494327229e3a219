using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Monitor.Runtime.Journal;

namespace Monitor.Benchmarks;

/// <summary>What the journal sees of a stream of posts: deliveries, Authors' turns with a post row and a key, Complaints' turns with a deadline. The same for the same
/// first number.</summary>
internal static class JournalLoad
{
    internal const int BatchLength = 150;

    private static readonly DateTimeOffset Start = new(2026, 8, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Words = string.Concat(Enumerable.Repeat("सड़क पर पानी भर गया है, please send someone. ", 4));
    private static readonly string Filling = new('x', 700);

    internal static List<Delivery> Deliveries(long first) => Batch(first, n =>
    {
        var body = Encoding.UTF8.GetBytes($"{{\"id\":\"{n}\",\"text\":\"{Words}\",\"rest\":\"{Filling}\"}}");
        var hash = Hex(body);
        return new Delivery("x", $"x|{hash}", hash, At(n), body);
    });

    /// <summary>Every third post is by an author who wrote before.</summary>
    internal static List<AppendItem> AuthorTurns(long first) => Batch(first, n =>
    {
        var (author, version) = n % 3 == 2 ? (n - 1, 1L) : (n, 0L);
        var key = Hex(Encoding.UTF8.GetBytes(author.ToString(CultureInfo.InvariantCulture)))[..32];
        var id = $"{n}-0";
        var row = new PostRow(id, n, "x", "post", key, Platform(n), $"{author}", $"Name {author}", $"@handle{author}", Words, null, At(n), At(n), key + key, null);
        var body = Encoding.UTF8.GetBytes($"{{\"post\":\"{id}\",\"verdict\":{{\"language\":\"mixed\",\"complaint\":0.93,\"category\":\"WATER\"}},"
            + $"\"place\":\"unit-{n % 100}\",\"{Filling[..250]}\":1}}");
        return new AppendItem($"author/{key}", version, [new("author.posted", 1, At(n), body)], null, [$"{At(n):yyyyMMddHHmm}|x|{Platform(n)}|post"], [row], new("intake", n, 0));
    });

    internal static List<AppendItem> ComplaintTurns(long first) => Batch(first, n =>
    {
        var opened = Encoding.UTF8.GetBytes($"{{\"docket\":\"{n}\",\"clocks\":[{{\"clock\":\"acknowledge\",\"dueAt\":\"{At(n):O}\"}}],\"{Filling[..500]}\":1}}");
        var tagged = Encoding.UTF8.GetBytes($"{{\"unit\":\"unit-{n % 100}\",\"{Filling[..150]}\":1}}");
        return new AppendItem($"complaint/{n}-{n % 10}", 0, [new("complaint.opened", 1, At(n), opened), new("complaint.tagged", 1, At(n), tagged)], At(n).AddMinutes(15), [],
            [], new("opener", n, 0));
    });

    private static List<T> Batch<T>(long first, Func<long, T> make)
    {
        var items = new List<T>(BatchLength);
        for (var n = first; n < first + BatchLength; n++) items.Add(make(n));
        return items;
    }

    private static string Platform(long n) => (1_900_000_000_000_000_000 + (n * 4_194_304)).ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset At(long n) => Start.AddMilliseconds(n);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
