using System.Globalization;
using System.Text.Json;
using Monitor.Core.Board;
using Monitor.Core.Flags;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;
using Monitor.Server.Hosting;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <param name="By">Officer of the roster.</param>
public sealed record SeeingFlag(string By);

/// <param name="Reference">The answer, docket or case; needed for every result but harmless.</param>
/// <param name="By">Officer of the roster.</param>
public sealed record ResolvingFlag(FlagResult Result, string By, string? Reference = null, string? Note = null);

/// <param name="By">Officer of the roster.</param>
/// <param name="Why">Why the result is taken back.</param>
public sealed record ReopeningFlag(string By, string Why);

/// <summary>A flagged post.</summary>
/// <param name="Post">Id of the post, under <c>/api/posts</c>; it names the flag too.</param>
/// <param name="State">waiting, seen or resolved.</param>
/// <param name="SeeByAt">When it is late; null once seen.</param>
/// <param name="Gone">Withdrawn on the platform.</param>
public sealed record FlagView(
    string Post, string State, string? Unit, IReadOnlyList<Label> Labels, DateTimeOffset StartedAt, DateTimeOffset? SeeByAt, bool Late, IReadOnlyList<string> SeenBy,
    FlagResult? Result, bool Gone, long Version)
{
    /// <summary>Null for a post without a flag.</summary>
    public static FlagView? Of(GrainView seen) => seen.State switch
    {
        Flag.Waiting s => Of(s.Post, "waiting", s.SeeBy, s.Late, [], null, seen.Version),
        Flag.Seen s => Of(s.Post, "seen", null, false, s.By, null, seen.Version),
        Flag.Resolved s => Of(s.Post, "resolved", null, false, s.By, s.Result, seen.Version),
        _ => null,
    };

    private static FlagView Of(FlaggedPost post, string state, DateTimeOffset? seeBy, bool late, IReadOnlyList<string> by, FlagResult? result, long version) =>
        new(post.Id, state, post.Unit, post.Labels, post.StartedAt, seeBy, late, by, result, post.Gone, version);
}

/// <summary>Flagged posts: who has to look at them, and what came of it.</summary>
public static class FlagsApi
{
    private const int PageMax = 200;

    public static void MapFlags(this IEndpointRouteBuilder api)
    {
        var flags = api.MapGroup("/flags").WithTags("flags");
        flags.MapGet("", List).Produces<Page<FlagView>>().Refuses(400, 404)
            .WithSummary("Flags without a result, in order of arrival: unit (with what is below it), state waiting or seen; by: the officer who reads");
        flags.MapGet("/{post}", One).Produces<FlagView>().Refuses(404).WithSummary("The flag of a post, also one with a result");
        flags.MapPost("/{post}/see", See).Takes<SeeingFlag, FlagDone>("flags", "An officer has seen the post: its clock stops");
        flags.MapPost("/{post}/resolve", Resolve).Takes<ResolvingFlag, FlagDone>("flags", "What came of it: harmless, answeredWithFacts, toStation, toCase");
        flags.MapPost("/{post}/reopen", Reopen).Takes<ReopeningFlag, FlagDone>("flags", "Take the result back, with a reason");
    }

    private static async Task<IResult> List(
        MonitorNode node, PostViews posts, string? unit, string? state, string? by, string? after, int? limit, CancellationToken cancellation)
    {
        if (Reader.Find(node.Rulebook, by, unit, out var reader) is { } refused)
        {
            return refused;
        }

        if (state is not (null or "waiting" or "seen"))
        {
            return Problems.Wrong("state", "state is waiting or seen.");
        }

        if (limit is < 1 or > PageMax)
        {
            return Problems.Wrong("limit", $"A page has 1 to {PageMax} items.");
        }

        if (after is not null && Place(after) is null)
        {
            return Problems.Wrong("after", "after is the token that the page before gave as next.");
        }

        var (items, most) = (new List<FlagView>(), limit ?? Paging.Usual);
        foreach (var post in node.Board.Read(board => board.Flags()).Where(post => after is null || Place(post)!.Value.CompareTo(Place(after)!.Value) > 0))
        {
            if (await Look(node, post) is { } flag && (state is null || flag.State == state) && IsWithin(node, flag.Unit, unit)
                && ((by is null && unit is null) || await IsShown(node, posts, post, reader, cancellation)))
            {
                items.Add(flag);
            }

            if (items.Count > most)
            {
                break;
            }
        }

        return Results.Json(items.Count > most ? new Page<FlagView>([.. items.Take(most)], items[most - 1].Post) : new Page<FlagView>(items, null), ApiJson.Options);
    }

    /// <summary>Intake number and item: flags that get their result between two pages must not move those behind them. Null for what is no post's id.</summary>
    private static (long Number, int Item)? Place(string post) =>
        post.IndexOf('-', StringComparison.Ordinal) is var dash and > 0
        && long.TryParse(post.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(post.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var item) ? (number, item) : null;

    private static async Task<IResult> One(string post, string? by, MonitorNode node, PostViews posts, CancellationToken cancellation) =>
        Reader.Find(node.Rulebook, by, null, out var reader)
        ?? (await Look(node, post) is { } flag && await IsShown(node, posts, post, reader, cancellation)
            ? Results.Json(flag, ApiJson.Options)
            : Problems.NotFound("flag", post));

    private static async Task<IResult> See(string post, JsonElement body, MonitorNode node, PostViews posts, CancellationToken cancellation) =>
        Bodies.Read<SeeingFlag>(body, out var sent) ?? await Run(post, sent.By, new FlagCommand.See(sent.By), node, posts, cancellation);

    private static async Task<IResult> Resolve(string post, JsonElement body, MonitorNode node, PostViews posts, CancellationToken cancellation) =>
        Bodies.Read<ResolvingFlag>(body, out var sent)
        ?? await Run(post, sent.By, new FlagCommand.Resolve(sent.Result, sent.By, sent.Reference, sent.Note), node, posts, cancellation);

    private static async Task<IResult> Reopen(string post, JsonElement body, MonitorNode node, PostViews posts, CancellationToken cancellation) =>
        Bodies.Read<ReopeningFlag>(body, out var sent) ?? await Run(post, sent.By, new FlagCommand.Reopen(sent.By, sent.Why), node, posts, cancellation);

    private static async Task<IResult> Run(string post, string by, FlagCommand command, MonitorNode node, PostViews posts, CancellationToken cancellation)
    {
        if (node.Rulebook.Roster.Find(by) is null)
        {
            return Problems.UnknownOfficer(by);
        }

        Reader.Find(node.Rulebook, by, null, out var reader);
        if (await Look(node, post) is not { } flag || !await IsShown(node, posts, post, reader, cancellation))
        {
            return Problems.NotFound("flag", post);
        }

        if (Standing.OfForce(node.Rulebook, by, flag.Unit) is { } refused)
        {
            return refused;
        }

        var result = await node.Engine.Host.Ask(new Ask(StreamName.Of(Flag.Kind, post), command));
        return result.Answer(new FlagDone(post, result.Version));
    }

    /// <summary>Null, too, for one that cannot be read now: the wall says so, and the others are shown.</summary>
    private static async ValueTask<FlagView?> Look(MonitorNode node, string post) =>
        await node.Engine.Host.TryLook(StreamName.Of(Flag.Kind, post)) is { } seen ? FlagView.Of(seen) : null;

    /// <summary>Not to the unit that the post complains of.</summary>
    private static async ValueTask<bool> IsShown(MonitorNode node, PostViews posts, string post, Reader reader, CancellationToken cancellation) =>
        await node.Journal.Post(post, cancellation) is { } row && await posts.Of(row, reader, cancellation) is not null;

    private static bool IsWithin(MonitorNode node, string? id, string? unit) => unit is null || (id is not null && node.Rulebook.Units.IsWithin(id, unit));
}
