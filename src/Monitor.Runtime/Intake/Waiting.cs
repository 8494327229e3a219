using Monitor.Core.Posts;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>
/// Items whose post is not known yet. They are kept as their place in the intake log and a note without words, since no words stand outside the post store; the memory
/// here only saves asking the journal for each new post. A deletion reaches what is parked too (design section 4): it stays as a note that holds no body, and what it
/// deletes leaves with its body.
/// </summary>
internal sealed class Waiting(IJournal journal, TimeProvider time)
{
    /// <summary>Platforms repeat a delivery for seven days at most: what a post has not come for by then waits for nothing.</summary>
    public static readonly TimeSpan NotesKept = TimeSpan.FromDays(8);

    /// <summary>As long as raw bodies (design section 4): without its body an item can never be decided on.</summary>
    public static readonly TimeSpan BodiesKept = TimeSpan.FromDays(180);

    /// <summary>Prefix of what an item waits for.</summary>
    private const string Prefix = "post:";

    private const string Unreadable = "fault:unreadable:";

    private readonly HashSet<string> awaited = new(StringComparer.Ordinal);
    private readonly HashSet<string> deleted = new(StringComparer.Ordinal);

    /// <summary>Posts and edits that wait, by each id that they are known by; one may have come in several bodies.</summary>
    private readonly Dictionary<string, List<ParkedItem>> words = new(StringComparer.Ordinal);

    private readonly Dictionary<(long Number, int Item), ItemKind> needed = [];
    private readonly Dictionary<ItemKind, long> expired = [];
    private readonly Lock access = new();

    /// <summary>Parked items by kind, without deletions, which need nobody: for metrics.</summary>
    public IReadOnlyDictionary<ItemKind, int> Counts
    {
        get
        {
            lock (access)
            {
                return needed.Values.CountBy(kind => kind).ToDictionary();
            }
        }
    }

    /// <summary>Parked items given up since the start, by kind: for metrics.</summary>
    public IReadOnlyDictionary<ItemKind, long> Expired
    {
        get
        {
            lock (access)
            {
                return expired.ToDictionary();
            }
        }
    }

    public async ValueTask Open(CancellationToken cancellation)
    {
        foreach (var item in await journal.ParkedUntil(DateTimeOffset.MaxValue, int.MaxValue, cancellation))
        {
            if (item.WaitsFor.StartsWith(Prefix, StringComparison.Ordinal))
            {
                Remember(item, ParkedNote.Of(item));
            }
        }
    }

    public bool IsEmpty => awaited.Count == 0;

    public bool IsAwaited(string what) => awaited.Contains(what);

    /// <summary>Puts it aside. What was deleted before it came is not kept: only that it came.</summary>
    /// <param name="subjects">What the item is or speaks of, as others would wait for it; the first id of a post with several first.</param>
    public async ValueTask Park(PreparedItem prepared, string waitsFor, IReadOnlyList<string> subjects, CancellationToken cancellation)
    {
        var note = ParkedNote.About(prepared.Item, subjects);
        var item = new ParkedItem(prepared.Delivery.Number, prepared.Number, waitsFor, prepared.Delivery.ReceivedAt, default);
        if (note.Kind == ItemKind.Deleted)
        {
            await ParkDeletion(item, note, cancellation);
        }
        else if (HasWords(note.Kind) && subjects.FirstOrDefault(deleted.Contains) is { } gone)
        {
            await Keep(item with { WaitsFor = ParkedNote.Withdrawn + subjects[0], Content = note.Write() }, cancellation);
            await DropBodies(item, note, cancellation);
            await Rename(gone, note, cancellation);
        }
        else
        {
            if (note.Whole is null && (!prepared.IsAlone || prepared.Item.Embeds.Count > 0))
            {
                var own = await FullDisk.Outlast(time, cancellation, () => journal.Accept([OwnPart.Of(prepared)], cancellation));
                note = note with { Own = own[0].Number };
            }

            await Keep(item with { Content = note.Write() }, cancellation);
            Remember(item with { Content = note.Write() }, note);
            if (prepared.Item.IsRepost() && subjects.Any(deleted.Contains))
            {
                await DropBodies(item, note, cancellation);
            }
        }
    }

    public async ValueTask<IReadOnlyList<ParkedItem>> For(string what, CancellationToken cancellation) => await journal.Parked(what, int.MaxValue, cancellation);

    /// <summary>All of them had their turn.</summary>
    public async ValueTask Unpark(string what, IReadOnlyList<ParkedItem> items, CancellationToken cancellation)
    {
        foreach (var item in items)
        {
            await End(item, cancellation);
        }

        awaited.Remove(what);
    }

    /// <summary>Gives up what no post will come for any more; how many of each kind is counted. Not by a clock that is not believed: what is given up is gone.</summary>
    public async ValueTask Expire(DateTimeOffset heardAt, CancellationToken cancellation)
    {
        var now = await BelievedTime.Of(journal, cancellation) is { } believed && believed < heardAt ? believed : heardAt;
        foreach (var item in await journal.ParkedUntil(now - NotesKept, int.MaxValue, cancellation))
        {
            var note = ParkedNote.Of(item);
            var withdrawn = item.WaitsFor.StartsWith(ParkedNote.Withdrawn, StringComparison.Ordinal);
            var waits = item.WaitsFor.StartsWith(Prefix, StringComparison.Ordinal);
            if (withdrawn || (waits && note?.Whole is not null)
                || (item.ParkedAt <= now - BodiesKept && (waits || item.WaitsFor.StartsWith(Unreadable, StringComparison.Ordinal))))
            {
                await End(item, cancellation);
                lock (access)
                {
                    expired[note?.Kind ?? ItemKind.Unknown] = expired.GetValueOrDefault(note?.Kind ?? ItemKind.Unknown) + 1;
                }

                if ((await journal.Parked(item.WaitsFor, 1, cancellation)).Count == 0)
                {
                    awaited.Remove(item.WaitsFor);
                }
            }
        }
    }

    /// <summary>A deletion by any version's id reaches all that waits of the same post, and waits with it for the first version.</summary>
    private async ValueTask ParkDeletion(ParkedItem item, ParkedNote note, CancellationToken cancellation)
    {
        var (items, subjects) = SameAs(note.Subjects);
        var main = items.Select(ParkedNote.Of).FirstOrDefault(other => other!.Subjects.Count > 1)?.Subjects[0] ?? note.Subjects[0];
        note = note with { Subjects = [main, .. subjects.Where(subject => subject != main)] };
        item = item with { WaitsFor = main, Content = note.Write() };
        await Keep(item, cancellation);
        Remember(item, note);
        foreach (var withdrawn in items)
        {
            await Withdraw(withdrawn, cancellation);
        }

        foreach (var repost in (await For(main, cancellation)).Where(other => ParkedNote.Of(other)?.Whole?.IsRepost() == true))
        {
            // A repost says nothing of its own: its body holds what was deleted.
            await DropBodies(repost, note, cancellation);
        }

        await DropBodies(item, note, cancellation);
    }

    /// <summary>A version of a deleted post told the other ids of that post: the deletion is theirs too.</summary>
    private async ValueTask Rename(string gone, ParkedNote version, CancellationToken cancellation)
    {
        foreach (var item in await For(gone, cancellation))
        {
            if (ParkedNote.Of(item) is { Kind: ItemKind.Deleted } note && version.Subjects.Except(note.Subjects).Any())
            {
                await ParkDeletion(item, note with { Subjects = [.. version.Subjects.Union(note.Subjects)] }, cancellation);
            }
        }

        if ((await For(gone, cancellation)).Count == 0)
        {
            awaited.Remove(gone);
        }
    }

    /// <summary>What waits under these ids and under every other id of the same posts.</summary>
    private (List<ParkedItem> Items, IReadOnlyList<string> Subjects) SameAs(IReadOnlyList<string> subjects)
    {
        List<string> known = [.. subjects];
        var items = new List<ParkedItem>();
        for (var i = 0; i < known.Count; i++)
        {
            foreach (var item in words.GetValueOrDefault(known[i], []).Where(item => !items.Exists(each => IsSame(each, item))))
            {
                items.Add(item);
                known.AddRange(ParkedNote.Of(item)!.Subjects.Except(known).ToList());
            }
        }

        return (items, known);
    }

    private async ValueTask Withdraw(ParkedItem item, CancellationToken cancellation)
    {
        var note = ParkedNote.Of(item)!;
        await Keep(item with { WaitsFor = ParkedNote.Withdrawn + note.Subjects[0], Content = (note with { Own = 0 }).Write() }, cancellation);
        Forget(item, note);
        await DropBodies(item, note, cancellation);
    }

    private async ValueTask End(ParkedItem item, CancellationToken cancellation)
    {
        var note = ParkedNote.Of(item);
        await FullDisk.Outlast(time, cancellation, () => journal.Unpark(item.Number, item.Item, cancellation));
        Forget(item, note);
        if (note is { Own: > 0 })
        {
            await FullDisk.Outlast(time, cancellation, () => journal.DropBody(note.Own, cancellation));
        }
    }

    private async ValueTask DropBodies(ParkedItem item, ParkedNote note, CancellationToken cancellation)
    {
        await FullDisk.Outlast(time, cancellation, () => journal.DropBody(item.Number, cancellation));
        if (note.Own > 0)
        {
            await FullDisk.Outlast(time, cancellation, () => journal.DropBody(note.Own, cancellation));
        }
    }

    private ValueTask Keep(ParkedItem item, CancellationToken cancellation) => FullDisk.Outlast(time, cancellation, () => journal.Park(item, cancellation));

    private void Remember(ParkedItem item, ParkedNote? note)
    {
        awaited.Add(item.WaitsFor);
        if (note?.Kind == ItemKind.Deleted)
        {
            deleted.UnionWith(note.Subjects);
            return;
        }

        lock (access)
        {
            needed[(item.Number, item.Item)] = note?.Kind ?? ItemKind.Unknown;
        }

        foreach (var subject in HasWords(note?.Kind) ? note!.Subjects : [])
        {
            var items = words.TryGetValue(subject, out var known) ? known : words[subject] = [];
            items.RemoveAll(each => IsSame(each, item));
            items.Add(item);
        }
    }

    private void Forget(ParkedItem item, ParkedNote? note)
    {
        if (item.WaitsFor.StartsWith(ParkedNote.Withdrawn, StringComparison.Ordinal))
        {
            return;
        }

        if (note?.Kind == ItemKind.Deleted)
        {
            deleted.ExceptWith(note.Subjects);
            return;
        }

        lock (access)
        {
            needed.Remove((item.Number, item.Item));
        }

        foreach (var subject in HasWords(note?.Kind) ? note!.Subjects : [])
        {
            if (words.TryGetValue(subject, out var items) && items.RemoveAll(each => IsSame(each, item)) > 0 && items.Count == 0)
            {
                words.Remove(subject);
            }
        }
    }

    private static bool HasWords(ItemKind? kind) => kind is ItemKind.Post or ItemKind.PrivateMessage or ItemKind.Edited;

    private static bool IsSame(ParkedItem one, ParkedItem other) => (one.Number, one.Item) == (other.Number, other.Item);
}
