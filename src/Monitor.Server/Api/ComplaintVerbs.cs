using System.Text.Json;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Server.Api;

/// <summary>A command's body that carries words for the citizen: they go into the post store, the command names only their id.</summary>
/// <param name="Text">What the citizen is to read.</param>
/// <param name="Account">Seat id of the official account that it goes out from.</param>
/// <param name="By">Officer of the roster.</param>
/// <param name="MentionsReceiver">Whether it names the account that received the complaint.</param>
public sealed record Writing(string Text, string Account, string By, bool MentionsReceiver = false);

/// <summary>A docket opened by an officer: a call, a walk-in, a missed post.</summary>
/// <param name="Text">What the citizen said, in the officer's words; kept in the post store. Null when posts are named.</param>
/// <param name="Posts">Ids of posts that it is opened for.</param>
public sealed record Opening(
    Source Source, Category Category, string By, string? Text = null, Priority? Priority = null, string? Unit = null, string? Note = null, DateTimeOffset? ToldAt = null,
    IReadOnlyList<string>? Posts = null);

/// <summary>Part of a docket that becomes one of its own.</summary>
public sealed record Splitting(IReadOnlyList<string> Posts, Category Category, string By, string? Unit = null);

/// <summary>Which body each command of <c>/api/complaints/{docket}/{verb}</c> takes: the command's own members, where it needs nothing but them.</summary>
public static class ComplaintVerbs
{
    private static readonly Dictionary<string, Type> Plain = new()
    {
        ["tag"] = typeof(ComplaintCommand.Tag),
        ["accept"] = typeof(ComplaintCommand.Accept),
        ["dispute"] = typeof(ComplaintCommand.Dispute),
        ["transfer"] = typeof(ComplaintCommand.Transfer),
        ["act"] = typeof(ComplaintCommand.Act),
        ["check"] = typeof(ComplaintCommand.Check),
        ["return"] = typeof(ComplaintCommand.Return),
        ["dismiss"] = typeof(ComplaintCommand.Dismiss),
        ["link"] = typeof(ComplaintCommand.Link),
        ["unlink"] = typeof(ComplaintCommand.Unlink),
        ["prioritise"] = typeof(ComplaintCommand.Prioritise),
        ["handoff"] = typeof(ComplaintCommand.Handoff),
        ["pause"] = typeof(ComplaintCommand.Pause),
        ["resume"] = typeof(ComplaintCommand.Resume),
        ["close"] = typeof(ComplaintCommand.Close),
        ["reopen"] = typeof(ComplaintCommand.Reopen),
        ["appeal"] = typeof(ComplaintCommand.Appeal),
        ["join"] = typeof(ComplaintCommand.JoinIncident),
        ["leave-incident"] = typeof(ComplaintCommand.LeaveIncident),
        ["see-report"] = typeof(ComplaintCommand.SeeReport),
        ["return-report"] = typeof(ComplaintCommand.ReturnReport),
        ["report-back"] = typeof(ComplaintCommand.ReportBack),
        ["claim-answer"] = typeof(ComplaintCommand.ClaimAnswer),
        ["recompute"] = typeof(ComplaintCommand.Recompute),
    };

    /// <summary>Every verb, those that write words included.</summary>
    public static IEnumerable<string> All => [.. Plain.Keys, "reply", "ask", "split"];

    /// <summary>Throws <see cref="JsonException"/> with a sentence for the sender when the body does not fit.</summary>
    public static ComplaintCommand? Read(string verb, JsonElement body)
    {
        if (!Plain.TryGetValue(verb, out var type))
        {
            return null;
        }

        var command = (ComplaintCommand?)body.Deserialize(type, ApiJson.Options) ?? throw new JsonException("The body is null.");
        return command is ComplaintCommand.JoinIncident { By: null } ? throw new JsonException("The body lacks 'by': who joins it.") : command;
    }
}
