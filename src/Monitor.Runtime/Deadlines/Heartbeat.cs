using Monitor.Core.Complaints;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Deadlines;

/// <summary>
/// Leaves a sign of life in the journal, so that the next start knows how long Monitor was down. It is kept as a checkpoint
/// whose position is the domain's now in Unix milliseconds.
/// </summary>
public sealed class Heartbeat(IJournal journal, DomainClock clock, TimeProvider time)
{
    private const string Name = "alive";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OutageFrom = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The stop before this start when it was over a minute, else null. Call before <see cref="Run"/>. No sign of life yet: a start that fails must not hide the stop from the
    /// next one.
    /// </summary>
    public async ValueTask<Outage?> Begin(CancellationToken cancellation)
    {
        var last = await journal.CheckpointOf(Name, cancellation);
        var (from, now) = (DateTimeOffset.FromUnixTimeMilliseconds(last.Position), clock.Now);
        return last.Epoch == 0 || now - from <= OutageFrom ? null : new Outage(from, now);
    }

    /// <summary>Beats each ten seconds until stopped, and a last time then: a clean stop is known to the millisecond.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await Beat(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Beat(CancellationToken.None);
        }
    }

    private async ValueTask Beat(CancellationToken cancellation)
    {
        var next = new Checkpoint(journal.Epoch, clock.Now.ToUnixTimeMilliseconds());
        try
        {
            await journal.MoveCheckpoint(Name, await journal.CheckpointOf(Name, cancellation), next, cancellation);
        }
        catch (JournalFullException)
        {
            // The next beat tries again; meanwhile nothing else can be written either.
        }
    }
}
