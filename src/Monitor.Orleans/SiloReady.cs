using Orleans;
using Orleans.Runtime;

namespace Monitor.Orleans;

/// <summary>Completed when this silo has joined its cluster: no grain can be asked before.</summary>
internal sealed class SiloReady : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly TaskCompletionSource joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => joined.Task;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SiloReady), ServiceLifecycleStage.Active, _ =>
    {
        joined.TrySetResult();
        return Task.CompletedTask;
    });
}
