using System.Text.Json;
using Monitor.Core.Board;
using Monitor.Core.Rulebooks;
using Monitor.Runtime.Grains;
using Monitor.Server.Hosting;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <param name="File">Full path on the server's machine.</param>
/// <param name="Name">Which part of the rulebook it is, as under <c>seeds/</c>: <c>policies/policy-bengaluru.json</c>.</param>
/// <param name="By">Officer of the roster.</param>
/// <param name="ValidFrom">Needed for an organisation: the day from which its tree holds.</param>
public sealed record AdoptRequest(string File, string Name, string By, DateOnly? ValidFrom = null);

/// <param name="By">Officer of the roster.</param>
public sealed record ForgettingAlias(string Phrase, string By);

/// <summary>A phrase that means a unit, because an officer corrected where a post belongs.</summary>
public sealed record AliasView(string Phrase, string Unit, string TaughtBy, DateTimeOffset TaughtAt);

/// <summary>Changes of the rulebook: parts that an administrator adopts, phrases that officers taught.</summary>
public static class RulebookApi
{
    public static void MapRulebook(this IEndpointRouteBuilder api)
    {
        api.MapPost("/admin/adopt", Adopt).Takes<AdoptRequest, RulebookDone>("operations", "Put a policy, calendar, roster, organisation, accounts, duties or templates in force");
        api.MapGet("/aliases", (MonitorNode node, string? after, int? limit) => Paging.Answer(Aliases(node), after, limit))
            .WithTags("organisation").Produces<Page<AliasView>>().Refuses(400).WithSummary("Phrases that officers taught, with the unit that they mean");
        api.MapPost("/aliases/forget", Forget).Takes<ForgettingAlias, RulebookDone>("organisation", "A taught phrase no longer means a unit");
    }

    private static IEnumerable<AliasView> Aliases(MonitorNode node) => node.Rulebook.Aliases
        .OrderBy(alias => alias.Phrase, StringComparer.Ordinal).Select(alias => new AliasView(alias.Phrase, alias.UnitId, alias.By, alias.At));

    private static async Task<IResult> Adopt(JsonElement body, MonitorNode node, CancellationToken cancellation)
    {
        if (Bodies.Read<AdoptRequest>(body, out var request) is { } refused)
        {
            return refused;
        }

        if (Standing.Administers(node.Rulebook, request.By) is { } mayNot)
        {
            return mayNot;
        }

        if (await LocalFile.Read(request.File, File.ReadAllTextAsync, cancellation) is not { } content)
        {
            return LocalFile.Unreadable(request.File);
        }

        if (Seeds.Named(request.Name, content) is not { } part)
        {
            return Problems.Wrong("name", $"{request.Name} is no part of a rulebook: name it as under seeds/, for example policies/policy-bengaluru.json.");
        }

        if (node.FaultsOf(part, request.ValidFrom) is { Count: > 0 } faults)
        {
            return Problems.Of(409, "unfit-part", string.Join(' ', faults.Take(20)));
        }

        return await Run(new RulebookCommand.Adopt(part, request.By, request.ValidFrom), node);
    }

    private static async Task<IResult> Forget(JsonElement body, MonitorNode node) =>
        Bodies.Read<ForgettingAlias>(body, out var sent)
        ?? Standing.OfForce(node.Rulebook, sent.By, UnitOf(sent.Phrase, node)) ?? await Run(new RulebookCommand.ForgetAlias(sent.Phrase, sent.By), node);

    private static string? UnitOf(string phrase, MonitorNode node) =>
        node.Rulebook.Aliases.FirstOrDefault(alias => string.Equals(alias.Phrase, phrase.Trim(), StringComparison.OrdinalIgnoreCase))?.UnitId;

    private static async Task<IResult> Run(RulebookCommand command, MonitorNode node)
    {
        var result = await node.Engine.Host.Ask(new Ask(StreamName.Of(RulebookLog.Kind, RulebookLog.Key), command));
        return result.Answer(new RulebookDone(result.Version, $"The rulebook stands at version {result.Version}."));
    }
}
