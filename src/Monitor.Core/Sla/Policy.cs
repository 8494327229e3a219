namespace Monitor.Core.Sla;

/// <summary>What a policy asks of one clock at one priority.</summary>
/// <param name="Calendar">A calendar's name, or <see cref="Policy.UnitCalendar"/>.</param>
/// <param name="WarnAt">Shares of the target in percent, below 100, rising.</param>
/// <param name="ClimbAt">Shares in percent, 100 and above, rising.</param>
public sealed record ClockRule(TimeSpan Target, string Calendar, IReadOnlyList<int> WarnAt, IReadOnlyList<int> ClimbAt);

/// <summary>
/// One version of a policy with the calendars as they were (design section 5): it is kept as long as a clock names it, so that every deadline can be explained.
/// </summary>
public sealed class Policy
{
    /// <summary>Instead of a calendar's name: the calendar of the unit that owns the complaint.</summary>
    public const string UnitCalendar = "unit";

    private readonly IReadOnlyDictionary<(Priority Priority, ClockKind Clock), ClockRule> rules;

    internal Policy(
        string id, int version, int revision, string? force, TimeSpan pauseBound, IReadOnlyDictionary<(Priority Priority, ClockKind Clock), ClockRule> rules,
        IReadOnlyDictionary<string, Calendar> calendars)
    {
        Id = id;
        Version = version;
        Revision = revision;
        Force = force;
        PauseBound = pauseBound;
        this.rules = rules;
        Calendars = calendars;
    }

    public string Id { get; }

    public int Version { get; }

    /// <summary>Grows when a calendar changes while the policy stays.</summary>
    public int Revision { get; }

    /// <summary>First part of the unit ids that it is for (<c>blr</c>); null for all that have none of their own.</summary>
    public string? Force { get; }

    /// <summary>How long a question to the citizen may hold clocks. Plain elapsed time.</summary>
    public TimeSpan PauseBound { get; }

    public IReadOnlyDictionary<string, Calendar> Calendars { get; }

    /// <summary>What events name: <c>standard@3</c>, with <c>.1</c> and so on after a change of calendars.</summary>
    public string Name => Revision == 0 ? $"{Id}@{Version}" : $"{Id}@{Version}.{Revision}";

    /// <summary>Null where the policy sets no such clock.</summary>
    public ClockRule? Rule(Priority priority, ClockKind clock) => rules.GetValueOrDefault((priority, clock));

    /// <summary>
    /// The plan of a clock that begins at <paramref name="from"/>; null where the policy sets no such clock. P0, the handoff and the report to an office never wait for a calendar.
    /// </summary>
    /// <param name="unitCalendar">The owner's calendar, for rules that name the unit's; null: around the clock.</param>
    /// <param name="pauses">Ended pauses; they count for clocks that can pause.</param>
    public ClockPlan? Plan(
        ClockKind clock, Priority priority, DateTimeOffset from, DateTimeOffset citizenFrom, string? unitCalendar, IReadOnlyList<Interval> pauses)
    {
        if (Rule(priority, clock) is not { } rule)
        {
            return null;
        }

        var calendar = CalendarFor(rule, clock, priority, unitCalendar);
        var amounts = rule.WarnAt.Select(percent => Share(rule.Target, percent)).Append(rule.Target).ToList();
        var instants = DueTime.Instants(calendar, from, amounts, Counting(clock, pauses));
        var warnings = rule.WarnAt.Select((percent, place) => new PlannedStep(percent, instants[place])).ToArray();
        return new ClockPlan(clock, from, citizenFrom, rule.Target, calendar.Name, Name, instants[^1], warnings);
    }

    /// <summary>When the plan's climbs fall due; asked at the breach. The plan must name this policy.</summary>
    public IReadOnlyList<PlannedStep> Climbs(ClockPlan plan, Priority priority, IReadOnlyList<Interval> pauses)
    {
        if (Rule(priority, plan.Clock) is not { } rule)
        {
            return [];
        }

        var amounts = rule.ClimbAt.Select(percent => Share(plan.Target, percent)).ToList();
        var instants = DueTime.Instants(Calendars.GetValueOrDefault(plan.Calendar) ?? Calendar.Always, plan.FromAt, amounts, Counting(plan.Clock, pauses));
        return [.. rule.ClimbAt.Select((percent, place) => new PlannedStep(percent, instants[place]))];
    }

    /// <summary>The stretches behind a plan's due instant.</summary>
    public DueTime Explain(ClockPlan plan, IReadOnlyList<Interval> pauses) =>
        DueTime.Compute(Calendars.GetValueOrDefault(plan.Calendar) ?? Calendar.Always, plan.FromAt, plan.Target, Counting(plan.Clock, pauses));

    internal Policy With(IReadOnlyDictionary<string, Calendar> calendars, int revision) => new(Id, Version, revision, Force, PauseBound, rules, calendars);

    internal IEnumerable<string> CalendarsNamed => rules.Values.Select(rule => rule.Calendar).Distinct();

    private static IReadOnlyList<Interval> Counting(ClockKind clock, IReadOnlyList<Interval> pauses) => clock.CanPause() ? pauses : [];

    private static TimeSpan Share(TimeSpan target, int percent) => TimeSpan.FromTicks(target.Ticks / 100 * percent + target.Ticks % 100 * percent / 100);

    private Calendar CalendarFor(ClockRule rule, ClockKind clock, Priority priority, string? unitCalendar)
    {
        if (priority == Priority.P0 || clock.IsHandoff() || clock == ClockKind.ReportBack)
        {
            return Calendar.Always;
        }

        var name = rule.Calendar == UnitCalendar ? unitCalendar ?? Calendar.Always.Name : rule.Calendar;
        return Calendars.GetValueOrDefault(name) is { HasWeek: true } calendar ? calendar : Calendar.Always;
    }
}
