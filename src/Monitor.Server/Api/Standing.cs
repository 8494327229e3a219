using Monitor.Core;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <summary>
/// Who may do what where no complaint's own rules say it (design section 11: rank rules hold from the start, each command names an officer of the roster). Every
/// answer is null where the officer may, else what to tell instead.
/// </summary>
public static class Standing
{
    /// <summary>An officer of the force that the unit belongs to; any where no unit is known.</summary>
    public static IResult? OfForce(Rulebook rulebook, string by, string? unit) =>
        rulebook.Roster.Find(by) is not { } officer ? Problems.UnknownOfficer(by)
        : rulebook.Units.ForceOf(unit) is not { } force || rulebook.Units.ForceOf(officer.UnitId) == force ? null
        : Problems.Of(new Refusal("not-your-force", "That belongs to another force: ask its control room."));

    /// <summary>An officer of the unit, of one above it, or of its force's control room.</summary>
    /// <param name="code">Of the refusal.</param>
    public static IResult? For(Rulebook rulebook, string by, string unit, string code)
    {
        if (OfForce(rulebook, by, unit) is { } refused)
        {
            return refused;
        }

        var own = rulebook.Roster.Find(by)!.UnitId;
        return own == unit || rulebook.Units.IsWithin(unit, own) || rulebook.Units.Find(own)?.Wing == Wing.ControlRoom
            ? null
            : Problems.Of(new Refusal(code, "Only that unit, a superior of it or its force's control room can do that."));
    }

    /// <summary>Somebody who answers for how the force works: a DCP or SP and above, or the control room's ACP and above.</summary>
    public static IResult? Administers(Rulebook rulebook, string by) =>
        rulebook.Roster.Find(by) is not { } officer ? Problems.UnknownOfficer(by)
        : officer.Rank.IsAtLeast(rulebook.Units.Find(officer.UnitId)?.Wing == Wing.ControlRoom ? Rank.AssistantCommissioner : Rank.DeputyCommissioner) ? null
        : Problems.Of(new Refusal("rank-needed", "That takes a DCP or SP, or an ACP of the control room."));
}
