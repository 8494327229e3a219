using System.Text;
using Monitor.Runtime.Journal;

namespace Monitor.Conformance.Journal;

/// <summary>The journal as plainly as it can be said: lists of what was stored, and every answer looked up in them from the start. Slow, and easy to believe.</summary>
internal sealed class JournalModel
{
    private readonly List<(AppendItem Item, long First)> appended = [];
    private readonly List<Delivery> intake = [];
    private readonly HashSet<long> dropped = [];
    private readonly List<(string Post, long Number)> otherBodies = [];
    private readonly HashSet<(string Post, string Answer)> answers = [];
    private readonly HashSet<string> unaddressed = [];
    private readonly List<PostRow> posts = [];
    private readonly List<ParkedItem> parked = [];
    private readonly Dictionary<string, Checkpoint> checkpoints = [];
    private readonly Dictionary<string, Snapshot> snapshots = [];
    private readonly List<QuarantinedStream> quarantined = [];
    private readonly List<(string Channel, string PlatformId, string Post)> platformIds = [];
    private readonly List<(string Channel, string PlatformId, string Post)> aliases = [];
    private readonly HashSet<long> spent = [];

    internal long Head => appended.Sum(a => a.Item.Events.Count);

    internal long IntakeHead => intake.Count;

    internal AppendResult Append(AppendItem item)
    {
        var before = Of(item.Stream);
        var version = before.Sum(i => i.Events.Count);
        if (before.Where(i => i.Cause.Source != "" && i.Cause.Source == item.Cause.Source).Any(i => item.Cause.IsAtOrBelow(i.Cause))) return new(AppendOutcome.AlreadyDone, 0,
            version, null);
        if (version != item.ExpectedVersion) return new(AppendOutcome.WrongVersion, 0, version, null);
        if (item.Keys.FirstOrDefault(k => appended.Any(a => a.Item.Keys.Contains(k))) is { } taken)
        {
            foreach (var post in item.Posts) Again(post);
            return new(AppendOutcome.KeyTaken, 0, version, taken);
        }
        if (item.Posts.FirstOrDefault(p => posts.Any(s => s.Id == p.Id)) is not null) return new(AppendOutcome.Failed, 0, version, null);
        var first = item.Events.Count == 0 ? 0 : Head + 1;
        appended.Add((item, first));
        foreach (var post in item.Posts)
        {
            posts.Add(post);
            if (post.PlatformId is { } id) platformIds.Add((post.Channel, id, post.Id));
        }
        return new(AppendOutcome.Appended, first, version + item.Events.Count, null);
    }

    private List<AppendItem> Of(string stream) => [.. appended.Where(a => a.Item.Stream == stream).Select(a => a.Item)];

    internal IEnumerable<StoredEvent> Feed()
    {
        var versions = new Dictionary<string, long>();
        foreach (var (item, first) in appended)
        {
            for (var i = 0; i < item.Events.Count; i++)
            {
                var version = versions[item.Stream] = versions.GetValueOrDefault(item.Stream) + 1;
                yield return new(first + i, item.Stream, version, item.Events[i].Type, item.Events[i].TypeVersion, item.Events[i].At, item.Cause, item.Events[i].Body);
            }
        }
    }

    internal IEnumerable<Deadline> Due(DateTimeOffset until) => appended.Select(a => a.Item.Stream).Distinct()
        .Where(s => quarantined.All(q => q.Stream != s)).Select(s => (Stream: s, DueAt: DeadlineOf(s))).Where(d => d.DueAt <= until)
        .Select(d => new Deadline(d.Stream, d.DueAt!.Value)).OrderBy(d => d.DueAt).ThenBy(d => d.Stream, StringComparer.Ordinal);

    internal DateTimeOffset? DeadlineOf(string stream) => Of(stream).LastOrDefault()?.NextDeadline;

    internal IEnumerable<Cause> CausesOf(string stream) => Of(stream).Select(i => i.Cause).Where(c => c.Source != "").GroupBy(c => c.Source).Select(g => g.Last()).OrderBy(c =>
        c.Source);

    internal Accepted Accept(Delivery delivery)
    {
        var place = intake.FindIndex(d => d.Key == delivery.Key);
        if (place >= 0) return new(place + 1, true);
        intake.Add(delivery);
        return new(intake.Count, false);
    }

    internal IEnumerable<StoredDelivery> Intake() => intake.Select((d, i) => new StoredDelivery(i + 1, d.Channel, d.Sha256, d.ReceivedAt, dropped.Contains(i + 1)
        ? default : d.Body));

    internal void DropBodies(DateTimeOffset until) => dropped.UnionWith(intake.TakeWhile(d => d.ReceivedAt <= until).Select((_, i) => (long)i + 1));

    internal void DropBody(long number)
    {
        if (number <= IntakeHead) (number <= CheckpointOf(IJournal.Intake).Position ? dropped : spent).Add(number);
    }

    internal void Park(ParkedItem item)
    {
        Unpark(item.Number, item.Item);
        parked.Add(item);
    }

    internal void Unpark(long number, int item) => parked.RemoveAll(p => (p.Number, p.Item) == (number, item));

    internal IEnumerable<string> Parked(string waitsFor) => parked.Where(p => p.WaitsFor == waitsFor).Select(Show);

    internal static string Show(ParkedItem p) => $"{p.Number}.{p.Item} {p.WaitsFor} {p.ParkedAt.UtcTicks} {Encoding.UTF8.GetString(p.Content.Span)}";

    internal PostRow? Post(string id) => posts.Find(p => p.Id == id);

    internal PostRow? PostByPlatformId(string channel, string platformId) =>
        platformIds.Concat(aliases).Where(p => (p.Channel, p.PlatformId) == (channel, platformId)).Select(p => Post(p.Post)).FirstOrDefault();

    internal void Alias(string post, string channel, string platformId)
    {
        if (Post(post) is not null) aliases.Add((channel, platformId, post));
    }

    internal IEnumerable<PostRow> Posts(PostFilter filter)
    {
        var rows = filter.Newest ? posts.AsEnumerable().Reverse() : posts;
        if (filter.AfterId is { } after) rows = rows.SkipWhile(p => p.Id != after).Skip(1);
        return rows.Where(p => (filter.Channel is null || p.Channel == filter.Channel) && (filter.AuthorKey is null || p.AuthorKey == filter.AuthorKey)
            && (filter.Since is null || p.ReceivedAt >= filter.Since)).Take(filter.Limit);
    }

    internal void ReplaceText(string id, string text, DateTimeOffset at, long number)
    {
        if (Post(id) is not { } row) return;
        if (number > 0) CameIn(row, number);
        if (row.Erased is null) posts[posts.IndexOf(row)] = row with { Text = text, EditedAt = at };
    }

    internal void NoteBody(string id, long number)
    {
        if (number > 0 && Post(id) is { } row) CameIn(row, number);
    }

    internal void Erase(string id, DateTimeOffset at)
    {
        if (Post(id) is not { Erased: null } row) return;
        posts[posts.IndexOf(row)] = row.ErasedAt(at);
        DropBodies(row);
        foreach (var answer in answers.Where(a => a.Post == id).Select(a => a.Answer)) Unaddress(answer);
    }

    internal void NoteAnswer(string id, string answer)
    {
        if (id == answer || Post(id) is not { } row || Post(answer) is null) return;
        answers.Add((id, answer));
        if (row.Erased is not null) Unaddress(answer);
    }

    private void Unaddress(string answer)
    {
        if (Post(answer) is not { Erased: null } row || !unaddressed.Add(answer)) return;
        posts[posts.IndexOf(row)] = row.Unaddressed();
        DropBodies(row);
    }

    private void DropBodies(PostRow row)
    {
        foreach (var number in otherBodies.Where(b => b.Post == row.Id).Select(b => b.Number).Append(row.IntakeNumber)) DropBody(number);
    }

    private void CameIn(PostRow row, long number)
    {
        otherBodies.Add((row.Id, number));
        if ((row.Erased is not null || unaddressed.Contains(row.Id)) && number != row.IntakeNumber) DropBody(number);
    }

    private void Again(PostRow post)
    {
        var first = platformIds.FirstOrDefault(p => (p.Channel, p.PlatformId) == (post.Channel, post.PlatformId));
        if (first.Post is { } id) CameIn(Post(id)!, post.IntakeNumber);
    }

    internal Checkpoint CheckpointOf(string follower) => checkpoints.GetValueOrDefault(follower);

    internal bool MoveCheckpoint(string follower, Checkpoint from, Checkpoint to)
    {
        if (CheckpointOf(follower) != from) return false;
        checkpoints[follower] = to;
        if (follower == IJournal.Intake) dropped.UnionWith(spent.Where(n => n <= to.Position));
        if (follower == IJournal.Intake) spent.RemoveWhere(n => n <= to.Position);
        return true;
    }

    internal Snapshot? SnapshotOf(string stream) => snapshots.GetValueOrDefault(stream);

    internal void SaveSnapshot(Snapshot snapshot) => snapshots[snapshot.Stream] = snapshot;

    internal void Quarantine(QuarantinedStream fault)
    {
        Release(fault.Stream);
        quarantined.Add(fault);
    }

    internal void Release(string stream) => quarantined.RemoveAll(q => q.Stream == stream);

    internal IEnumerable<QuarantinedStream> Quarantined() => quarantined.OrderBy(q => q.Stream, StringComparer.Ordinal);
}
