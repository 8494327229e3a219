using System.Collections.Concurrent;
using Monitor.Runtime.Journal;
using StackExchange.Redis;

namespace Monitor.Storage.Redis;

/// <summary>
/// Runs scripts so that each has its effect once, whatever the connection does. A lane runs one script at a time under the next of its numbers; Redis keeps the last number and its
/// answer. When the outcome is unknown (time-out, cut connection, restart) the same number is sent again: run before, it is answered; not run, it runs. Lanes go side by
/// side, and Redis
/// syncs its file once for all that arrived together.
/// </summary>
internal sealed class RedisLanes(IDatabase database, RedisKey prefix, TimeProvider time) : IDisposable
{
    private const int LanesMax = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly string process = Guid.NewGuid().ToString("N");
    private readonly SemaphoreSlim free = new(LanesMax);
    private readonly ConcurrentBag<Lane> idle = [];
    private readonly CancellationTokenSource closing = new();
    private int lanes;

    /// <summary>Whether it is a lane of this process.</summary>
    internal bool IsOwn(string lane) => lane.StartsWith(process, StringComparison.Ordinal);

    internal async Task<string> Run(string script, List<RedisValue> values, CancellationToken cancellation)
    {
        await free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var lane = idle.TryTake(out var found) ? found : new Lane($"{process}/{Interlocked.Increment(ref lanes)}");
            values.InsertRange(0, [lane.Name, ++lane.Sequence]);
            // Not cancelled between tries: the lane's number must get its answer before the next.
            var answer = (string?)await UntilAnswered(() => database.ScriptEvaluateAsync(script, [prefix], [.. values]), closing.Token).ConfigureAwait(false);
            idle.Add(lane);
            return answer ?? "";
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Again and again while Redis cannot be reached, loads its file, is held up by a script, or has forgotten one.</summary>
    internal async Task<T> UntilAnswered<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (Exception e) when (IsFull(e))
            {
                throw new JournalFullException("Redis has no room (memory or disk). Raise maxmemory or free the disk; nothing of the write was stored.", e);
            }
            catch (Exception e) when (IsPassing(e))
            {
                ObjectDisposedException.ThrowIf(closing.IsCancellationRequested, typeof(RedisJournal));
                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Redis is away for now, or busy; nothing is wrong with what was asked.</summary>
    internal static bool IsPassing(Exception e) => e is RedisConnectionException or TimeoutException
        || (e is RedisServerException && (e.Message.StartsWith("LOADING", StringComparison.Ordinal) || e.Message.StartsWith("BUSY", StringComparison.Ordinal)
            || e.Message.Contains("NOSCRIPT", StringComparison.Ordinal)));

    private static bool IsFull(Exception e) => e is RedisServerException && (e.Message.Contains("MISCONF", StringComparison.Ordinal) || e.Message.Contains("OOM command",
        StringComparison.Ordinal));

    public void Dispose() => closing.Cancel();

    private sealed class Lane(string name)
    {
        internal string Name => name;

        internal long Sequence { get; set; }
    }
}
