using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Followers;

/// <summary>
/// Where a reactor goes on after its journal was restored or failed over (design section 4): nothing may be skipped, and causes make a repeat harmless. Either its
/// checkpoint lies in the history that the new epoch began with, and holds; or it speaks of events that are gone, and only what the journal itself proves counts: a
/// stored effect of an event shows that all batches before that event's were done.
/// </summary>
public static class Rebasing
{
    private const string Name = "epoch";

    private const int PageSize = 4096;

    /// <summary>Notes where the epoch began, once: at the first start on it, before anything is appended.</summary>
    public static async ValueTask NoteEpoch(IJournal journal, CancellationToken cancellation)
    {
        var known = await journal.CheckpointOf(Name, cancellation);
        if (known.Epoch != journal.Epoch)
        {
            await journal.MoveCheckpoint(Name, known, new Checkpoint(journal.Epoch, await journal.Head(cancellation)), cancellation);
        }
    }

    /// <param name="saved">The reactor's checkpoint, of another epoch or beyond the head.</param>
    /// <param name="batchMax">Events that the reactor may have had under way at once.</param>
    public static async ValueTask<long> PlaceFor(IJournal journal, string reactor, Checkpoint saved, int batchMax, CancellationToken cancellation)
    {
        var began = await journal.CheckpointOf(Name, cancellation);
        return saved.Epoch == journal.Epoch - 1 && began.Epoch == journal.Epoch && saved.Position <= began.Position
            ? saved.Position
            : Math.Max(0, await NewestCause(journal, reactor, cancellation) - batchMax);
    }

    private static async ValueTask<long> NewestCause(IJournal journal, string reactor, CancellationToken cancellation)
    {
        var newest = 0L;
        for (var after = Math.Max(0, await journal.Head(cancellation) - PageSize); newest == 0; after = Math.Max(0, after - PageSize))
        {
            foreach (var stored in await journal.ReadAll(after, PageSize, cancellation))
            {
                newest = stored.Cause.Source == reactor ? Math.Max(newest, stored.Cause.Number) : newest;
            }

            if (after == 0)
            {
                break;
            }
        }

        return newest;
    }
}
