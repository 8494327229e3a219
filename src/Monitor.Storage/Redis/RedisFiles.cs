using StackExchange.Redis;

namespace Monitor.Storage.Redis;

/// <summary>Redis's own files: a copy of what it holds at one instant, and the file of all writes, which the erased words must leave.</summary>
internal sealed class RedisFiles(IDatabase database, RedisLanes lanes, string configuration, string prefix, TimeProvider time)
{
    private const string Saving = "rdb_bgsave_in_progress";
    private const string Rewriting = "aof_rewrite_in_progress";
    private const string RewritePlanned = "aof_rewrite_scheduled";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>How much had been erased, as all machines count it, when this process last had the file written anew; null: not yet, so it is not known what is in it.</summary>
    private long? cleanedUp;

    /// <summary>Has Redis write its append-only file anew from what it holds now, if anything was erased; the old files, which still have the erased words, go.</summary>
    /// <exception cref="IOException">It could not, for want of memory or disk, or since it began by itself: later it can.</exception>
    internal async Task CleanUp(CancellationToken cancellation)
    {
        var erased = (long?)await lanes.UntilAnswered(() => database.HashGetAsync(prefix + "meta", "erased"), cancellation).ConfigureAwait(false) ?? 0;
        if (erased == cleanedUp) return;
        var run = Run(await UntilNone([Rewriting, RewritePlanned], cancellation).ConfigureAwait(false));
        try
        {
            await lanes.UntilAnswered(() => database.ExecuteAsync("BGREWRITEAOF"), cancellation).ConfigureAwait(false);
        }
        catch (RedisServerException refused)
        {
            throw new IOException("Redis did not write its file anew: " + refused.Message, refused);
        }
        var said = await UntilNone([Rewriting, RewritePlanned], cancellation).ConfigureAwait(false);
        // Started again meanwhile, it knows nothing of the rewrite and says that all is well.
        if (!said.Contains("aof_last_bgrewrite_status:ok", StringComparison.Ordinal) || Run(said) != run)
        {
            throw new IOException("Redis did not write its file anew, so erased words are still in it. Look at its log, its disk and its memory.");
        }
        cleanedUp = erased;
    }

    private static string? Run(string said) => said.Split('\n').FirstOrDefault(line => line.StartsWith("run_id:", StringComparison.Ordinal));

    /// <summary>Has Redis save its data at one instant, copies that file and takes it away again, so Redis must run on this machine (or share its directory).</summary>
    /// <exception cref="IOException">It could not save, or its folder is out of reach; no copy is left in the directory.</exception>
    internal async Task<long> Backup(string directory, IProgress<double>? progress, CancellationToken cancellation)
    {
        try
        {
            var folder = await Setting("dir").ConfigureAwait(false);
            RequireReach(folder, await Setting("appenddirname").ConfigureAwait(false), directory);
            var dump = Path.Combine(folder, await Setting("dbfilename").ConfigureAwait(false));
            Directory.CreateDirectory(directory);
            var copy = Path.Combine(directory, "dump.rdb");
            // Made first: a copy that is there already must not cost a save.
            var target = new FileStream(copy, FileMode.CreateNew);
            try
            {
                long position;
                await using (target.ConfigureAwait(false))
                {
                    position = await Save(dump, cancellation).ConfigureAwait(false);
                    await Take(dump, target, cancellation).ConfigureAwait(false);
                }
                progress?.Report(1);
                return position;
            }
            catch
            {
                File.Delete(copy);
                throw;
            }
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            throw new IOException("Redis refused the backup, or went away: " + away.Message, away);
        }
    }

    /// <summary>Asked before the save: what that leaves in Redis's folder, and a copy there, would keep the words that are erased later.</summary>
    private static void RequireReach(string folder, string writes, string directory)
    {
        if (!Directory.Exists(Path.Combine(folder, writes)))
        {
            throw new IOException($"Redis's folder {folder} is on another machine, or may not be read here. Take the backup where Redis runs, with deploy/redis-backup.sh.");
        }
        try
        {
            var probe = Path.Combine(folder, $"monitor-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"Redis's folder {folder} may not be written here, where the save must be taken away: give the right, or use deploy/redis-backup.sh.", denied);
        }
        if (!Path.GetRelativePath(folder, directory).StartsWith("..", StringComparison.Ordinal))
        {
            throw new IOException($"{directory} is in Redis's own folder, where a copy would keep the words that are erased later. Name another.");
        }
    }

    private static async Task Take(string dump, FileStream target, CancellationToken cancellation)
    {
        try
        {
            await using var source = new FileStream(dump, FileMode.Open, FileAccess.Read);
            await source.CopyToAsync(target, cancellation).ConfigureAwait(false);
            target.Flush(flushToDisk: true);
        }
        finally
        {
            File.Delete(dump);
        }
    }

    /// <summary>Has Redis save; gives the position of what it saved.</summary>
    private async Task<long> Save(string dump, CancellationToken cancellation)
    {
        while (true)
        {
            await UntilNone([Saving, Rewriting], cancellation).ConfigureAwait(false);
            var before = File.GetLastWriteTimeUtc(dump);
            try
            {
                var position = await BeginSave().ConfigureAwait(false);
                // To its end whoever has given up: the file that it leaves is taken away.
                var said = await UntilNone([Saving], CancellationToken.None).ConfigureAwait(false);
                // A save that Redis gave up, or that its end cut off, leaves the status as good as it was: the file tells.
                var saved = said.Contains("rdb_last_bgsave_status:ok", StringComparison.Ordinal) && File.GetLastWriteTimeUtc(dump) != before;
                return saved ? position : throw new IOException($"Redis did not save into {dump}. Look at its log, its disk and its memory.");
            }
            catch (RedisServerException busy) when (busy.Message.Contains("in progress", StringComparison.Ordinal) || busy.Message.Contains("SCHEDULE", StringComparison.Ordinal))
            {
                // Another save or rewrite began in the moment between.
                await Task.Delay(LookEvery, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// The position at which the saving process is forked: writers stand still for the moment between the two commands (not inside MULTI, which would put the saving off).
    /// Over a connection of its own, for a writer that stands still holds up all that comes behind it on its connection.
    /// </summary>
    private async Task<long> BeginSave()
    {
        await using var own = await ShortConnection.Open(configuration).ConfigureAwait(false);
        var redis = own.Redis;
        await redis.ExecuteAsync("CLIENT", "PAUSE", 10_000, "WRITE").ConfigureAwait(false);
        try
        {
            var position = await redis.ListLengthAsync(prefix + "feed").ConfigureAwait(false);
            await redis.ExecuteAsync("BGSAVE").ConfigureAwait(false);
            return position;
        }
        finally
        {
            await redis.ExecuteAsync("CLIENT", "UNPAUSE").ConfigureAwait(false);
        }
    }

    private async Task<string> Setting(string name)
    {
        var found = (RedisValue[]?)await lanes.UntilAnswered(() => database.ExecuteAsync("CONFIG", "GET", name), CancellationToken.None).ConfigureAwait(false);
        return found is [_, var value] ? value.ToString() : "";
    }

    /// <summary>Waits until Redis neither does nor plans any of these; gives what it says of itself then.</summary>
    private async Task<string> UntilNone(string[] works, CancellationToken cancellation)
    {
        while (true)
        {
            var said = (string?)await lanes.UntilAnswered(() => database.ExecuteAsync("INFO"), cancellation).ConfigureAwait(false) ?? "";
            if (!works.Any(work => said.Contains(work + ":1", StringComparison.Ordinal))) return said;
            await Task.Delay(LookEvery, time, cancellation).ConfigureAwait(false);
        }
    }
}
