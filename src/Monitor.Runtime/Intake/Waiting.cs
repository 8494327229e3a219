using Monitor.Core.Posts;
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
    /// <summary>Prefix of what an item waits for.</summary>
    private const string Prefix = "post:";

    private readonly HashSet<string> awaited = new(StringComparer.Ordinal);
    private readonly HashSet<string> deleted = new(StringComparer.Ordinal);

    /// <summary>Posts that wait for another, by what they are; one may have come in several bodies.</summary>
    private readonly Dictionary<string, List<ParkedItem>> answers = new(StringComparer.Ordinal);

    private readonly HashSet<long> spent = [];

    /// <summary>What needs its body still, by delivery and item.</summary>
    private readonly Dictionary<long, Dictionary<int, ItemKind>> needed = [];

    private readonly Lock access = new();

    /// <summary>Parked items by kind, without deletions, which need nobody: for metrics.</summary>
    public IReadOnlyDictionary<ItemKind, int> Counts
    {
        get
        {
            lock (access)
            {
                return needed.Values.SelectMany(items => items.Values).CountBy(kind => kind).ToDictionary();
            }
        }
    }

    /// <param name="decidedTo">Bodies up to a little before here were dropped when they had to be.</param>
    public async ValueTask Open(long decidedTo, CancellationToken cancellation)
    {
        var all = await journal.ParkedUntil(DateTimeOffset.MaxValue, int.MaxValue, cancellation);
        foreach (var item in all.Where(item => item.WaitsFor.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            Remember(item, ParkedNote.Of(item));
        }

        const int UnsureBefore = 4096;
        spent.UnionWith(all
            .Where(item => item.WaitsFor.StartsWith(ParkedNote.Withdrawn, StringComparison.Ordinal) || ParkedNote.Of(item)?.Kind == ItemKind.Deleted)
            .Select(item => item.Number)
            .Where(number => number > decidedTo - UnsureBefore || needed.ContainsKey(number)));
    }

    public bool IsAwaited(string what) => awaited.Count > 0 && awaited.Contains(what);

    /// <summary>Puts it aside. What was deleted before it came is not kept: only that it came.</summary>
    /// <param name="subject">What the item is or speaks of, as others would wait for it.</param>
    public async ValueTask Park(PreparedItem prepared, string waitsFor, string subject, CancellationToken cancellation)
    {
        var note = new ParkedNote(prepared.Item.Kind, prepared.Item.Key, subject);
        var gone = note.Kind is ItemKind.Post or ItemKind.PrivateMessage or ItemKind.Edited && deleted.Contains(subject);
        var item = new ParkedItem(prepared.Delivery.Number, prepared.Number, gone ? ParkedNote.Withdrawn + subject : waitsFor, prepared.Delivery.ReceivedAt, note.Write());
        await Keep(item, cancellation);
        if (gone)
        {
            spent.Add(item.Number);
            return;
        }

        Remember(item, note);
        if (note.Kind == ItemKind.Deleted)
        {
            spent.Add(item.Number);
            await Withdraw(subject, cancellation);
        }
    }

    public async ValueTask<IReadOnlyList<ParkedItem>> For(string what, CancellationToken cancellation) => await journal.Parked(what, int.MaxValue, cancellation);

    /// <summary>All of them had their turn.</summary>
    public async ValueTask Unpark(string what, IReadOnlyList<ParkedItem> items, CancellationToken cancellation)
    {
        foreach (var item in items)
        {
            await FullDisk.Outlast(time, cancellation, () => journal.Unpark(item.Number, item.Item, cancellation));
            Forget(item, ParkedNote.Of(item));
        }

        awaited.Remove(what);
        deleted.Remove(what);
    }

    /// <summary>Whether there are bodies that nothing needs any more.</summary>
    public bool HasSpent => spent.Count > 0;

    /// <summary>Drops the bodies of deletions and of what was withdrawn. Only for deliveries whose every item is decided on or parked, by a checkpoint that is stored.</summary>
    public async ValueTask DropSpent(CancellationToken cancellation)
    {
        foreach (var number in spent.Where(number => !needed.ContainsKey(number)).ToList())
        {
            await FullDisk.Outlast(time, cancellation, () => journal.DropBody(number, cancellation));
            spent.Remove(number);
        }
    }

    /// <summary>Edits that wait for the deleted post, and the post itself where it is an answer that waits for another.</summary>
    private async ValueTask Withdraw(string subject, CancellationToken cancellation)
    {
        var edits = (await For(subject, cancellation)).Where(item => ParkedNote.Of(item)?.Kind == ItemKind.Edited).ToList();
        foreach (var item in edits.Concat(answers.GetValueOrDefault(subject, []).ToList()))
        {
            await Keep(item with { WaitsFor = ParkedNote.Withdrawn + subject }, cancellation);
            Forget(item, ParkedNote.Of(item));
            spent.Add(item.Number);
        }
    }

    private ValueTask Keep(ParkedItem item, CancellationToken cancellation) => FullDisk.Outlast(time, cancellation, () => journal.Park(item, cancellation));

    private void Remember(ParkedItem item, ParkedNote? note)
    {
        awaited.Add(item.WaitsFor);
        if (note?.Kind == ItemKind.Deleted)
        {
            deleted.Add(note.Subject);
            return;
        }

        lock (access)
        {
            (needed.TryGetValue(item.Number, out var items) ? items : needed[item.Number] = [])[item.Item] = note?.Kind ?? ItemKind.Unknown;
        }

        if (note?.Kind is ItemKind.Post or ItemKind.PrivateMessage)
        {
            var bodies = answers.TryGetValue(note.Subject, out var known) ? known : answers[note.Subject] = [];
            bodies.RemoveAll(each => IsSame(each, item));
            bodies.Add(item);
        }
    }

    private void Forget(ParkedItem item, ParkedNote? note)
    {
        lock (access)
        {
            if (needed.TryGetValue(item.Number, out var items) && items.Remove(item.Item) && items.Count == 0)
            {
                needed.Remove(item.Number);
            }
        }

        if (note?.Kind is ItemKind.Post or ItemKind.PrivateMessage && answers.TryGetValue(note.Subject, out var bodies))
        {
            bodies.RemoveAll(each => IsSame(each, item));
            if (bodies.Count == 0)
            {
                answers.Remove(note.Subject);
            }
        }
    }

    private static bool IsSame(ParkedItem one, ParkedItem other) => (one.Number, one.Item) == (other.Number, other.Item);
}
