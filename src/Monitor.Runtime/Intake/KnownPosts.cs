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

    /// <summary>It turned out to be a repeat of a stored post.</summary>
    public void Forget(Item item, string id)
    {
        foreach (var platformId in item.Versions.Prepend(item.PlatformId))
        {
            if (lately.TryGetValue((item.Channel, platformId), out var known) && known.Id == id)
            {
                lately.Remove((item.Channel, platformId));
            }
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

        var row = await journal.PostByPlatformId(ChannelName.Of(channel), platformId, cancellation);
        return row is null ? null : new KnownPost(row.Id, row.AuthorKey, "", row.Erased is not null);
    }
}
