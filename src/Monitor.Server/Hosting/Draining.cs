namespace Monitor.Server.Hosting;

/// <summary>
/// A silo that is asked to stop first says so at /health/ready and goes on answering, so that the proxy sends nobody here any more. Then the web server closes, the grains
/// are handed over, the silo leaves the cluster, and last its shards stop.
/// </summary>
internal sealed class Draining(MonitorNode node, TimeSpan drain, TimeProvider time) : IHostedLifecycleService
{
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        node.IsLeaving = true;
        return Task.Delay(drain, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
