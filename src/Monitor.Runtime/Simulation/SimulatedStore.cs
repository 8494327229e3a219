using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Simulation;

/// <summary>
/// The journal as a process sees it through a disk: every write takes some virtual milliseconds before it is durable and some until the answer comes, so that a
/// crash can fall before, within and after. Watches that no deadline is overdue when its stream is next written.
/// </summary>
internal class SimulatedStore(MemoryJournal inner, VirtualTime time, Random random, DeadlineWatch watch) : IJournal
{
    public Guid Id => inner.Id;

    public long Epoch => inner.Epoch;

    public ValueTask<long> Head(CancellationToken cancellation) => new(inner.Head);

    public ValueTask<long> IntakeHead(CancellationToken cancellation) => new(inner.IntakeHead);

    public MemoryJournal Inner => inner;

    protected VirtualTime Time => time;

    protected Random Random => random;

    /// <summary>The disk met its crash: the process must end now.</summary>
    public bool Crashed { get; private set; }

    public ValueTask<IReadOnlyList<AppendResult>> Append(IReadOnlyList<AppendItem> items, CancellationToken cancellation) => Slowly(async () =>
    {
        var results = await inner.Append(items, cancellation);
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i].Outcome == AppendOutcome.Appended)
            {
                watch.Written(items[i]);
            }
        }

        return results;
    });

    public ValueTask<IReadOnlyList<Accepted>> Accept(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) => Slowly(() => inner.Accept(deliveries, cancellation));

    public ValueTask Park(ParkedItem item, CancellationToken cancellation) => Slowly(() => inner.Park(item, cancellation));

    public ValueTask Unpark(long number, int item, CancellationToken cancellation) => Slowly(() => inner.Unpark(number, item, cancellation));

    public ValueTask Alias(string postId, string channel, string platformId, CancellationToken cancellation) =>
        Slowly(() => inner.Alias(postId, channel, platformId, cancellation));

    public ValueTask ReplaceText(string id, string text, DateTimeOffset editedAt, CancellationToken cancellation, long intakeNumber = 0) =>
        Slowly(() => inner.ReplaceText(id, text, editedAt, cancellation, intakeNumber));

    public ValueTask NoteBody(string postId, long intakeNumber, CancellationToken cancellation) => Slowly(() => inner.NoteBody(postId, intakeNumber, cancellation));

    public ValueTask NoteAnswer(string postId, string answerId, CancellationToken cancellation) => Slowly(() => inner.NoteAnswer(postId, answerId, cancellation));

    public ValueTask Erase(string postId, DateTimeOffset erasedAt, CancellationToken cancellation) => Slowly(() => inner.Erase(postId, erasedAt, cancellation));

    public ValueTask DropBody(long intakeNumber, CancellationToken cancellation) => Slowly(() => inner.DropBody(intakeNumber, cancellation));

    public ValueTask DropBodies(DateTimeOffset receivedUntil, CancellationToken cancellation) => Slowly(() => inner.DropBodies(receivedUntil, cancellation));

    public ValueTask CleanUp(CancellationToken cancellation) => Slowly(() => inner.CleanUp(cancellation));

    public ValueTask<bool> MoveCheckpoint(string follower, Checkpoint from, Checkpoint to, CancellationToken cancellation) =>
        Slowly(() => inner.MoveCheckpoint(follower, from, to, cancellation));

    public ValueTask SaveSnapshot(Snapshot snapshot, CancellationToken cancellation) => Slowly(() => inner.SaveSnapshot(snapshot, cancellation));

    public ValueTask Quarantine(QuarantinedStream fault, CancellationToken cancellation) => Slowly(() => inner.Quarantine(fault, cancellation));

    public ValueTask Release(string stream, CancellationToken cancellation) => Slowly(() => inner.Release(stream, cancellation));

    public ValueTask<IReadOnlyList<StoredEvent>> Read(string stream, long afterVersion, int limit, CancellationToken cancellation) =>
        Asking(() => inner.Read(stream, afterVersion, limit, cancellation));

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) =>
        Asking(() => inner.ReadAll(afterPosition, limit, cancellation));

    public ValueTask<IReadOnlyList<Deadline>> Due(DateTimeOffset until, int limit, CancellationToken cancellation) =>
        Asking(() => inner.Due(until, limit, cancellation));

    public ValueTask<DateTimeOffset?> DeadlineOf(string stream, CancellationToken cancellation) => inner.DeadlineOf(stream, cancellation);

    public ValueTask<IReadOnlyList<Cause>> CausesOf(string stream, CancellationToken cancellation) =>
        Asking(() => inner.CausesOf(stream, cancellation));

    public ValueTask<IReadOnlyList<StoredDelivery>> ReadIntake(long afterNumber, int limit, CancellationToken cancellation) =>
        Asking(() => inner.ReadIntake(afterNumber, limit, cancellation));

    public ValueTask<IReadOnlyList<ParkedItem>> Parked(string waitsFor, int limit, CancellationToken cancellation) => inner.Parked(waitsFor, limit, cancellation);

    public ValueTask<IReadOnlyList<ParkedItem>> ParkedUntil(DateTimeOffset until, int limit, CancellationToken cancellation) => inner.ParkedUntil(until, limit, cancellation);

    public ValueTask<PostRow?> Post(string id, CancellationToken cancellation) => inner.Post(id, cancellation);

    public ValueTask<PostRow?> PostByPlatformId(string channel, string platformId, CancellationToken cancellation) => inner.PostByPlatformId(channel, platformId, cancellation);

    public ValueTask<IReadOnlyList<PostRow>> Posts(PostFilter filter, CancellationToken cancellation) => inner.Posts(filter, cancellation);

    public ValueTask<Checkpoint> CheckpointOf(string follower, CancellationToken cancellation) =>
        Asking(() => inner.CheckpointOf(follower, cancellation));

    public ValueTask<Snapshot?> SnapshotOf(string stream, CancellationToken cancellation) => inner.SnapshotOf(stream, cancellation);

    public ValueTask<IReadOnlyList<QuarantinedStream>> Quarantined(CancellationToken cancellation) => inner.Quarantined(cancellation);

    public ValueTask<long> Backup(string directory, IProgress<double>? progress, CancellationToken cancellation) => inner.Backup(directory, progress, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>How a read goes; here at once.</summary>
    protected virtual ValueTask<T> Asking<T>(Func<ValueTask<T>> read) => read();

    protected virtual async ValueTask<T> Slowly<T>(Func<ValueTask<T>> write)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 4)), time);
        T result;
        try
        {
            result = await write();
        }
        catch (SimulatedCrashException)
        {
            Crashed = true;
            throw;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 2)), time);
        return result;
    }

    private async ValueTask Slowly(Func<ValueTask> write) => await Slowly(async () =>
    {
        await write();
        return true;
    });
}
