using Microsoft.Data.Sqlite;
using Monitor.Runtime.Journal;

namespace Monitor.Storage.Sqlite;

/// <summary>
/// The journal of one machine: <c>journal.db</c> in its own directory, WAL, <c>synchronous=FULL</c>. One thread commits what everyone hands in as one transaction; reads run on
/// connections of their own. An answer follows the sync of its commit, so it survives <c>kill -9</c> and, where the disk keeps its word, a power cut.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    private readonly string directory;
    private readonly DirectoryLock directoryLock;
    private readonly Writer writer;
    private readonly WriteAheadLog log;
    private readonly CommitLoop loop;
    private readonly ReaderPool readers;
    private int disposed;

    private SqliteJournal(string directory, DirectoryLock directoryLock, Database database, TimeSpan commitDelay)
    {
        this.directory = directory;
        this.directoryLock = directoryLock;
        (Id, Epoch) = (Schema.Id(database), Schema.Number(database, "epoch"));
        writer = new Writer(database);
        log = new WriteAheadLog(database, directory);
        loop = new CommitLoop(writer, log, commitDelay);
        readers = new ReaderPool(directory);
    }

    /// <summary>Opens the journal of a directory, or makes it. It takes the same few milliseconds for any size.</summary>
    /// <param name="maxBytes">The file may not grow beyond it (rounded down to pages of 4 KiB, from what it is already); null for what the disk gives.</param>
    /// <param name="commitDelay">Added to each commit: for measuring what a slower disk would do.</param>
    /// <exception cref="InvalidOperationException">Another process holds the directory, a newer build wrote it, or it is damaged; the message names the fix.</exception>
    /// <exception cref="JournalFullException">The disk has no room for it.</exception>
    public static SqliteJournal Open(string directory, long? maxBytes = null, TimeSpan commitDelay = default)
    {
        Sqlite.Backup.RefuseHalf(directory);
        var taken = new DirectoryLock(directory);
        Database? database = null;
        try
        {
            database = new Database(directory, readOnly: false);
            Schema.Configure(database, maxBytes);
            Schema.Ensure(database, Guid.NewGuid());
            return new SqliteJournal(directory, taken, database, commitDelay);
        }
        catch (Exception fault)
        {
            database?.Dispose();
            taken.Dispose();
            if (fault is SqliteException told) throw Schema.Told(told, directory);
            throw;
        }
    }

    /// <summary>What a store of this kind could not do, with the path and the way out: for whoever opens a journal and reads it through before it is used.</summary>
    public static Exception Told(SqliteException fault, string directory) => Schema.Told(fault, directory);

    public Guid Id { get; }

    public long Epoch { get; }

    /// <summary>Nobody else writes: known without asking.</summary>
    public long Head => loop.Position;

    public long IntakeHead => loop.Intake;

    ValueTask<long> IJournal.Head(CancellationToken cancellation) => new(Head);

    ValueTask<long> IJournal.IntakeHead(CancellationToken cancellation) => new(IntakeHead);

    public ValueTask<IReadOnlyList<AppendResult>> Append(IReadOnlyList<AppendItem> items, CancellationToken cancellation) => loop.Enqueue(new AppendWrite(items), cancellation);

    public async ValueTask<IReadOnlyList<StoredEvent>> Read(string stream, long afterVersion, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await readers.Read(r => r.Read(stream, afterVersion, limit), cancellation).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var head = Head;
        return afterPosition >= head ? [] : await readers.Read(r => r.ReadAll(afterPosition, head, limit), cancellation).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<Deadline>> Due(DateTimeOffset until, int limit, CancellationToken cancellation) =>
        await readers.Read(r => r.Due(until, limit), cancellation).ConfigureAwait(false);

    public ValueTask<DateTimeOffset?> DeadlineOf(string stream, CancellationToken cancellation) => readers.Read(r => r.DeadlineOf(stream), cancellation);

    public ValueTask<IReadOnlyList<Cause>> CausesOf(string stream, CancellationToken cancellation) => readers.Read(r => r.CausesOf(stream), cancellation);

    public ValueTask<IReadOnlyList<Accepted>> Accept(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) => Write<IReadOnlyList<Accepted>>(w =>
    {
        var accepted = new Accepted[deliveries.Count];
        for (var i = 0; i < accepted.Length; i++) accepted[i] = w.Accept(deliveries[i]);
        return accepted;
    }, cancellation);

    public async ValueTask<IReadOnlyList<StoredDelivery>> ReadIntake(long afterNumber, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var head = IntakeHead;
        return afterNumber >= head ? [] : await readers.Read(r => r.ReadIntake(afterNumber, head, limit), cancellation).ConfigureAwait(false);
    }

    public ValueTask Park(ParkedItem item, CancellationToken cancellation) => Write(w => w.Park(item), cancellation);

    public async ValueTask<IReadOnlyList<ParkedItem>> Parked(string waitsFor, int limit, CancellationToken cancellation) =>
        await readers.Read(r => r.Parked(waitsFor, limit), cancellation).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<ParkedItem>> ParkedUntil(DateTimeOffset until, int limit, CancellationToken cancellation) =>
        await readers.Read(r => r.ParkedUntil(until, limit), cancellation).ConfigureAwait(false);

    public ValueTask Unpark(long number, int item, CancellationToken cancellation) => Write(w => w.Unpark(number, item), cancellation);

    public ValueTask<PostRow?> Post(string id, CancellationToken cancellation) => readers.Read(r => r.Post(id), cancellation);

    public ValueTask<PostRow?> PostByPlatformId(string channel, string platformId, CancellationToken cancellation) =>
        readers.Read(r => r.PostByPlatformId(channel, platformId), cancellation);

    public async ValueTask<IReadOnlyList<PostRow>> Posts(PostFilter filter, CancellationToken cancellation) =>
        await readers.Read(r => r.Posts(filter), cancellation).ConfigureAwait(false);

    public ValueTask Alias(string postId, string channel, string platformId, CancellationToken cancellation) =>
        Write(w => w.Alias(postId, channel, platformId), cancellation);

    public ValueTask ReplaceText(string id, string text, DateTimeOffset editedAt, CancellationToken cancellation, long intakeNumber = 0) =>
        Write(w => w.ReplaceText(id, text, editedAt, intakeNumber), cancellation);

    public ValueTask NoteBody(string postId, long intakeNumber, CancellationToken cancellation) => Write(w => w.NoteBody(postId, intakeNumber), cancellation);

    public ValueTask NoteAnswer(string postId, string answerId, CancellationToken cancellation) => Write(w => w.NoteAnswer(postId, answerId), cancellation);

    public ValueTask Erase(string postId, DateTimeOffset erasedAt, CancellationToken cancellation) => Write(w => w.Erase(postId, erasedAt), cancellation);

    public ValueTask DropBody(long intakeNumber, CancellationToken cancellation) => Write(w => w.DropBody(intakeNumber), cancellation);

    public ValueTask DropBodies(DateTimeOffset receivedUntil, CancellationToken cancellation) => Write(w => w.DropBodies(receivedUntil), cancellation);

    /// <summary>What was erased is overwritten in the pages at once (<see cref="Schema"/>); the write-ahead log still holds old pages until it is emptied here.</summary>
    /// <exception cref="IOException">It cannot be emptied now, for a backup or a full disk: ask again later.</exception>
    public ValueTask CleanUp(CancellationToken cancellation) => readers.WithoutReaders(() => loop.Enqueue(new TruncateLog(), cancellation).AsTask(), cancellation);

    public ValueTask<Checkpoint> CheckpointOf(string follower, CancellationToken cancellation) => readers.Read(r => r.CheckpointOf(follower), cancellation);

    public ValueTask<bool> MoveCheckpoint(string follower, Checkpoint from, Checkpoint to, CancellationToken cancellation) =>
        Write(w => w.MoveCheckpoint(follower, from, to), cancellation);

    public ValueTask<Snapshot?> SnapshotOf(string stream, CancellationToken cancellation) => readers.Read(r => r.SnapshotOf(stream), cancellation);

    public ValueTask SaveSnapshot(Snapshot snapshot, CancellationToken cancellation) => Write(w => w.SaveSnapshot(snapshot), cancellation);

    public ValueTask Quarantine(QuarantinedStream fault, CancellationToken cancellation) => Write(w => w.Quarantine(fault), cancellation);

    public async ValueTask<IReadOnlyList<QuarantinedStream>> Quarantined(CancellationToken cancellation) =>
        await readers.Read(r => r.Quarantined(), cancellation).ConfigureAwait(false);

    public ValueTask Release(string stream, CancellationToken cancellation) => Write(w => w.Release(stream), cancellation);

    public ValueTask<long> Backup(string directory, IProgress<double>? progress, CancellationToken cancellation) =>
        new(Task.Run(() => readers.ReadLong(() => Sqlite.Backup.Take(this.directory, directory, progress, cancellation)), cancellation));

    private ValueTask<T> Write<T>(Func<Writer, T> write, CancellationToken cancellation) => loop.Enqueue(new Operation<T>(write), cancellation);

    private async ValueTask Write(Action<Writer> write, CancellationToken cancellation) => await Write(w =>
    {
        write(w);
        return true;
    }, cancellation).ConfigureAwait(false);

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1) return ValueTask.CompletedTask;
        loop.Dispose();
        readers.Dispose();
        log.Dispose();
        writer.Dispose();
        directoryLock.Dispose();
        return ValueTask.CompletedTask;
    }
}
