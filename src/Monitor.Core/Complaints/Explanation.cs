using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>A pause as an explanation names it.</summary>
/// <param name="To">Null while it lasts.</param>
/// <param name="Why">Why it ended; <see cref="PauseEnd.None"/> while it lasts.</param>
public sealed record ExplainedPause(DateTimeOffset From, DateTimeOffset? To, string By, PauseEnd Why);

/// <summary>
/// Why a clock is due when it is (design section 5): the policy version and calendar it was planned by, the stretches counted and left out, and the pauses with
/// who asked. It is worked out again from the policy that the clock names, not from what was stored.
/// </summary>
/// <param name="Agrees">The recalculation gives the stored due instant; false asks for a look at the machine. True where nothing can be compared: paused, or the policy is
/// gone.</param>
public sealed record Explanation(
    string Policy, string Calendar, TimeSpan Target, DateTimeOffset? DueAt, IReadOnlyList<Interval> Counted, IReadOnlyList<Skipped> Skipped, IReadOnlyList<ExplainedPause> Pauses,
    bool Agrees)
{
    /// <summary>Of the unit's measure.</summary>
    public static Explanation OfUnit(Folder folder, Clock clock, PolicyBook policies)
    {
        var plan = clock.Plan;
        var endedAt = clock.Standing == ClockStanding.Paused ? null : clock.EndedAt;
        var spans = clock.Kind.CanPause() ? folder.Pauses.Where(pause => pause.ToAt > plan.FromAt && !(endedAt <= pause.FromAt)).ToList() : [];
        var pauses = spans.Select(pause => new ExplainedPause(pause.FromAt, pause.ToAt, pause.By, pause.Why)).ToList();
        if (policies.Named(plan.Policy) is not { } policy)
        {
            return new Explanation(plan.Policy, plan.Calendar, plan.Target, plan.DueAt, [], [], pauses, true);
        }

        var due = policy.Explain(plan, [.. spans.Select(pause => new Interval(pause.FromAt, pause.ToAt))]);
        if (clock.Standing != ClockStanding.Paused || folder.Pause is not { } open)
        {
            return new Explanation(plan.Policy, plan.Calendar, plan.Target, plan.DueAt, due.Counted, due.Skipped, pauses, due.Due == plan.DueAt);
        }

        var until = new Interval(plan.FromAt, open.FromAt);
        pauses.Add(new ExplainedPause(open.FromAt, null, open.By, PauseEnd.None));
        return new Explanation(
            plan.Policy, plan.Calendar, plan.Target, null, [.. due.Counted.Select(part => part.Within(until)).Where(part => !part.IsEmpty)],
            [.. due.Skipped.Where(part => part.From < open.FromAt)], pauses, true);
    }

    /// <summary>Of the citizen's measure: plain elapsed time.</summary>
    public static Explanation OfCitizen(ClockPlan plan)
    {
        var due = plan.CitizenFromAt + plan.Target;
        return new Explanation(plan.Policy, Sla.Calendar.Always.Name, plan.Target, due, [new Interval(plan.CitizenFromAt, due)], [], [], true);
    }
}
