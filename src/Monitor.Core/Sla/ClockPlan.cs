namespace Monitor.Core.Sla;

/// <summary>A share of the target in percent, and the instant at which it is used up.</summary>
public readonly record struct PlannedStep(int Percent, DateTimeOffset At);

/// <summary>
/// What a decision found out about one clock, written into its event: later states never ask a calendar again (design section 4, Rulebook).
/// </summary>
/// <param name="FromAt">Where the unit's measure begins.</param>
/// <param name="CitizenFromAt">Where the citizen's measure begins: the platform's instant, never later than <paramref name="FromAt"/>.</param>
/// <param name="Calendar">Name of the calendar within <paramref name="Policy"/>.</param>
/// <param name="Policy">Id and version of the policy that was used: <c>default@3</c>. Kept in the rulebook while any clock names it.</param>
/// <param name="DueAt">When the target is used up.</param>
/// <param name="Warnings">Shares below 100 %, earliest first; also those that are past.</param>
public sealed record ClockPlan(
    ClockKind Clock, DateTimeOffset FromAt, DateTimeOffset CitizenFromAt, TimeSpan Target, string Calendar, string Policy, DateTimeOffset DueAt,
    IReadOnlyList<PlannedStep> Warnings);

/// <summary>What became of a clock.</summary>
public enum ClockTurn : byte
{
    None = 0,

    /// <summary>A new run, with its plan. A run of the same clock that stood there is over.</summary>
    Started,

    /// <summary>The same run with a new plan: resumed, another priority, recomputed.</summary>
    Moved,

    /// <summary>Stands still; it has no due instant until it is moved.</summary>
    Paused,

    /// <summary>What it waited for happened, in time or late (<see cref="ClockChange.At"/> against its due instant says which).</summary>
    Met,

    /// <summary>No longer asked for: transferred, closed, left.</summary>
    Dropped,
}

/// <summary>One clock's change within an event.</summary>
/// <param name="At">When it took effect: for an answer the platform's instant, which may lie before the event's.</param>
/// <param name="Plan">For <see cref="ClockTurn.Started"/> and <see cref="ClockTurn.Moved"/>.</param>
/// <param name="Late">The run was breached before this change, so that an alert may stand for it.</param>
public sealed record ClockChange(ClockKind Clock, ClockTurn Turn, DateTimeOffset At, ClockPlan? Plan = null, bool Late = false)
{
    /// <summary>For a breached clock that is moved: its climbs by the new plan, since pauses and priorities count for them too. Null where they stay.</summary>
    public IReadOnlyList<PlannedStep>? Climbs { get; init; }
}
