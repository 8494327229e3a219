using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Monitor.Storage.Sqlite;

/// <summary>Copies of a journal: taken while it runs, checked, and put back.</summary>
public static class Backup
{
    /// <summary>Copies the journal as it stands at one instant. The writer goes on meanwhile.</summary>
    /// <param name="into">A directory that is missing or holds no journal.</param>
    /// <param name="progress">0 to 1, by the bytes written.</param>
    /// <returns>The last position in the copy: up to there it equals the journal.</returns>
    internal static long Take(string from, string into, IProgress<double>? progress, CancellationToken cancellation)
    {
        var target = NewFile(into);
        try
        {
            using (var source = new Database(from, readOnly: true))
            {
                var bytes = Pragma(source, "page_count") * (double)Pragma(source, "page_size");
                raw.sqlite3_progress_handler(source.Raw, 100_000, _ =>
                {
                    if (progress is not null && File.Exists(target)) progress.Report(Math.Min(1, new FileInfo(target).Length / Math.Max(1, bytes)));
                    return cancellation.IsCancellationRequested ? 1 : 0;
                }, null);
                source.Execute($"VACUUM INTO '{target.Replace("'", "''", StringComparison.Ordinal)}'");
            }
            using var copy = new Database(into, readOnly: true);
            var head = copy.Scalar("SELECT max(position) FROM events") is long last ? last : 0;
            Sync(target);
            progress?.Report(1);
            return head;
        }
        catch (SqliteException e)
        {
            File.Delete(target);
            cancellation.ThrowIfCancellationRequested();
            throw new IOException($"The backup into '{into}' failed: {e.Message} Free some room there, or name another directory.", e);
        }
    }

    /// <summary>Makes a journal from a backup, in a directory without one. It begins the next epoch, so that every follower sees that the past may differ.</summary>
    /// <returns>The new epoch.</returns>
    public static long Restore(string from, string into)
    {
        var source = Path.Combine(from, Database.FileName);
        if (!File.Exists(source)) throw new InvalidOperationException(
            $"There is no backup in '{from}': {Database.FileName} is missing. Name the directory that 'monitor backup' wrote.");
        var target = NewFile(into);
        using var taken = new DirectoryLock(into);
        using (var check = new Database(from, readOnly: true)) Check(check, from);
        File.Copy(source, target);
        long epoch;
        using (var database = new Database(into, readOnly: false))
        {
            Schema.Configure(database, null);
            Schema.Ensure(database, Guid.Empty);
            database.Execute("UPDATE meta SET value = value + 1 WHERE name = 'epoch'; PRAGMA wal_checkpoint(TRUNCATE);");
            epoch = Schema.Number(database, "epoch");
        }
        Sync(target);
        return epoch;
    }

    /// <summary>Reads every page of a journal that nobody has open.</summary>
    /// <exception cref="InvalidOperationException">It is damaged; the message says where.</exception>
    public static void Verify(string directory)
    {
        using var database = new Database(directory, readOnly: true);
        Check(database, directory);
    }

    private static void Check(Database database, string directory)
    {
        if (database.Scalar("PRAGMA integrity_check(1)") as string is var found && found != "ok")
        {
            throw new InvalidOperationException($"The journal in '{directory}' is damaged: {found}. Use an older backup.");
        }
        var count = database.Scalar("SELECT count(*) FROM events") as long? ?? 0;
        var last = database.Scalar("SELECT max(position) FROM events") as long? ?? 0;
        if (count != last) throw new InvalidOperationException($"The journal in '{directory}' has {count} events but ends at position {last}. Use an older backup.");
    }

    private static string NewFile(string directory)
    {
        Directory.CreateDirectory(directory);
        var target = Path.Combine(directory, Database.FileName);
        if (File.Exists(target)) throw new InvalidOperationException($"'{directory}' holds a journal already. Name an empty directory.");
        return target;
    }

    private static long Pragma(Database database, string name) => Convert.ToInt64(database.Scalar("PRAGMA " + name), CultureInfo.InvariantCulture);

    private static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
