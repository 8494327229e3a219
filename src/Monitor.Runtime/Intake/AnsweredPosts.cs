using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>
/// Our answers name the citizen to whom they go, and so does what a platform says of them after: erasing the citizen's post takes that along (design section 4, "People's words").
/// An answer belongs to the post that it answers; one that names none, as is typed in a messenger, to the last post of that citizen there before it that is not erased. A state
/// or a reaction belongs to the post that it speaks of, and one of a message that nobody has sent to the last post of the citizen that it names.
/// </summary>
internal sealed class AnsweredPosts(IJournal journal, QuotedPosts quoted, TimeProvider time)
{
    /// <summary>So many rows of a citizen are looked through for the last post between our answers.</summary>
    private const int LookedThroughMax = 100;

    /// <summary>The last post is nearly always among the newest.</summary>
    private const int LookedThroughFirst = 8;

    private readonly List<Naming> pending = [];
    private readonly Unsent<Naming> unsent = new();

    /// <summary>The item was handed in.</summary>
    public void Note(PreparedItem prepared, Ask ask)
    {
        if (ask.Command is AuthorCommand.Answer)
        {
            pending.Add(Naming.Of(prepared, null) with { IsAnswer = true });
        }
        else if (prepared.Item is { Kind: ItemKind.Delivery or ItemKind.Reaction, RepostId: null })
        {
            pending.Add(Naming.Of(prepared, null));
        }
    }

    /// <summary>The item asks for nothing, or not yet; its body names somebody all the same.</summary>
    /// <param name="author">Key of the citizen's Author.</param>
    public void Note(PreparedItem prepared, string author) => pending.Add(Naming.Of(prepared, author));

    /// <summary>At a start: answers that came before their posts are found with them again.</summary>
    public void Recall(StoredDelivery delivery, IReadOnlyList<Item> items)
    {
        foreach (var item in items.Where(item => item is { Kind: ItemKind.Post or ItemKind.PrivateMessage } && (item.Echo || item.Author?.Id == item.Account)))
        {
            pending.Add(new Naming(item.Channel, item.PlatformId, delivery.Number, items.Count == 1, null) { IsAnswer = true });
        }
    }

    /// <summary>A citizen's post has come.</summary>
    public void Know(Channel channel, string platformId, string author)
    {
        pending.AddRange(unsent.Take(channel, platformId));
        pending.AddRange(unsent.Take(channel, OfPerson(author)));
    }

    /// <summary>After all rows are stored, and before <see cref="QuotedPosts.Settle"/>. Doing it again after a crash is harmless.</summary>
    public async ValueTask Settle(CancellationToken stop)
    {
        if (pending.Count == 0)
        {
            return;
        }

        var named = pending.ToArray();
        pending.Clear();
        // Looked up all at once; what comes of it one after the other.
        var found = await Task.WhenAll(named.Select(each => Find(each, stop).AsTask()));
        foreach (var (naming, answer, post, awaited) in found)
        {
            awaited.ForEach(id => unsent.Expect(naming.Channel, id, naming));
            if (post is not null && !naming.IsAlone)
            {
                // What else stands in the same body is kept beside it.
                quoted.Note(post.Id, naming.Delivery);
            }
        }

        await FullDisk.Outlast(time, stop, async () => await Task.WhenAll(found.Where(each => each.Post is not null).Select(each =>
            (each.Answer is { } answer ? journal.NoteAnswer(each.Post!.Id, answer.Id, stop) : journal.NoteBody(each.Post!.Id, each.Naming.Delivery, stop)).AsTask())));
    }

    private async ValueTask<Found> Find(Naming naming, CancellationToken stop)
    {
        var spokenOf = await journal.PostByPlatformId(ChannelName.Of(naming.Channel), naming.PlatformId, stop);
        if (!naming.IsAnswer)
        {
            return spokenOf is null && naming.Author is { } author ? await FindLast(naming, null, author, [], stop) : new Found(naming, null, spokenOf, []);
        }

        if (spokenOf is not { Kind: Drafting.Ours } answer)
        {
            return new Found(naming, null, null, []);
        }

        var parent = answer.InReplyTo is { Length: > 0 } to ? await journal.PostByPlatformId(answer.Channel, to, stop) : null;
        return parent is { Kind: not Drafting.Ours }
            ? new Found(naming, answer, parent, [])
            : await FindLast(naming, answer, answer.AuthorKey, parent is null && answer.InReplyTo is { Length: > 0 } unknown ? [unknown] : [], stop);
    }

    private async ValueTask<Found> FindLast(Naming naming, PostRow? answer, string author, List<string> awaited, CancellationToken stop)
    {
        var last = await LastOf(author, naming, stop);
        return new Found(naming, answer, last, last is null ? [.. awaited, OfPerson(author)] : awaited);
    }

    private async ValueTask<PostRow?> LastOf(string author, Naming named, CancellationToken stop)
    {
        for (var limit = LookedThroughFirst; ; limit = LookedThroughMax)
        {
            var rows = await journal.Posts(new PostFilter(ChannelName.Of(named.Channel), author, null, null, limit, Newest: true), stop);
            var last = rows.Where(row => row.Kind != Drafting.Ours).OrderBy(row => row.Erased is not null).ThenBy(row => row.IntakeNumber > named.Delivery).FirstOrDefault();
            if (rows.Count < limit || limit == LookedThroughMax || (last is { Erased: null } && last.IntakeNumber <= named.Delivery))
            {
                return last;
            }
        }
    }

    /// <summary>No platform's id begins so.</summary>
    private static string OfPerson(string author) => "author/" + author;

    /// <param name="Answer">The row of the answer, if it is one.</param>
    /// <param name="Post">With which it is noted; null where that has not come.</param>
    /// <param name="Awaited">What would tell it later.</param>
    private readonly record struct Found(Naming Naming, PostRow? Answer, PostRow? Post, List<string> Awaited);

    /// <summary>An item of a delivery that names a citizen.</summary>
    /// <param name="PlatformId">Of the answer, or of what a state or a reaction speaks of.</param>
    /// <param name="Author">Key of the citizen's Author, where the item tells it and <paramref name="PlatformId"/> may be nobody's.</param>
    private sealed record Naming(Channel Channel, string PlatformId, long Delivery, bool IsAlone, string? Author)
    {
        public bool IsAnswer { get; init; }

        public static Naming Of(PreparedItem prepared, string? author) =>
            new(prepared.Item.Channel, prepared.Item.PlatformId, prepared.Delivery.Number, prepared.IsAlone, author);
    }
}
