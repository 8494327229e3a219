using Monitor.Core;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Shards;

/// <summary>What every shard of a host uses.</summary>
/// <param name="Rulebook">The newest one.</param>
/// <param name="Now">The domain's clock.</param>
/// <param name="Feed">Told of everything that is stored.</param>
public sealed record ShardContext(IJournal Journal, GrainKinds Kinds, Func<Rulebook> Rulebook, Func<DateTimeOffset> Now, Feed Feed)
{
    /// <summary>Told of the deadline after each turn that was stored: stream, and instant or none.</summary>
    public Action<string, DateTimeOffset?> DeadlineSet { get; init; } = static (_, _) => { };

    /// <summary>Whether every process that runs these grains knows an event by its stored name: others would have to give the stream up (design section 4).</summary>
    public Func<string, bool> KnownEverywhere { get; init; } = static _ => true;

    public ShardSettings Settings { get; init; } = new();
}
