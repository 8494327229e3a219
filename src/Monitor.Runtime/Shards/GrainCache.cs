using System.Diagnostics.CodeAnalysis;
using Monitor.Runtime.Grains;

namespace Monitor.Runtime.Shards;

/// <summary>The grains of one shard that are in memory; the ones longest unused leave first. One thread.</summary>
/// <param name="capacity">Grains kept between batches.</param>
internal sealed class GrainCache(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<LoadedGrain>> places = new(StringComparer.Ordinal);
    private readonly LinkedList<LoadedGrain> byUse = new();

    public bool TryGet(string stream, [MaybeNullWhen(false)] out LoadedGrain grain)
    {
        if (!places.TryGetValue(stream, out var place))
        {
            grain = null;
            return false;
        }

        if (place != byUse.First)
        {
            byUse.Remove(place);
            byUse.AddFirst(place);
        }

        grain = place.Value;
        return true;
    }

    public void Add(LoadedGrain grain) => places.Add(grain.Stream, byUse.AddFirst(grain));

    public void Remove(string stream)
    {
        if (places.Remove(stream, out var place))
        {
            byUse.Remove(place);
        }
    }

    /// <summary>Called between batches only: a batch's own grains stay until it is settled.</summary>
    public void Trim()
    {
        while (places.Count > capacity)
        {
            places.Remove(byUse.Last!.Value.Stream);
            byUse.RemoveLast();
        }
    }
}
