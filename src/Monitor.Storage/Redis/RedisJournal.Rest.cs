using System.Globalization;
using System.Text.Json;
using Monitor.Runtime.Journal;
using StackExchange.Redis;

namespace Monitor.Storage.Redis;

/// <summary>Intake, people's words, followers, snapshots, quarantine and backup.</summary>
public sealed partial class RedisJournal
{
    public async ValueTask<IReadOnlyList<Accepted>> Accept(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        if (deliveries.Count == 0) return [];
        List<RedisValue> values = [deliveries.Count];
        foreach (var d in deliveries) values.AddRange([RedisRows.Key(d.Key), d.Channel, d.Sha256, RedisRows.Ticks(d.ReceivedAt), d.Body.ToArray()]);
        var answers = (await lanes.Run(RedisScripts.Accept, values, cancellation).ConfigureAwait(false)).Split('\n');
        return [.. answers.Select(a => new Accepted(RedisRows.Long(a[2..]), a[0] == 'R'))];
    }

    public async ValueTask<IReadOnlyList<StoredDelivery>> ReadIntake(long afterNumber, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var last = (long?)await Ask(() => database.HashGetAsync(prefix + "meta", "intake"), cancellation).ConfigureAwait(false) ?? 0;
        var found = new List<StoredDelivery>();
        for (var from = afterNumber + 1; from <= last && found.Count < limit; from += PageLength)
        {
            var numbers = Enumerable.Range(0, (int)Math.Min(Math.Min(PageLength, limit - found.Count), last - from + 1)).Select(i => from + i).ToList();
            var rows = await Ask(() => Task.WhenAll(numbers.Select(n => database.HashGetAllAsync(prefix + "i:" + n.ToString(CultureInfo.InvariantCulture)))), cancellation)
                .ConfigureAwait(false);
            found.AddRange(numbers.Zip(rows, RedisRows.Delivery));
        }
        return found;
    }

    public ValueTask Park(ParkedItem item, CancellationToken cancellation) =>
        Do(RedisScripts.Park, [$"{item.Number}.{item.Item}", item.WaitsFor, RedisRows.Ticks(item.ParkedAt), item.Content.ToArray()], cancellation);

    public ValueTask Unpark(long number, int item, CancellationToken cancellation) => Do(RedisScripts.Park, [$"{number}.{item}"], cancellation);

    public ValueTask<IReadOnlyList<ParkedItem>> Parked(string waitsFor, int limit, CancellationToken cancellation) =>
        ParkedItems("w:" + waitsFor, DateTimeOffset.MaxValue, limit, cancellation);

    public ValueTask<IReadOnlyList<ParkedItem>> ParkedUntil(DateTimeOffset until, int limit, CancellationToken cancellation) =>
        ParkedItems("parked-order", until, limit, cancellation);

    private async ValueTask<IReadOnlyList<ParkedItem>> ParkedItems(string order, DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        var ids = await Ask(() => database.SortedSetRangeByRankAsync(prefix + order, 0, until == DateTimeOffset.MaxValue ? limit - 1 : -1), cancellation).ConfigureAwait(false);
        if (ids.Length == 0) return [];
        var rows = await Ask(() => database.HashGetAsync(prefix + "parked", ids), cancellation).ConfigureAwait(false);
        return [.. ids.Zip(rows).Where(p => !p.Second.IsNull).Select(p => RedisRows.Parked(p.First!, p.Second!)).Where(p => p.ParkedAt <= until).Take(limit)];
    }

    public async ValueTask<PostRow?> Post(string id, CancellationToken cancellation) =>
        RedisRows.Post(id, await Ask(() => database.HashGetAllAsync(prefix + "p:" + id), cancellation).ConfigureAwait(false));

    public async ValueTask<PostRow?> PostByPlatformId(string channel, string platformId, CancellationToken cancellation)
    {
        var hash = RedisRows.Platform(channel, platformId);
        var ids = await Ask(() => Task.WhenAll(database.HashGetAsync(prefix + "platform", hash), database.HashGetAsync(prefix + "aliases", hash)), cancellation)
            .ConfigureAwait(false);
        var id = (string?)ids[0] ?? ids[1];
        return id is null ? null : await Post(id, cancellation).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<PostRow>> Posts(PostFilter filter, CancellationToken cancellation)
    {
        var order = prefix + (filter.AuthorKey is { } author ? "a:" + author : "posts");
        long? after = null;
        if (filter.AfterId is { } afterId)
        {
            after = (long?)await Ask(() => database.HashGetAsync(prefix + "p:" + afterId, "l"), cancellation).ConfigureAwait(false);
            if (after is null) return [];
        }
        var length = await Ask(() => database.ListLengthAsync(order), cancellation).ConfigureAwait(false);
        var rows = new List<PostRow>();
        // A place in the list of all is known; in an author's own list it is found by passing the others.
        var skipped = after is { } place && filter.AuthorKey is null ? (filter.Newest ? length - place + 1 : place) : 0;
        // Of an author's list from its end few are asked for, and each row is a question.
        var page = after is null ? Math.Min(PageLength, filter.Limit) : PageLength;
        for (var at = skipped; at < length && rows.Count < filter.Limit; at += page)
        {
            var (from, to) = filter.Newest ? (Math.Max(0, length - at - page), length - at - 1) : (at, at + page - 1);
            var ids = await Ask(() => database.ListRangeAsync(order, from, to), cancellation).ConfigureAwait(false);
            if (filter.Newest) Array.Reverse(ids);
            var found = await Ask(() => Task.WhenAll(ids.Select(id => database.HashGetAllAsync(prefix + "p:" + (string)id!))), cancellation).ConfigureAwait(false);
            rows.AddRange(ids.Zip(found).Where(p => IsAfter(p.Second, after, filter.Newest)).Select(p => RedisRows.Post(p.First!, p.Second)!)
                .Where(p => (filter.Channel ?? p.Channel) == p.Channel && !(filter.Since > p.ReceivedAt)).Take(filter.Limit - rows.Count));
        }
        return rows;
    }

    private static bool IsAfter(HashEntry[] row, long? after, bool newest)
    {
        if (after is null) return true;
        var place = (long)row.First(f => f.Name == "l").Value;
        return newest ? place < after : place > after;
    }

    public ValueTask Alias(string postId, string channel, string platformId, CancellationToken cancellation) =>
        Do(RedisScripts.Alias, [postId, RedisRows.Platform(channel, platformId)], cancellation);

    public ValueTask ReplaceText(string id, string text, DateTimeOffset editedAt, CancellationToken cancellation, long intakeNumber = 0) =>
        Do(RedisScripts.ReplaceText, [id, text, RedisRows.Ticks(editedAt), intakeNumber], cancellation);

    public ValueTask NoteBody(string postId, long intakeNumber, CancellationToken cancellation) => Do(RedisScripts.NoteBody, [postId, intakeNumber], cancellation);

    public ValueTask NoteAnswer(string postId, string answerId, CancellationToken cancellation) => Do(RedisScripts.NoteAnswer, [postId, answerId], cancellation);

    public ValueTask Erase(string postId, DateTimeOffset erasedAt, CancellationToken cancellation) => Do(RedisScripts.Erase, [postId, RedisRows.Ticks(erasedAt)], cancellation);

    public ValueTask DropBody(long intakeNumber, CancellationToken cancellation) => Do(RedisScripts.DropBody, [intakeNumber], cancellation);

    public async ValueTask DropBodies(DateTimeOffset receivedUntil, CancellationToken cancellation)
    {
        while (await lanes.Run(RedisScripts.DropBodies, [RedisRows.Ticks(receivedUntil)], cancellation).ConfigureAwait(false) == "more")
        {
        }
    }

    public async ValueTask CleanUp(CancellationToken cancellation) => await files.CleanUp(cancellation).ConfigureAwait(false);

    public async ValueTask<Checkpoint> CheckpointOf(string follower, CancellationToken cancellation)
    {
        var stored = (string?)await Ask(() => database.HashGetAsync(prefix + "checkpoints", follower), cancellation).ConfigureAwait(false);
        return stored?.Split(' ') is [var epoch, var position] ? new(RedisRows.Long(epoch), RedisRows.Long(position)) : default;
    }

    public async ValueTask<bool> MoveCheckpoint(string follower, Checkpoint from, Checkpoint to, CancellationToken cancellation) =>
        await lanes.Run(RedisScripts.MoveCheckpoint, [follower, $"{from.Epoch} {from.Position}", $"{to.Epoch} {to.Position}"], cancellation).ConfigureAwait(false) == "yes";

    public async ValueTask<Snapshot?> SnapshotOf(string stream, CancellationToken cancellation)
    {
        var found = await Ask(() => database.HashGetAsync(prefix + "n:" + stream, ["v", "f", "s"]), cancellation).ConfigureAwait(false);
        return found[0].IsNull ? null : new(stream, (long)found[0], found[1]!, (byte[]?)found[2] ?? []);
    }

    public ValueTask SaveSnapshot(Snapshot snapshot, CancellationToken cancellation) =>
        Do(RedisScripts.SaveSnapshot, [snapshot.Stream, snapshot.Version, snapshot.Fingerprint, snapshot.State.ToArray()], cancellation);

    public ValueTask Quarantine(QuarantinedStream fault, CancellationToken cancellation) =>
        Do(RedisScripts.Quarantine, [fault.Stream, JsonSerializer.Serialize(fault)], cancellation);

    public async ValueTask<IReadOnlyList<QuarantinedStream>> Quarantined(CancellationToken cancellation) =>
        [.. (await Ask(() => database.HashGetAllAsync(prefix + "quarantine"), cancellation).ConfigureAwait(false)).Select(f =>
            JsonSerializer.Deserialize<QuarantinedStream>((string)f.Value!)!)];

    public ValueTask Release(string stream, CancellationToken cancellation) => Do(RedisScripts.Quarantine, [stream], cancellation);

    /// <summary>Restored by starting a Redis on the copy, then <see cref="BeginEpoch"/>.</summary>
    public async ValueTask<long> Backup(string directory, IProgress<double>? progress, CancellationToken cancellation) =>
        await files.Backup(directory, progress, cancellation).ConfigureAwait(false);
}
