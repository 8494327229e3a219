using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Complaints;

/// <summary>
/// Who may do what on a docket (design section 5): the unit that has it works on it; that unit, its superiors and the force's control room direct it; another force, and the unit
/// complained of, do neither.
/// </summary>
internal static class Authority
{
    private static readonly Refusal NotYours = new("not-your-docket", "Only the unit that has this docket, a superior of it or its force's control room can do that.");

    /// <summary>Null when the officer is known, of the docket's force, and may see it. To an officer of the unit complained of it is not there.</summary>
    public static Refusal? MayAct(this Turn turn, string by)
    {
        if (turn.Officer(by) is not { } officer)
        {
            return new Refusal("unknown-officer", $"The roster has no officer '{by}'.");
        }

        if (turn.Folder.Against is { } against && turn.Units.IsWithin(officer.UnitId, against))
        {
            return new Refusal("no-such-complaint", "There is no complaint with this docket number.");
        }

        return IsOfItsForce(turn, officer) ? null : NotYours;
    }

    /// <summary>Null when the officer belongs to the unit that has the docket, or commands it.</summary>
    public static Refusal? MayActFor(this Turn turn, string by, string? unit)
    {
        if (turn.MayAct(by) is { } refusal)
        {
            return refusal;
        }

        if (unit is not null && turn.Units.Find(unit) is null)
        {
            return turn.MayDirect(by);
        }

        var own = turn.Officer(by)!.UnitId;
        return unit is not null && (Belongs(turn, own, unit) || turn.Units.IsWithin(unit, own))
            ? null
            : new Refusal("not-your-docket", "Only the unit that has this docket, or a superior of it, can do that.");
    }

    /// <summary>Null when the officer belongs to the unit that has the docket, commands it, or sits in the force's control room.</summary>
    public static Refusal? MayDirect(this Turn turn, string by)
    {
        if (turn.MayAct(by) is { } refusal)
        {
            return refusal;
        }

        return turn.IsAbove(by) || (turn.Owner is { } unit && Belongs(turn, turn.Officer(by)!.UnitId, unit)) ? null : NotYours;
    }

    /// <summary>Null when the officer may direct it, or is of a wing that has part in it: who may write to the citizen.</summary>
    public static Refusal? MayAnswer(this Turn turn, string by)
    {
        if (turn.MayAct(by) is { } refusal)
        {
            return refusal;
        }

        var own = turn.Officer(by)!.UnitId;
        return turn.Folder.Wings.Values.Any(wing => Belongs(turn, own, wing) || turn.Units.IsWithin(wing, own)) ? null : turn.MayDirect(by);
    }

    /// <summary>
    /// Whether somebody who may act stands above the unit that has the docket: a superior, or the control room. Nobody stands above a whole force, so its own office does;
    /// in triage it is the unit that was written to, and where that is not known either, anybody.
    /// </summary>
    public static bool IsAbove(this Turn turn, string by)
    {
        var own = turn.Officer(by)!.UnitId;
        if (turn.Units.Find(own)?.Wing == Wing.ControlRoom)
        {
            return true;
        }

        if ((turn.Owner ?? turn.ReceiverOf(turn.Folder)) is not { } unit)
        {
            // Of a unit that has ended nothing is left above it but its force's own office.
            return turn.Folder.Unit is null || turn.Units.Find(own) is { ParentId: null };
        }

        return turn.Units.IsWithin(unit, own) && (own != unit || turn.Owner is null || turn.Units.Find(unit) is { ParentId: null });
    }

    /// <summary>As <see cref="IsAbove"/>, with a station head's rank at least: who may lower a priority.</summary>
    public static bool IsSuperior(this Turn turn, string by) => turn.IsAbove(by) && turn.Officer(by)!.Rank.Step() >= LadderStep.StationHead;

    /// <summary>To a whole force belongs its own office, not everybody below it.</summary>
    private static bool Belongs(Turn turn, string own, string unit) => own == unit || (turn.Units.IsWithin(own, unit) && turn.Units.Find(unit) is { ParentId: not null });

    /// <summary>The force of the unit that has it, or of the account that was written to; any where neither is known.</summary>
    private static bool IsOfItsForce(Turn turn, Officer officer)
    {
        var folder = turn.Folder;
        var forces = new[] { folder.Unit, turn.ReceiverOf(folder) }.Select(turn.Units.ForceOf).OfType<string>().ToList();
        return forces.Count > 0 ? forces.Contains(turn.Units.ForceOf(officer.UnitId) ?? "") : folder.Unit is not { } ended || UnitTree.AreOfOneForce(officer.UnitId, ended);
    }
}
