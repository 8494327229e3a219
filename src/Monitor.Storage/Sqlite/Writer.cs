using System.Buffers;
using Monitor.Runtime.Journal;

namespace Monitor.Storage.Sqlite;

/// <summary>What is written in a transaction: the only connection that writes, used by the commit loop's thread alone. Checks stand before inserts, so a refused item
/// leaves nothing to undo.</summary>
internal sealed partial class Writer : IDisposable
{
    /// <summary>Streams kept in memory: twice this at most, about 200 bytes each.</summary>
    private const int CachedStreams = 50_000;

    private readonly Database database;
    private readonly Names names;
    private readonly StreamCache streams = new(CachedStreams);
    private readonly Statement begin, commit, rollback;
    private readonly Statement findStream, addStream, updateStream;
    private readonly Statement addEvent, findKey, addKey;
    private long head, streamHead, intakeHead, postHead, parkedHead, changeHead;

    internal Writer(Database database)
    {
        this.database = database;
        names = new Names(database, readOnly: false);
        begin = database.Prepare("BEGIN IMMEDIATE");
        commit = database.Prepare("COMMIT");
        rollback = database.Prepare("ROLLBACK");
        findStream = database.Prepare("SELECT id, name, version, due, causes FROM streams WHERE hash = ?");
        addStream = database.Prepare("INSERT INTO streams(id, hash, name, version, due, quarantined, causes) VALUES (?, ?, ?, 0, NULL, 0, x'')");
        updateStream = database.Prepare("UPDATE streams SET version = ?, due = ?, causes = ? WHERE id = ?");
        addEvent = database.Prepare(
            "INSERT INTO events(position, stream, version, type_name, type_version, at, source_name, cause_number, cause_item, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        findKey = database.Prepare("SELECT 1 FROM keys WHERE key = ?");
        addKey = database.Prepare("INSERT INTO keys(key) VALUES (?)");
        PrepareRest();
        ReadCounters();
    }

    /// <summary>The last position and intake number, with what the running transaction added.</summary>
    internal (long Position, long Intake) Heads => (head, intakeHead);

    internal void Begin() => begin.Run();

    internal void Commit() => commit.Run();

    /// <summary>Undoes the transaction, and forgets what was remembered of it.</summary>
    internal void Rollback()
    {
        database.ResetStatements();
        // SQLite itself has rolled back after some errors (a full disk).
        if (SQLitePCL.raw.sqlite3_get_autocommit(database.Raw) == 0) rollback.Run();
        streams.Clear();
        names.Load();
        ReadCounters();
    }

    internal AppendResult Append(AppendItem item)
    {
        var entry = Find(item.Stream);
        var version = entry?.Version ?? 0;
        if (entry is not null && IsDone(entry, item.Cause)) return new(AppendOutcome.AlreadyDone, 0, version, null);
        if (version != item.ExpectedVersion) return new(AppendOutcome.WrongVersion, 0, version, null);
        foreach (var key in item.Keys)
        {
            if (!IsTaken(key)) continue;
            foreach (var post in item.Posts) RememberBody(post);
            return new(AppendOutcome.KeyTaken, 0, version, key);
        }
        for (var i = 0; i < item.Posts.Count; i++)
        {
            if (IsStored(item.Posts, i)) return new(AppendOutcome.Failed, 0, version, $"Post {item.Posts[i].Id} is stored already.");
        }

        entry ??= Add(item.Stream);
        var first = item.Events.Count == 0 ? 0 : head + 1;
        var source = names.NumberOf(item.Cause.Source);
        foreach (var happened in item.Events) AddEvent(entry, happened, source, item.Cause);
        for (var i = 0; i < item.Keys.Count; i++) AddKey(item.Keys, i);
        foreach (var post in item.Posts) AddPost(post);
        if (item.Cause.Source.Length > 0) entry.SetCause(source, item.Cause.Number, item.Cause.Item);
        entry.DueTicks = item.NextDeadline?.UtcTicks;
        Update(entry);
        return new(AppendOutcome.Appended, first, entry.Version, null);
    }

    private bool IsDone(StreamEntry entry, Cause cause)
    {
        if (cause.Source.Length == 0 || names.Known(cause.Source) is not { } source) return false;
        foreach (var last in entry.Causes)
        {
            if (last.Source == source) return cause.IsAtOrBelow(new Cause(cause.Source, last.Number, last.Item));
        }
        return false;
    }

    private bool IsTaken(string key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes.Length];
        KeyBytes.Of(key, bytes);
        return Exists(findKey.With(bytes));
    }

    /// <summary>An item may name a key twice; it is claimed once.</summary>
    private void AddKey(IReadOnlyList<string> keys, int place)
    {
        for (var i = 0; i < place; i++)
        {
            if (keys[i] == keys[place]) return;
        }
        Span<byte> bytes = stackalloc byte[KeyBytes.Length];
        KeyBytes.Of(keys[place], bytes);
        addKey.With(bytes).Run();
    }

    private void AddEvent(StreamEntry entry, NewEvent happened, long source, Cause cause)
    {
        addEvent.With(++head).With(entry.Id).With(++entry.Version).With(names.NumberOf(happened.Type)).With(happened.TypeVersion).With(happened.At.UtcTicks)
            .With(source).With(cause.Number).With(cause.Item).With(happened.Body.Span).Run();
    }

    private StreamEntry? Find(string name)
    {
        if (streams.Find(name) is { } known) return known;
        findStream.With(KeyBytes.Hash(name));
        while (findStream.Step())
        {
            if (findStream.Text(1) != name) continue;
            var entry = new StreamEntry { Id = findStream.Long(0), Name = name, Version = findStream.Long(2), DueTicks = findStream.LongOrNull(3) };
            entry.ReadCauses(findStream.Blob(4));
            findStream.Reset();
            streams.Add(entry);
            return entry;
        }
        return null;
    }

    private StreamEntry Add(string name)
    {
        var entry = new StreamEntry { Id = ++streamHead, Name = name };
        addStream.With(entry.Id).With(KeyBytes.Hash(name)).With(name).Run();
        streams.Add(entry);
        return entry;
    }

    private void Update(StreamEntry entry)
    {
        var causes = ArrayPool<byte>.Shared.Rent(Math.Max(1, entry.CausesLength));
        updateStream.With(entry.Version).With(entry.DueTicks).With(causes.AsSpan(0, entry.WriteCauses(causes))).With(entry.Id).Run();
        ArrayPool<byte>.Shared.Return(causes);
    }

    private static bool Exists(Statement query)
    {
        var found = query.Step();
        if (found) query.Reset();
        return found;
    }

    /// <summary>The last number of each table: the last key of its tree, so that opening a journal of any size takes no scan.</summary>
    private void ReadCounters()
    {
        head = Last("events", "position");
        streamHead = Last("streams", "id");
        intakeHead = Last("intake", "number");
        postHead = Last("posts", "place");
        parkedHead = Last("parked", "place");
        changeHead = Last("changes", "place");
    }

    private long Last(string table, string column) => database.Scalar($"SELECT max({column}) FROM {table}") is long last ? last : 0;

    public void Dispose() => database.Dispose();
}
