using Monitor.Runtime.Grains;

namespace Monitor.Runtime.Shards;

/// <summary>
/// Grains in one process: a fixed number of shards, each one bounded queue and one loop. A stream belongs to one shard for as long as the process lives, so its
/// turns run one at a time and in order; the journal's one writer makes all shards' turns durable together.
/// </summary>
public sealed class ShardHost : IGrainHost
{
    private readonly GrainKinds kinds;
    private readonly Shard[] shards;

    public ShardHost(ShardContext context)
    {
        kinds = context.Kinds;
        Faults = new Faults(context);
        shards = [.. Enumerable.Range(0, context.Settings.Shards).Select(_ => new Shard(context, Faults))];
    }

    /// <summary>Streams in quarantine, and whether a later build's event was met.</summary>
    public Faults Faults { get; }

    /// <summary>Entries that wait in all queues: for metrics.</summary>
    public int Waiting => shards.Sum(shard => shard.Waiting);

    /// <summary>Turns taken since the start, whatever their outcome: for metrics.</summary>
    public long Turns => shards.Sum(shard => shard.Turns);

    /// <summary>Throws for a stream or a command of no known kind: that is the asker's fault and must not harm the stream.</summary>
    public ValueTask<TurnResult> Ask(Ask ask) =>
        kinds.Of(ask.Stream).Commands.IsInstanceOfType(ask.Command)
            ? Of(ask.Stream).Ask(ask)
            : throw new ArgumentException($"{ask.Command.GetType().Name} is no command for {ask.Stream}.", nameof(ask));

    public ValueTask<GrainView> Look(string stream)
    {
        _ = kinds.Of(stream);
        return Of(stream).Look(stream);
    }

    public async ValueTask<bool> Release(string stream) => await Of(stream).Release(stream);

    /// <summary>In a cluster: this host has the stream from here on, and another may have written it meanwhile.</summary>
    public Task Claim(string stream) => Of(stream).Claim(stream);

    /// <summary>Runs until stopped; what is queued then is answered as failed. Call once, after which asks are taken.</summary>
    public async Task Run(CancellationToken stop)
    {
        await Faults.Load(stop);
        await Task.WhenAll(shards.Select(shard => shard.Run(stop)));
    }

    private Shard Of(string stream) => shards[(int)(Hash(stream) % (uint)shards.Length)];

    /// <summary>Equal in every process (FNV-1a), so that a simulation repeats.</summary>
    private static uint Hash(string stream)
    {
        var hash = 2166136261u;
        foreach (var c in stream)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return hash ^ (hash >> 15);
    }
}
