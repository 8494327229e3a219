using System.Text.Json;
using Monitor.Core.Board;
using Monitor.Core.Complaints;
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
        complaints.MapGet("", List).Produces<Page<ComplaintItem>>()
            .WithSummary("A queue in order of arrival: unit (with what is below it), state, priority 0 to 4; by: the officer who reads");
        complaints.MapPost("", Open).Takes<Opening>("complaints", "Open by hand, with its source").Produces(StatusCodes.Status201Created);
        complaints.MapGet("/{docket}", One).Produces<ComplaintView>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One complaint with its clocks, history and the explanation of each deadline");
        foreach (var (verb, (body, summary)) in ComplaintVerbs.All)
        {
            complaints.MapPost("/{docket}/" + verb, (string docket, JsonElement body, HttpRequest request, ComplaintCommands commands, CancellationToken cancellation) =>
                commands.Run(docket, verb, body, request, cancellation)).Takes(body, "complaints", summary).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        }

        complaints.MapPost("/{docket}/{verb}", (string verb) => Problems.NotFound("command", verb)).ExcludeFromDescription();
        api.MapGet("/triage", Triage).Produces<Page<TriageItem>>().WithTags("complaints")
            .WithSummary("What waits for a person: unsure posts, dockets without a unit, unmatched answers, proposed tags");
    }

    private static IResult List(BoardHost board, MonitorNode node, string? unit, string? state, int? priority, string? by, string? after, int? limit)
    {
        var rulebook = node.Rulebook;
        if (Reader.Find(rulebook, by, unit, out var reader) is { } refused)
        {
            return refused;
        }

        if (after is not null && !Docket.IsNumber(after))
        {
            return Problems.Wrong("after", "after is the token that the page before gave as next.");
        }

        if (state is not null && !ComplaintFilter.States.Contains(state))
        {
            return Problems.Wrong("state", $"state is one of {string.Join(", ", ComplaintFilter.States)}.");
        }

        if (priority is < 0 or > 4)
        {
            return Problems.Wrong("priority", "priority is a number from 0 to 4.");
        }

        Func<string?, bool>? within = unit is null ? null : id => id is not null && rulebook.Units.IsWithin(id, unit);
        var filter = new ComplaintFilter(within, state, priority, reader.IsHidden);
        return Paging.Answer(limit, PageMax, count => board.Read(live => live.Complaints(filter, after, count)));
    }

    private static IResult Triage(BoardHost board, MonitorNode node, string? by, string? after, int? limit) =>
        Reader.Find(node.Rulebook, by, null, out var reader) ?? Paging.Answer(after, limit, PageMax, count => board.Read(live => live.Triage(after, count, reader.IsHidden)));

    private static async Task<IResult> One(string docket, string? by, MonitorNode node, HttpResponse response, ComplaintViews views, CancellationToken cancellation)
    {
        if (Reader.Find(node.Rulebook, by, null, out var reader) is { } refused)
        {
            return refused;
        }

        if (!Docket.IsNumber(docket) || await views.Of(docket, reader, cancellation) is not { } view)
        {
            return Problems.NotFound("complaint", docket);
        }

        response.Headers.ETag = $"\"{view.GetProperty("version").GetInt64()}\"";
        return Results.Json(view, ApiJson.Options);
    }

    private static async Task<IResult> Open(JsonElement body, HttpRequest request, ComplaintCommands commands, CancellationToken cancellation) =>
        Bodies.Read<Opening>(body, out var opening) ?? await commands.Open(opening, request, cancellation);
}
