using Monitor.Core.Posts;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>A post that later items may speak of.</summary>
/// <param name="Author">Key of the Author in whose turn it was written; for an answer of ours that is the citizen's.</param>
/// <param name="Account">Seat that received it; empty when no longer known.</param>
/// <param name="IsErased">Deleted on the platform, its words gone: it can still be answered, but nothing that repeats it may stay.</param>
internal readonly record struct KnownPost(string Id, string Author, string Account, bool IsErased = false);

/// <summary>Finds posts by the platform's id: those handed in lately, which may not be stored yet, and those of the journal.</summary>
internal sealed class KnownPosts(IJournal journal)
{
    private const int LatelyMax = 50_000;

    private readonly Dictionary<(Channel Channel, string PlatformId), KnownPost> lately = [];
    private readonly Queue<(Channel Channel, string PlatformId)> order = new();

    /// <summary>What the journal said when the batch in hand began; null: it knew none.</summary>
    private readonly Dictionary<(Channel Channel, string PlatformId), KnownPost?> learned = [];

    /// <summary>The first one stays: a later one with the same id is a repeat, which its key will absorb.</summary>
    public void Add(Channel channel, string platformId, KnownPost post)
    {
        if (lately.TryAdd((channel, platformId), post))
        {
            order.Enqueue((channel, platformId));
            if (order.Count > LatelyMax)
            {
                lately.Remove(order.Dequeue());
            }
        }
    }

    /// <summary>It turned out to be a repeat of a stored post, also where the journal did not know that one when it was asked.</summary>
    public void Forget(Item item, string id)
    {
        foreach (var each in IdsOf(item))
        {
            learned.Remove(each);
            if (lately.TryGetValue(each, out var known) && known.Id == id)
            {
                lately.Remove(each);
            }
        }
    }

    /// <summary>
    /// Asks the journal for all posts at once that a batch speaks of and nobody handed in lately: one after the other, each would hold up all behind it. A post of the batch itself
    /// may be the repeat of one that is stored, so it is asked for by each of its ids. Call it once what came before is stored.
    /// </summary>
    public async ValueTask Learn(IReadOnlyCollection<Item> batch, CancellationToken cancellation)
    {
        learned.Clear();
        var spokenOf = batch.SelectMany(SpokenOf).ToHashSet();
        if (spokenOf.Count == 0)
        {
            return;
        }

        var own = batch.Where(IsPost).Select(IdsOf).Where(ids => ids.Any(spokenOf.Contains)).SelectMany(ids => ids);
        var asked = spokenOf.Concat(own).Where(id => !lately.ContainsKey(id)).Distinct().ToList();
        var answers = await Task.WhenAll(asked.Select(id => Ask(id.Channel, id.PlatformId, cancellation).AsTask()));
        for (var i = 0; i < asked.Count; i++)
        {
            learned.Add(asked[i], answers[i]);
        }
    }

    public async ValueTask<KnownPost?> Find(Channel channel, string? platformId, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(platformId))
        {
            return null;
        }

        if (lately.TryGetValue((channel, platformId), out var known))
        {
            return known;
        }

        return learned.TryGetValue((channel, platformId), out var stored) ? stored : await Ask(channel, platformId, cancellation);
    }

    /// <summary>What a post is known as: itself, unless it repeats another.</summary>
    public KnownPost FirstOf(Item item, KnownPost drafted)
    {
        foreach (var id in IdsOf(item))
        {
            if ((lately.TryGetValue(id, out var known) ? known : learned.GetValueOrDefault(id)) is { } first)
            {
                return first with { Account = drafted.Account };
            }
        }

        return drafted;
    }

    private async ValueTask<KnownPost?> Ask(Channel channel, string platformId, CancellationToken cancellation)
    {
        var row = await journal.PostByPlatformId(ChannelName.Of(channel), platformId, cancellation);
        return row is null ? null : new KnownPost(row.Id, row.AuthorKey, "", row.Erased is not null);
    }

    private static IEnumerable<(Channel Channel, string PlatformId)> IdsOf(Item item) => item.Versions.Prepend(item.PlatformId).Select(id => (item.Channel, id));

    private static bool IsPost(Item item) => item.Kind is ItemKind.Post or ItemKind.PrivateMessage;

    private static IEnumerable<(Channel Channel, string PlatformId)> SpokenOf(Item item)
    {
        if (IsPost(item) && item is { InReplyTo: null, Quotes: null, Embeds: [] })
        {
            return [];
        }

        string?[] beside = IsPost(item) ? [item.InReplyTo, item.Quotes] : item.Kind is ItemKind.Identity or ItemKind.Unknown ? [] : [item.PlatformId];
        return beside.Concat(item.Embeds).OfType<string>().Where(id => id.Length > 0).Select(id => (item.Channel, id));
    }
}
