using Monitor.Core.Alerts;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Server.Hosting;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <param name="Minutes">8 h at most.</param>
public sealed record Snoozing(string By, string Why, int Minutes);

public sealed record Acknowledging(string By);

/// <summary>Units, official accounts and alerts.</summary>
public static class OrganisationApi
{
    public static void MapOrganisation(this IEndpointRouteBuilder api)
    {
        api.MapGet("/units", Units).WithTags("organisation").WithSummary("Every unit of both forces, with its place");
        api.MapGet("/accounts", (BoardHost board) => Results.Json(new { items = board.Read(live => live.Accounts), next = (string?)null }, ApiJson.Options))
            .WithTags("organisation").WithSummary("Official accounts: who is silent, since when");
        api.MapGet("/alerts", (BoardHost board, string? after, int? limit) =>
                Results.Json(board.Read(live => live.Alerts(after, Math.Clamp(limit ?? 50, 1, 500))), ApiJson.Options))
            .WithTags("alerts").WithSummary("Open alerts, the gravest first");
        api.MapPost("/alerts/{*path}", Command).WithTags("alerts").WithSummary("…/acknowledge {by}, …/snooze {by, why, minutes}");
    }

    private static IResult Units(MonitorNode node) => Results.Json(
        new
        {
            items = node.Rulebook.Units.All.OrderBy(unit => unit.Id, StringComparer.Ordinal).Select(unit => new
            {
                id = unit.Id,
                parent = unit.ParentId,
                kind = unit.Kind.ToString(),
                name = unit.Names.En,
                hi = unit.Names.Hi,
                kn = unit.Names.Kn,
                wall = unit.WallName,
                lat = unit.Point?.Latitude,
                lon = unit.Point?.Longitude,
                wing = unit.Wing,
            }),
            next = (string?)null,
        },
        ApiJson.Options);

    /// <summary>An alert's key has slashes of its own, so the verb is cut from the end.</summary>
    private static async Task<IResult> Command(string path, HttpRequest request, IGrainHost grains, MonitorNode node)
    {
        var cut = path.LastIndexOf('/');
        var (key, verb) = cut > 0 ? (path[..cut], path[(cut + 1)..]) : ("", path);
        AlertCommand? command = verb switch
        {
            "acknowledge" when await request.ReadFromJsonAsync<Acknowledging>(ApiJson.Options) is { } a => new AlertCommand.Acknowledge(a.By),
            "snooze" when await request.ReadFromJsonAsync<Snoozing>(ApiJson.Options) is { } s => new AlertCommand.Snooze(s.By, s.Why, node.Clock.Now.AddMinutes(s.Minutes)),
            _ => null,
        };
        if (command is null || key.Length == 0)
        {
            return Problems.NotFound("command", verb);
        }

        var result = await grains.Ask(new Ask(StreamName.Of("alert", key), command));
        return result.Refusal is { } refusal ? Problems.Of(refusal) : Results.Ok(new { id = key, version = result.Version });
    }
}
