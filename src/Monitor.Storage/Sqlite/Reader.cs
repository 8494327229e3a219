using Monitor.Runtime.Journal;

namespace Monitor.Storage.Sqlite;

/// <summary>One reading connection. It sees what was committed when a statement began, and never waits for the writer.</summary>
internal sealed class Reader : IDisposable
{
    private const int StreamNamesMax = 20_000;
    private const string PostColumns = """
        SELECT p.id, p.intake, p.channel_name, p.kind_name, p.author, p.platform, p.platform_author, p.author_name, p.author_handle, coalesce(c.text, p.text), p.in_reply_to,
            p.posted, p.received, p.sha256, c.edited, c.erased
        FROM posts p LEFT JOIN changes c ON p.state > 2 AND c.place = (SELECT max(place) FROM changes WHERE post = p.place)
        """;

    private readonly Database database;
    private readonly Names names;
    private readonly Dictionary<long, string> streamNames = [];
    private readonly Statement streamByHash, streamName, readStream, readAll, due, readIntake, parked, parkedUntil, post, postByPlatform, postByAlias, placeOf, checkpoint,
        snapshot, quarantined;
    private readonly Dictionary<string, Statement> listings = new(StringComparer.Ordinal);

    internal Reader(string directory)
    {
        database = new Database(directory, readOnly: true);
        Schema.ConfigureReader(database);
        names = new Names(database, readOnly: true);
        streamByHash = database.Prepare("SELECT id, name, due, causes FROM streams WHERE hash = ?");
        streamName = database.Prepare("SELECT name FROM streams WHERE id = ?");
        const string columns = "SELECT position, stream, version, type_name, type_version, at, source_name, cause_number, cause_item, body FROM events ";
        readStream = database.Prepare(columns + "WHERE stream = ? AND version > ? ORDER BY version LIMIT ?");
        readAll = database.Prepare(columns + "WHERE position > ? AND position <= ? ORDER BY position LIMIT ?");
        due = database.Prepare("SELECT name, due FROM streams WHERE due IS NOT NULL AND quarantined = 0 AND due <= ? ORDER BY due LIMIT ?");
        readIntake = database.Prepare("SELECT number, channel_name, sha256, received, body FROM intake WHERE number > ? AND number <= ? ORDER BY number LIMIT ?");
        parked = database.Prepare("SELECT number, item, waits_for, parked, content FROM parked WHERE hash = ? AND waits_for = ? ORDER BY place LIMIT ?");
        parkedUntil = database.Prepare("SELECT number, item, waits_for, parked, content FROM parked WHERE hash IS NOT NULL AND parked <= ? ORDER BY place LIMIT ?");
        post = database.Prepare(PostColumns + " WHERE p.id = ?");
        postByPlatform = database.Prepare(PostColumns + " WHERE p.platform_hash = ? ORDER BY p.place LIMIT 1");
        postByAlias = database.Prepare(PostColumns + " WHERE p.place = (SELECT post FROM aliases WHERE hash = ?)");
        placeOf = database.Prepare("SELECT place FROM posts WHERE id = ?");
        checkpoint = database.Prepare("SELECT epoch, position FROM checkpoints WHERE follower = ?");
        snapshot = database.Prepare("SELECT version, fingerprint, state FROM snapshots WHERE stream = ?");
        quarantined = database.Prepare("SELECT s.name, q.build, q.reason, q.at FROM quarantine q JOIN streams s ON s.id = q.stream ORDER BY q.at, q.stream");
    }

    internal List<StoredEvent> Read(string stream, long afterVersion, int limit)
    {
        if (StreamId(stream) is not { } id) return [];
        return Events(readStream.With(id).With(afterVersion).With(limit), stream);
    }

    internal List<StoredEvent> ReadAll(long afterPosition, long upTo, int limit) => Events(readAll.With(afterPosition).With(upTo).With(limit), null);

    private List<StoredEvent> Events(Statement rows, string? stream)
    {
        var events = new List<StoredEvent>();
        while (rows.Step())
        {
            var cause = new Cause(names.Name(rows.Long(6)), rows.Long(7), (int)rows.Long(8));
            events.Add(new(rows.Long(0), stream ?? StreamName(rows.Long(1)), rows.Long(2), names.Name(rows.Long(3)), (int)rows.Long(4), rows.Instant(5), cause, rows.Blob(9)
                .ToArray()));
        }
        return events;
    }

    internal List<Deadline> Due(DateTimeOffset until, int limit)
    {
        var found = new List<Deadline>();
        due.With(until.UtcTicks).With(limit);
        while (due.Step()) found.Add(new(due.Text(0), due.Instant(1)));
        return found;
    }

    internal DateTimeOffset? DeadlineOf(string stream) => OneStream(stream, row => row.LongOrNull(2) is null ? null : (DateTimeOffset?)row.Instant(2));

    internal IReadOnlyList<Cause> CausesOf(string stream) => OneStream<IReadOnlyList<Cause>>(stream, row =>
    {
        var entry = new StreamEntry { Id = 0, Name = stream };
        entry.ReadCauses(row.Blob(3));
        return entry.Causes.ConvertAll(c => new Cause(names.Name(c.Source), c.Number, c.Item));
    }) ?? [];

    internal List<StoredDelivery> ReadIntake(long afterNumber, long upTo, int limit)
    {
        var found = new List<StoredDelivery>();
        readIntake.With(afterNumber).With(upTo).With(limit);
        while (readIntake.Step())
        {
            found.Add(new(readIntake.Long(0), names.Name(readIntake.Long(1)), readIntake.Hex(2), readIntake.Instant(3), readIntake.Blob(4).ToArray()));
        }
        return found;
    }

    internal List<ParkedItem> Parked(string waitsFor, int limit) => ParkedItems(parked.With(KeyBytes.Hash(waitsFor)).With(waitsFor).With(limit));

    internal List<ParkedItem> ParkedUntil(DateTimeOffset until, int limit) => ParkedItems(parkedUntil.With(until.UtcTicks).With(limit));

    private static List<ParkedItem> ParkedItems(Statement rows)
    {
        var found = new List<ParkedItem>();
        while (rows.Step()) found.Add(new(rows.Long(0), (int)rows.Long(1), rows.Text(2), rows.Instant(3), rows.Blob(4).ToArray()));
        return found;
    }

    internal PostRow? Post(string id) => FirstPost(post.With(id));

    internal PostRow? PostByPlatformId(string channel, string platformId)
    {
        var hash = KeyBytes.PlatformHash(channel, platformId);
        return FirstPost(postByPlatform.With(hash)) ?? FirstPost(postByAlias.With(hash));
    }

    private PostRow? FirstPost(Statement rows)
    {
        if (!rows.Step()) return null;
        var found = PostOf(rows);
        rows.Reset();
        return found;
    }

    /// <summary>One statement per combination of filters, each with the index that serves it.</summary>
    internal List<PostRow> Posts(PostFilter filter)
    {
        long? after = null;
        if (filter.AfterId is { } afterId)
        {
            if (!placeOf.With(afterId).Step()) return [];
            after = placeOf.Long(0);
            placeOf.Reset();
        }
        var sql = PostColumns + " WHERE 1"
            + (after is null ? "" : filter.Newest ? " AND p.place < ?" : " AND p.place > ?")
            + (filter.Channel is null ? "" : " AND p.channel_name = (SELECT id FROM names WHERE name = ?)")
            + (filter.AuthorKey is null ? "" : " AND p.author_hash = ? AND p.author = ?")
            + (filter.Since is null ? "" : " AND p.received >= ?")
            + (filter.Newest ? " ORDER BY p.place DESC LIMIT ?" : " ORDER BY p.place LIMIT ?");
        if (!listings.TryGetValue(sql, out var rows)) listings.Add(sql, rows = database.Prepare(sql));
        if (after is { } place) rows.With(place);
        if (filter.Channel is { } channel) rows.With(channel);
        if (filter.AuthorKey is { } author) rows.With(KeyBytes.Hash(author)).With(author);
        if (filter.Since is { } since) rows.With(since.UtcTicks);
        rows.With(filter.Limit);
        var found = new List<PostRow>();
        while (rows.Step()) found.Add(PostOf(rows));
        return found;
    }

    private PostRow PostOf(Statement row) => new(
        row.Text(0), row.Long(1), names.Name(row.Long(2)), names.Name(row.Long(3)), row.Text(4), row.TextOrNull(5), row.TextOrNull(6), row.TextOrNull(7), row.TextOrNull(8),
        row.TextOrNull(9), row.TextOrNull(10), row.Instant(11), row.Instant(12), row.Hex(13), row.LongOrNull(15) is null ? null : row.Instant(15))
    {
        EditedAt = row.LongOrNull(14) is null ? null : row.Instant(14),
    };

    internal Checkpoint CheckpointOf(string follower)
    {
        if (!checkpoint.With(follower).Step()) return default;
        var found = new Checkpoint(checkpoint.Long(0), checkpoint.Long(1));
        checkpoint.Reset();
        return found;
    }

    internal Snapshot? SnapshotOf(string stream)
    {
        if (StreamId(stream) is not { } id || !snapshot.With(id).Step()) return null;
        var found = new Snapshot(stream, snapshot.Long(0), snapshot.Text(1), snapshot.Blob(2).ToArray());
        snapshot.Reset();
        return found;
    }

    internal List<QuarantinedStream> Quarantined()
    {
        var found = new List<QuarantinedStream>();
        while (quarantined.Step()) found.Add(new(quarantined.Text(0), quarantined.Text(1), quarantined.Text(2), quarantined.Instant(3)));
        return found;
    }

    private long? StreamId(string name) => OneStream(name, row => (long?)row.Long(0));

    private T? OneStream<T>(string name, Func<Statement, T> read)
    {
        streamByHash.With(KeyBytes.Hash(name));
        while (streamByHash.Step())
        {
            if (streamByHash.Text(1) != name) continue;
            var found = read(streamByHash);
            streamByHash.Reset();
            return found;
        }
        return default;
    }

    private string StreamName(long id)
    {
        if (streamNames.TryGetValue(id, out var name)) return name;
        if (streamNames.Count >= StreamNamesMax) streamNames.Clear();
        streamName.With(id).Step();
        name = streamName.Text(0);
        streamName.Reset();
        streamNames.Add(id, name);
        return name;
    }

    public void Dispose() => database.Dispose();
}
