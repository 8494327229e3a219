using System.Threading.Tasks.Sources;

namespace Monitor.Runtime.Followers;

/// <summary>
/// One follower's place in the feed. It waits without allocating, and is woken by events that it hears and by no others: those it passes. One caller at a time:
/// <see cref="Ready"/>, <see cref="Take"/>, and <see cref="Done"/> once everything that was taken has had its effect.
/// </summary>
public sealed class FeedReader : IValueTaskSource, IDisposable
{
    /// <summary>So many events that it does not hear wake it nevertheless, so that its checkpoint does not fall far behind.</summary>
    private const int PassedMax = 512;

    private readonly Feed feed;
    private readonly Func<FeedEvent, bool>? hears;
    private readonly CancellationToken stop;
    private readonly CancellationTokenRegistration stopping;
    private readonly List<FeedEvent> taken = [];
    private ManualResetValueTaskSourceCore<bool> woken = new() { RunContinuationsAsynchronously = true };
    private long position;
    private int passed;

    internal FeedReader(Feed feed, long after, Func<FeedEvent, bool>? hears, CancellationToken stop)
    {
        (this.feed, this.hears, this.stop, position, TakenTo) = (feed, hears, stop, after, after);
        stopping = stop.UnsafeRegister(static reader => ((FeedReader)reader!).feed.Wake((FeedReader)reader), this);
    }

    /// <summary>Everything up to here has had its effect, or is not heard.</summary>
    public long Position => Volatile.Read(ref position);

    internal bool IsStopped => stop.IsCancellationRequested;

    /// <summary>How far it has looked.</summary>
    internal long TakenTo { get; private set; }

    /// <summary>Completes when there is something to take; throws when it is to stop.</summary>
    public ValueTask Ready()
    {
        stop.ThrowIfCancellationRequested();
        woken.Reset();
        if (feed.MustWait(this))
        {
            return new ValueTask(this, woken.Version);
        }

        // Stopped since it was asked: there may be nothing to take.
        stop.ThrowIfCancellationRequested();
        return ValueTask.CompletedTask;
    }

    /// <summary>Of the next events those that it hears, in order: none where all of them are passed. The list is filled anew by the next call.</summary>
    /// <param name="limit">How many events are looked at.</param>
    public ValueTask<IReadOnlyList<FeedEvent>> Take(int limit)
    {
        taken.Clear();
        passed = 0;
        if (feed.CopyTo(taken, TakenTo, limit, hears) is not { } last)
        {
            return Read(limit);
        }

        TakenTo = last;
        return new(taken);
    }

    /// <summary>What was taken has had its effect.</summary>
    public void Done() => Volatile.Write(ref position, TakenTo);

    /// <summary>Which events wake it while it waits; default: those that it hears. Asked while the feed stands still: pure, and quick.</summary>
    public Func<FeedEvent, bool>? WokenBy { get; init; }

    /// <summary>It waits at the head, and this is the next event: false when it is to be woken for it. Under the feed's gate.</summary>
    internal bool Passes(FeedEvent next)
    {
        if (next.Position <= TakenTo)
        {
            // It was read from the journal before the feed here had heard of it.
            return true;
        }

        if (hears is null || (WokenBy ?? hears)(next) || ++passed >= PassedMax)
        {
            return false;
        }

        TakenTo = next.Position;
        Done();
        return true;
    }

    internal void Wake() => woken.SetResult(true);

    public void Dispose()
    {
        stopping.Dispose();
        feed.Leave(this);
    }

    private async ValueTask<IReadOnlyList<FeedEvent>> Read(int limit)
    {
        var page = await feed.Read(TakenTo, limit, stop);
        TakenTo = page[^1].Position;
        return hears is null ? page : [.. page.Where(hears)];
    }

    void IValueTaskSource.GetResult(short token)
    {
        woken.GetResult(token);
        stop.ThrowIfCancellationRequested();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => woken.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        woken.OnCompleted(continuation, state, token, flags);
}
