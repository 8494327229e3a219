using Monitor.Core.Posts;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>
/// Posts whose words stand in other posts' bodies too: erasing one drops those bodies (design section 4, "People's words"), and what else stood in them is kept beside. A post
/// that is quoted before it comes itself is remembered until then: a bounded number of them, the newest, and after a restart those that the last deliveries quote.
/// </summary>
internal sealed class QuotedPosts(IJournal journal, KnownPosts posts, IntakeReaders readers, TimeProvider time)
{
    /// <summary>Some five hours of the seed day, officers' answers included.</summary>
    private const int RecalledMax = 2_000;

    private readonly List<(string Post, long Delivery)> pending = [];

    /// <summary>Deliveries that quote them.</summary>
    private readonly Unsent<long> unknown = new();

    /// <summary>
    /// At a start: what the deliveries before this one quote and nobody has sent since. A post that came later than what quotes it may have been stored, and not noted, when
    /// the process died: it is noted again. So are the answers.
    /// </summary>
    public async ValueTask Recall(long upTo, AnsweredPosts answered, CancellationToken cancellation)
    {
        var from = Math.Max(0, upTo - RecalledMax);
        var deliveries = upTo == from ? [] : await journal.ReadIntake(from, (int)(upTo - from), cancellation);
        foreach (var delivery in deliveries)
        {
            var items = PreparedDelivery.TryParse(delivery, readers);
            answered.Recall(delivery, items);
            foreach (var (channel, id) in items.SelectMany(Held))
            {
                if (await posts.Find(channel, id, cancellation) is not { } known)
                {
                    unknown.Expect(channel, id, delivery.Number);
                }
                else if (PreparedItem.DeliveryOf(known.Id) > delivery.Number)
                {
                    pending.Add((known.Id, delivery.Number));
                }
            }
        }
    }

    /// <summary>The item was handed in; the bodies that it came in are noted with the posts that they hold beside it, by <see cref="Settle"/>.</summary>
    public async ValueTask Note(PreparedItem prepared, CancellationToken cancellation)
    {
        foreach (var (channel, id) in Held(prepared.Item))
        {
            if (await posts.Find(channel, id, cancellation) is { } known)
            {
                pending.Add((known.Id, prepared.Delivery.Number));
            }
            else
            {
                unknown.Expect(channel, id, prepared.Delivery.Number);
            }
        }
    }

    /// <summary>Posts whose words stand in the item's body beside its own.</summary>
    private static IEnumerable<(Channel Channel, string PlatformId)> Held(Item item) => (item.IsRepost() ? [item.PlatformId] : item.Embeds).Select(id => (item.Channel, id));

    /// <summary>The post has come, after those that quote it.</summary>
    public void Know(Channel channel, string platformId, string post) => pending.AddRange(unknown.Take(channel, platformId).Select(delivery => (post, delivery)));

    /// <summary>This delivery's body names who wrote the post.</summary>
    public void Note(string post, long delivery) => pending.Add((post, delivery));

    /// <summary>After all rows are stored. Doing it again after a crash is harmless.</summary>
    public async ValueTask Settle(CancellationToken stop)
    {
        if (pending.Count == 0)
        {
            return;
        }

        var bodies = pending.Distinct().ToList();
        pending.Clear();
        var (extracts, owners) = await Extracts(bodies.Select(body => body.Delivery).Distinct(), stop);
        if (extracts.Count > 0)
        {
            var accepted = await FullDisk.Outlast(time, stop, () => journal.Accept(extracts, stop));
            bodies.AddRange(owners.Zip(accepted, (owner, stored) => (owner, stored.Number)));
        }

        await FullDisk.Outlast(time, stop, async () => await Task.WhenAll(bodies.Select(body => journal.NoteBody(body.Post, body.Delivery, stop).AsTask())));
    }

    /// <summary>The items with words of their own in these deliveries, each with its post.</summary>
    private async ValueTask<(List<Delivery> Extracts, List<string> Posts)> Extracts(IEnumerable<long> deliveries, CancellationToken cancellation)
    {
        var (extracts, owners) = (new List<Delivery>(), new List<string>());
        foreach (var number in deliveries)
        {
            var stored = (await journal.ReadIntake(number - 1, 1, cancellation))[0];
            var items = PreparedDelivery.Parse(stored, readers);
            for (var i = 0; i < items.Count; i++)
            {
                var hasWords = items[i].Kind is ItemKind.Post or ItemKind.PrivateMessage or ItemKind.Edited;
                if (hasWords && await posts.Find(items[i].Channel, items[i].PlatformId, cancellation) is { IsErased: false } owner)
                {
                    extracts.Add(Extract.Of(stored, i, items[i]));
                    owners.Add(owner.Id);
                }
            }
        }

        return (extracts, owners);
    }
}
