using Monitor.Core.Authors;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
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

    public static void MapPosts(this IEndpointRouteBuilder api)
    {
        var posts = api.MapGroup("/posts").WithTags("posts");
        posts.MapGet("", List).WithSummary("Posts in order of arrival; last=5 gives the newest five, newest first");
        posts.MapGet("/{id}", One).WithSummary("One post");
        posts.MapPost("/{id}/open", Open).WithSummary("Open a docket for a post in triage; teaches");
        posts.MapPost("/{id}/dismiss", Dismiss).WithSummary("Dismiss a post in triage; teaches");
    }

    private static async Task<IResult> List(
        IJournal journal, PostViews views, string? channel, string? author, DateTimeOffset? since, string? after, int? limit, int? last, CancellationToken cancellation)
    {
        var count = Math.Clamp(last ?? limit ?? 50, 1, PageMax);
        var rows = await journal.Posts(new PostFilter(channel, author, since, after, count, last is not null), cancellation);
        var items = new List<PostView>(rows.Count);
        foreach (var row in rows)
        {
            items.Add(await views.Of(row, cancellation));
        }

        return Results.Json(new { items, next = rows.Count == count && last is null ? rows[^1].Id : null }, ApiJson.Options);
    }

    private static async Task<IResult> One(string id, IJournal journal, PostViews views, CancellationToken cancellation) =>
        await journal.Post(id, cancellation) is { } row ? Results.Json(await views.Of(row, cancellation), ApiJson.Options) : Problems.NotFound("post", id);

    private static Task<IResult> Open(string id, TriageOpening opening, IJournal journal, IGrainHost grains, CancellationToken cancellation) =>
        Decide(id, new AuthorCommand.OpenTriaged(id, opening.Docket, opening.By), journal, grains, cancellation);

    private static Task<IResult> Dismiss(string id, TriageDismissal dismissal, IJournal journal, IGrainHost grains, CancellationToken cancellation) =>
        Decide(id, new AuthorCommand.DismissTriaged(id, dismissal.By, dismissal.Why), journal, grains, cancellation);

    private static async Task<IResult> Decide(string id, AuthorCommand command, IJournal journal, IGrainHost grains, CancellationToken cancellation)
    {
        if (await journal.Post(id, cancellation) is not { } row)
        {
            return Problems.NotFound("post", id);
        }

        var result = await grains.Ask(new Ask(StreamName.Of(Author.Kind, row.AuthorKey), command));
        return result.Outcome switch
        {
            TurnOutcome.Appended or TurnOutcome.Nothing => Results.Ok(new { id }),
            TurnOutcome.Refused => Problems.Of(result.Refusal!),
            _ => Problems.Of(503, "not-stored", "It could not be stored: nothing was changed, try again."),
        };
    }
}
