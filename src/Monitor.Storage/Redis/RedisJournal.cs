using Monitor.Runtime.Journal;
using StackExchange.Redis;

namespace Monitor.Storage.Redis;

/// <summary>
/// The journal of many machines, in one Redis (not Redis Cluster) with AOF and <c>appendfsync always</c>: Redis answers after its file is synced. Each write is one
/// script, so it is there
/// whole or not at all, and is sent again under the same number when its outcome is unknown (<see cref="RedisLanes"/>). A fail-over to a replica can lose the last writes:
/// <see cref="BeginEpoch"/> then tells the followers.
/// </summary>
public sealed partial class RedisJournal : IJournal
{
    private const string Format = "1";

    /// <summary>Events fetched in one step, so that a long read does not hold up the others.</summary>
    private const int PageLength = 1_000;

    private readonly ConnectionMultiplexer connection;
    private readonly IDatabase database;
    private readonly RedisLanes lanes;
    private readonly RedisFiles files;
    private readonly TimeProvider time;
    private readonly string prefix;

    private RedisJournal(ConnectionMultiplexer connection, string configuration, string prefix, TimeProvider time, Guid id, long epoch)
    {
        (this.connection, this.prefix, this.time, Id, Epoch) = (connection, prefix, time, id, epoch);
        database = connection.GetDatabase();
        lanes = new RedisLanes(database, prefix, time);
        files = new RedisFiles(database, lanes, configuration, prefix, time);
    }

    /// <summary>Opens the journal in a Redis, or makes it.</summary>
    /// <param name="configuration">As StackExchange.Redis reads it, for example <c>127.0.0.1:6379,password=…</c>.</param>
    /// <param name="prefix">Of all its keys.</param>
    /// <exception cref="InvalidOperationException">Redis cannot be reached, does not sync each write, or holds another format; the message names the fix.</exception>
    public static Task<RedisJournal> Open(string configuration, TimeProvider time, string prefix = "monitor:") => Open(configuration, time, prefix, halfCopied: false);

    /// <param name="halfCopied">True for the migration, which looks at its own copy before it is finished.</param>
    internal static async Task<RedisJournal> Open(string configuration, TimeProvider time, string prefix, bool halfCopied)
    {
        var connection = await Connect(configuration).ConfigureAwait(false);
        try
        {
            var database = connection.GetDatabase();
            var meta = prefix + "meta";
            if (!halfCopied && await database.HashExistsAsync(meta, "migrating").ConfigureAwait(false))
            {
                throw new InvalidOperationException("A migration into this Redis has not ended. Run 'monitor migrate' again; it begins anew.");
            }
            if (!await database.HashExistsAsync(meta, "epoch").ConfigureAwait(false))
            {
                await database.HashSetAsync(meta, "format", Format, When.NotExists).ConfigureAwait(false);
                await database.HashSetAsync(meta, "id", Guid.NewGuid().ToString("D"), When.NotExists).ConfigureAwait(false);
                await database.HashSetAsync(meta, "epoch", 1, When.NotExists).ConfigureAwait(false);
            }
            var format = (string?)await database.HashGetAsync(meta, "format").ConfigureAwait(false);
            if (format != Format) throw new InvalidOperationException($"The journal in Redis has format {format}; this build reads {Format}. Start the build that wrote it.");
            await RequireSync(database).ConfigureAwait(false);
            return new RedisJournal(
                connection, configuration, prefix, time, Guid.Parse((string)(await database.HashGetAsync(meta, "id").ConfigureAwait(false))!),
                (long)await database.HashGetAsync(meta, "epoch").ConfigureAwait(false));
        }
        catch
        {
            await new ShortConnection(connection).DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>After a fail-over or a restored file: the next epoch, so that every follower sees that the past may differ. Journals opened before keep the old one.</summary>
    /// <exception cref="InvalidOperationException">There is no journal, or somebody has it open; the message says so.</exception>
    public static async Task<long> BeginEpoch(string configuration, string prefix = "monitor:")
    {
        await using var connection = await ShortConnection.Open(configuration).ConfigureAwait(false);
        const string script = """
            if redis.call('HEXISTS', KEYS[1] .. 'meta', 'epoch') == 0 then return -1 end
            if redis.call('EXISTS', KEYS[1] .. 'holder') == 1 then return -2 end
            return redis.call('HINCRBY', KEYS[1] .. 'meta', 'epoch', 1)
            """;
        return (long)await connection.Redis.ScriptEvaluateAsync(script, [prefix]).ConfigureAwait(false) switch
        {
            -1 => throw new InvalidOperationException($"The Redis at {HostsOf(configuration)} holds no journal. Start it on the backup's dump.rdb first."),
            -2 => throw new InvalidOperationException("A server has this journal open, or had it within the last 15 s. Stop it, wait, and ask again."),
            var epoch => epoch,
        };
    }

    /// <summary>Without the password.</summary>
    private static string HostsOf(string configuration) => string.Join(", ", Parsed(configuration).EndPoints);

    /// <summary>What is wrong with the value of <c>Journal:Redis</c>, in a sentence that does not repeat it, since it may hold a password; null when it can be read.</summary>
    public static string? FaultOf(string configuration)
    {
        try
        {
            return ConfigurationOptions.Parse(configuration).EndPoints.Count > 0 ? null : "Journal:Redis names no address. Set it to, for example, 127.0.0.1:6379.";
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return "Journal:Redis has an option that is none of StackExchange.Redis, or a value that does not fit. Set it to an address and options, for example "
                + "127.0.0.1:6379,ssl=true; a comma in a password ends it.";
        }
    }

    private static ConfigurationOptions Parsed(string configuration) =>
        FaultOf(configuration) is { } fault ? throw new InvalidOperationException(fault) : ConfigurationOptions.Parse(configuration);

    internal static async Task<ConnectionMultiplexer> Connect(string configuration)
    {
        var options = Parsed(configuration);
        options.AllowAdmin = true;
        try
        {
            return await ConnectionMultiplexer.ConnectAsync(options).ConfigureAwait(false);
        }
        catch (RedisConnectionException e)
        {
            throw new InvalidOperationException($"Redis cannot be reached at {string.Join(", ", options.EndPoints)}. Start it, or correct Journal:Redis.", e);
        }
    }

    private static async Task RequireSync(IDatabase database)
    {
        foreach (var (name, wanted) in new[] { ("appendonly", "yes"), ("appendfsync", "always") })
        {
            var found = (RedisValue[]?)await database.ExecuteAsync("CONFIG", "GET", name).ConfigureAwait(false);
            if (found is not [_, var value] || value != wanted)
            {
                throw new InvalidOperationException($"Redis would lose acknowledged posts in a crash: '{name}' is not '{wanted}'. Set '{name} {wanted}' in redis.conf.");
            }
        }
    }

    public Guid Id { get; }

    public long Epoch { get; }

    public async ValueTask<long> Head(CancellationToken cancellation) => await Ask(() => database.ListLengthAsync(prefix + "feed"), cancellation).ConfigureAwait(false);

    public async ValueTask<long> IntakeHead(CancellationToken cancellation) =>
        (long?)await Ask(() => database.HashGetAsync(prefix + "meta", "intake"), cancellation).ConfigureAwait(false) ?? 0;

    public async ValueTask<IReadOnlyList<AppendResult>> Append(IReadOnlyList<AppendItem> items, CancellationToken cancellation)
    {
        if (items.Count == 0) return [];
        List<RedisValue> values = [items.Count];
        foreach (var item in items) RedisRows.Add(values, item);
        var answers = (await lanes.Run(RedisScripts.Append, values, cancellation).ConfigureAwait(false)).Split('\n');
        return [.. answers.Select((answer, i) => Result(items[i], answer.Split(' ')))];
    }

    private static AppendResult Result(AppendItem item, string[] answer)
    {
        var (position, version, place) = (RedisRows.Long(answer[1]), RedisRows.Long(answer[2]), (int)RedisRows.Long(answer[3]) - 1);
        return answer[0] switch
        {
            "A" => new(AppendOutcome.Appended, position, version, null),
            "W" => new(AppendOutcome.WrongVersion, 0, version, null),
            "D" => new(AppendOutcome.AlreadyDone, 0, version, null),
            "K" => new(AppendOutcome.KeyTaken, 0, version, item.Keys[place]),
            "F" => new(AppendOutcome.Failed, 0, version, $"Post {item.Posts[place].Id} is stored already."),
            var other => throw new InvalidDataException($"The append script answered '{other}'."),
        };
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> Read(string stream, long afterVersion, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var stored = await Ask(() => database.ListRangeAsync(prefix + "s:" + stream, afterVersion, afterVersion + limit - 1), cancellation).ConfigureAwait(false);
        return [.. stored.Select((e, i) => RedisRows.Event(stream, afterVersion + i + 1, e!))];
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var events = new List<StoredEvent>();
        while (events.Count < limit)
        {
            var (from, length) = (afterPosition + events.Count, Math.Min(PageLength, limit - events.Count));
            var page = (RedisValue[])(await Ask(() => database.ScriptEvaluateAsync(RedisScripts.ReadAll, [prefix], [from, from + length - 1]), cancellation)
                .ConfigureAwait(false))!;
            for (var i = 0; i < page.Length; i += 2)
            {
                var reference = (string)page[i]!;
                var end = reference.LastIndexOf('\n');
                events.Add(RedisRows.Event(reference[..end], RedisRows.Long(reference[(end + 1)..]), page[i + 1]!));
            }
            if (page.Length < length * 2) break;
        }
        return events;
    }

    public async ValueTask<IReadOnlyList<Deadline>> Due(DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        // '}' is the character after '|': everything of that very instant is below it.
        // Not a constant: later clients of Redis have an overload that takes a zero here for an order.
        var skipped = 0L;
        var members = await Ask(() => database.SortedSetRangeByValueAsync(prefix + "due", default, RedisRows.Ticks(until) + "}", Exclude.Stop, skipped, limit), cancellation)
            .ConfigureAwait(false);
        return [.. members.Select(m => (string)m!).Select(m => new Deadline(m[20..], RedisRows.Instant(m[..19])))];
    }

    public async ValueTask<DateTimeOffset?> DeadlineOf(string stream, CancellationToken cancellation) =>
        await Ask(() => database.HashGetAsync(prefix + "v:" + stream, "d"), cancellation).ConfigureAwait(false) is { IsNull: false } ticks ? RedisRows.Instant(ticks!) : null;

    public async ValueTask<IReadOnlyList<Cause>> CausesOf(string stream, CancellationToken cancellation)
    {
        var state = await Ask(() => database.HashGetAllAsync(prefix + "v:" + stream), cancellation).ConfigureAwait(false);
        return [.. state.Where(f => ((string)f.Name!).StartsWith("c:", StringComparison.Ordinal)).Select(f =>
        {
            var place = ((string)f.Value!).Split('.');
            return new Cause(((string)f.Name!)[2..], RedisRows.Long(place[0]), (int)RedisRows.Long(place[1]));
        })];
    }

    private Task<T> Ask<T>(Func<Task<T>> call, CancellationToken cancellation) => lanes.UntilAnswered(call, cancellation);

    private async ValueTask Do(string script, List<RedisValue> values, CancellationToken cancellation) => await lanes.Run(script, values, cancellation).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        lanes.Dispose();
        await connection.CloseAsync(allowCommandsToComplete: false).ConfigureAwait(false);
        connection.Dispose();
    }
}
