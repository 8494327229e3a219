using System.Collections.Frozen;
using Monitor.Runtime.Codec;

namespace Monitor.Runtime.Grains;

/// <summary>All kinds of a host, so that followers and deadlines reach any grain by its stream's name alone.</summary>
public sealed class GrainKinds
{
    private readonly FrozenDictionary<string, GrainKind>.AlternateLookup<ReadOnlySpan<char>> byName;

    public GrainKinds(params IReadOnlyList<GrainKind> kinds)
    {
        All = kinds;
        byName = kinds.ToFrozenDictionary(kind => kind.Name).GetAlternateLookup<ReadOnlySpan<char>>();
        Events = new EventCodec(new StoredNames(kinds.Select(kind => (kind.Name, kind.Events))));
        Commands = new CommandCodec(new StoredNames(kinds.Select(kind => (kind.Name, kind.Commands))));
    }

    public IReadOnlyList<GrainKind> All { get; }

    public EventCodec Events { get; }

    public CommandCodec Commands { get; }

    /// <summary>Throws for a stream of no known kind.</summary>
    public GrainKind Of(string stream) =>
        byName.TryGetValue(StreamName.KindOf(stream), out var kind) ? kind : throw new ArgumentException($"No grain of this build has the stream '{stream}'.", nameof(stream));

    public LoadedGrain New(string stream) => Of(stream).New(stream, Events);
}
