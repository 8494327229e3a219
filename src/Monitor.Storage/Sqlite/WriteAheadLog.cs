using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Monitor.Storage.Sqlite;

/// <summary>
/// Moves the write-ahead log into the database, in two steps so that no commit waits for long: a second connection moves most of it while the writer goes on; then the
/// writer moves the little that came meanwhile, and the log begins anew. Called on the writer's thread, between transactions.
/// </summary>
internal sealed class WriteAheadLog(Database database, string directory) : IDisposable
{
    /// <summary>Pages of 4 KiB written before the log is moved: 16 MiB. A longer log costs reading and disk, a shorter one more syncs.</summary>
    private const int PagesBetween = 4096;

    private Database? mover;
    private Task moving = Task.CompletedTask;
    private bool moved;

    internal void AfterCommit()
    {
        if (!moving.IsCompleted) return;
        if (moved)
        {
            moved = false;
            raw.sqlite3_db_status(database.Raw, raw.SQLITE_DBSTATUS_CACHE_WRITE, out _, out _, 1);
            Move(database);
            return;
        }
        raw.sqlite3_db_status(database.Raw, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0);
        if (pages < PagesBetween) return;
        moved = true;
        moving = Task.Run(MoveMost);
    }

    private void MoveMost()
    {
        try
        {
            if (mover is null)
            {
                mover = new Database(directory, readOnly: false);
                mover.Execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;");
            }
            Move(mover);
        }
        catch (SqliteException)
        {
            // No more files or no room: the writer, which meets the same, says so.
        }
    }

    /// <summary>A log that cannot be moved now (a reader, a full disk) is moved later: nothing depends on it but its size.</summary>
    private static void Move(Database by) => raw.sqlite3_wal_checkpoint_v2(by.Raw, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);

    /// <summary>Moves all of it and cuts the file to nothing. No reader may hold a snapshot.</summary>
    internal void Truncate()
    {
        moving.Wait();
        var result = raw.sqlite3_wal_checkpoint_v2(database.Raw, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        if (result != raw.SQLITE_OK) throw new SqliteException("The write-ahead log could not be emptied: " + raw.sqlite3_errmsg(database.Raw).utf8_to_string(), result);
    }

    public void Dispose()
    {
        moving.Wait();
        mover?.Dispose();
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
            // Nothing is lost by a log that stays long: whoever asked tries again.
            var told = Schema.Told(e);
            Fail(told is IOException ? told : new IOException(e.Message, e));
        }
    }
}
