namespace Monitor.Runtime.Journal;

/// <summary>
/// Everything durable (design section 4): streams of events, one feed over all of them, deadlines, unique keys, post rows, the intake log, snapshots, checkpoints
/// and the list of quarantined streams. SQLite, Redis and memory implement it and pass one conformance suite.
/// What an append or an accept has answered is on disk: it survives the process, and the machine where the store syncs.
/// A write that the store has no room for throws <see cref="JournalFullException"/> and leaves nothing behind.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Checkpoint of who reads the intake log: stored, never changes.</summary>
    const string Intake = "intake";

    /// <summary>Made once with the journal; a copy keeps it.</summary>
    Guid Id { get; }

    /// <summary>Begins at 1; a restore or a fail-over begins the next. A follower with another epoch starts anew or stops (design section 4).</summary>
    long Epoch { get; }

    /// <summary>The last position of the feed, 0 when empty. Positions are in commit order without holes. Asked of the store, since other processes may write too.</summary>
    ValueTask<long> Head(CancellationToken cancellation);

    /// <summary>
    /// Stores the items in one commit. Items stand or fall one by one: a failing one never takes its neighbours along. Results are in the order of the items.
    /// Asked in this order: the cause (already done), the version, the keys, the post ids (failed). An item may have no events: it then stores its deadline, keys, posts and cause.
    /// Where a key is taken, the raw bodies of the item's posts are remembered with the posts of the same platform id, so that erasing those drops these bodies too.
    /// </summary>
    ValueTask<IReadOnlyList<AppendResult>> Append(IReadOnlyList<AppendItem> items, CancellationToken cancellation);

    /// <summary>A stream's events after <paramref name="afterVersion"/>, oldest first; at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> Read(string stream, long afterVersion, int limit, CancellationToken cancellation);

    /// <summary>The feed after a position: consecutive, oldest first. A reader never sees p+1 before p.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation);

    /// <summary>Streams whose deadline is at or before the instant, earliest first (equal ones in any order); quarantined ones are left out.</summary>
    ValueTask<IReadOnlyList<Deadline>> Due(DateTimeOffset until, int limit, CancellationToken cancellation);

    /// <summary>The deadline of the stream now, null for none.</summary>
    ValueTask<DateTimeOffset?> DeadlineOf(string stream, CancellationToken cancellation);

    /// <summary>Last cause per source that the stream has seen; empty for a new stream.</summary>
    ValueTask<IReadOnlyList<Cause>> CausesOf(string stream, CancellationToken cancellation);

    // Intake: a table with its own numbers and checkpoint, not part of the feed.

    /// <summary>Stores raw deliveries in one commit. A delivery whose key is there already gets the number it has (<see cref="Accepted.Repeated"/>).</summary>
    ValueTask<IReadOnlyList<Accepted>> Accept(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation);

    ValueTask<IReadOnlyList<StoredDelivery>> ReadIntake(long afterNumber, int limit, CancellationToken cancellation);

    /// <summary>Last intake number, 0 when empty.</summary>
    ValueTask<long> IntakeHead(CancellationToken cancellation);

    /// <summary>Puts an item aside until the thing it speaks of is known (design section 4, parked), or under a fault.</summary>
    ValueTask Park(ParkedItem item, CancellationToken cancellation);

    /// <summary>Parked items with this reason, oldest first.</summary>
    ValueTask<IReadOnlyList<ParkedItem>> Parked(string waitsFor, int limit, CancellationToken cancellation);

    /// <summary>Items parked at or before the instant, whatever they wait for, oldest first: what is shown after an hour.</summary>
    ValueTask<IReadOnlyList<ParkedItem>> ParkedUntil(DateTimeOffset until, int limit, CancellationToken cancellation);

    ValueTask Unpark(long number, int item, CancellationToken cancellation);

    // People's words.

    ValueTask<PostRow?> Post(string id, CancellationToken cancellation);

    /// <summary>By the platform's own id, else by an alias; the first where several came. An erased one too, so that nothing of it comes in again.</summary>
    ValueTask<PostRow?> PostByPlatformId(string channel, string platformId, CancellationToken cancellation);

    /// <summary>Rows in order of arrival after the given id (null: from the first; one that is not there: none), filtered.</summary>
    ValueTask<IReadOnlyList<PostRow>> Posts(PostFilter filter, CancellationToken cancellation);

    /// <summary>Another id of the same post on the same platform, as each version of an edited post has its own; the first post that claims it keeps it. Nothing for an unknown
    /// post.</summary>
    ValueTask Alias(string postId, string channel, string platformId, CancellationToken cancellation);

    /// <summary>New words for a post (edited on the platform); nothing for one that is unknown or erased. Its hash stays that of the first text.</summary>
    /// <param name="intakeNumber">The delivery that brought them, so that erasing the post drops that raw body too; 0 for none.</param>
    ValueTask ReplaceText(string id, string text, DateTimeOffset editedAt, CancellationToken cancellation, long intakeNumber = 0);

    /// <summary>The post's words stand in this delivery too, quoted or passed on by another post: erasing it drops that raw body as well, at once where it is erased already.
    /// Nothing for an unknown post.</summary>
    ValueTask NoteBody(string postId, long intakeNumber, CancellationToken cancellation);

    /// <summary>
    /// Our answer names who wrote the post: the platform's ids and every body that the answer came in, or that was noted with it. Erasing the post takes these too, at once where
    /// it is erased already; the answer's row stays with its words, without its platform id and what it answers, and is still found by that id. Nothing where either is unknown.
    /// </summary>
    ValueTask NoteAnswer(string postId, string answerId, CancellationToken cancellation);

    /// <summary>Clears the row (text, names, handles, numbers, platform id) and drops the raw bodies it came in as <see cref="DropBody"/> does, and what names its writer in the
    /// answers noted with it. Idempotent; the first instant stays.</summary>
    ValueTask Erase(string postId, DateTimeOffset erasedAt, CancellationToken cancellation);

    /// <summary>
    /// Drops one delivery's raw body; its hash stays. What the checkpoint <see cref="Intake"/> has not passed yet is read again after a crash, with all else that came in it:
    /// such a body goes in the commit that moves that checkpoint past it. Nothing for a number that was not given out.
    /// </summary>
    ValueTask DropBody(long intakeNumber, CancellationToken cancellation);

    /// <summary>Drops the raw bodies of the oldest deliveries up to the first one received after the instant; their hashes stay (design section 4: the policy's days,
    /// 180).</summary>
    ValueTask DropBodies(DateTimeOffset receivedUntil, CancellationToken cancellation);

    /// <summary>Afterwards no erased byte is left in any file of the store. Throws <see cref="IOException"/> when that cannot be now (a backup runs): ask again later.</summary>
    ValueTask CleanUp(CancellationToken cancellation);

    // Followers.

    ValueTask<Checkpoint> CheckpointOf(string follower, CancellationToken cancellation);

    /// <summary>Moves by compare-and-set; false when another moved it first.</summary>
    ValueTask<bool> MoveCheckpoint(string follower, Checkpoint from, Checkpoint to, CancellationToken cancellation);

    // Snapshots: a cache outside the feed.

    ValueTask<Snapshot?> SnapshotOf(string stream, CancellationToken cancellation);

    ValueTask SaveSnapshot(Snapshot snapshot, CancellationToken cancellation);

    // Quarantine.

    ValueTask Quarantine(QuarantinedStream fault, CancellationToken cancellation);

    ValueTask<IReadOnlyList<QuarantinedStream>> Quarantined(CancellationToken cancellation);

    ValueTask Release(string stream, CancellationToken cancellation);

    /// <summary>A consistent copy, taken while others write, into a new directory; equal to this journal up to the position it answers.</summary>
    ValueTask<long> Backup(string directory, IProgress<double>? progress, CancellationToken cancellation);
}
