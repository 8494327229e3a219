using StackExchange.Redis;

namespace Monitor.Storage.Redis;

/// <summary>Redis's own files: a copy of what it holds at one instant, and the file of all writes, which the erased words must leave.</summary>
internal sealed class RedisFiles(IDatabase database, RedisLanes lanes, string configuration, string prefix, TimeProvider time)
{
    private const string Saving = "rdb_bgsave_in_progress";
    private const string Rewriting = "aof_rewrite_in_progress";
    private const string RewritePlanned = "aof_rewrite_scheduled";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Has Redis write its append-only file anew from what it holds now; the old files, which still have the erased words, go.</summary>
    /// <exception cref="IOException">It could not begin, for want of memory or since it began by itself: later it can.</exception>
    internal async Task CleanUp(CancellationToken cancellation)
    {
        await UntilNone([Rewriting, RewritePlanned], cancellation).ConfigureAwait(false);
        try
        {
            await lanes.UntilAnswered(() => database.ExecuteAsync("BGREWRITEAOF"), cancellation).ConfigureAwait(false);
        }
        catch (RedisServerException refused)
        {
            throw new IOException("Redis did not write its file anew: " + refused.Message, refused);
        }
        await UntilNone([Rewriting, RewritePlanned], cancellation).ConfigureAwait(false);
    }

    /// <summary>Has Redis save its data at one instant and copies that file, so Redis must run on this machine (or share its directory).</summary>
    /// <exception cref="IOException">It could not save, or its file is out of reach; no copy is left in the directory.</exception>
    internal async Task<long> Backup(string directory, IProgress<double>? progress, CancellationToken cancellation)
    {
        try
        {
            var dump = Path.Combine(await Setting("dir").ConfigureAwait(false), await Setting("dbfilename").ConfigureAwait(false));
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
                    await Copy(dump, target, cancellation).ConfigureAwait(false);
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

    private static async Task Copy(string dump, FileStream target, CancellationToken cancellation)
    {
        await using var source = new FileStream(dump, FileMode.Open, FileAccess.Read);
        await source.CopyToAsync(target, cancellation).ConfigureAwait(false);
        target.Flush(flushToDisk: true);
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
                var said = await UntilNone([Saving], cancellation).ConfigureAwait(false);
                // A save that Redis gave up, or that its end cut off, leaves the status as good as it was: the file tells.
                var saved = said.Contains("rdb_last_bgsave_status:ok", StringComparison.Ordinal) && File.GetLastWriteTimeUtc(dump) != before;
                return saved ? position : throw new IOException($"Redis did not save into {dump}, or that file is not on this machine. Look at its log, its disk and its memory; "
                    + "where Redis runs elsewhere, take the backup there with deploy/redis-backup.sh.");
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

    private async Task<string> Setting(string name) =>
        (string)((RedisValue[])(await lanes.UntilAnswered(() => database.ExecuteAsync("CONFIG", "GET", name), CancellationToken.None).ConfigureAwait(false))!)[1]!;

    /// <summary>Waits until Redis neither does nor plans any of these; gives what it says of its files then.</summary>
    private async Task<string> UntilNone(string[] works, CancellationToken cancellation)
    {
        while (true)
        {
            var said = (string?)await lanes.UntilAnswered(() => database.ExecuteAsync("INFO", "persistence"), cancellation).ConfigureAwait(false) ?? "";
            if (!works.Any(work => said.Contains(work + ":1", StringComparison.Ordinal))) return said;
            await Task.Delay(LookEvery, time, cancellation).ConfigureAwait(false);
        }
    }
}
