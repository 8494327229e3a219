using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Monitor.Orleans;

/// <summary>Every silo calls every loop's grain every two seconds, so that none sleeps after the loss of a silo. Nothing relies on reminders.</summary>
internal sealed class LoopPoker(Loops loops, IGrainFactory grains, TimeProvider time, ILogger<LoopPoker> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            await Task.WhenAll(loops.Names.Select(Poke)).WaitAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Poke(string name)
    {
        try
        {
            await grains.GetGrain<ILoopGrain>(name).Poke();
        }
        catch (Exception unreached) when (unreached is not OutOfMemoryException)
        {
            log.LogDebug(unreached, "The loop {Loop} was not reached; the next poke tries again", name);
        }
    }
}
