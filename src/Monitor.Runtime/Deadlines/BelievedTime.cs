using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Deadlines;

/// <summary>
/// The instant up to which what is old may be destroyed for good. A machine that boots with its clock months ahead must destroy nothing by it: the instant goes on by the
/// monotonic clock, over a stop by a day at most, and follows the domain's now only once that clock has run for three days in one process. So it is never ahead of now, and
/// behind it only after a longer stop, until a process has run three days. It stands under a checkpoint, whose position is in milliseconds since 1970.
/// </summary>
public sealed class BelievedTime(IJournal journal, DomainClock clock, TimeProvider time)
{
    /// <summary>Stored, never changes.</summary>
    private const string Name = "believed";

    private static readonly TimeSpan BelievedAfter = TimeSpan.FromDays(3);

    /// <summary>Of a stop so much is believed: a night, not the months that a wrong clock may be ahead.</summary>
    private static readonly TimeSpan StopMax = TimeSpan.FromDays(1);

    private (long Began, long Last)? ran;
    private bool isStarted;

    /// <summary>Null before the first clean-up of the journal.</summary>
    public static async ValueTask<DateTimeOffset?> Of(IJournal journal, CancellationToken cancellation) =>
        await journal.CheckpointOf(Name, cancellation) is { Epoch: > 0 } kept ? DateTimeOffset.FromUnixTimeMilliseconds(kept.Position) : null;

    /// <summary>Goes on by what has passed since the call before in this process; the first one by the stop before it. Null while the clock's health is not Ok.</summary>
    public async ValueTask<DateTimeOffset?> Advance(CancellationToken cancellation)
    {
        var (now, ticks) = (clock.Now, time.GetTimestamp());
        if (clock.Health != ClockHealth.Ok)
        {
            // What passes meanwhile is left out, and a clock that was stepped has to run its days anew.
            (ran, isStarted) = (null, true);
            return null;
        }

        var kept = await journal.CheckpointOf(Name, cancellation);
        var before = kept.Epoch > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(kept.Position) : await Oldest(now, cancellation);
        var stopped = !isStarted && kept.Epoch > 0 && now > before ? now - before : TimeSpan.Zero;
        var (began, last) = ran ?? (ticks, ticks);
        var next = before + (stopped < StopMax ? stopped : StopMax) + (time.GetElapsedTime(last, ticks) * clock.Rate);
        next = next > now || time.GetElapsedTime(began, ticks) >= BelievedAfter ? now : next;
        if ((next > before || kept.Epoch == 0)
            && !await journal.MoveCheckpoint(Name, kept, new Checkpoint(journal.Epoch, next.ToUnixTimeMilliseconds()), cancellation))
        {
            // Another process has just done it.
            return null;
        }

        (ran, isStarted) = ((began, ticks), true);
        return next;
    }

    /// <summary>Of a journal whose first clean-up this is: nothing in it is believed to be older than its oldest delivery.</summary>
    private async ValueTask<DateTimeOffset> Oldest(DateTimeOffset now, CancellationToken cancellation) =>
        await journal.ReadIntake(0, 1, cancellation) is [var oldest] && oldest.ReceivedAt < now ? oldest.ReceivedAt : now;
}
