using Monitor.Conformance.Grains;
using Monitor.Conformance.Journal;
using Monitor.Runtime.Journal;
using Monitor.Storage.Redis;

namespace Monitor.Orleans.Tests;

/// <summary>The suite of the shards, on one silo.</summary>
public abstract class SiloConformanceTests : GrainHostConformance
{
    protected override async ValueTask<RunningHost> Start(IJournal journal)
    {
        var silo = await TestSilo.Start(journal, Kinds, () => Now, Guid.NewGuid().ToString("N"), null, Cancellation);
        return new RunningHost(silo.Grains, silo.DisposeAsync);
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
