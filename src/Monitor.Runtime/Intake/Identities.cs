using System.Collections.Concurrent;
using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>
/// Who a person is on WhatsApp: the business-scoped id where it is known, else the number; a message with both links them (design section 4). The link is an
/// event of the number's Author; this is the memory of it.
/// </summary>
internal sealed class Identities(PersonKeys keys, IGrainHost grains, TimeProvider time)
{
    private const int KnownMax = 50_000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>From a number's key to the key that decides for it, itself where no other is known.</summary>
    private readonly Dictionary<string, string> decides = new(StringComparer.Ordinal);

    /// <summary>Keys whose links an officer changed, to be looked up anew.</summary>
    private readonly ConcurrentQueue<string> changed = new();

    /// <summary>An officer joined or parted this key and another. From any thread.</summary>
    public void Changed(string key) => changed.Enqueue(key);

    /// <summary>Key of the Author that decides for this item's writer; a post without an author is its own.</summary>
    public string Of(Item item) => item.Author is { } author ? Of(item.Channel, author.Id) : keys.Author(item.Channel, "post:" + item.PlatformId);

    public string Of(Channel channel, string id)
    {
        var key = keys.Author(channel, id);
        return decides.GetValueOrDefault(key, key);
    }

    /// <summary>
    /// A message that carries both ids makes one person of them before it is placed: the other's Author is linked, and what that one holds open is this one's, so
    /// that the message finds its docket. All of it does nothing the second time.
    /// </summary>
    public async ValueTask Join(Ask link, CancellationToken stop)
    {
        await Settle(link with { Cause = Cause.None, Keys = [] }, stop);
        var decider = ((AuthorCommand.LinkIdentity)link.Command).Other;
        if (await Known(link.Stream) is { } other && other.Links.Contains(decider))
        {
            Remember(StreamName.KeyOf(link.Stream), decider);
            var one = Drafting.StreamOf(decider);
            foreach (var docket in other.Dockets.Where(docket => docket.IsOpen))
            {
                await Settle(new Ask(one, new AuthorCommand.AdoptDocket(docket.Docket, docket.Category, docket.Unit, StreamName.KeyOf(link.Stream))), stop);
            }
        }
    }

    /// <summary>Until the journal takes it: what comes next must find it stored.</summary>
    private async ValueTask Settle(Ask ask, CancellationToken stop)
    {
        while ((await grains.Ask(ask)).Outcome == TurnOutcome.Failed)
        {
            await Task.Delay(RetryAfter, time, stop);
        }
    }

    /// <summary>Null for nobody yet, and for one in quarantine, whose commands are parked: neither may stop the intake of everybody else.</summary>
    private async ValueTask<Author.Known?> Known(string stream)
    {
        try
        {
            return (await grains.Look(stream)).State as Author.Known;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The command that links the other id's Author to this one's; null where they are one already.</summary>
    public Ask? Link(PreparedItem prepared)
    {
        if (prepared.Item.Author is not { OtherId: { } otherId } person)
        {
            return null;
        }

        var (key, other) = (keys.Author(prepared.Item.Channel, person.Id), keys.Author(prepared.Item.Channel, otherId));
        if (key == other || decides.GetValueOrDefault(other) == key)
        {
            return null;
        }

        return new Ask(Drafting.StreamOf(other), new AuthorCommand.LinkIdentity(key, null))
        {
            Cause = new Cause(IntakePipeline.Source, prepared.Delivery.Number, prepared.Number), Keys = [prepared.Item.Key],
        };
    }

    /// <summary>Looks the numbers of a batch up, all at once, before the batch is handed in.</summary>
    public async ValueTask Learn(IEnumerable<PreparedItem> batch)
    {
        while (changed.TryDequeue(out var key))
        {
            decides.Remove(key);
        }

        var asked = new Dictionary<string, ValueTask<GrainView>>(StringComparer.Ordinal);
        foreach (var id in batch.SelectMany(item => Numbers(item.Item)))
        {
            var key = keys.Author(Channel.WhatsApp, id);
            if (!decides.ContainsKey(key) && !asked.ContainsKey(key))
            {
                asked.Add(key, grains.Look(Drafting.StreamOf(key)));
            }
        }

        foreach (var (key, view) in asked)
        {
            try
            {
                Remember(key, (await view).State is Author.Known { Links: [.., var last] } ? last : key);
            }
            catch (InvalidOperationException)
            {
                // In quarantine: its commands are parked under the number's own key.
            }
        }
    }

    /// <summary>Of a message of a citizen its writer, of one of ours whom it answers.</summary>
    private static IEnumerable<string> Numbers(Item item) =>
        item is { Channel: Channel.WhatsApp, Kind: ItemKind.Post or ItemKind.PrivateMessage }
            ? new[] { item.Echo ? null : item.Author?.Id, item.Recipient?.Id, item.InReplyToAuthor }.OfType<string>().Where(id => id.All(char.IsAsciiDigit))
            : [];

    private void Remember(string key, string decider)
    {
        if (decides.Count >= KnownMax)
        {
            decides.Clear();
        }

        decides[key] = decider;
    }
}
