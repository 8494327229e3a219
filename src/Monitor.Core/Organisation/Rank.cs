namespace Monitor.Core.Organisation;

/// <summary>
/// Grades of both forces in rising order. A grade has other titles in a commissionerate and in a district: an assistant commissioner and a circle
/// officer are the same grade. The title that a person is called by stands in <see cref="Officer.Title"/> and <see cref="Unit.HeadTitle"/>.
/// </summary>
public enum Rank : byte
{
    None = 0,
    Constable,
    HeadConstable,
    AssistantSubInspector,
    SubInspector,
    Inspector,

    /// <summary>ACP in a commissionerate, CO (circle officer) in a district.</summary>
    AssistantCommissioner,

    /// <summary>Additional DCP, or Additional SP.</summary>
    AdditionalSuperintendent,

    /// <summary>DCP, or SP of a district.</summary>
    DeputyCommissioner,

    /// <summary>SSP: the head of a large district.</summary>
    SeniorSuperintendent,

    /// <summary>Joint Commissioner, or DIG of a range. The lowest grade that may ask a platform to take something down (domain.md 0.5).</summary>
    JointCommissioner,

    /// <summary>Additional or Special Commissioner, or IG of a range.</summary>
    AdditionalCommissioner,

    /// <summary>Commissioner of Police, or ADG of a zone.</summary>
    Commissioner,

    /// <summary>DGP of the state.</summary>
    DirectorGeneral,
}

/// <summary>The five steps that a breached clock climbs, lowest first (design section 5).</summary>
public enum LadderStep : byte { None = 0, StationHead, AssistantCommissioner, DeputyCommissioner, JointCommissioner, Commissioner }

/// <summary>Comparisons of ranks.</summary>
public static class Ranks
{
    public static bool IsAtLeast(this Rank rank, Rank other) => rank >= other;

    /// <summary>The step of the ladder on which the head of a unit with this rank stands; None below sub-inspector.</summary>
    public static LadderStep Step(this Rank rank) => rank switch
    {
        < Rank.SubInspector => LadderStep.None,
        <= Rank.Inspector => LadderStep.StationHead,
        <= Rank.AdditionalSuperintendent => LadderStep.AssistantCommissioner,
        <= Rank.SeniorSuperintendent => LadderStep.DeputyCommissioner,
        <= Rank.AdditionalCommissioner => LadderStep.JointCommissioner,
        _ => LadderStep.Commissioner,
    };
}
