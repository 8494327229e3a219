using System.Globalization;
using System.Text.Json;
using Monitor.Runtime.Journal;
using Monitor.Storage.Sqlite;
using StackExchange.Redis;

namespace Monitor.Storage.Redis;

/// <summary>
/// Copies the journal of a data directory into a Redis that has none: positions, numbers, epoch, keys and checkpoints stay as they are. Nobody may have either open.
/// Broken off at any instant it is run again and begins anew; until the first write to Redis it can be taken back.
/// </summary>
public sealed class Migration(string directory, string configuration, TimeProvider time, string prefix = "monitor:")
{
    private const int PageLength = 1_000;

    /// <summary>Copies, compares every record, then leaves the mark in the directory. Gives the last position.</summary>
    /// <param name="secret">Of the people's keys, for all who will use that Redis.</param>
    /// <exception cref="InvalidOperationException">It cannot be done, or the copy is not equal; the message says why. The directory is as it was.</exception>
    public async Task<long> Run(string secret, IProgress<double>? progress, CancellationToken cancellation)
    {
        await using var source = SqliteJournal.Open(directory);
        await using var connection = await ShortConnection.Open(configuration).ConfigureAwait(false);
        var redis = connection.Redis;
        await Claim(redis, source).ConfigureAwait(false);
        using (var rows = new Database(directory, readOnly: true))
        {
            await CopyAll(source, rows, new RedisPipe(redis, prefix), progress, cancellation).ConfigureAwait(false);
            await redis.HashSetAsync(prefix + "house", "people", secret).ConfigureAwait(false);
            await using var target = await RedisJournal.Open(configuration, time, prefix, halfCopied: true).ConfigureAwait(false);
            await new JournalComparison(source, target).Run(cancellation).ConfigureAwait(false);
            await CompareCounts(redis, rows).ConfigureAwait(false);
        }
        progress?.Report(1);
        Moved.Mark(directory, configuration);
        await redis.HashSetAsync(prefix + "meta", "fresh", 1).ConfigureAwait(false);
        await redis.HashDeleteAsync(prefix + "meta", "migrating").ConfigureAwait(false);
        return source.Head;
    }

    /// <summary>Makes the directory's journal the one in use again and removes the copy.</summary>
    /// <exception cref="InvalidOperationException">Something was written to Redis since, or it holds another journal.</exception>
    public async Task TakeBack()
    {
        await using var source = SqliteJournal.Open(directory);
        await using var connection = await ShortConnection.Open(configuration).ConfigureAwait(false);
        var redis = connection.Redis;
        const string script = """
            local meta = KEYS[1] .. 'meta'
            if redis.call('HGET', meta, 'id') ~= ARGV[1] then return 'other' end
            if redis.call('HEXISTS', meta, 'migrating') == 0 then
                if redis.call('HEXISTS', meta, 'fresh') == 0 then return 'written' end
                redis.call('HSET', meta, 'migrating', 1)
            end
            return 'yes'
            """;
        var answer = (string?)await redis.ScriptEvaluateAsync(script, [prefix], [source.Id.ToString("D")]).ConfigureAwait(false);
        if (answer != "yes")
        {
            throw new InvalidOperationException(answer == "other"
                ? $"The Redis at {configuration} does not hold this directory's journal. Name the Redis that it was moved to."
                : "Redis was written to since the migration: taking it back would lose that. Go on with Journal:Kind=Redis.");
        }
        await RedisPipe.Wipe(redis, prefix).ConfigureAwait(false);
        Moved.Unmark(directory);
    }

    /// <summary>A Redis with a journal of its own is left alone; what an earlier try has left is removed.</summary>
    private async Task Claim(IDatabase redis, SqliteJournal source)
    {
        var meta = prefix + "meta";
        if (await redis.HashExistsAsync(meta, "id").ConfigureAwait(false) && !await redis.HashExistsAsync(meta, "migrating").ConfigureAwait(false))
        {
            throw new InvalidOperationException($"The Redis at {configuration} holds a journal already. Name an empty one.");
        }
        await RedisPipe.Wipe(redis, prefix).ConfigureAwait(false);
        await redis.HashSetAsync(meta, [
            new("migrating", 1), new("format", "1"), new("id", source.Id.ToString("D")), new("epoch", source.Epoch), new("intake", source.IntakeHead)]).ConfigureAwait(false);
    }

    private static async Task CopyAll(SqliteJournal source, Database rows, RedisPipe pipe, IProgress<double>? progress, CancellationToken cancellation)
    {
        await pipe.Set("meta", [new("dropped", Schema.Number(rows, "bodies_dropped_to"))]).ConfigureAwait(false);
        await CopyFeed(source, pipe, progress, cancellation).ConfigureAwait(false);
        await CopyStreams(rows, pipe).ConfigureAwait(false);
        await CopyIntake(source, rows, pipe, cancellation).ConfigureAwait(false);
        await CopyPosts(source, rows, pipe, cancellation).ConfigureAwait(false);
        await CopyRest(source, rows, pipe, cancellation).ConfigureAwait(false);
        await pipe.Flush().ConfigureAwait(false);
    }

    private static async Task CopyFeed(SqliteJournal source, RedisPipe pipe, IProgress<double>? progress, CancellationToken cancellation)
    {
        for (var at = 0L; at < source.Head;)
        {
            foreach (var stored in await source.ReadAll(at, PageLength, cancellation).ConfigureAwait(false))
            {
                await pipe.Push("feed", string.Create(CultureInfo.InvariantCulture, $"{stored.Stream}\n{stored.Version}")).ConfigureAwait(false);
                await pipe.Push("s:" + stored.Stream, RedisRows.Stored(stored)).ConfigureAwait(false);
                at = stored.Position;
            }
            // The feed is about half of everything; comparing is the rest.
            progress?.Report(at * 0.5 / source.Head);
        }
    }

    private static async Task CopyStreams(Database rows, RedisPipe pipe)
    {
        var names = new Names(rows, readOnly: true);
        var streams = rows.Prepare("SELECT name, due, causes, quarantined FROM streams");
        while (streams.Step())
        {
            var entry = new Sqlite.StreamEntry { Id = 0, Name = streams.Text(0) };
            entry.ReadCauses(streams.Blob(2));
            var fields = entry.Causes.ConvertAll(c => new HashEntry("c:" + names.Name(c.Source), string.Create(CultureInfo.InvariantCulture, $"{c.Number}.{c.Item}")));
            if (streams.LongOrNull(1) is not null)
            {
                var ticks = RedisRows.Ticks(streams.Instant(1));
                fields.Add(new("d", ticks));
                if (streams.Long(3) == 0) await pipe.Sort("due", ticks + "|" + entry.Name, 0).ConfigureAwait(false);
            }
            if (fields.Count > 0) await pipe.Set("v:" + entry.Name, [.. fields]).ConfigureAwait(false);
        }
        var keys = rows.Prepare("SELECT key FROM keys");
        while (keys.Step()) await pipe.AddTo("keys", keys.Blob(0).ToArray()).ConfigureAwait(false);
    }

    private static async Task CopyIntake(SqliteJournal source, Database rows, RedisPipe pipe, CancellationToken cancellation)
    {
        for (var at = 0L; at < source.IntakeHead;)
        {
            foreach (var d in await source.ReadIntake(at, PageLength, cancellation).ConfigureAwait(false))
            {
                await pipe.Set(string.Create(CultureInfo.InvariantCulture, $"i:{d.Number}"), [
                    new("c", d.Channel), new("s", d.Sha256), new("r", RedisRows.Ticks(d.ReceivedAt)), new("b", d.Body.ToArray())]).ConfigureAwait(false);
                at = d.Number;
            }
        }
        var spent = rows.Prepare("SELECT number FROM spent");
        while (spent.Step()) await pipe.Sort("spent", spent.Long(0), spent.Long(0)).ConfigureAwait(false);
        var keys = rows.Prepare("SELECT key, number FROM delivery_keys");
        while (keys.Step()) await pipe.Set("delivery-keys", [new(keys.Blob(0).ToArray(), keys.Long(1))]).ConfigureAwait(false);
    }

    private static async Task CopyPosts(SqliteJournal source, Database rows, RedisPipe pipe, CancellationToken cancellation)
    {
        var place = 0L;
        for (PostRow? last = null; await source.Posts(new(null, null, null, last?.Id, 500), cancellation).ConfigureAwait(false) is { Count: > 0 } page; last = page[^1])
        {
            foreach (var post in page)
            {
                var fields = RedisRows.Fields(post);
                if (post.EditedAt is { } edited) fields.AddRange(["e", RedisRows.Ticks(edited)]);
                if (post.Erased is { } erased) fields.AddRange(["x", RedisRows.Ticks(erased)]);
                await pipe.Push("posts", post.Id).ConfigureAwait(false);
                await pipe.Push("a:" + post.AuthorKey, post.Id).ConfigureAwait(false);
                await pipe.Set("p:" + post.Id, [new("l", ++place), .. fields.Chunk(2).Select(f => new HashEntry(f[0], f[1]))]).ConfigureAwait(false);
            }
        }
        var platform = rows.Prepare("SELECT platform_hash, id FROM posts WHERE platform_hash IS NOT NULL ORDER BY place DESC");
        // The first of several with one platform id is written last, and stays.
        while (platform.Step())
        {
            await pipe.Set("platform", [new(platform.Long(0).ToString("x", CultureInfo.InvariantCulture), platform.Text(1))]).ConfigureAwait(false);
        }
        var aliases = rows.Prepare("SELECT a.hash, p.id FROM aliases a JOIN posts p ON p.place = a.post");
        while (aliases.Step())
        {
            await pipe.Set("aliases", [new(aliases.Long(0).ToString("x", CultureInfo.InvariantCulture), aliases.Text(1))]).ConfigureAwait(false);
        }
        var bodies = rows.Prepare("SELECT p.id, b.number FROM other_bodies b JOIN posts p ON p.place = b.post");
        while (bodies.Step()) await pipe.AddTo("b:" + bodies.Text(0), bodies.Long(1)).ConfigureAwait(false);
        var answers = rows.Prepare("SELECT p.id, a.id FROM answers q JOIN posts p ON p.place = q.post JOIN posts a ON a.place = q.answer");
        while (answers.Step()) await pipe.AddTo("q:" + answers.Text(0), answers.Text(1)).ConfigureAwait(false);
        var unaddressed = rows.Prepare("SELECT id FROM posts WHERE state = 5");
        while (unaddressed.Step()) await pipe.Set("p:" + unaddressed.Text(0), [new("w", 1)]).ConfigureAwait(false);
    }

    private static async Task CopyRest(SqliteJournal source, Database rows, RedisPipe pipe, CancellationToken cancellation)
    {
        var place = 0;
        foreach (var item in await source.ParkedUntil(DateTimeOffset.MaxValue, int.MaxValue, cancellation).ConfigureAwait(false))
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{item.Number}.{item.Item}");
            await pipe.Set("parked", [new(id, RedisRows.Parked(item))]).ConfigureAwait(false);
            await pipe.Sort("parked-order", id, ++place).ConfigureAwait(false);
            await pipe.Sort("w:" + item.WaitsFor, id, place).ConfigureAwait(false);
        }
        await pipe.Set("meta", [new("parked", place)]).ConfigureAwait(false);
        foreach (var fault in await source.Quarantined(cancellation).ConfigureAwait(false))
        {
            await pipe.Set("quarantine", [new(fault.Stream, JsonSerializer.Serialize(fault))]).ConfigureAwait(false);
        }
        var checkpoints = rows.Prepare("SELECT follower, epoch, position FROM checkpoints");
        while (checkpoints.Step())
        {
            await pipe.Set("checkpoints", [new(checkpoints.Text(0), string.Create(CultureInfo.InvariantCulture, $"{checkpoints.Long(1)} {checkpoints.Long(2)}"))])
                .ConfigureAwait(false);
        }
        var snapshots = rows.Prepare("SELECT s.name, n.version, n.fingerprint, n.state FROM snapshots n JOIN streams s ON s.id = n.stream");
        while (snapshots.Step())
        {
            await pipe.Set("n:" + snapshots.Text(0), [new("v", snapshots.Long(1)), new("f", snapshots.Text(2)), new("s", snapshots.Blob(3).ToArray())]).ConfigureAwait(false);
        }
    }

    /// <summary>What no reader of a journal shows: the claimed keys, and the followers' checkpoints.</summary>
    private async Task CompareCounts(IDatabase redis, Database rows)
    {
        Same("keys", await redis.SetLengthAsync(prefix + "keys").ConfigureAwait(false));
        Same("delivery_keys", await redis.HashLengthAsync(prefix + "delivery-keys").ConfigureAwait(false));
        Same("checkpoints", await redis.HashLengthAsync(prefix + "checkpoints").ConfigureAwait(false));

        void Same(string table, long copied)
        {
            var there = Convert.ToInt64(rows.Scalar("SELECT count(*) FROM " + table), CultureInfo.InvariantCulture);
            if (there != copied)
            {
                throw new InvalidOperationException($"The copy has {copied} rows of {table} instead of {there}. Nothing was changed; look at Redis and try again.");
            }
        }
    }
}
