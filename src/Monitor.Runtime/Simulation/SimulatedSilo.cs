using Monitor.Runtime.Grains;
using Monitor.Runtime.Shards;

namespace Monitor.Runtime.Simulation;

/// <summary>
/// One process of a simulated cluster. What it believes of the others is its own: two that each believe to own a stream or a loop both act, and the journal lets one win.
/// </summary>
internal sealed class SimulatedSilo
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    private readonly SimulatedCluster cluster;
    private readonly TimeProvider time;

    public SimulatedSilo(SimulatedCluster cluster, int place, TimeProvider time, SimulatedStore store)
    {
        (this.cluster, this.time, Place) = (cluster, time, place);
        Context = new SiloContext(cluster.Thread);
        Machine = new SimulatedMachine(store, cluster.Thread, time, null, new ClusterParts(Reached, RunOnOne));
    }

    public int Place { get; }

    public SiloContext Context { get; }

    public SimulatedMachine Machine { get; }

    /// <summary>Whom it believes to be there.</summary>
    public IReadOnlyList<int> Members { get; private set; } = [];

    /// <summary>Asks of its own code, and how many of them were answered.</summary>
    public SimulatedReach Reach { get; private set; } = null!;

    public bool Has(string name) => Members.Count > 0 && Owner(name) == Place;

    public int Owner(string name) => Members[(int)(Hash(name) % (uint)Members.Count)];

    public void Believe(IReadOnlyList<int> members)
    {
        Members = members;
        Reach.Forget();
    }

    private SimulatedReach Reached(ShardHost shards) => Reach = new SimulatedReach(this, cluster, shards, time);

    /// <summary>The loop runs here for as long as this silo believes that it has it; one that another's write has ended begins anew.</summary>
    private async Task RunOnOne(string name, Func<CancellationToken, Task> loop, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (Has(name))
            {
                using var mine = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var running = Guarded(name, loop, mine.Token);
                while (!running.IsCompleted && Has(name))
                {
                    await Task.Delay(LooksEvery, time, stop);
                }

                Stop(mine);
                await running;
            }

            await Task.Delay(LooksEvery, time, stop);
        }
    }

    /// <summary>On this thread: the asynchronous kind would leave it.</summary>
    private static void Stop(CancellationTokenSource loop) => loop.Cancel();

    private async Task Guarded(string name, Func<CancellationToken, Task> loop, CancellationToken stop)
    {
        try
        {
            await loop(stop);
        }
        catch (Exception ended) when (ended is InvalidOperationException or OperationCanceledException)
        {
            cluster.LoopEnded(name, ended);
        }
    }

    private static uint Hash(string name)
    {
        var hash = 2166136261u;
        foreach (var c in name)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return hash ^ (hash >> 13);
    }
}
