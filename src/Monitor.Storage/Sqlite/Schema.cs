using System.Globalization;
using Microsoft.Data.Sqlite;
using Monitor.Runtime.Journal;

namespace Monitor.Storage.Sqlite;

/// <summary>
/// The tables of <c>journal.db</c>. Erasing is complete without rewriting the file because of three rules, which a change must keep (with <c>secure_delete</c>, which
/// overwrites what an update or delete frees):
/// rows with words (posts, changes, intake, parked) are only ever added at the end, so no page of them is split or merged and no old copy of a row stays in a gap;
/// an update never makes such a row longer; words and platform ids stand in no index (a hash does).
/// </summary>
internal static class Schema
{
    private const long Format = 1;

    /// <summary>Instants are UTC ticks; <c>*_name</c> columns point into <c>names</c>; hashes are 64 bits of <see cref="KeyBytes"/>.</summary>
    private const string Tables = """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
        CREATE TABLE names(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE streams(id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, due INTEGER, quarantined INTEGER NOT NULL,
            causes BLOB NOT NULL);
        CREATE INDEX streams_hash ON streams(hash);
        CREATE INDEX streams_due ON streams(due) WHERE due IS NOT NULL AND quarantined = 0;
        CREATE TABLE events(position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, version INTEGER NOT NULL, type_name INTEGER NOT NULL, type_version INTEGER NOT NULL,
            at INTEGER NOT NULL, source_name INTEGER NOT NULL, cause_number INTEGER NOT NULL, cause_item INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE INDEX events_stream ON events(stream, version);
        CREATE TABLE keys(key BLOB PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE intake(number INTEGER PRIMARY KEY, channel_name INTEGER NOT NULL, sha256 NOT NULL, received INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE delivery_keys(key BLOB PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE parked(place INTEGER PRIMARY KEY, number INTEGER NOT NULL, item INTEGER NOT NULL, hash INTEGER, waits_for TEXT, parked INTEGER NOT NULL, content BLOB);
        CREATE INDEX parked_hash ON parked(hash) WHERE hash IS NOT NULL;
        CREATE INDEX parked_item ON parked(number, item) WHERE hash IS NOT NULL;
        CREATE TABLE posts(place INTEGER PRIMARY KEY, id TEXT NOT NULL, intake INTEGER NOT NULL, channel_name INTEGER NOT NULL, kind_name INTEGER NOT NULL,
            author TEXT NOT NULL, author_hash INTEGER NOT NULL, platform_hash INTEGER, platform TEXT, platform_author TEXT, author_name TEXT, author_handle TEXT, text TEXT,
                in_reply_to TEXT,
            posted INTEGER NOT NULL, received INTEGER NOT NULL, sha256 NOT NULL, state INTEGER NOT NULL);
        CREATE UNIQUE INDEX posts_id ON posts(id);
        CREATE INDEX posts_platform ON posts(platform_hash) WHERE platform_hash IS NOT NULL;
        CREATE INDEX posts_author ON posts(author_hash);
        CREATE TABLE changes(place INTEGER PRIMARY KEY, post INTEGER NOT NULL, edited INTEGER, erased INTEGER, text TEXT);
        CREATE INDEX changes_post ON changes(post);
        CREATE TABLE other_bodies(post INTEGER, number INTEGER, PRIMARY KEY(post, number)) WITHOUT ROWID;
        CREATE TABLE checkpoints(follower TEXT PRIMARY KEY, epoch INTEGER NOT NULL, position INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE snapshots(stream INTEGER PRIMARY KEY, version INTEGER NOT NULL, fingerprint TEXT NOT NULL, state BLOB NOT NULL);
        CREATE TABLE quarantine(stream INTEGER PRIMARY KEY, build TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL);
        """;

    /// <summary>
    /// Tables that came after the first journals of this format: made when they are missing. Bodies in <c>spent</c> go once intake has passed them; <c>answers</c> holds places of
    /// posts. The state of a post is 2 as it came, 3 edited, 4 erased, 5 an answer whose post was erased.
    /// </summary>
    private const string LaterTables = """
        CREATE TABLE IF NOT EXISTS aliases(hash INTEGER PRIMARY KEY, post INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS spent(number INTEGER PRIMARY KEY);
        CREATE TABLE IF NOT EXISTS answers(post INTEGER, answer INTEGER, PRIMARY KEY(post, answer)) WITHOUT ROWID;
        """;

    /// <summary>
    /// The writer's settings. Checkpoints are <see cref="WriteAheadLog"/>'s work. 64 MiB of cache hold the hot ends of all indexes of a million streams.
    /// </summary>
    internal static void Configure(Database database, long? maxBytes)
    {
        database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
        database.Execute("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 0;");
        if (maxBytes is { } bytes) database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {Math.Max(1, bytes / 4096)};"));
    }

    /// <summary>
    /// A reader forgets its pages whenever the writer has written, and then goes through its whole table of them: with 8 MiB of room that was 3 % of a busy server's time, by
    /// perf. The system has the pages anyway.
    /// </summary>
    internal static void ConfigureReader(Database database) => database.Execute(
        "PRAGMA query_only = ON; PRAGMA cache_size = -512; PRAGMA temp_store = MEMORY; PRAGMA busy_timeout = 5000;");

    /// <summary>Makes the tables of a new journal, or checks that this build can read what is there.</summary>
    internal static void Ensure(Database database, Guid newId)
    {
        if (Convert.ToInt64(database.Scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'"), CultureInfo.InvariantCulture) == 0)
        {
            database.Execute(string.Create(CultureInfo.InvariantCulture, $"""
                BEGIN IMMEDIATE;
                {Tables}
                INSERT INTO meta VALUES ('format', {Format}), ('id', '{newId:D}'), ('epoch', 1), ('bodies_dropped_to', 0);
                COMMIT;
                """));
        }
        var format = Number(database, "format");
        if (format != Format)
        {
            throw new InvalidOperationException(
                $"journal.db has format {format}; this build reads {Format}. Start the build that wrote it, or restore a backup of format {Format} into another Data:Directory.");
        }
        database.Execute(LaterTables);
    }

    internal static long Number(Database database, string name) =>
        Convert.ToInt64(database.Scalar($"SELECT value FROM meta WHERE name = '{name}'"), CultureInfo.InvariantCulture);

    internal static Guid Id(Database database) => Guid.Parse((string)database.Scalar("SELECT value FROM meta WHERE name = 'id'")!);

    /// <summary>An error of the store as callers of the journal know it: a full disk is one they wait out.</summary>
    internal static Exception Told(Exception exception) => exception is not JournalFullException && IsFull(exception)
        ? new JournalFullException("The disk of the data directory is full or does not take the bytes. Free some room; nothing was lost.", exception)
        : exception;

    /// <summary>An error of a file that was to be opened or read, with its path and the way out.</summary>
    internal static Exception Told(SqliteException fault, string directory)
    {
        var path = Path.Combine(directory, Database.FileName);
        return IsFull(fault) ? new JournalFullException($"'{path}' cannot be read or written: {fault.Message} Make room on its disk; nothing was lost.", fault)
            : IsDamage(fault) ? new InvalidOperationException(
                $"'{path}' is damaged or no journal: {fault.Message} Restore a backup with 'monitor restore --from BACKUP --into DIRECTORY' and set Data:Directory to that.", fault)
            : new InvalidOperationException($"'{path}' cannot be opened: {fault.Message} Set its rights and its folder's so that this user may read and write there.", fault);
    }

    internal static bool IsDamage(SqliteException fault) =>
        fault.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_ERROR;

    internal static bool IsFull(Exception exception) => exception is JournalFullException
        || exception is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR };
}
