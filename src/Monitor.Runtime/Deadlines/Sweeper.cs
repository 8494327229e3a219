using Monitor.Core.Complaints;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Deadlines;

/// <summary>
/// Sends each grain its wake when its deadline has come. The journal's index is the truth; the queue in memory makes it punctual. A wake is harmless early, late
/// or twice, so nothing here is remembered over a restart.
/// </summary>
public sealed class Sweeper
{
    /// <summary>Wakes under way at once; more wait in the queue.</summary>
    private const int RunningMax = 4096;

    /// <summary>Deadlines in one read of the journal.</summary>
    private const int ReadMax = 50_000;

    /// <summary>How far ahead the queue is filled, in real time, and how often.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    /// <summary>Between two reads while more is overdue than one read brings.</summary>
    private static readonly TimeSpan BehindPause = TimeSpan.FromMilliseconds(50);

    /// <summary>A small step of the wall clock is believed at once and announces itself to nobody: so long a deadline that it jumped over may wait.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly IJournal journal;
    private readonly IGrainHost grains;
    private readonly GrainKinds kinds;
    private readonly DomainClock clock;
    private readonly TimeProvider time;
    private readonly DueQueue due = new();
    private readonly Signal signal = new();
    private DateTimeOffset horizon = DateTimeOffset.MinValue;
    private long lastRead;
    private int running;

    public Sweeper(IJournal journal, IGrainHost grains, GrainKinds kinds, DomainClock clock, TimeProvider time)
    {
        (this.journal, this.grains, this.kinds, this.clock, this.time) = (journal, grains, kinds, clock, time);
        Ledger = new LatenessLedger(time);
        clock.Changed += signal.Set;
    }

    public LatenessLedger Ledger { get; }

    /// <summary>Between two reads of the journal. In a cluster it is how late a deadline of the next moments can be that another machine has set. Default: 15 s.</summary>
    public TimeSpan ReadEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The stop before this start; wakes that fell due in it are told. Set before <see cref="Run"/>.</summary>
    public Outage? Outage { get; set; }

    /// <summary>Deadlines in memory and wakes under way: for metrics.</summary>
    public (int Queued, int Running) Load => (due.Count, Volatile.Read(ref running));

    /// <summary>Told by the host of every deadline that a turn has set or taken away.</summary>
    public void Note(string stream, DateTimeOffset? dueAt)
    {
        if (due.Put(stream, dueAt, clock.Now))
        {
            signal.Set();
        }
    }

    public async Task Run(CancellationToken stop)
    {
        using var timer = time.CreateTimer(_ => signal.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var stopping = stop.UnsafeRegister(_ => signal.Set(), null);
        while (!stop.IsCancellationRequested)
        {
            var now = clock.Now;
            if (horizon - now < clock.Rate * Ahead / 2 || time.GetElapsedTime(lastRead) >= ReadEvery)
            {
                await Read(now, stop);
            }

            while (Volatile.Read(ref running) < RunningMax && due.TryTake(now, out var stream, out var dueAt, out var from))
            {
                _ = Wake(stream, dueAt, from, now);
            }

            timer.Change(Pause(), Timeout.InfiniteTimeSpan);
            await signal.Wait();
        }
    }

    private TimeSpan Pause()
    {
        if (Volatile.Read(ref running) >= RunningMax || due.Earliest() is not { } next)
        {
            return horizon < clock.Now ? BehindPause : Longest;
        }

        var wait = clock.ToReal(next - clock.Now);
        return wait < Shortest ? Shortest : wait > Longest ? Longest : wait;
    }

    private async ValueTask Read(DateTimeOffset now, CancellationToken stop)
    {
        lastRead = time.GetTimestamp();
        var until = now + (Ahead * Math.Max(clock.Rate, 1));
        due.SetHorizon(until);
        var found = await journal.Due(until, ReadMax, stop);
        foreach (var each in found)
        {
            due.PutRead(each.Stream, each.DueAt);
        }

        horizon = found.Count == ReadMax ? found[^1].DueAt : until;
    }

    private async Task Wake(string stream, DateTimeOffset dueAt, DateTimeOffset from, DateTimeOffset takenAt)
    {
        Interlocked.Increment(ref running);
        try
        {
            var outage = Outage is { } stopped && dueAt <= stopped.DownTo ? stopped : null;
            var result = await grains.Ask(new Ask(stream, kinds.Of(stream).WakeAfter(outage)));
            if (result.Outcome == TurnOutcome.Appended)
            {
                Ledger.Record(clock.ToReal(clock.Now - from));
            }
            else if (result.Outcome == TurnOutcome.Nothing && clock.Now < takenAt)
            {
                // The clock has stepped back under it: it was too early for the grain, and falls due once more.
                due.Again(stream, dueAt, from);
                signal.Set();
            }
            else if (result.Outcome == TurnOutcome.Failed)
            {
                await Task.Delay(RetryAfter, time);
                due.Again(stream, dueAt, from);
                signal.Set();
            }
        }
        catch (ArgumentException)
        {
            // A stream of a kind that this build does not have stays in the journal, and is met again by the build that has it.
        }

        if (due.Ended(stream, dueAt))
        {
            signal.Set();
        }

        if (Interlocked.Decrement(ref running) == RunningMax - 1)
        {
            signal.Set();
        }
    }
}
