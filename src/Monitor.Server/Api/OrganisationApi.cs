using System.Text.Json;
using Monitor.Core.Alerts;
using Monitor.Core.Board;
using Monitor.Core.Organisation;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Server.Hosting;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <param name="By">Officer of the roster; a superior of the unit's head.</param>
/// <param name="Minutes">8 h at most.</param>
public sealed record Snoozing(string By, string Why, int Minutes);

/// <param name="By">Officer of the roster.</param>
public sealed record Acknowledging(string By);

/// <summary>An open alert.</summary>
/// <param name="Id">Names it in commands.</param>
/// <param name="Subject">What it is about: a docket and clock, a post, an account, a link.</param>
public sealed record AlertView(
    string Id, AlertKind Kind, string Subject, int Priority, string? Unit, string Why, int Count, DateTimeOffset RaisedAt, string? AcknowledgedBy, DateTimeOffset? SnoozedUntilAt)
{
    public static AlertView Of(AlertItem alert) => new(
        alert.Key, alert.Kind, alert.Subject, alert.Priority, alert.Unit, alert.Why, alert.Count, alert.RaisedAt, alert.AcknowledgedBy, alert.SnoozedUntilAt);
}

/// <summary>A unit of a force, with its place.</summary>
/// <param name="Wall">Its name for the wall, at most 12 characters in each script.</param>
public sealed record UnitView(string Id, string? Parent, string Kind, string Name, string? Hi, string? Kn, WallName Wall, double? Lat, double? Lon, Core.Posts.Wing Wing);

/// <summary>Units, official accounts and alerts.</summary>
public static class OrganisationApi
{
    private const int PageMax = 500;

    public static void MapOrganisation(this IEndpointRouteBuilder api)
    {
        api.MapGet("/units", Units).WithTags("organisation").Produces<Page<UnitView>>().Refuses(400).WithSummary("Every unit of both forces, with its place");
        api.MapGet("/accounts", Accounts).WithTags("organisation").Produces<Page<AccountItem>>().Refuses(400, 404)
            .WithSummary("Official accounts: who is silent, since when; unit with what is below it");
        api.MapGet("/alerts", Alerts).WithTags("alerts").Produces<Page<AlertView>>().Refuses(400, 404)
            .WithSummary("Open alerts, the gravest first; unit with what is below it; by: the officer who reads");
        api.MapPost("/alerts/{id}/acknowledge", Acknowledge).Takes<Acknowledging, AlertDone>("alerts", "Stop repeats to this officer for the policy's time");
        api.MapPost("/alerts/{id}/snooze", Snooze).Takes<Snoozing, AlertDone>("alerts", "Let a unit's alert rest, with a reason");

        // An id may hold a slash; one that is sent as it stands works like %2F.
        api.MapPost("/alerts/{kind}/{rest}/acknowledge", (string kind, string rest, JsonElement body, IGrainHost grains, MonitorNode node) =>
            Acknowledge($"{kind}/{rest}", body, grains, node)).ExcludeFromDescription();
        api.MapPost("/alerts/{kind}/{rest}/snooze", (string kind, string rest, JsonElement body, IGrainHost grains, MonitorNode node) =>
            Snooze($"{kind}/{rest}", body, grains, node)).ExcludeFromDescription();
    }

    private static IResult Units(MonitorNode node, string? after, int? limit) => Paging.Answer(
        node.Rulebook.Units.All.OrderBy(unit => unit.Id, StringComparer.Ordinal).Select(unit => new UnitView(
            unit.Id, unit.ParentId, unit.Kind.ToString(), unit.Names.En, unit.Names.Hi, unit.Names.Kn, unit.WallName, unit.Point?.Latitude, unit.Point?.Longitude, unit.Wing)),
        after, limit);

    private static IResult Accounts(BoardHost board, MonitorNode node, string? unit, string? after, int? limit) =>
        Reader.Find(node.Rulebook, null, unit, out _) ?? Paging.Answer(board.Read(live => live.Accounts).Where(account => IsWithin(node, account.Unit, unit)), after, limit);

    private static async Task<IResult> Alerts(BoardHost board, MonitorNode node, string? unit, string? by, string? after, int? limit)
    {
        Func<string?, bool>? within = unit is null ? null : id => IsWithin(node, id, unit);
        return Reader.Find(node.Rulebook, by, unit, out var reader) ?? await Paging.Marked<AlertView>(after, limit, PageMax, (mark, count) =>
        {
            var page = board.Read(live => live.Alerts(mark, count, within, reader.IsHidden));
            return new(new Page<AlertView>([.. page.Items.Select(AlertView.Of)], page.Next));
        });
    }

    private static bool IsWithin(MonitorNode node, string? id, string? unit) => unit is null || (id is not null && node.Rulebook.Units.IsWithin(id, unit));

    private static async Task<IResult> Acknowledge(string id, JsonElement body, IGrainHost grains, MonitorNode node) =>
        Bodies.Read<Acknowledging>(body, out var sent) ?? await Run(Named(id), sent.By, new AlertCommand.Acknowledge(sent.By), grains, node);

    private static async Task<IResult> Snooze(string id, JsonElement body, IGrainHost grains, MonitorNode node)
    {
        if (Bodies.Read<Snoozing>(body, out var sent) is { } refused)
        {
            return refused;
        }

        return sent.Minutes is < 1 or > 24 * 60
            ? Problems.Wrong("minutes", "minutes is a number from 1 to 1440.")
            : await Run(Named(id), sent.By, new AlertCommand.Snooze(sent.By, sent.Why, node.Clock.Now.AddMinutes(sent.Minutes)), grains, node);
    }

    /// <summary>An id may hold a slash, which a path carries as %2F.</summary>
    private static string Named(string id) => Uri.UnescapeDataString(id);

    private static async Task<IResult> Run(string id, string by, AlertCommand command, IGrainHost grains, MonitorNode node)
    {
        if (node.Rulebook.Roster.Find(by) is null)
        {
            return Problems.UnknownOfficer(by);
        }

        Reader.Find(node.Rulebook, by, null, out var reader);
        if (reader.IsHidden(node.Board.Read(live => live.AgainstOfAlert(id))))
        {
            return Problems.NotFound("alert", id);
        }

        var stream = StreamName.Of(Alert.Kind, id);
        if (Standing.OfForce(node.Rulebook, by, ((await grains.TryLook(stream))?.State as Alert.Open)?.Unit) is { } refused)
        {
            return refused;
        }

        var result = await grains.Ask(new Ask(stream, command));
        return result.Answer(new AlertDone(id, result.Version));
    }
}
