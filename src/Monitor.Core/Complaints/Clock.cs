using Monitor.Core.Organisation;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>Where a clock stands.</summary>
public enum ClockStanding : byte { None = 0, Running, Paused, Met, Dropped }

/// <summary>The latest run of one clock of a complaint; earlier runs are in the journal.</summary>
/// <param name="EndedAt">When it was met or dropped, or since when it is paused.</param>
/// <param name="ToldPercent">The highest share that was decided; those at or below it are done.</param>
/// <param name="Breached">It was late (or is), and that was not withdrawn.</param>
/// <param name="Climbs">Known once it is breached.</param>
/// <param name="ClimbedTo">The highest step that was reached, told or passed.</param>
public sealed record Clock(
    ClockPlan Plan, ClockStanding Standing, DateTimeOffset? EndedAt, int ToldPercent, bool Breached, IReadOnlyList<PlannedStep> Climbs, LadderStep ClimbedTo)
{
    /// <summary>Between the last warning and the first climb, which stands at 100.</summary>
    public const int BreachPercent = 99;

    public ClockKind Kind => Plan.Clock;

    /// <summary>This run was breached, then met late by an answer that is gone again: its next breach is the same one.</summary>
    public bool WasLate { get; init; }

    public bool IsRunning => Standing == ClockStanding.Running;

    /// <summary>Asked for still: running, or paused.</summary>
    public bool IsOpen => Standing is ClockStanding.Running or ClockStanding.Paused;

    /// <summary>When something about it must be decided next; null for never.</summary>
    /// <param name="climbsHeldUntil">Climbs before this instant wait for it.</param>
    public DateTimeOffset? NextAt(DateTimeOffset? climbsHeldUntil)
    {
        if (!IsRunning)
        {
            return null;
        }

        if (Breached)
        {
            return Climbs.FirstOrDefault(step => step.Percent > ToldPercent) is { Percent: > 0 } climb ? Later(climb.At, climbsHeldUntil) : null;
        }

        return Plan.Warnings.FirstOrDefault(step => step.Percent > ToldPercent) is { Percent: > 0 } warning && warning.At < Plan.DueAt ? warning.At : Plan.DueAt;
    }

    /// <summary>What a change makes of it; null stands for no earlier run.</summary>
    internal static Clock After(Clock? clock, ClockChange change) => change.Turn switch
    {
        ClockTurn.Started => new Clock(change.Plan!, ClockStanding.Running, null, 0, false, [], LadderStep.None),
        ClockTurn.Moved when clock is { IsOpen: false, Breached: true } => RunsAgain(clock, change),
        ClockTurn.Moved => Known(clock, change) with
        {
            Plan = change.Plan!, Standing = ClockStanding.Running, EndedAt = null, Climbs = change.Climbs ?? clock!.Climbs,
        },
        ClockTurn.Paused => Known(clock, change) with { Plan = change.Plan ?? clock!.Plan, Standing = ClockStanding.Paused, EndedAt = change.At },
        ClockTurn.Met => Known(clock, change) with { Standing = ClockStanding.Met, EndedAt = change.At },
        ClockTurn.Dropped => Known(clock, change) with { Standing = ClockStanding.Dropped, EndedAt = change.At },
        _ => throw new System.Diagnostics.UnreachableException($"{change.Turn} cannot happen to a clock."),
    };

    /// <summary>Its alert was cleared and walls no longer call it late: only a breach and a climb decided anew bring both back.</summary>
    private static Clock RunsAgain(Clock clock, ClockChange change) =>
        new(change.Plan!, ClockStanding.Running, null, change.Plan!.Warnings.LastOrDefault(step => step.At <= change.At).Percent, false, [], LadderStep.None) { WasLate = true };

    private static Clock Known(Clock? clock, ClockChange change) =>
        clock ?? throw new System.Diagnostics.UnreachableException($"{change.Clock} was {change.Turn} but never started.");

    private static DateTimeOffset Later(DateTimeOffset at, DateTimeOffset? other) => other > at ? other.Value : at;
}
