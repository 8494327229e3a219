namespace Monitor.Runtime.Journal;

/// <summary>Intake, people's words, followers, snapshots and quarantine of the memory journal.</summary>
public sealed partial class MemoryJournal
{
    private static readonly ReadOnlyMemory<byte> Dropped = ReadOnlyMemory<byte>.Empty;

    public ValueTask<IReadOnlyList<Accepted>> Accept(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) =>
        Writing<IReadOnlyList<Accepted>>(deliveries.Count, (c, kept) =>
        {
            var accepted = new Accepted[kept];
            for (var i = 0; i < kept; i++)
            {
                var delivery = deliveries[i];
                if (c.DeliveryKeys.TryGetValue(delivery.Key, out var number))
                {
                    accepted[i] = new(number, Repeated: true);
                    continue;
                }
                number = c.Intake.Count + 1;
                c.DeliveryKeys.Add(delivery.Key, number);
                c.Intake.Add(new(number, delivery.Channel, delivery.Sha256, delivery.ReceivedAt, delivery.Body.ToArray()));
                accepted[i] = new(number, Repeated: false);
            }
            return accepted;
        });

    public ValueTask<IReadOnlyList<StoredDelivery>> ReadIntake(long afterNumber, int limit, CancellationToken cancellation) =>
        new(Reading(c => Slice(c.Intake, afterNumber, limit)));

    public ValueTask Park(ParkedItem item, CancellationToken cancellation) => Writing(c =>
    {
        c.Parked.RemoveAll(p => p.Number == item.Number && p.Item == item.Item);
        c.Parked.Add(item with { Content = item.Content.ToArray() });
    });

    public ValueTask<IReadOnlyList<ParkedItem>> Parked(string waitsFor, int limit, CancellationToken cancellation) =>
        new(Reading<IReadOnlyList<ParkedItem>>(c => [.. c.Parked.Where(p => p.WaitsFor == waitsFor).Take(limit)]));

    public ValueTask<IReadOnlyList<ParkedItem>> ParkedUntil(DateTimeOffset until, int limit, CancellationToken cancellation) =>
        new(Reading<IReadOnlyList<ParkedItem>>(c => [.. c.Parked.Where(p => p.ParkedAt <= until).Take(limit)]));

    public ValueTask Unpark(long number, int item, CancellationToken cancellation) => Writing(c => c.Parked.RemoveAll(p => p.Number == number && p.Item == item));

    public ValueTask<PostRow?> Post(string id, CancellationToken cancellation) => new(Reading(c => c.PostIds.TryGetValue(id, out var place) ? c.Posts[place] : null));

    public ValueTask<PostRow?> PostByPlatformId(string channel, string platformId, CancellationToken cancellation) =>
        new(Reading(c => c.PlatformIds.TryGetValue((channel, platformId), out var place) || c.Aliases.TryGetValue((channel, platformId), out place) ? c.Posts[place] : null));

    public ValueTask<IReadOnlyList<PostRow>> Posts(PostFilter filter, CancellationToken cancellation) => new(Reading<IReadOnlyList<PostRow>>(c =>
    {
        var step = filter.Newest ? -1 : 1;
        var place = filter.Newest ? c.Posts.Count - 1 : 0;
        if (filter.AfterId is { } after) place = c.PostIds.TryGetValue(after, out var found) ? found + step : -1;
        var rows = new List<PostRow>();
        for (; place >= 0 && place < c.Posts.Count && rows.Count < filter.Limit; place += step)
        {
            var row = c.Posts[place];
            if ((filter.Channel ?? row.Channel) == row.Channel && (filter.AuthorKey ?? row.AuthorKey) == row.AuthorKey && !(filter.Since > row.ReceivedAt)) rows.Add(row);
        }
        return rows;
    }));

    public ValueTask Alias(string postId, string channel, string platformId, CancellationToken cancellation) => Writing(c =>
    {
        if (c.PostIds.TryGetValue(postId, out var place)) c.Aliases.TryAdd((channel, platformId), place);
    });

    public ValueTask ReplaceText(string id, string text, DateTimeOffset editedAt, CancellationToken cancellation, long intakeNumber = 0) => Writing(c =>
    {
        if (!c.PostIds.TryGetValue(id, out var place)) return;
        if (intakeNumber > 0) RememberBody(c, c.Posts[place], intakeNumber);
        if (c.Posts[place].Erased is null) c.Posts[place] = c.Posts[place] with { Text = text, EditedAt = editedAt };
    });

    public ValueTask NoteBody(string postId, long intakeNumber, CancellationToken cancellation) => Writing(c =>
    {
        if (intakeNumber > 0 && c.PostIds.TryGetValue(postId, out var place)) RememberBody(c, c.Posts[place], intakeNumber);
    });

    public ValueTask NoteAnswer(string postId, string answerId, CancellationToken cancellation) => Writing(c =>
    {
        if (!c.PostIds.TryGetValue(postId, out var place) || !c.PostIds.ContainsKey(answerId) || postId == answerId) return;
        if (!c.Answers.TryGetValue(postId, out var answers)) c.Answers.Add(postId, answers = []);
        if (!answers.Contains(answerId)) answers.Add(answerId);
        if (c.Posts[place].Erased is not null) Unaddress(c, answerId);
    });

    public ValueTask Erase(string postId, DateTimeOffset erasedAt, CancellationToken cancellation) => Writing(c =>
    {
        if (!c.PostIds.TryGetValue(postId, out var place)) return;
        var row = c.Posts[place];
        c.Posts[place] = row.ErasedAt(erasedAt);
        DropBodies(c, row);
        foreach (var answer in c.Answers.GetValueOrDefault(postId, [])) Unaddress(c, answer);
    });

    public ValueTask DropBody(long intakeNumber, CancellationToken cancellation) => Writing(c => DropBody(c, intakeNumber));

    public ValueTask DropBodies(DateTimeOffset receivedUntil, CancellationToken cancellation) => Writing(c =>
    {
        for (var number = c.BodiesDroppedTo + 1; number <= c.Intake.Count && c.Intake[(int)number - 1].ReceivedAt <= receivedUntil; number++)
        {
            EmptyBody(c, number);
            c.BodiesDroppedTo = number;
        }
    });

    public ValueTask CleanUp(CancellationToken cancellation) => Writing(_ => { });

    public ValueTask<Checkpoint> CheckpointOf(string follower, CancellationToken cancellation) => new(Reading(c => c.Checkpoints.GetValueOrDefault(follower)));

    public ValueTask<bool> MoveCheckpoint(string follower, Checkpoint from, Checkpoint to, CancellationToken cancellation) => Writing(1, (c, kept) =>
    {
        if (kept == 0 || c.Checkpoints.GetValueOrDefault(follower) != from) return false;
        c.Checkpoints[follower] = to;
        if (follower == IJournal.Intake) DropSpent(c, to.Position);
        return true;
    });

    public ValueTask<Snapshot?> SnapshotOf(string stream, CancellationToken cancellation) => new(Reading(c => c.Snapshots.GetValueOrDefault(stream)));

    public ValueTask SaveSnapshot(Snapshot snapshot, CancellationToken cancellation) =>
        Writing(c => c.Snapshots[snapshot.Stream] = snapshot with { State = snapshot.State.ToArray() });

    public ValueTask Quarantine(QuarantinedStream fault, CancellationToken cancellation) => Writing(c =>
    {
        c.Quarantined[fault.Stream] = fault;
        if (c.Streams.GetValueOrDefault(fault.Stream) is { DueAt: { } due }) c.Deadlines.Remove((due.UtcTicks, fault.Stream));
    });

    public ValueTask<IReadOnlyList<QuarantinedStream>> Quarantined(CancellationToken cancellation) =>
        new(Reading<IReadOnlyList<QuarantinedStream>>(c => [.. c.Quarantined.Values]));

    public ValueTask Release(string stream, CancellationToken cancellation) => Writing(c =>
    {
        if (c.Quarantined.Remove(stream) && c.Streams.GetValueOrDefault(stream) is { DueAt: { } due }) c.Deadlines.Add((due.UtcTicks, stream));
    });

    public ValueTask<long> Backup(string directory, IProgress<double>? progress, CancellationToken cancellation) =>
        throw new NotSupportedException("A journal in memory has no files to copy. Use Journal:Kind=sqlite, or MemoryJournal.Restored in a test.");

    private ValueTask Writing(Action<MemoryContents> write)
    {
        var written = Writing(1, (c, kept) =>
        {
            if (kept > 0) write(c);
            return true;
        });
        return written.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(written.AsTask());
    }

    private static void AddPost(MemoryContents c, PostRow post)
    {
        c.PostIds.Add(post.Id, c.Posts.Count);
        if (post.PlatformId is { } platformId) c.PlatformIds.TryAdd((post.Channel, platformId), c.Posts.Count);
        c.Posts.Add(post);
    }

    /// <summary>The post came again under another delivery: that body holds its words too. One that comes after the erasing is dropped at once.</summary>
    private static void RememberBody(MemoryContents c, PostRow again)
    {
        if (again.PlatformId is not null && c.PlatformIds.TryGetValue((again.Channel, again.PlatformId), out var place)) RememberBody(c, c.Posts[place], again.IntakeNumber);
    }

    private static void RememberBody(MemoryContents c, PostRow row, long number)
    {
        if (row.IntakeNumber == number) return;
        if (!c.OtherBodies.TryGetValue(row.Id, out var bodies)) c.OtherBodies.Add(row.Id, bodies = []);
        if (!bodies.Contains(number)) bodies.Add(number);
        if (row.Erased is not null || c.Unaddressed.Contains(row.Id)) DropBody(c, number);
    }

    private static void Unaddress(MemoryContents c, string answer)
    {
        var place = c.PostIds[answer];
        var row = c.Posts[place];
        if (row.Erased is not null || !c.Unaddressed.Add(answer)) return;
        c.Posts[place] = row.Unaddressed();
        DropBodies(c, row);
    }

    private static void DropBodies(MemoryContents c, PostRow row)
    {
        DropBody(c, row.IntakeNumber);
        foreach (var number in c.OtherBodies.GetValueOrDefault(row.Id, [])) DropBody(c, number);
    }

    private static void DropBody(MemoryContents c, long number)
    {
        if (number < 1 || number > c.Intake.Count) return;
        if (number <= c.Checkpoints.GetValueOrDefault(IJournal.Intake).Position) EmptyBody(c, number);
        else c.Spent.Add(number);
    }

    private static void DropSpent(MemoryContents c, long passed)
    {
        while (c.Spent.Count > 0 && c.Spent.Min <= passed)
        {
            EmptyBody(c, c.Spent.Min);
            c.Spent.Remove(c.Spent.Min);
        }
    }

    private static void EmptyBody(MemoryContents c, long number) => c.Intake[(int)number - 1] = c.Intake[(int)number - 1] with { Body = Dropped };
}
