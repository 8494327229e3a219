using System.Text.Json;
using Monitor.Core.Accounts;
using Monitor.Core.Board;
using Monitor.Runtime.Grains;
using Monitor.Server.Hosting;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <param name="By">Officer of the roster.</param>
public sealed record LookingIn(string By);

/// <param name="Why">leave, transfer, lockedOut, suspended, training, platformFault or election.</param>
/// <param name="By">Officer of the roster.</param>
/// <param name="UntilAt">Within 60 days.</param>
public sealed record Excusing(Excuse Why, string By, DateTimeOffset UntilAt, string? Note = null);

/// <param name="To">Officer of the roster who holds the account from now on.</param>
/// <param name="By">Officer of the roster.</param>
public sealed record HandingOver(string To, string By);

/// <summary>Who looks after an official account: looked in, excused, handed over. An account is named as in the list: <c>x/1400000001</c>.</summary>
public static class AccountsApi
{
    /// <summary>A handover keeps so many dockets.</summary>
    private const int OpenDocketsMax = 100;

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var account = api.MapGroup("/accounts/{channel}/{account}").WithTags("organisation");
        account.MapPost("/look-in", LookIn).Takes<LookingIn, AccountDone>("organisation", "A person has looked in; noted once in five minutes");
        account.MapPost("/excuse", Excuse).Takes<Excusing, AccountDone>("organisation", "Its silence has a reason and an end");
        account.MapPost("/end-excuse", EndExcuse).Takes<LookingIn, AccountDone>("organisation", "Its duties run again");
        account.MapPost("/hand-over", HandOver).Takes<HandingOver, AccountDone>("organisation", "Another officer holds it from now on, with the dockets that are open");
    }

    private static async Task<IResult> LookIn(string channel, string account, JsonElement body, MonitorNode node) =>
        Bodies.Read<LookingIn>(body, out var sent) ?? await Run(channel, account, sent.By, new OfficialAccountCommand.LookIn(sent.By), node);

    private static async Task<IResult> Excuse(string channel, string account, JsonElement body, MonitorNode node) =>
        Bodies.Read<Excusing>(body, out var sent)
        ?? await Run(channel, account, sent.By, new OfficialAccountCommand.ExcuseSilence(sent.Why, sent.By, sent.Note, sent.UntilAt), node);

    private static async Task<IResult> EndExcuse(string channel, string account, JsonElement body, MonitorNode node) =>
        Bodies.Read<LookingIn>(body, out var sent) ?? await Run(channel, account, sent.By, new OfficialAccountCommand.EndExcuse(sent.By), node);

    private static async Task<IResult> HandOver(string channel, string account, JsonElement body, MonitorNode node)
    {
        if (Bodies.Read<HandingOver>(body, out var sent) is { } refused)
        {
            return refused;
        }

        if (node.Rulebook.Roster.Find(sent.To) is null)
        {
            return Problems.Wrong("to", $"The roster has no officer '{sent.To}'.");
        }

        var unit = node.Rulebook.Seats.FindId($"{channel}/{account}")?.UnitId;
        if (Standing.OfForce(node.Rulebook, sent.To, unit) is not null)
        {
            return Problems.Wrong("to", $"{sent.To} is an officer of another force.");
        }

        var open = unit is null ? [] : node.Board.Read(board => board.Complaints(new ComplaintFilter(id => id == unit, null, null), null, OpenDocketsMax)).Items;
        return await Run(channel, account, sent.By, new OfficialAccountCommand.HandOver(sent.To, sent.By, [.. open.Select(item => item.Docket)]), node);
    }

    private static async Task<IResult> Run(string channel, string account, string by, OfficialAccountCommand command, MonitorNode node)
    {
        var id = $"{channel}/{account}";
        if (node.Rulebook.Seats.FindId(id) is not { UnitId: { } unit })
        {
            return Problems.NotFound("account", id);
        }

        if (Standing.For(node.Rulebook, by, unit, "not-your-account") is { } refused)
        {
            return refused;
        }

        var result = await node.Engine.Host.Ask(new Ask(StreamName.Of(OfficialAccount.Kind, id), command));
        return result.Answer(new AccountDone(id, result.Version));
    }
}
