using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Monitor.Storage.Sqlite;

/// <summary>Copies of a journal: taken while it runs, checked, and put back.</summary>
public static class Backup
{
    /// <summary>Of a journal that is being restored.</summary>
    private const string NewName = Database.FileName + ".new";

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
            if (Schema.IsDamage(e)) throw Schema.Told(e, from);
            throw new IOException($"The backup into '{into}' failed: {e.Message} Free some room there, or name another directory.", e);
        }
    }

    /// <summary>
    /// Makes a journal from a backup, in a directory without one. It begins the next epoch, so that every follower sees that the past may differ. The journal gets its name
    /// last: cut off at any instant, it is run again.
    /// </summary>
    /// <param name="beside">Further files of the backup that belong to the journal; those that are there are copied before it.</param>
    /// <param name="step">Told what comes next.</param>
    /// <returns>The new epoch.</returns>
    /// <exception cref="InvalidOperationException">There is no backup, it is damaged, or the directory holds a journal; the message names the fix.</exception>
    public static long Restore(string from, string into, IReadOnlyList<string> beside, Action<string>? step = null, CancellationToken cancellation = default)
    {
        void Next(string what)
        {
            cancellation.ThrowIfCancellationRequested();
            step?.Invoke(what);
        }

        if (!File.Exists(Path.Combine(from, Database.FileName))) throw new InvalidOperationException(
            $"There is no backup in '{from}': {Database.FileName} is missing. Name the directory that 'monitor backup' wrote.");
        RequireNone(into);
        Next("Reading every page of the backup");
        Verify(from, cancellation);
        using var taken = new DirectoryLock(into);
        RequireNone(into);
        Next("Copying what belongs to the journal");
        foreach (var name in beside.Where(name => File.Exists(Path.Combine(from, name)))) Copy(Path.Combine(from, name), Path.Combine(into, name), cancellation);
        Next("Copying the journal");
        foreach (var left in Directory.EnumerateFiles(into, NewName + "*")) File.Delete(left);
        Copy(Path.Combine(from, Database.FileName), Path.Combine(into, NewName), cancellation);
        Next("Beginning the next epoch");
        var epoch = BeginEpoch(into);
        Sync(Path.Combine(into, NewName));
        Next("Giving the journal its name");
        File.Move(Path.Combine(into, NewName), Path.Combine(into, Database.FileName));
        return epoch;
    }

    /// <exception cref="InvalidOperationException">A restore into the directory was cut off: a journal made here now would hide that.</exception>
    internal static void RefuseHalf(string directory)
    {
        if (!File.Exists(Path.Combine(directory, Database.FileName)) && File.Exists(Path.Combine(directory, NewName)))
        {
            throw new InvalidOperationException($"A restore into '{directory}' was cut off. Run 'monitor restore' again, or empty the directory.");
        }
    }

    private static long BeginEpoch(string into)
    {
        try
        {
            using var database = new Database(into, readOnly: false, NewName);
            Schema.Ensure(database, Guid.Empty);
            database.Execute("PRAGMA synchronous = FULL; UPDATE meta SET value = value + 1 WHERE name = 'epoch';");
            return Schema.Number(database, "epoch");
        }
        catch (SqliteException e)
        {
            throw Schema.Told(e, into);
        }
    }

    /// <summary>Reads every page of a journal that nobody has open.</summary>
    /// <exception cref="InvalidOperationException">It is damaged; the message says where.</exception>
    public static void Verify(string directory, CancellationToken cancellation = default)
    {
        try
        {
            using var database = new Database(directory, readOnly: true);
            raw.sqlite3_progress_handler(database.Raw, 100_000, _ => cancellation.IsCancellationRequested ? 1 : 0, null);
            Check(database, directory);
        }
        catch (SqliteException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (SqliteException e)
        {
            throw Schema.IsDamage(e)
                ? new InvalidOperationException($"The journal in '{directory}' is damaged or none: {e.Message} Use an older backup.", e)
                : Schema.Told(e, directory);
        }
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
        RequireNone(directory);
        Directory.CreateDirectory(directory);
        return Path.Combine(directory, Database.FileName);
    }

    private static void RequireNone(string directory)
    {
        if (File.Exists(Path.Combine(directory, Database.FileName))) throw new InvalidOperationException($"'{directory}' holds a journal already. Name an empty directory.");
    }

    /// <summary>Over what an earlier try has left; on disk when it returns.</summary>
    private static void Copy(string from, string to, CancellationToken cancellation)
    {
        using var source = File.OpenRead(from);
        using var target = new FileStream(to, FileMode.Create, FileAccess.Write);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        var buffer = new byte[1 << 20];
        while (source.Read(buffer) is > 0 and var read)
        {
            cancellation.ThrowIfCancellationRequested();
            target.Write(buffer, 0, read);
        }
        target.Flush(flushToDisk: true);
    }

    private static long Pragma(Database database, string name) => Convert.ToInt64(database.Scalar("PRAGMA " + name), CultureInfo.InvariantCulture);

    private static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
