using System.Text;
using Monitor.Core;
using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;

namespace Monitor.Server.Api;

/// <summary>What an Author decided of one post, or of one answer of ours, and what became of it since.</summary>
/// <param name="Placed">The latest word on where it belongs.</param>
/// <param name="Edited">The verdict on the words that it has now; null while it has its first.</param>
/// <param name="Dismissed">A person dismissed it from triage.</param>
public sealed record PostDecision(AuthorEvent Placed, Verdict? Edited = null, bool Dismissed = false)
{
    /// <summary>Null for an answer.</summary>
    public PostFacts? Post => Placed switch
    {
        AuthorEvent.DocketOpened e => e.Post,
        AuthorEvent.PostJoined e => e.Post,
        AuthorEvent.PostNoted e => e.Post,
        AuthorEvent.PostTriaged e => e.Post,
        _ => null,
    };

    /// <summary>Null for a citizen's post.</summary>
    public AnswerFacts? Answer => Placed switch
    {
        AuthorEvent.AnswerJoined e => e.Answer,
        AuthorEvent.AnswerUnmatched e => e.Answer,
        AuthorEvent.OwnPostNoted e => e.Post,
        AuthorEvent.TagProposed e => e.Answer,
        _ => null,
    };

    /// <summary>The docket that a citizen's post is on.</summary>
    public string? Docket => Placed switch
    {
        AuthorEvent.DocketOpened opened => opened.Docket,
        AuthorEvent.PostJoined joined => joined.Docket,
        _ => null,
    };

    public bool WaitsInTriage => Placed is AuthorEvent.PostTriaged && !Dismissed;

    internal string? Id => Post?.Id ?? Answer?.Id;
}

/// <summary>Finds in the Authors' streams what was decided of posts. A stream is read once for all posts of its Author, to its end, however long it is.</summary>
public static class PostDecisions
{
    private const int EventsRead = 1000;

    /// <summary>The latest word on it; null while its turn is still to come, and for what an officer wrote here.</summary>
    public static async ValueTask<PostDecision?> Of(MonitorNode node, PostRow row, CancellationToken cancellation) =>
        (await Of(node, [row], cancellation)).GetValueOrDefault(row.Id);

    public static ValueTask<IReadOnlyDictionary<string, PostDecision>> Of(MonitorNode node, IReadOnlyCollection<PostRow> rows, CancellationToken cancellation) =>
        Of(node.Journal, node.Kinds, rows, cancellation);

    public static async ValueTask<IReadOnlyDictionary<string, PostDecision>> Of(
        IJournal journal, GrainKinds kinds, IReadOnlyCollection<PostRow> rows, CancellationToken cancellation)
    {
        var found = new Dictionary<string, PostDecision>(StringComparer.Ordinal);
        foreach (var author in rows.GroupBy(row => row.AuthorKey, StringComparer.Ordinal))
        {
            var stream = StreamName.Of(Author.Kind, author.Key);
            byte[][] wanted = [.. author.Select(row => Encoding.UTF8.GetBytes($"\"{row.Id}\""))];
            var version = 0L;
            IReadOnlyList<StoredEvent> read;
            do
            {
                read = await journal.Read(stream, version, EventsRead, cancellation);
                foreach (var stored in read)
                {
                    version = stored.Version;
                    if (Array.Exists(wanted, id => stored.Body.Span.IndexOf(id) >= 0) && Decoded(kinds, stored) is AuthorEvent happened)
                    {
                        Note(found, happened);
                    }
                }
            }
            while (read.Count == EventsRead);
        }

        return found;
    }

    /// <summary>Null for an event that does not fit this build: its stream is in quarantine, which the wall says.</summary>
    internal static IEvent? Decoded(GrainKinds kinds, StoredEvent stored)
    {
        try
        {
            return kinds.Events.Decode(stored);
        }
        catch (Exception misfit) when (misfit is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static void Note(Dictionary<string, PostDecision> found, AuthorEvent happened)
    {
        switch (happened)
        {
            case AuthorEvent.PostEdited e when found.TryGetValue(e.Post, out var edited):
                found[e.Post] = edited with { Edited = e.Verdict };
                break;
            case AuthorEvent.TriageDismissed e when found.TryGetValue(e.Post, out var dismissed):
                found[e.Post] = dismissed with { Dismissed = true };
                break;
            case AuthorEvent.TagProposed:
                // The answer itself was placed by the event before it.
                break;
            default:
                if (new PostDecision(happened) is { Id: { } id } placed)
                {
                    // A post that was edited in triage is opened with the words that it has by then.
                    found[id] = found.TryGetValue(id, out var before) ? placed with { Edited = before.Edited } : placed;
                }

                break;
        }
    }
}
