namespace Monitor.Runtime.Journal;

/// <summary>
/// The journal in memory: exact semantics, every call completes at once, nothing random. Simulations, tests and benchmarks run on it;
/// with a <see cref="SimulatedDisk"/> it also loses what a crash loses.
/// </summary>
public sealed partial class MemoryJournal : IJournal
{
    private readonly MemoryContents contents;
    private readonly SimulatedDisk? disk;
    private volatile bool stopped;

    public MemoryJournal(SimulatedDisk? disk = null, Guid id = default) : this(new MemoryContents(), disk, id, epoch: 1)
    {
    }

    private MemoryJournal(MemoryContents contents, SimulatedDisk? disk, Guid id, long epoch) => (this.contents, this.disk, Id, Epoch) = (contents, disk, id, epoch);

    /// <summary>The disk under it, where it was given one.</summary>
    public SimulatedDisk? Disk => disk;

    public Guid Id { get; }

    public long Epoch { get; }

    public long Head => Reading(c => c.Feed.Count);

    public long IntakeHead => Reading(c => c.Intake.Count);

    ValueTask<long> IJournal.Head(CancellationToken cancellation) => new(Head);

    ValueTask<long> IJournal.IntakeHead(CancellationToken cancellation) => new(IntakeHead);

    /// <summary>Stops this journal, as power would, and opens what it had synced: the same contents under a new object. Calls on this one throw from now on.</summary>
    public MemoryJournal AfterCrash(SimulatedDisk? nextDisk = null)
    {
        stopped = true;
        return new MemoryJournal(contents, nextDisk, Id, Epoch);
    }

    /// <summary>A copy as a restore makes it: the same id, the next epoch.</summary>
    public MemoryJournal Restored()
    {
        lock (contents.Gate) return new MemoryJournal(contents.Copy(), null, Id, Epoch + 1);
    }

    public ValueTask<IReadOnlyList<AppendResult>> Append(IReadOnlyList<AppendItem> items, CancellationToken cancellation) =>
        Writing<IReadOnlyList<AppendResult>>(items.Count, (c, kept) =>
        {
            var results = new AppendResult[kept];
            for (var i = 0; i < kept; i++) results[i] = AppendOne(c, items[i]);
            return results;
        });

    private static AppendResult AppendOne(MemoryContents c, AppendItem item)
    {
        var stream = c.Streams.GetValueOrDefault(item.Stream);
        var version = stream?.Events.Count ?? 0;
        if (stream is not null && LastCause(stream, item.Cause.Source) is { } last && item.Cause.IsAtOrBelow(last)) return new(AppendOutcome.AlreadyDone, 0, version, null);
        if (version != item.ExpectedVersion) return new(AppendOutcome.WrongVersion, 0, version, null);
        foreach (var key in item.Keys)
        {
            if (!c.Keys.Contains(key)) continue;
            foreach (var post in item.Posts) RememberBody(c, post);
            return new(AppendOutcome.KeyTaken, 0, version, key);
        }
        foreach (var post in item.Posts)
        {
            if (c.PostIds.ContainsKey(post.Id) || item.Posts.Count(p => p.Id == post.Id) > 1) return new(AppendOutcome.Failed, 0, version, $"Post {post.Id} is stored already.");
        }

        if (stream is null) c.Streams.Add(item.Stream, stream = new MemoryContents.MemoryStream());
        var first = item.Events.Count == 0 ? 0 : c.Feed.Count + 1;
        foreach (var happened in item.Events)
        {
            var stored = new StoredEvent(
                c.Feed.Count + 1, item.Stream, stream.Events.Count + 1, happened.Type, happened.TypeVersion, happened.At, item.Cause, happened.Body);
            c.Feed.Add(stored);
            stream.Events.Add(stored);
        }
        c.Keys.UnionWith(item.Keys);
        foreach (var post in item.Posts) AddPost(c, post);
        SetCause(stream, item.Cause);
        SetDeadline(c, item.Stream, stream, item.NextDeadline);
        return new(AppendOutcome.Appended, first, stream.Events.Count, null);
    }

    private static Cause? LastCause(MemoryContents.MemoryStream stream, string source)
    {
        foreach (var cause in stream.Causes)
        {
            if (source.Length > 0 && cause.Source == source) return cause;
        }
        return null;
    }

    private static void SetCause(MemoryContents.MemoryStream stream, Cause cause)
    {
        if (cause.Source.Length == 0) return;
        for (var i = 0; i < stream.Causes.Count; i++)
        {
            if (stream.Causes[i].Source == cause.Source) stream.Causes.RemoveAt(i--);
        }
        stream.Causes.Add(cause);
    }

    private static void SetDeadline(MemoryContents c, string name, MemoryContents.MemoryStream stream, DateTimeOffset? next)
    {
        if (stream.DueAt is { } old) c.Deadlines.Remove((old.UtcTicks, name));
        stream.DueAt = next;
        if (next is { } due && !c.Quarantined.ContainsKey(name)) c.Deadlines.Add((due.UtcTicks, name));
    }

    public ValueTask<IReadOnlyList<StoredEvent>> Read(string stream, long afterVersion, int limit, CancellationToken cancellation) =>
        new(Reading(c => c.Streams.TryGetValue(stream, out var found) ? Slice(found.Events, afterVersion, limit) : []));

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) => new(Reading(c => Slice(c.Feed, afterPosition, limit)));

    public ValueTask<IReadOnlyList<Deadline>> Due(DateTimeOffset until, int limit, CancellationToken cancellation) => new(Reading<IReadOnlyList<Deadline>>(c =>
    {
        var due = new List<Deadline>();
        foreach (var (ticks, stream) in c.Deadlines)
        {
            if (ticks > until.UtcTicks || due.Count == limit) break;
            due.Add(new(stream, new DateTimeOffset(ticks, TimeSpan.Zero)));
        }
        return due;
    }));

    public ValueTask<DateTimeOffset?> DeadlineOf(string stream, CancellationToken cancellation) => new(Reading(c => c.Streams.GetValueOrDefault(stream)?.DueAt?.ToUniversalTime()));

    public ValueTask<IReadOnlyList<Cause>> CausesOf(string stream, CancellationToken cancellation) =>
        new(Reading<IReadOnlyList<Cause>>(c => c.Streams.TryGetValue(stream, out var found) ? [.. found.Causes] : []));

    public ValueTask DisposeAsync()
    {
        stopped = true;
        return ValueTask.CompletedTask;
    }

    private static List<T> Slice<T>(List<T> from, long after, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var start = (int)Math.Clamp(after, 0, from.Count);
        return from.GetRange(start, Math.Min(limit, from.Count - start));
    }

    private T Reading<T>(Func<MemoryContents, T> read)
    {
        lock (contents.Gate)
        {
            ThrowIfStopped();
            return read(contents);
        }
    }

    /// <summary>Every write passes here: it meets the disk, whole, torn or not at all.</summary>
    private ValueTask<T> Writing<T>(int pieces, Func<MemoryContents, int, T> write)
    {
        lock (contents.Gate)
        {
            ThrowIfStopped();
            if (disk is { Full: true }) return ValueTask.FromException<T>(new JournalFullException("The simulated disk is full."));
            var keep = 0;
            var crash = disk?.TakeCrash(out keep) ?? CrashPoint.None;
            if (crash == CrashPoint.None) return new(write(contents, pieces));
            stopped = true;
            if (crash != CrashPoint.BeforeCommit) write(contents, crash == CrashPoint.Torn ? Math.Clamp(keep, 0, pieces) : pieces);
            return ValueTask.FromException<T>(new SimulatedCrashException());
        }
    }

    private void ThrowIfStopped()
    {
        if (!stopped) return;
        ObjectDisposedException.ThrowIf(disk is null, this);
        throw new SimulatedCrashException();
    }
}
