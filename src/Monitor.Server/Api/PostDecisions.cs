using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;

namespace Monitor.Server.Api;

/// <summary>What an Author decided of one post, found in that author's stream.</summary>
public static class PostDecisions
{
    private const int EventsReadMax = 5000;

    /// <summary>The latest word on it; null while its turn is still to come, and for an answer of ours.</summary>
    public static async ValueTask<AuthorEvent?> Of(MonitorNode node, PostRow row, CancellationToken cancellation)
    {
        AuthorEvent? found = null;
        foreach (var stored in await node.Journal.Read(StreamName.Of(Author.Kind, row.AuthorKey), 0, EventsReadMax, cancellation))
        {
            if (node.Kinds.Events.Decode(stored) is AuthorEvent happened && PostOf(happened)?.Id == row.Id)
            {
                found = happened;
            }
        }

        return found;
    }

    public static PostFacts? PostOf(AuthorEvent happened) => happened switch
    {
        AuthorEvent.DocketOpened e => e.Post,
        AuthorEvent.PostJoined e => e.Post,
        AuthorEvent.PostNoted e => e.Post,
        AuthorEvent.PostTriaged e => e.Post,
        _ => null,
    };

    public static string? DocketOf(AuthorEvent? decided) => decided switch
    {
        AuthorEvent.DocketOpened opened => opened.Docket,
        AuthorEvent.PostJoined joined => joined.Docket,
        _ => null,
    };
}
