using Monitor.Conformance.Grains;
using Monitor.Conformance.Journal;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Server.Tests;
using Monitor.Storage.Redis;

namespace Monitor.Orleans.Tests;

/// <summary>The suite of the shards, on one silo.</summary>
public abstract class SiloConformanceTests : GrainHostConformance
{
    protected override async ValueTask<RunningHost> Start(IJournal journal)
    {
        var silo = await TestSilo.Start(journal, Kinds, () => Now, Guid.NewGuid().ToString("N"), null, Cancellation);
        // On a busy machine a silo's first call can outlast a caller's patience; what the tests look at comes after it.
        await Wait.Until(
            "the silo takes turns", async () => (await silo.Grains.Ask(new Ask("tally/first", new TallyCommand.Add(0)))).Outcome == TurnOutcome.Nothing, Cluster.Patience);
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
