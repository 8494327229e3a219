using System.Text.Json;
using Monitor.Core.Board;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
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
        complaints.MapGet("", List).Produces<Page<ComplaintItem>>().Refuses(400, 404)
            .WithSummary("A queue in order of arrival: unit (with what is below it), state, priority 0 to 4; by: the officer who reads");
        complaints.MapPost("", Open).Takes<Opening, DocketDone>("complaints", "Open by hand, with its source; 200 for one that came before under the same Idempotency-Key")
            .Produces<DocketDone>(StatusCodes.Status201Created);
        complaints.MapGet("/{docket}", One).Produces<ComplaintView>().Refuses(404, 503)
            .WithSummary("One complaint with its clocks, history and the explanation of each deadline");
        foreach (var (verb, (body, answer, summary)) in ComplaintVerbs.All)
        {
            complaints.MapPost("/{docket}/" + verb, (string docket, JsonElement body, HttpRequest request, ComplaintCommands commands, CancellationToken cancellation) =>
                commands.Run(docket, verb, body, request, cancellation)).Takes(body, answer, "complaints", summary).Refuses(412);
        }

        complaints.MapPost("/{docket}/{verb}", (string verb) => Problems.NotFound("command", verb)).ExcludeFromDescription();
        api.MapGet("/triage", Triage).Produces<Page<TriageItem>>().Refuses(400, 404).WithTags("complaints")
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

    private static async Task<IResult> Triage(
        BoardHost board, MonitorNode node, PostViews posts, string? by, string? after, int? limit, CancellationToken cancellation)
    {
        if (Reader.Find(node.Rulebook, by, null, out var reader) is { } refused)
        {
            return refused;
        }

        return await Paging.Marked(after, limit, PageMax, async (mark, count) =>
        {
            var page = board.Read(live => live.Triage(mark, count, reader.IsHidden));
            return by is null ? page : page with { Items = await Shown(page.Items, node, posts, reader, cancellation) };
        });
    }

    /// <summary>A post without a docket that complains of the reader's own unit is hidden like a docket; the board knows of dockets only.</summary>
    private static async Task<IReadOnlyList<TriageItem>> Shown(
        IReadOnlyList<TriageItem> items, MonitorNode node, PostViews posts, Reader reader, CancellationToken cancellation)
    {
        var rows = new List<PostRow>();
        foreach (var item in items.Where(item => item.Docket is null))
        {
            if (await node.Journal.Post(item.Id, cancellation) is { } row)
            {
                rows.Add(row);
            }
        }

        var shown = (await posts.Of(rows, reader, cancellation)).Select(post => post.Id).ToHashSet();
        return [.. items.Where(item => item.Docket is not null || shown.Contains(item.Id))];
    }

    private static async Task<IResult> One(string docket, string? by, MonitorNode node, HttpResponse response, ComplaintViews views, CancellationToken cancellation)
    {
        if (Reader.Find(node.Rulebook, by, null, out var reader) is { } refused)
        {
            return refused;
        }

        JsonElement view;
        try
        {
            if (!Docket.IsNumber(docket) || await views.Of(docket, reader, cancellation) is not { } found)
            {
                return Problems.NotFound("complaint", docket);
            }

            view = found;
        }
        catch (InvalidOperationException) when (node.Engine.Grains.Faults.Quarantined.ContainsKey(StreamName.Of(Complaint.Kind, docket)))
        {
            return reader.IsHidden(node.Board.Read(board => board.Against(docket))) ? Problems.NotFound("complaint", docket) : Problems.Quarantined();
        }

        response.Headers.ETag = $"\"{view.GetProperty("version").GetInt64()}\"";
        return Results.Json(view, ApiJson.Options);
    }

    private static async Task<IResult> Open(JsonElement body, HttpRequest request, ComplaintCommands commands, CancellationToken cancellation) =>
        Bodies.Read<Opening>(body, out var opening) ?? await commands.Open(opening, request, cancellation);
}
