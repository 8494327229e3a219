using Monitor.Runtime.Grains;
using Monitor.Runtime.Shards;

namespace Monitor.Runtime;

/// <summary>What is different when several processes run on one journal.</summary>
/// <param name="Reach">How an ask finds the process that has its stream; given are this process's own grains.</param>
/// <param name="RunOnOne">Runs a named loop whenever this process is the one that has it, until stopped. It may be started again after it ended.</param>
public sealed record ClusterParts(Func<ShardHost, IGrainHost> Reach, Func<string, Func<CancellationToken, Task>, CancellationToken, Task> RunOnOne)
{
    /// <summary>Whether every process knows an event by its stored name. Default: yes.</summary>
    public Func<string, bool> KnownEverywhere { get; init; } = static _ => true;
}
