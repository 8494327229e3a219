using System.Text.Json;
using Monitor.Core.Board;
using Monitor.Core.Posts;
using Monitor.Runtime.Followers;
using Monitor.Server.Hosting;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <summary>Queues, one docket in full, and every command (design section 12).</summary>
public static class ComplaintsApi
{
    private const int PageMax = 500;

    public static void MapComplaints(this IEndpointRouteBuilder api)
    {
        var complaints = api.MapGroup("/complaints").WithTags("complaints");
        complaints.MapGet("", List).WithSummary("A queue: unit (with what is below it), state, priority 0 to 4");
        complaints.MapPost("", Open).WithSummary("Open by hand, with its source");
        complaints.MapGet("/{docket}", One).WithSummary("One complaint with its clocks, history and the explanation of each deadline");
        complaints.MapPost("/{docket}/{verb}", Command)
            .WithSummary("A command: " + string.Join(", ", ComplaintVerbs.All)).Produces(200).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
        api.MapGet("/triage", Triage).WithTags("complaints").WithSummary("What waits for a person: unsure posts, dockets without a unit, unmatched answers, proposed tags");
    }

    private static IResult List(BoardHost board, MonitorNode node, string? unit, string? state, int? priority, string? after, int? limit)
    {
        if (after is not null && !Docket.IsNumber(after))
        {
            return Problems.Bad("after", "after is the token that the page before gave as next.");
        }

        Func<string?, bool>? within = unit is null ? null : id => id is not null && node.Rulebook.Units.IsWithin(id, unit);
        if (unit is not null && node.Rulebook.Units.Find(unit) is null)
        {
            return Problems.NotFound("unit", unit);
        }

        var page = board.Read(live => live.Complaints(new ComplaintFilter(within, state, priority), after, Math.Clamp(limit ?? 50, 1, PageMax)));
        return Results.Json(page, ApiJson.Options);
    }

    private static IResult Triage(BoardHost board, string? after, int? limit) =>
        Results.Json(board.Read(live => live.Triage(after, Math.Clamp(limit ?? 50, 1, PageMax))), ApiJson.Options);

    private static async Task<IResult> One(string docket, HttpResponse response, ComplaintViews views, CancellationToken cancellation)
    {
        if (!Docket.IsNumber(docket) || await views.Of(docket, cancellation) is not { } view)
        {
            return Problems.NotFound("complaint", docket);
        }

        response.Headers.ETag = $"\"{view.GetProperty("version").GetInt64()}\"";
        return Results.Json(view, ApiJson.Options);
    }

    private static Task<IResult> Command(string docket, string verb, JsonElement body, HttpRequest request, ComplaintCommands commands, CancellationToken cancellation) =>
        commands.Run(docket, verb, body, request, cancellation);

    private static async Task<IResult> Open(JsonElement body, HttpRequest request, ComplaintCommands commands, CancellationToken cancellation)
    {
        try
        {
            var opening = body.Deserialize<Opening>(ApiJson.Options);
            return opening is null ? Problems.Bad("unreadable-body", "The body is null.") : await commands.Open(opening, request, cancellation);
        }
        catch (JsonException fault)
        {
            return Problems.Bad("unreadable-body", fault.Message);
        }
    }
}
