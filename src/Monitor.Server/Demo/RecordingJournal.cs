using Monitor.Runtime.Journal;

namespace Monitor.Server.Demo;

/// <summary>
/// A journal in memory that remembers every write, so that hours simulated in seconds can be written to the real one in a few large commits, exactly as they
/// happened: the same numbers, positions, keys and checkpoints.
/// </summary>
public sealed class RecordingJournal(IJournal memory) : IJournal
{
    private const int BatchMax = 500;

    private readonly List<object> writes = [];
    private readonly Dictionary<string, Checkpoint> checkpoints = [];

    private sealed record Parking(ParkedItem Item);

    private sealed record Unparking(long Number, int Item);

    private sealed record Retelling(string Id, string Text, DateTimeOffset EditedAt, long IntakeNumber);

    private sealed record Erasure(string Post, DateTimeOffset ErasedAt);

    public Guid Id => memory.Id;

    public long Epoch => memory.Epoch;

    public long Head => memory.Head;

    public long IntakeHead => memory.IntakeHead;

    /// <summary>Writes everything to an empty journal. Throws when anything comes out differently there.</summary>
    public async Task WriteTo(IJournal target, IProgress<double> progress, CancellationToken cancellation)
    {
        for (var at = 0; at < writes.Count;)
        {
            var end = at + 1;
            while (end < writes.Count && end - at < BatchMax && writes[end].GetType() == writes[at].GetType() && writes[at] is AppendItem or Delivery)
            {
                end++;
            }

            await Write(target, writes.GetRange(at, end - at), cancellation);
            at = end;
            progress.Report((double)at / writes.Count);
        }

        foreach (var (follower, reached) in checkpoints)
        {
            var from = await target.CheckpointOf(follower, cancellation);
            await target.MoveCheckpoint(follower, from, reached with { Epoch = target.Epoch }, cancellation);
        }

        if (target.Head != memory.Head || target.IntakeHead != memory.IntakeHead)
        {
            throw new InvalidOperationException($"The copy ends at {target.Head} and {target.IntakeHead} instead of {memory.Head} and {memory.IntakeHead}.");
        }
    }

    public async ValueTask<IReadOnlyList<AppendResult>> Append(IReadOnlyList<AppendItem> items, CancellationToken cancellation)
    {
        var results = await memory.Append(items, cancellation);
        for (var i = 0; i < items.Count; i++)
        {
            if (results[i].Outcome == AppendOutcome.Appended)
            {
                writes.Add(items[i]);
            }
        }

        return results;
    }

    public async ValueTask<IReadOnlyList<Accepted>> Accept(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        var accepted = await memory.Accept(deliveries, cancellation);
        for (var i = 0; i < deliveries.Count; i++)
        {
            if (!accepted[i].Repeated)
            {
                writes.Add(deliveries[i]);
            }
        }

        return accepted;
    }

    public ValueTask Park(ParkedItem item, CancellationToken cancellation)
    {
        writes.Add(new Parking(item));
        return memory.Park(item, cancellation);
    }

    public ValueTask Unpark(long number, int item, CancellationToken cancellation)
    {
        writes.Add(new Unparking(number, item));
        return memory.Unpark(number, item, cancellation);
    }

    public ValueTask ReplaceText(string id, string text, DateTimeOffset editedAt, CancellationToken cancellation, long intakeNumber = 0)
    {
        writes.Add(new Retelling(id, text, editedAt, intakeNumber));
        return memory.ReplaceText(id, text, editedAt, cancellation, intakeNumber);
    }

    public ValueTask Erase(string postId, DateTimeOffset erasedAt, CancellationToken cancellation)
    {
        writes.Add(new Erasure(postId, erasedAt));
        return memory.Erase(postId, erasedAt, cancellation);
    }

    public async ValueTask<bool> MoveCheckpoint(string follower, Checkpoint from, Checkpoint to, CancellationToken cancellation)
    {
        var moved = await memory.MoveCheckpoint(follower, from, to, cancellation);
        if (moved)
        {
            checkpoints[follower] = to;
        }

        return moved;
    }

    public ValueTask<IReadOnlyList<StoredEvent>> Read(string stream, long afterVersion, int limit, CancellationToken cancellation) =>
        memory.Read(stream, afterVersion, limit, cancellation);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) => memory.ReadAll(afterPosition, limit, cancellation);

    public ValueTask<IReadOnlyList<Deadline>> Due(DateTimeOffset until, int limit, CancellationToken cancellation) => memory.Due(until, limit, cancellation);

    public ValueTask<DateTimeOffset?> DeadlineOf(string stream, CancellationToken cancellation) => memory.DeadlineOf(stream, cancellation);

    public ValueTask<IReadOnlyList<Cause>> CausesOf(string stream, CancellationToken cancellation) => memory.CausesOf(stream, cancellation);

    public ValueTask<IReadOnlyList<StoredDelivery>> ReadIntake(long afterNumber, int limit, CancellationToken cancellation) =>
        memory.ReadIntake(afterNumber, limit, cancellation);

    public ValueTask<IReadOnlyList<ParkedItem>> Parked(string waitsFor, int limit, CancellationToken cancellation) => memory.Parked(waitsFor, limit, cancellation);

    public ValueTask<IReadOnlyList<ParkedItem>> ParkedUntil(DateTimeOffset until, int limit, CancellationToken cancellation) =>
        memory.ParkedUntil(until, limit, cancellation);

    public ValueTask<PostRow?> Post(string id, CancellationToken cancellation) => memory.Post(id, cancellation);

    public ValueTask<PostRow?> PostByPlatformId(string channel, string platformId, CancellationToken cancellation) =>
        memory.PostByPlatformId(channel, platformId, cancellation);

    public ValueTask<IReadOnlyList<PostRow>> Posts(PostFilter filter, CancellationToken cancellation) => memory.Posts(filter, cancellation);

    public ValueTask CleanUp(CancellationToken cancellation) => memory.CleanUp(cancellation);

    public ValueTask DropBodies(DateTimeOffset receivedUntil, CancellationToken cancellation) => memory.DropBodies(receivedUntil, cancellation);

    public ValueTask<Checkpoint> CheckpointOf(string follower, CancellationToken cancellation) => memory.CheckpointOf(follower, cancellation);

    public ValueTask<Snapshot?> SnapshotOf(string stream, CancellationToken cancellation) => memory.SnapshotOf(stream, cancellation);

    public ValueTask SaveSnapshot(Snapshot snapshot, CancellationToken cancellation) => memory.SaveSnapshot(snapshot, cancellation);

    public ValueTask Quarantine(QuarantinedStream fault, CancellationToken cancellation) =>
        throw new InvalidOperationException($"{fault.Stream} does not fit its own build: {fault.Reason}");

    public ValueTask<IReadOnlyList<QuarantinedStream>> Quarantined(CancellationToken cancellation) => memory.Quarantined(cancellation);

    public ValueTask Release(string stream, CancellationToken cancellation) => memory.Release(stream, cancellation);

    public ValueTask<long> Backup(string directory, IProgress<double>? progress, CancellationToken cancellation) => memory.Backup(directory, progress, cancellation);

    public ValueTask DisposeAsync() => memory.DisposeAsync();

    private static async Task Write(IJournal target, List<object> same, CancellationToken cancellation)
    {
        switch (same[0])
        {
            case AppendItem:
                var results = await target.Append([.. same.Cast<AppendItem>()], cancellation);
                if (results.FirstOrDefault(result => result.Outcome != AppendOutcome.Appended) is { Outcome: not AppendOutcome.None } other)
                {
                    throw new InvalidOperationException($"The copy's append came out as {other.Outcome}: {other.Detail}");
                }

                break;
            case Delivery:
                await target.Accept([.. same.Cast<Delivery>()], cancellation);
                break;
            case Parking p:
                await target.Park(p.Item, cancellation);
                break;
            case Unparking u:
                await target.Unpark(u.Number, u.Item, cancellation);
                break;
            case Retelling r:
                await target.ReplaceText(r.Id, r.Text, r.EditedAt, cancellation, r.IntakeNumber);
                break;
            case Erasure e:
                await target.Erase(e.Post, e.ErasedAt, cancellation);
                break;
            default:
                throw new InvalidOperationException($"{same[0].GetType().Name} is not copied.");
        }
    }
}
