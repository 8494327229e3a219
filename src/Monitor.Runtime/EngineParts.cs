using Monitor.Core;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;

namespace Monitor.Runtime;

/// <summary>What an engine is made of.</summary>
/// <param name="Time">Real time: time-outs, polls, lateness.</param>
/// <param name="Clock">The domain's clock.</param>
/// <param name="Rulebook">The newest one.</param>
public sealed record EngineParts(IJournal Journal, GrainKinds Kinds, TimeProvider Time, DomainClock Clock, Func<Rulebook> Rulebook, IntakeReaders Readers, PersonKeys Keys)
{
    public ShardSettings Shards { get; init; } = new();

    /// <summary>Null for the only process on its journal.</summary>
    public ClusterParts? Cluster { get; init; }

    /// <summary>Threads that parse and classify. Default: 1.</summary>
    public int IntakeThreads { get; init; } = 1;

    /// <summary>Read models that are fed: board, search, scores.</summary>
    public IReadOnlyList<IReadModel> ReadModels { get; init; } = [];

    /// <summary>Made for the engine's feed and grains; default: the reactors of this build.</summary>
    public Func<Feed, IGrainHost, IReadOnlyList<Reactor>>? Reactors { get; init; }
}
