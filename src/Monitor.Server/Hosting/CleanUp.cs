using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Journal;

namespace Monitor.Server.Hosting;

/// <summary>
/// Every ten minutes what was erased leaves the files too, and raw bodies older than the policy's 180 days go: by the time
/// that is believed, since a clock that is wrong must not destroy them. What a full disk or a busy file prevents is tried again ten minutes later: the server does not
/// end over it.
/// </summary>
public sealed class CleanUp(IJournal journal, DomainClock clock, TimeProvider time, Action<IOException> failed)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BodiesKept = TimeSpan.FromDays(180);

    private readonly BelievedTime believed = new(journal, clock, time);

    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            await Once(stop);
        }
    }

    public async Task Once(CancellationToken stop)
    {
        try
        {
            if (await believed.Advance(stop) is { } now)
            {
                await journal.DropBodies(now - BodiesKept, stop);
            }

            await journal.CleanUp(stop);
        }
        catch (IOException fault)
        {
            failed(fault);
        }
    }
}
