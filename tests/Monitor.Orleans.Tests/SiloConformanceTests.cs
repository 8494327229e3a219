using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitor.Conformance;
using Monitor.Conformance.Grains;
using Monitor.Conformance.Journal;
using Monitor.Core;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;
using Monitor.Storage.Redis;

namespace Monitor.Orleans.Tests;

/// <summary>The suite of the shards, on one silo.</summary>
public abstract class SiloConformanceTests : GrainHostConformance
{
    private static readonly Rulebook Rules = new();

    protected override async ValueTask<RunningHost> Start(IJournal journal)
    {
        var stop = new CancellationTokenSource();
        var shards = new ShardHost(new ShardContext(journal, Kinds, () => Rules, () => Now, new Feed(journal, Kinds.Events, TimeProvider.System))
        {
            Settings = new ShardSettings { WrittenByOthers = true },
        });
        var running = shards.Run(stop.Token);
        var silo = new Silo(Kinds, journal);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        silo.AddTo(builder, new SiloPlace(Guid.NewGuid().ToString("N"), IPAddress.Loopback, FreePort.Take(), null), shards);
        var host = builder.Build();
        await host.StartAsync(Cancellation);
        return new RunningHost(silo.Grains, async () =>
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
            await stop.CancelAsync();
            await running;
            stop.Dispose();
        });
    }
}

public sealed class SiloOverMemoryTests : SiloConformanceTests
{
    protected override ValueTask<IJournal> NewJournal() => new(new MemoryJournal());
}

public sealed class SiloOverRedisTests : SiloConformanceTests, IDisposable
{
    private readonly RedisServer redis = new();

    public void Dispose() => redis.Dispose();

    protected override async ValueTask<IJournal> NewJournal() => await RedisJournal.Open(redis.Configuration, TimeProvider.System);
}
