using Microsoft.Extensions.Logging;
using Monitor.Runtime.Shards;
using Orleans;

namespace Monitor.Orleans;

/// <summary>Has one of this silo's loops run for as long as the grain is here. A silo that has met an event of a later build takes none.</summary>
public sealed class LoopGrain(Loops loops, ShardHost shards, Silo silo, ILogger<LoopGrain> log) : Grain, ILoopGrain
{
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (shards.Faults.Newer is { } newer)
        {
            throw new InvalidOperationException(newer);
        }

        var name = this.GetPrimaryKeyString();
        log.LogInformation("The loop {Loop} runs here", name);
        silo.Grains.Begins(name);
        running = Task.Run(() => loops.Run(name, stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task Poke()
    {
        if (running.IsCompleted)
        {
            log.LogError(running.Exception, "The loop {Loop} ended; the next poke begins it anew", this.GetPrimaryKeyString());
            DeactivateOnIdle();
        }

        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        stop.Dispose();
    }
}
