using Monitor.Core.Board;
using Monitor.Core.Posts;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;

namespace Monitor.Server.Api;

/// <summary>Something that came in and is not decided on.</summary>
/// <param name="Id">Intake number and item.</param>
/// <param name="Kind">What it is: a mention without words, an answer whose post is unknown; null where a fault keeps it.</param>
/// <param name="Why"><c>post-unknown</c>, or the fault.</param>
/// <param name="Overdue">It has waited for over an hour: a person should look at the platform.</param>
public sealed record ParkedView(string Id, string Channel, ItemKind? Kind, string Why, DateTimeOffset ParkedAt, bool Overdue);

/// <summary>What came in and waits: for its post, or for a build that can read it (design section 4).</summary>
public static class ParkedApi
{
    private const int PageMax = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public static void MapParked(this IEndpointRouteBuilder api) => api.MapGet("/parked", List).WithTags("posts").Produces<Page<ParkedView>>().Refuses(400)
        .WithSummary("What came in and is not decided on: mentions without words, answers whose post is unknown, deliveries that could not be read");

    private static Task<IResult> List(MonitorNode node, string? after, int? limit, CancellationToken cancellation) => Paging.Marked(after, limit, PageMax, async (mark, count) =>
    {
        var parked = (await node.Journal.ParkedUntil(DateTimeOffset.MaxValue, int.MaxValue, cancellation)).Where(ParkedNote.IsUnfinished);
        var page = parked.After(item => $"{PageMarks.Part(item.ParkedAt)} {item.Number:D19} {item.Item:D6}", mark, count);
        var items = new List<ParkedView>(page.Items.Count);
        foreach (var item in page.Items)
        {
            items.Add(await Of(item, node, cancellation));
        }

        return new Page<ParkedView>(items, page.Next);
    });

    private static async ValueTask<ParkedView> Of(ParkedItem parked, MonitorNode node, CancellationToken cancellation)
    {
        var waitsForPost = parked.WaitsFor.StartsWith("post:", StringComparison.Ordinal);
        var note = ParkedNote.Of(parked);
        var delivery = waitsForPost || IsDelivery(parked) ? await node.Journal.ReadIntake(parked.Number - 1, 1, cancellation) : [];
        return new ParkedView(
            $"{parked.Number}-{parked.Item}", delivery.Count > 0 ? delivery[0].Channel : "", waitsForPost ? note?.Kind : null, waitsForPost ? "post-unknown" : parked.WaitsFor,
            parked.ParkedAt, node.Clock.Now - parked.ParkedAt > Patience);
    }

    private static bool IsDelivery(ParkedItem parked) => parked.WaitsFor.StartsWith("fault:unreadable:", StringComparison.Ordinal);
}
