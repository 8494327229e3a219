using System.Threading.Tasks.Sources;
using Monitor.Core;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Shards;

/// <summary>One thing in a shard's queue, in its order.</summary>
internal abstract class ShardEntry(string stream)
{
    public string Stream { get; } = stream;

    /// <summary>The grain that it was decided on; null until then, or when the stream is in quarantine.</summary>
    public LoadedGrain? Grain { get; set; }

    public int Tries { get; set; }

    public abstract void Fail(string detail);
}

/// <summary>A turn that waits for its outcome. It is its own awaitable, so that a turn costs one object here.</summary>
internal sealed class PendingTurn(Ask ask) : ShardEntry(ask.Stream), IValueTaskSource<TurnResult>
{
    private ManualResetValueTaskSourceCore<TurnResult> outcome = new() { RunContinuationsAsynchronously = true };

    public Ask Ask { get; } = ask;

    public bool Ended { get; private set; }

    public TurnResult Answer { get; set; }

    public AppendItem? Item { get; set; }

    public IReadOnlyList<IEvent> Events { get; set; } = [];

    public ValueTask<TurnResult> Outcome => new(this, outcome.Version);

    /// <summary>Only the first outcome counts: a batch that fails halfway fails every entry, and some have theirs by then.</summary>
    public void End(TurnResult result)
    {
        if (!Ended)
        {
            Ended = true;
            outcome.SetResult(result);
        }
    }

    public override void Fail(string detail) => End(new TurnResult(TurnOutcome.Failed, 0, 0, null, detail));

    TurnResult IValueTaskSource<TurnResult>.GetResult(short token) => outcome.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<TurnResult>.GetStatus(short token) => outcome.GetStatus(token);

    void IValueTaskSource<TurnResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        outcome.OnCompleted(continuation, state, token, flags);
}

/// <summary>A look that waits for its place. Its own awaitable too.</summary>
internal sealed class PendingLook(string stream) : ShardEntry(stream), IValueTaskSource<GrainView>
{
    private ManualResetValueTaskSourceCore<GrainView> view = new() { RunContinuationsAsynchronously = true };
    private bool ended;

    public ValueTask<GrainView> View => new(this, view.Version);

    /// <summary>As it was in its place of the batch: what came after it may not be stored.</summary>
    public GrainView? Seen { get; set; }

    public void End(GrainView seen)
    {
        if (!ended)
        {
            ended = true;
            view.SetResult(seen);
        }
    }

    public override void Fail(string detail)
    {
        if (!ended)
        {
            ended = true;
            view.SetException(new InvalidOperationException(detail));
        }
    }

    GrainView IValueTaskSource<GrainView>.GetResult(short token) => view.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<GrainView>.GetStatus(short token) => view.GetStatus(token);

    void IValueTaskSource<GrainView>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        view.OnCompleted(continuation, state, token, flags);
}

/// <summary>From here on this host has the stream: what it remembers of an earlier time is forgotten.</summary>
internal sealed class PendingClaim(string stream) : ShardEntry(stream)
{
    private readonly TaskCompletionSource claimed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Claimed => claimed.Task;

    public void End() => claimed.TrySetResult();

    public override void Fail(string detail) => claimed.TrySetException(new InvalidOperationException(detail));
}

internal sealed class PendingRelease(string stream) : ShardEntry(stream)
{
    private readonly TaskCompletionSource<bool> released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<bool> Released => released.Task;

    public void End(bool done) => released.TrySetResult(done);

    public override void Fail(string detail) => released.TrySetException(new InvalidOperationException(detail));
}
