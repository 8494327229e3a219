using System.Globalization;
using System.Text;
using Monitor.Runtime.Journal;
using Monitor.Storage.Sqlite;
using StackExchange.Redis;

namespace Monitor.Storage.Redis;

/// <summary>How records stand in Redis: lines of text before the body; instants as 19 digits of UTC ticks, so that they sort as text.</summary>
internal static class RedisRows
{
    internal static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    internal static DateTimeOffset Instant(string ticks) => new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);

    internal static RedisValue Key(string key)
    {
        var bytes = new byte[KeyBytes.Length];
        KeyBytes.Of(key, bytes);
        return bytes;
    }

    internal static string Platform(string channel, string platformId) => KeyBytes.PlatformHash(channel, platformId).ToString("x", CultureInfo.InvariantCulture);

    internal static void Add(List<RedisValue> values, AppendItem item)
    {
        values.AddRange([item.Stream, item.ExpectedVersion, item.NextDeadline is { } due ? Ticks(due) : "", item.Cause.Source, item.Cause.Number, item.Cause.Item]);
        values.Add(item.Keys.Count);
        foreach (var key in item.Keys) values.Add(Key(key));
        values.Add(item.Events.Count);
        foreach (var happened in item.Events) values.Add(Event(happened, item.Cause));
        values.Add(item.Posts.Count);
        foreach (var post in item.Posts)
        {
            var fields = Fields(post);
            values.AddRange([post.Id, post.IntakeNumber, post.AuthorKey, post.PlatformId is { } id ? Platform(post.Channel, id) : "", fields.Count]);
            values.AddRange(fields);
        }
    }

    private static RedisValue Event(NewEvent happened, Cause cause)
    {
        ArgumentNullException.ThrowIfNull(happened.Type);
        var head = $"{happened.Type}\n{happened.TypeVersion}\n{Ticks(happened.At)}\n{cause.Source}\n{cause.Number}\n{cause.Item}\n";
        var body = PackedBody.Pack(happened.Body);
        var bytes = new byte[Encoding.UTF8.GetByteCount(head) + body.Length];
        body.Span.CopyTo(bytes.AsSpan(Encoding.UTF8.GetBytes(head, bytes)));
        return bytes;
    }

    /// <summary>An event with its position, as it stands in its stream's list.</summary>
    internal static RedisValue Stored(StoredEvent stored)
    {
        var position = Encoding.UTF8.GetBytes(stored.Position.ToString(CultureInfo.InvariantCulture) + "\n");
        return (byte[])[.. position, .. (byte[])Event(new NewEvent(stored.Type, stored.TypeVersion, stored.At, stored.Body), stored.Cause)!];
    }

    /// <param name="stored">Its position, the lines of its head, its body.</param>
    internal static StoredEvent Event(string stream, long version, byte[] stored)
    {
        var at = 0;
        var (position, type, typeVersion, ticks, source, number, item) = (Line(), Line(), Line(), Line(), Line(), Line(), Line());
        return new(Long(position), stream, version, type, (int)Long(typeVersion), Instant(ticks), new(source, Long(number), (int)Long(item)),
            PackedBody.Unpack(stored.AsMemory(at)));

        string Line()
        {
            var length = stored.AsSpan(at).IndexOf((byte)'\n');
            var line = Encoding.UTF8.GetString(stored, at, length);
            at += length + 1;
            return line;
        }
    }

    internal static List<RedisValue> Fields(PostRow post)
    {
        List<RedisValue> fields = ["i", post.IntakeNumber, "c", post.Channel, "k", post.Kind, "a", post.AuthorKey, "o", Ticks(post.PostedAt), "r", Ticks(post.ReceivedAt), "s",
            post.TextSha256];
        Add("p", post.PlatformId);
        Add("u", post.PlatformAuthorId);
        Add("n", post.AuthorName);
        Add("h", post.AuthorHandle);
        Add("t", post.Text);
        Add("y", post.InReplyTo);
        return fields;

        void Add(string name, string? value)
        {
            if (value is not null) fields.AddRange([name, value]);
        }
    }

    internal static PostRow? Post(string id, HashEntry[] fields)
    {
        if (fields.Length == 0) return null;
        var row = fields.ToDictionary(f => (string)f.Name!, f => (string?)f.Value);
        return new(
            id, Long(row["i"]!), row["c"]!, row["k"]!, row["a"]!, row.GetValueOrDefault("p"), row.GetValueOrDefault("u"), row.GetValueOrDefault("n"), row.GetValueOrDefault("h"),
            row.GetValueOrDefault("t"), row.GetValueOrDefault("y"), Instant(row["o"]!), Instant(row["r"]!), row["s"]!, row.GetValueOrDefault("x") is { } erased
                ? Instant(erased) : null)
        {
            EditedAt = row.GetValueOrDefault("e") is { } edited ? Instant(edited) : null,
        };
    }

    internal static StoredDelivery Delivery(long number, HashEntry[] fields)
    {
        var row = fields.ToDictionary(f => (string)f.Name!, f => f.Value);
        return new(number, row["c"]!, row["s"]!, Instant(row["r"]!), ((byte[]?)row["b"]) ?? []);
    }

    internal static RedisValue Parked(ParkedItem item) =>
        (byte[])[.. Encoding.UTF8.GetBytes(Ticks(item.ParkedAt) + "\n" + item.WaitsFor + "\n"), .. item.Content.Span];

    internal static ParkedItem Parked(string id, byte[] stored)
    {
        var first = stored.AsSpan().IndexOf((byte)'\n');
        var second = first + 1 + stored.AsSpan(first + 1).IndexOf((byte)'\n');
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        return new(
            Long(id[..dot]), (int)Long(id[(dot + 1)..]), Encoding.UTF8.GetString(stored, first + 1, second - first - 1), Instant(Encoding.UTF8.GetString(stored, 0, first)),
            stored.AsMemory(second + 1));
    }

    internal static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
