using System.Text.Json;
using Monitor.Core.Authors;
using Monitor.Core.Board;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <param name="By">Officer of the roster.</param>
/// <param name="Docket">A docket there is, or null to open a new one.</param>
public sealed record TriageOpening(string By, string? Docket = null);

public sealed record TriageDismissal(string By, string Why);

/// <summary>Posts as parsed and decided, and triage.</summary>
public static class PostsApi
{
    private const int PageMax = 200;

    private static readonly string[] Channels = [.. Enum.GetValues<Channel>().Where(channel => channel is not (Channel.None or Channel.Canary)).Select(ChannelName.Of)];

    public static void MapPosts(this IEndpointRouteBuilder api)
    {
        var posts = api.MapGroup("/posts").WithTags("posts");
        posts.MapGet("", List).Produces<Page<PostView>>().Refuses(400, 404).WithSummary("Posts in order of arrival; last=5 gives the newest five, newest first");
        posts.MapGet("/{id}", One).Produces<PostView>().Refuses(404).WithSummary("One post");
        posts.MapPost("/{id}/open", Open).Takes<TriageOpening, PostDone>("posts", "Open a docket for a post in triage, or put it on one there is");
        posts.MapPost("/{id}/dismiss", Dismiss).Takes<TriageDismissal, PostDone>("posts", "Dismiss a post in triage, with a reason");
    }

    private static async Task<IResult> List(
        IJournal journal, PostViews views, MonitorNode node, string? channel, string? author, DateTimeOffset? since, string? by, string? after, int? limit, int? last,
        CancellationToken cancellation)
    {
        if (Reader.Find(node.Rulebook, by, null, out var reader) is { } refused)
        {
            return refused;
        }

        if (channel is not null && !Channels.Contains(channel))
        {
            return Problems.Wrong("channel", $"channel is one of {string.Join(", ", Channels)}.");
        }

        if ((last ?? limit) is < 1 or > PageMax)
        {
            return Problems.Wrong(last is null ? "limit" : "last", $"A page has 1 to {PageMax} items.");
        }

        if (after is not null && await journal.Post(after, cancellation) is null)
        {
            return Problems.Wrong("after", "after is the token that the page before gave as next.");
        }

        var count = last ?? limit ?? Paging.Usual;
        var rows = await journal.Posts(new PostFilter(channel, author, since, after, count, last is not null), cancellation);
        var items = await views.Of(rows, reader, cancellation);
        return Results.Json(new Page<PostView>(items, rows.Count == count && last is null ? rows[^1].Id : null), ApiJson.Options);
    }

    private static async Task<IResult> One(string id, string? by, IJournal journal, PostViews views, MonitorNode node, CancellationToken cancellation)
    {
        if (Reader.Find(node.Rulebook, by, null, out var reader) is { } refused)
        {
            return refused;
        }

        return await journal.Post(id, cancellation) is { } row && await views.Of(row, reader, cancellation) is { } view
            ? Results.Json(view, ApiJson.Options)
            : Problems.NotFound("post", id);
    }

    private static async Task<IResult> Open(
        string id, JsonElement body, MonitorNode node, PostViews views, ComplaintViews complaints, CancellationToken cancellation) =>
        Bodies.Read<TriageOpening>(body, out var opening)
        ?? await Unfit(opening, node, complaints)
        ?? await Decide(id, opening.By, new AuthorCommand.OpenTriaged(id, opening.Docket, opening.By), node, views, cancellation);

    /// <summary>The Author knows no dockets but its own: whether there is such a one, and whether this officer sees it, is asked here.</summary>
    private static async Task<IResult?> Unfit(TriageOpening opening, MonitorNode node, ComplaintViews complaints)
    {
        if (opening.Docket is not { } docket || Reader.Find(node.Rulebook, opening.By, null, out var reader) is not null)
        {
            return null;
        }

        if (!Docket.IsNumber(docket))
        {
            return Problems.Wrong("docket", $"'{docket}' is no docket's number; leave it out to open a new one.");
        }

        // One that cannot be read now keeps what is put on it until it can.
        var stream = StreamName.Of(Complaint.Kind, docket);
        return await node.Engine.Host.TryLook(stream) is null && !reader.IsHidden(node.Board.Read(board => board.Against(docket))) ? null
            : await complaints.Look(docket) is { } seen && !reader.IsHidden(seen.HiddenFrom) ? null
            : Problems.NotFound("complaint", docket);
    }

    private static async Task<IResult> Dismiss(string id, JsonElement body, MonitorNode node, PostViews views, CancellationToken cancellation) =>
        Bodies.Read<TriageDismissal>(body, out var dismissal)
        ?? await Decide(id, dismissal.By, new AuthorCommand.DismissTriaged(id, dismissal.By, dismissal.Why), node, views, cancellation);

    /// <summary>Runs what an officer decides of a post or an answer, by the Author in whose turn it was written.</summary>
    internal static async Task<IResult> Decide(string id, string by, AuthorCommand command, MonitorNode node, PostViews views, CancellationToken cancellation)
    {
        if (node.Rulebook.Roster.Find(by) is null)
        {
            return Problems.UnknownOfficer(by);
        }

        Reader.Find(node.Rulebook, by, null, out var reader);
        if (await node.Journal.Post(id, cancellation) is not { } row || await views.Of(row, reader, cancellation) is null)
        {
            return Problems.NotFound("post", id);
        }

        if (Standing.OfForce(node.Rulebook, by, UnitOf(await PostDecisions.Of(node, row, cancellation), node)) is { } refused)
        {
            return refused;
        }

        return (await node.Engine.Host.Ask(new Ask(StreamName.Of(Author.Kind, row.AuthorKey), command))).Answer(new PostDone(id));
    }

    /// <summary>Where it belongs, else whose account it was written to or from; null where neither is known.</summary>
    private static string? UnitOf(PostDecision? decided, MonitorNode node) => decided switch
    {
        { Post: { } post } => post.Located.Unit ?? node.Rulebook.Seats.FindId(post.Account)?.UnitId,
        { Answer: { } answer } => answer.Unit.Length > 0 ? answer.Unit : null,
        _ => null,
    };
}
