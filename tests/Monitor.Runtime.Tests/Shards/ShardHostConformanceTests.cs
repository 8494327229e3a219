using Monitor.Conformance.Grains;
using Monitor.Core;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;

namespace Monitor.Runtime.Tests.Shards;

public sealed class ShardHostConformanceTests : GrainHostConformance
{
    private static readonly Rulebook Rules = new();

    protected override ValueTask<IJournal> NewJournal() => new(new MemoryJournal());

    protected override ValueTask<RunningHost> Start(IJournal journal)
    {
        var stop = new CancellationTokenSource();
        var host = new ShardHost(new ShardContext(journal, Kinds, () => Rules, () => Now, new Feed(journal, Kinds.Events, TimeProvider.System)));
        var running = host.Run(stop.Token);
        return new(new RunningHost(host, async () =>
        {
            await stop.CancelAsync();
            await running;
            stop.Dispose();
        }));
    }
}
