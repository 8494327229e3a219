using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Monitor.Storage.Sqlite;

/// <summary>Moves the write-ahead log into the database. Called on the writer's thread, between transactions.</summary>
internal sealed class WriteAheadLog(Database database)
{
    /// <summary>Commits between two looks at the log.</summary>
    private const int CommitsBetween = 64;
    private int commits;

    internal void AfterCommit()
    {
        if (++commits < CommitsBetween) return;
        commits = 0;
        // A log that cannot be moved now (a reader, a full disk) is moved later: nothing depends on it but its size.
        raw.sqlite3_wal_checkpoint_v2(database.Raw, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
    }

    /// <summary>Moves all of it and cuts the file to nothing. No reader may hold a snapshot.</summary>
    internal void Truncate()
    {
        var result = raw.sqlite3_wal_checkpoint_v2(database.Raw, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        if (result != raw.SQLITE_OK) throw new SqliteException("The write-ahead log could not be emptied: " + raw.sqlite3_errmsg(database.Raw).utf8_to_string(), result);
    }
}

/// <summary>Empties the log once everything handed in before it is committed.</summary>
internal sealed class TruncateLog : Write<bool>
{
    internal override void Run(Writer writer) => throw new InvalidOperationException("The log is emptied outside transactions.");

    internal void Outside(WriteAheadLog log)
    {
        try
        {
            log.Truncate();
            Complete();
        }
        catch (SqliteException e)
        {
            Fail(e);
        }
    }
}
