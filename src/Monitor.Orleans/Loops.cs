using System.Collections.Concurrent;

namespace Monitor.Orleans;

/// <summary>The loops that this silo offers. Whether one runs here is its grain's affair.</summary>
public sealed class Loops
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Func<CancellationToken, Task>>> offers = new(StringComparer.Ordinal);

    /// <summary>Names of what is offered: each of them is poked.</summary>
    public IEnumerable<string> Names => offers.Where(offer => offer.Value.Task.IsCompleted).Select(offer => offer.Key);

    /// <summary>Offers a loop until stopped.</summary>
    public async Task Offer(string name, Func<CancellationToken, Task> loop, CancellationToken stop)
    {
        Of(name).TrySetResult(loop);
        var stopped = new TaskCompletionSource();
        using var stopping = stop.UnsafeRegister(_ => stopped.TrySetResult(), null);
        await stopped.Task;
    }

    /// <summary>Runs it here, once this silo's engine has offered it.</summary>
    internal async Task Run(string name, CancellationToken stop) => await (await Of(name).Task.WaitAsync(stop))(stop);

    private TaskCompletionSource<Func<CancellationToken, Task>> Of(string name) =>
        offers.GetOrAdd(name, _ => new TaskCompletionSource<Func<CancellationToken, Task>>(TaskCreationOptions.RunContinuationsAsynchronously));
}
