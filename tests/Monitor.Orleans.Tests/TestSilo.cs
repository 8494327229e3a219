using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitor.Conformance;
using Monitor.Core;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;

namespace Monitor.Orleans.Tests;

/// <summary>The product's silo in this process, with shards of its own over a given journal.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private static readonly Rulebook Rules = new();

    private readonly CancellationTokenSource stop = new();
    private readonly IHost host;
    private readonly Task running;

    private TestSilo(IHost host, Silo silo, ShardHost shards)
    {
        (this.host, Silo, Shards) = (host, silo, shards);
        running = shards.Run(stop.Token);
    }

    public Silo Silo { get; }

    public ShardHost Shards { get; }

    public ClusterGrains Grains => Silo.Grains;

    /// <param name="redis">Of the list of silos; null: alone.</param>
    public static async Task<TestSilo> Start(IJournal journal, GrainKinds kinds, Func<DateTimeOffset> now, string cluster, string? redis, CancellationToken cancellation)
    {
        var silo = new Silo(kinds, journal, TimeProvider.System);
        var shards = new ShardHost(new ShardContext(journal, kinds, () => Rules, now, new Feed(journal, kinds.Events, TimeProvider.System))
        {
            Settings = new ShardSettings { WrittenByOthers = true }, KnownEverywhere = silo.KnownEverywhere,
        });
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        silo.AddTo(builder, new SiloPlace(cluster, IPAddress.Loopback, FreePort.Take(), redis), shards);
        var started = new TestSilo(builder.Build(), silo, shards);
        await started.host.StartAsync(cancellation);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }
}
