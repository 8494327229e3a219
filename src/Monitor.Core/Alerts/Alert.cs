using System.Diagnostics;
using Monitor.Core.Organisation;

namespace Monitor.Core.Alerts;

/// <summary>
/// One thing that somebody must know, by subject and kind: raised, told, acknowledged, cleared. The Alert owns the telling, the Complaint the ladder; acknowledging never
/// stops the next step of a complaint's clock (design section 8).
/// </summary>
public abstract partial record Alert : IGrain<Alert, AlertCommand, AlertEvent>
{
    /// <summary>Beyond so many people the longest told is forgotten: he is told no more, the alert stands on every list.</summary>
    private const int PeopleMax = 16;

    /// <summary>So many dockets that it counts are remembered, for they need alerts of their own when it is cleared; one beyond them keeps its own.</summary>
    private const int DocketsMax = 256;

    public sealed record None : Alert;

    /// <param name="People">Who was told, and when next.</param>
    /// <param name="TryAt">When to look again for somebody on duty; null while somebody has been told.</param>
    /// <param name="ClimbAt">Null when it has no ladder of its own, or somebody acknowledged.</param>
    /// <param name="SnoozedUntilAt">Null when not snoozed.</param>
    public sealed record Open(
        string Subject, AlertKind About, int Priority, string? Unit, string Why, bool OwnLadder, int Count, LadderStep Step, IReadOnlyList<Recipient> People, DateTimeOffset? TryAt,
        DateTimeOffset? ClimbAt, DateTimeOffset? SnoozedUntilAt, bool Acknowledged) : Alert
    {
        /// <summary>Further dockets that it counts, the latest of them.</summary>
        public IReadOnlyList<string> Dockets { get; init; } = [];
    }

    /// <summary>
    /// Cleared because another alert counts its docket. Only this alert can say whether that docket is at risk still when the other is cleared: its events come in one order.
    /// </summary>
    public sealed record Counted(string Subject, AlertKind About, int Priority, string? Unit, string Why, LadderStep Step) : Alert;

    public sealed record Cleared(string Subject, AlertKind About) : Alert;

    /// <param name="NextAt">When the next word to this person is due.</param>
    /// <param name="QuietUntilAt">Set by an acknowledgement.</param>
    public sealed record Recipient(string Officer, DateTimeOffset NextAt, DateTimeOffset? QuietUntilAt);

    public static string Kind => "alert";

    public static Alert Initial { get; } = new None();

    public static AlertCommand Wake { get; } = new AlertCommand.Wake();

    /// <summary>The key of an alert: <c>breach:1042-7</c>.</summary>
    public static string Key(AlertKind kind, string subject) => kind switch
    {
        AlertKind.LifeAtRisk => "life-at-risk:",
        AlertKind.Breach => "breach:",
        AlertKind.Flag => "flag:",
        AlertKind.SilentAccount => "silent-account:",
        AlertKind.DeadLink => "dead-link:",
        AlertKind.MachineFault => "machine-fault:",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    } + subject;

    public DateTimeOffset? NextDeadline => this switch
    {
        Open { SnoozedUntilAt: { } until } => until,
        Open s => Earliest(Earliest(s.People.Count == 0 ? null : s.People.Min(person => person.NextAt), s.TryAt), s.ClimbAt),
        _ => null,
    };

    public Decision<AlertEvent> Decide(AlertCommand command, Rulebook rulebook, DateTimeOffset now) => (this, command) switch
    {
        (None or Counted or Cleared, AlertCommand.Raise c) => Raise(c, rulebook, now),
        (Counted s, AlertCommand.Resume) => Raise(new AlertCommand.Raise(s.Subject, s.About, s.Priority, s.Unit, s.Why, s.Step, [], false), rulebook, now),
        (Counted, AlertCommand.Clear { Why: not AlertEvent.Cleared.Counted } c) => new AlertEvent.Cleared(c.Why, now),
        (None or Counted or Cleared, AlertCommand.Acknowledge or AlertCommand.Snooze) =>
            new Refusal("no-such-alert", "There is no open alert of this name; it may have been cleared already."),
        (None or Counted or Cleared, _) or (Open, AlertCommand.Resume) => Decision.Nothing,
        (Open s, AlertCommand.Raise c) => RaiseAgain(s, c, rulebook, now),
        (Open s, AlertCommand.Move c) => s.Unit == c.Unit ? Decision.Nothing : Move(s, c.Unit, rulebook, now),
        (Open s, AlertCommand.CountIn c) => s.Dockets.Count >= DocketsMax || s.Dockets.Contains(c.Docket)
            ? Decision.Nothing
            : new AlertEvent.CountRaised(s.Count + 1, now) { Docket = c.Docket },
        (Open s, AlertCommand.Acknowledge c) => Acknowledge(s, c.By, rulebook, now),
        (Open s, AlertCommand.Snooze c) => Snooze(s, c, rulebook, now),
        (Open s, AlertCommand.Clear c) => new AlertEvent.Cleared(c.Why, now) { Dockets = s.Dockets },
        (Open s, AlertCommand.Wake) => Wakened(s, rulebook, now),
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided for {GetType().Name}"),
    };

    public Alert Evolve(AlertEvent happened) => (this, happened) switch
    {
        (None or Counted or Cleared, AlertEvent.Raised e) =>
            new Open(e.Subject, e.Kind, e.Priority, e.Unit, e.Why, e.OwnLadder, e.Count, e.Step, [], null, e.ClimbAt, null, false),
        (Open s, AlertEvent.Told e) => s with { TryAt = null, People = Telling(s.People, e.People) },
        (Open s, AlertEvent.NotTold { Officer: { } officer }) => s with { People = [.. s.People.Where(person => person.Officer != officer)] },
        (Open s, AlertEvent.NotTold e) => s with { TryAt = e.TryAt, ClimbAt = e.ClimbAt ?? s.ClimbAt },
        (Open s, AlertEvent.CountRaised e) => s with { Count = e.Count, Dockets = e.Docket is { } docket ? [.. s.Dockets.TakeLast(DocketsMax - 1), docket] : s.Dockets },
        (Open s, AlertEvent.Renewed e) => s with
        {
            Priority = e.Priority, Why = e.Why, Acknowledged = false, Unit = e.Unit ?? s.Unit, Step = e.Unit is null ? s.Step : LadderStep.StationHead,
        },
        (Open s, AlertEvent.Climbed e) => s with { Step = e.Step, ClimbAt = e.ClimbAt },
        (Open s, AlertEvent.Acknowledged e) => s with
        {
            Acknowledged = true,
            ClimbAt = null,
            TryAt = null,
            People = Limited([.. s.People.Where(person => person.Officer != e.By), new Recipient(e.By, e.QuietUntilAt, e.QuietUntilAt)]),
        },
        (Open s, AlertEvent.Snoozed e) => s with { SnoozedUntilAt = e.UntilAt },
        (Open s, AlertEvent.SnoozeEnded) => s with { SnoozedUntilAt = null },
        (Open s, AlertEvent.Cleared { Why: AlertEvent.Cleared.Counted }) => new Counted(s.Subject, s.About, s.Priority, s.Unit, s.Why, s.Step),
        (Counted s, AlertEvent.Cleared) => new Cleared(s.Subject, s.About),
        (Open s, AlertEvent.Cleared) => new Cleared(s.Subject, s.About),
        _ => throw new UnreachableException($"{happened.GetType().Name} cannot happen to {GetType().Name}"),
    };

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private static IReadOnlyList<Recipient> Telling(IReadOnlyList<Recipient> people, IReadOnlyList<Telling> told) =>
        Limited([.. people.Where(person => told.All(telling => telling.Officer != person.Officer)),
            .. told.Select(telling => new Recipient(telling.Officer, telling.RepeatAt, null))]);

    private static IReadOnlyList<Recipient> Limited(IReadOnlyList<Recipient> people) => people.Count <= PeopleMax ? people : [.. people.Skip(people.Count - PeopleMax)];
}
