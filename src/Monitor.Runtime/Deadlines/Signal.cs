using System.Threading.Tasks.Sources;

namespace Monitor.Runtime.Deadlines;

/// <summary>Wakes the one loop that waits for it, without allocating; a set before the wait is not lost.</summary>
internal sealed class Signal : IValueTaskSource
{
    private readonly Lock gate = new();
    private ManualResetValueTaskSourceCore<bool> woken = new() { RunContinuationsAsynchronously = true };
    private bool waits;
    private bool set;

    public void Set()
    {
        lock (gate)
        {
            set = !waits;
            if (waits)
            {
                waits = false;
                woken.SetResult(true);
            }
        }
    }

    /// <summary>Not to be called again before it has completed.</summary>
    public ValueTask Wait()
    {
        lock (gate)
        {
            if (set)
            {
                set = false;
                return ValueTask.CompletedTask;
            }

            woken.Reset();
            waits = true;
            return new ValueTask(this, woken.Version);
        }
    }

    void IValueTaskSource.GetResult(short token) => woken.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => woken.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        woken.OnCompleted(continuation, state, token, flags);
}
