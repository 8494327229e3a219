using System.Threading.Channels;
using Monitor.Runtime.Journal;

namespace Monitor.Server.Demo;

/// <summary>
/// A journal in memory that hands every write on, so that hours simulated in seconds are written to the real one meanwhile, in large commits and exactly as they
/// happened: the same numbers, positions, keys and checkpoints.
/// </summary>
public sealed class RecordingJournal(IJournal memory) : IJournal
{
    private const int BatchMax = 500;

    private readonly Channel<object> writes = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly Dictionary<string, Checkpoint> checkpoints = [];

    private sealed record Parking(ParkedItem Item);

    private sealed record Unparking(long Number, int Item);

    private sealed record Retelling(string Id, string Text, DateTimeOffset EditedAt, long IntakeNumber);

    private sealed record Naming(string Post, string Channel, string PlatformId);

    private sealed record Quoting(string Post, long IntakeNumber);

    private sealed record Answering(string Post, string Answer);

    private sealed record Erasure(string Post, DateTimeOffset ErasedAt);

    private sealed record Dropping(long IntakeNumber);

    public Guid Id => memory.Id;

    public long Epoch => memory.Epoch;

    public ValueTask<long> Head(CancellationToken cancellation) => memory.Head(cancellation);

    public ValueTask<long> IntakeHead(CancellationToken cancellation) => memory.IntakeHead(cancellation);

    /// <summary>Nothing will be written any more: the copy may end.</summary>
    public void Complete() => writes.Writer.Complete();

    /// <summary>
    /// Writes everything to an empty journal, on another thread than the one that records, until <see cref="Complete"/>. Throws when anything comes out differently there.
    /// </summary>
    public async Task WriteTo(IJournal target, CancellationToken cancellation)
    {
        var deliveries = new List<Delivery>();
        var items = new List<AppendItem>();
        await foreach (var write in writes.Reader.ReadAllAsync(cancellation))
        {
            // A delivery may stand before events that happened before it came: the intake log has numbers of its own.
            switch (write)
            {
                case Delivery delivery:
                    deliveries.Add(delivery);
                    break;
                case AppendItem item:
                    items.Add(item);
                    break;
                default:
                    await Write(target, deliveries, items, cancellation);
                    await Write(target, write, cancellation);
                    break;
            }

            if (Math.Max(deliveries.Count, items.Count) >= BatchMax)
            {
                await Write(target, deliveries, items, cancellation);
            }
        }

        await Write(target, deliveries, items, cancellation);
        foreach (var (follower, reached) in checkpoints)
        {
            var from = await target.CheckpointOf(follower, cancellation);
            await target.MoveCheckpoint(follower, from, reached with { Epoch = target.Epoch }, cancellation);
        }

        var (copied, whole) = (await Heads(target), await Heads(memory));
        if (copied != whole)
        {
            throw new InvalidOperationException($"The copy ends at {copied} instead of {whole}.");
        }
    }

    private static async ValueTask<(long Feed, long Intake)> Heads(IJournal journal) => (await journal.Head(default), await journal.IntakeHead(default));

    public async ValueTask<IReadOnlyList<AppendResult>> Append(IReadOnlyList<AppendItem> items, CancellationToken cancellation)
    {
        var results = await memory.Append(items, cancellation);
        for (var i = 0; i < items.Count; i++)
        {
            if (results[i].Outcome == AppendOutcome.Appended)
            {
                Note(items[i]);
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
                Note(deliveries[i]);
            }
        }

        return accepted;
    }

    public ValueTask Park(ParkedItem item, CancellationToken cancellation)
    {
        Note(new Parking(item));
        return memory.Park(item, cancellation);
    }

    public ValueTask Unpark(long number, int item, CancellationToken cancellation)
    {
        Note(new Unparking(number, item));
        return memory.Unpark(number, item, cancellation);
    }

    public ValueTask Alias(string postId, string channel, string platformId, CancellationToken cancellation)
    {
        Note(new Naming(postId, channel, platformId));
        return memory.Alias(postId, channel, platformId, cancellation);
    }

    public ValueTask ReplaceText(string id, string text, DateTimeOffset editedAt, CancellationToken cancellation, long intakeNumber = 0)
    {
        Note(new Retelling(id, text, editedAt, intakeNumber));
        return memory.ReplaceText(id, text, editedAt, cancellation, intakeNumber);
    }

    public ValueTask NoteBody(string postId, long intakeNumber, CancellationToken cancellation)
    {
        Note(new Quoting(postId, intakeNumber));
        return memory.NoteBody(postId, intakeNumber, cancellation);
    }

    public ValueTask NoteAnswer(string postId, string answerId, CancellationToken cancellation)
    {
        Note(new Answering(postId, answerId));
        return memory.NoteAnswer(postId, answerId, cancellation);
    }

    public ValueTask Erase(string postId, DateTimeOffset erasedAt, CancellationToken cancellation)
    {
        Note(new Erasure(postId, erasedAt));
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

    public ValueTask DropBody(long intakeNumber, CancellationToken cancellation)
    {
        Note(new Dropping(intakeNumber));
        return memory.DropBody(intakeNumber, cancellation);
    }

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

    private void Note(object write)
    {
        if (!writes.Writer.TryWrite(write))
        {
            throw new InvalidOperationException("The recording is complete.");
        }
    }

    private static async Task Write(IJournal target, List<Delivery> deliveries, List<AppendItem> items, CancellationToken cancellation)
    {
        if (deliveries.Count > 0)
        {
            await target.Accept(deliveries, cancellation);
            deliveries.Clear();
        }

        if (items.Count > 0)
        {
            var results = await target.Append(items, cancellation);
            if (results.FirstOrDefault(result => result.Outcome != AppendOutcome.Appended) is { Outcome: not AppendOutcome.None } other)
            {
                throw new InvalidOperationException($"The copy's append came out as {other.Outcome}: {other.Detail}");
            }

            items.Clear();
        }
    }

    private static async Task Write(IJournal target, object write, CancellationToken cancellation)
    {
        switch (write)
        {
            case Parking p:
                await target.Park(p.Item, cancellation);
                break;
            case Unparking u:
                await target.Unpark(u.Number, u.Item, cancellation);
                break;
            case Naming n:
                await target.Alias(n.Post, n.Channel, n.PlatformId, cancellation);
                break;
            case Retelling r:
                await target.ReplaceText(r.Id, r.Text, r.EditedAt, cancellation, r.IntakeNumber);
                break;
            case Quoting q:
                await target.NoteBody(q.Post, q.IntakeNumber, cancellation);
                break;
            case Answering a:
                await target.NoteAnswer(a.Post, a.Answer, cancellation);
                break;
            case Erasure e:
                await target.Erase(e.Post, e.ErasedAt, cancellation);
                break;
            case Dropping e:
                await target.DropBody(e.IntakeNumber, cancellation);
                break;
            default:
                throw new InvalidOperationException($"{write.GetType().Name} is not copied.");
        }
    }
}
