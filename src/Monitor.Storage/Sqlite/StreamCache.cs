using System.Buffers.Binary;

namespace Monitor.Storage.Sqlite;

/// <summary>A stream as the writer knows it.</summary>
internal sealed class StreamEntry
{
    internal required long Id { get; init; }

    internal required string Name { get; init; }

    internal long Version { get; set; }

    internal long? DueTicks { get; set; }

    /// <summary>Last cause per source, by the source's number in <c>names</c>.</summary>
    internal List<(long Source, long Number, int Item)> Causes { get; } = [];

    internal void SetCause(long source, long number, int item)
    {
        var place = Causes.FindIndex(c => c.Source == source);
        if (place >= 0) Causes.RemoveAt(place);
        Causes.Add((source, number, item));
    }

    private const int CauseLength = 16;

    internal int WriteCauses(Span<byte> into)
    {
        for (var i = 0; i < Causes.Count; i++)
        {
            var slot = into.Slice(i * CauseLength, CauseLength);
            BinaryPrimitives.WriteInt32LittleEndian(slot, (int)Causes[i].Source);
            BinaryPrimitives.WriteInt64LittleEndian(slot[4..], Causes[i].Number);
            BinaryPrimitives.WriteInt32LittleEndian(slot[12..], Causes[i].Item);
        }
        return Causes.Count * CauseLength;
    }

    internal int CausesLength => Causes.Count * CauseLength;

    internal void ReadCauses(ReadOnlySpan<byte> from)
    {
        for (; from.Length >= CauseLength; from = from[CauseLength..])
        {
            Causes.Add((BinaryPrimitives.ReadInt32LittleEndian(from), BinaryPrimitives.ReadInt64LittleEndian(from[4..]), BinaryPrimitives.ReadInt32LittleEndian(from[12..])));
        }
    }
}

/// <summary>The streams that were written lately, so that most appends read nothing. Two generations: when the younger is full, the elder is forgotten.</summary>
internal sealed class StreamCache(int capacity)
{
    private Dictionary<string, StreamEntry> young = new(StringComparer.Ordinal);
    private Dictionary<string, StreamEntry> old = new(StringComparer.Ordinal);

    internal StreamEntry? Find(string name)
    {
        if (young.TryGetValue(name, out var entry)) return entry;
        if (old.Remove(name, out entry)) Add(entry);
        return entry;
    }

    internal void Add(StreamEntry entry)
    {
        if (young.Count >= capacity)
        {
            (old, young) = (young, old);
            young.Clear();
        }
        young[entry.Name] = entry;
    }

    /// <summary>After a rollback nothing that was remembered can be trusted.</summary>
    internal void Clear()
    {
        young.Clear();
        old.Clear();
    }
}
