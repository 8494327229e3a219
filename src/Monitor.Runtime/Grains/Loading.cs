using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Grains;

/// <summary>Brings a grain into memory and writes its snapshots.</summary>
public static class Loading
{
    /// <summary>Streams longer than this have a snapshot (design section 4).</summary>
    public const int SnapshotEvery = 100;

    private const int PageSize = 256;

    /// <summary>Folds the stream. Throws what the grain or the codec throws when an event does not fit.</summary>
    public static async ValueTask<LoadedGrain> Load(IJournal journal, GrainKinds kinds, string stream, CancellationToken cancellation)
    {
        var grain = kinds.New(stream);
        var page = await journal.Read(stream, 0, PageSize, cancellation);
        if (page.Count > SnapshotEvery && await journal.SnapshotOf(stream, cancellation) is { } snapshot)
        {
            grain = await FromSnapshot(journal, kinds, snapshot, cancellation) ?? grain;
            if (grain.Version > 0)
            {
                page = await journal.Read(stream, grain.Version, PageSize, cancellation);
            }
        }

        while (true)
        {
            foreach (var stored in page)
            {
                grain.Replay(stored);
            }

            if (page.Count < PageSize)
            {
                return grain;
            }

            page = await journal.Read(stream, grain.Version, PageSize, cancellation);
        }
    }

    /// <summary>Whether a turn has led the stream over the next hundred.</summary>
    public static bool WantsSnapshot(long before, long after) => after > SnapshotEvery && before / SnapshotEvery != after / SnapshotEvery;

    private static async ValueTask<LoadedGrain?> FromSnapshot(IJournal journal, GrainKinds kinds, Snapshot snapshot, CancellationToken cancellation)
    {
        var last = await journal.Read(snapshot.Stream, snapshot.Version - 1, 1, cancellation);
        var grain = kinds.New(snapshot.Stream);
        // The causes are the stream's newest ones, not the snapshot's: they may only be ahead of it, by events that are folded in next.
        return last.Count == 1 && grain.Restore(snapshot, await journal.CausesOf(snapshot.Stream, cancellation), last[0].At) ? grain : null;
    }
}
