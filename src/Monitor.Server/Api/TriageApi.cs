using System.Text.Json;
using Monitor.Core.Authors;
using Monitor.Server.Hosting;

namespace Monitor.Server.Api;

/// <param name="Docket">One of the dockets of the person to whom the answer went.</param>
/// <param name="By">Officer of the roster.</param>
public sealed record MatchingAnswer(string Docket, string By);

/// <param name="Unit">The unit that the answer proposes.</param>
/// <param name="Take">Whether the docket is tagged to it.</param>
/// <param name="By">Officer of the roster.</param>
public sealed record SettlingTag(string Unit, bool Take, string By);

/// <summary>What a person decides of an official answer that waits in triage; a citizen's post that waits there is opened or dismissed (<see cref="PostsApi"/>).</summary>
public static class TriageApi
{
    public static void MapTriage(this IEndpointRouteBuilder api)
    {
        var posts = api.MapGroup("/posts/{id}").WithTags("posts");
        posts.MapPost("/match", Match).Takes<MatchingAnswer, PostDone>("posts", "Say which docket an unmatched answer belongs to");
        posts.MapPost("/settle-tag", Settle).Takes<SettlingTag, PostDone>("posts", "Take or refuse the unit that an official answer proposes");
    }

    private static async Task<IResult> Match(string id, JsonElement body, MonitorNode node, PostViews views, CancellationToken cancellation) =>
        Bodies.Read<MatchingAnswer>(body, out var sent)
        ?? await PostsApi.Decide(id, sent.By, new AuthorCommand.MatchAnswer(id, sent.Docket, sent.By), node, views, cancellation);

    private static async Task<IResult> Settle(string id, JsonElement body, MonitorNode node, PostViews views, CancellationToken cancellation) =>
        Bodies.Read<SettlingTag>(body, out var sent)
        ?? await PostsApi.Decide(id, sent.By, new AuthorCommand.SettleTag(id, sent.Unit, sent.Take, sent.By), node, views, cancellation);
}
