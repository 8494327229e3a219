namespace Monitor.Runtime.Deadlines;

/// <summary>Wakes one waiting loop; a set before the wait is not lost.</summary>
internal sealed class Signal
{
    private readonly Lock gate = new();
    private TaskCompletionSource? waiting;
    private bool set;

    public void Set()
    {
        TaskCompletionSource? waiter;
        lock (gate)
        {
            (waiter, waiting) = (waiting, null);
            set = waiter is null;
        }

        waiter?.TrySetResult();
    }

    public Task Wait()
    {
        lock (gate)
        {
            if (set)
            {
                set = false;
                return Task.CompletedTask;
            }

            waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return waiting.Task;
        }
    }
}
