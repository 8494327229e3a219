using Monitor.Core.Organisation;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>One decision in the making: every event is folded in at once, so that what is decided next sees it. Lives for one call of Decide.</summary>
internal sealed class Turn(Complaint state, Rulebook rulebook, DateTimeOffset now)
{
    private readonly List<ComplaintEvent> events = [];

    public Complaint State { get; private set; } = state;

    public Rulebook Rulebook => rulebook;

    public DateTimeOffset Now => now;

    public IReadOnlyList<ComplaintEvent> Events => events;

    /// <summary>Only after opening.</summary>
    public Folder Folder => ((Complaint.Live)State).Folder;

    public UnitTree Units => rulebook.Units;

    /// <summary>
    /// The unit that has the docket; null in triage, and where a reorganisation has ended the unit: what it had is then directed by whoever stands above the account that was
    /// written to, and may be tagged anew.
    /// </summary>
    public string? Owner => Units.Find(Folder.Unit)?.Id;

    /// <summary>While disputed: the superior in whose lane it waits, if that one is still there.</summary>
    public string? Lane => Units.Find(Folder.Lane)?.Id;

    public void Add(ComplaintEvent happened)
    {
        happened = ForFollowers(happened);
        State = State.Evolve(happened);
        events.Add(happened);
    }

    /// <summary>Adds the event with its changes of clocks. A clock that ends late is breached first; a breach that turns out in time is withdrawn after.</summary>
    public void Add(ComplaintEvent happened, params IEnumerable<ClockChange?> changes)
    {
        var list = changes.OfType<ClockChange>().ToList();
        // A clock that ends and begins anew in one event: its end says whether the run was late.
        var firsts = list.DistinctBy(change => change.Clock).ToList();
        foreach (var change in firsts)
        {
            BreachIfLate(change);
        }

        var before = State is Complaint.Live live ? live.Folder : null;
        bool IsLate(ClockChange change) => before?.Clock(change.Clock) is { Breached: true, IsOpen: true };
        Add(happened with { Clocks = [.. list.Select(change => IsLate(change) ? change with { Late = true, Climbs = Climbs(happened, change) } : change)] });
        foreach (var change in firsts)
        {
            WithdrawIfInTime(change, before?.Clock(change.Clock));
        }
    }

    /// <summary>Of a breached clock that the event moves: by its new plan, with the priority and the pauses that the event leaves.</summary>
    private IReadOnlyList<PlannedStep>? Climbs(ComplaintEvent happened, ClockChange change) =>
        change is { Turn: ClockTurn.Moved, Plan: { } plan } && State.Evolve(happened) is Complaint.Live { Folder: var after }
            ? rulebook.Policies.Named(plan.Policy)?.Climbs(plan, after.Priority, after.PausedStretches)
            : null;

    /// <summary>A plan by the policy in force; null where it sets no such clock.</summary>
    public ClockPlan? Plan(Folder folder, ClockKind clock, DateTimeOffset from, DateTimeOffset citizenFrom)
    {
        var unit = folder.Lane ?? folder.Unit;
        return PolicyFor(folder)?.Plan(clock, folder.Priority, from, citizenFrom, Units.Find(unit)?.Calendar, folder.PausedStretches);
    }

    /// <summary>The policy in force where the docket lies; without a unit, where it was received.</summary>
    public Policy? PolicyFor(Folder folder) => rulebook.Policies.For(folder.Lane ?? folder.Unit ?? ReceiverOf(folder));

    /// <summary>The unit whose account received the first post, or null.</summary>
    public string? ReceiverOf(Folder folder) => rulebook.Seats.FindId(folder.Account)?.UnitId;

    /// <summary>A start of a clock, or nothing where the policy sets none.</summary>
    public ClockChange? Start(Folder folder, ClockKind clock, DateTimeOffset from, DateTimeOffset citizenFrom) =>
        Plan(folder, clock, from, citizenFrom) is { } plan ? new ClockChange(clock, ClockTurn.Started, from, plan) : null;

    /// <summary>Met now or at the instant given, if it is open.</summary>
    public ClockChange? Meet(ClockKind clock, DateTimeOffset? at = null) => Folder.IsOpen(clock) ? new ClockChange(clock, ClockTurn.Met, at ?? now) : null;

    /// <summary>
    /// The report to an office runs on through an end of the docket, which the board has forgotten: at a way back the event says once more when it is due.
    /// </summary>
    public ClockChange? ReportGoesOn() =>
        Folder.Clock(ClockKind.ReportBack) is { IsRunning: true } report ? new ClockChange(ClockKind.ReportBack, ClockTurn.Moved, now, report.Plan) : null;

    /// <summary>Dropped if it is open.</summary>
    public ClockChange? Drop(ClockKind clock) => Folder.IsOpen(clock) ? new ClockChange(clock, ClockTurn.Dropped, now) : null;

    public Officer? Officer(string? id) => rulebook.Roster.Find(id);

    /// <summary>Null when the note is short enough, and there where it is needed.</summary>
    public static Refusal? Note(string? note, bool needed = true)
    {
        if (needed && string.IsNullOrWhiteSpace(note))
        {
            return new Refusal("note-missing", "Say why, in at most 200 characters.");
        }

        return note?.Length > ComplaintCommand.NoteLengthMax
            ? new Refusal("note-too-long", $"The reason has {note.Length} characters; {ComplaintCommand.NoteLengthMax} are the most.")
            : null;
    }

    /// <summary>Followers see one event at a time and no state: what they need of the folder goes along.</summary>
    private ComplaintEvent ForFollowers(ComplaintEvent happened) => (State, happened) switch
    {
        (Complaint.Live { Folder: var folder }, ComplaintEvent.Closed e) => e with { Author = folder.Author, Incident = folder.Incident, Receiver = folder.Account },
        (Complaint.Live { Folder: var folder }, ComplaintEvent.Left e) => e with { Author = folder.Author, Incident = folder.Incident, Receiver = folder.Account },
        (Complaint.Live { Folder: var folder }, ComplaintEvent.Reopened e) => e with { Author = folder.Author, Incident = folder.Incident, Owed = Owed(folder, e) },
        (Complaint.Live { Folder: var folder }, ComplaintEvent.Appealed e) => e with { Author = folder.Author, Incident = folder.Incident, Owed = Owed(folder, e) },
        (Complaint.Live { IsOpen: true, Folder: { AnsweredAt: not null } folder }, ComplaintEvent.DeliveryFailed e)
            => e with { Owed = Owed(folder.WithoutAnswer(e.Post), e) },
        (Complaint.Closed { Folder: var folder }, ComplaintEvent.ReportReturned e) => e with { Author = folder.Author, Incident = folder.Incident, Reopens = true },
        (Complaint.Live { Folder: var folder }, ComplaintEvent.Prioritised e) => e with { Incident = folder.Incident, Unit = folder.Unit },
        (Complaint.Live { Folder: var folder }, ComplaintEvent.IncidentJoined e) => e with { Category = folder.Category, Unit = folder.Unit, Priority = folder.Priority },
        (Complaint.Live { Folder: var folder }, ComplaintEvent.IncidentLeft e) => e with
        {
            AtRisk = State.IsOpen && IsAtRisk(folder), Unit = folder.Unit,
        },
        (Complaint.Live { Folder: var folder }, ComplaintEvent.Answered e) => e with { Receiver = folder.Account },
        (Complaint.Live { Folder: var folder }, ComplaintEvent.Tagged e) => e with { Late = LateBeside(folder, e.Clocks), AtRisk = IsAtRisk(folder) },
        (Complaint.Live { Folder: var folder }, ComplaintEvent.Rerouted e) => e with { Late = LateBeside(folder, e.Clocks), AtRisk = IsAtRisk(folder) },
        (Complaint.Live { Folder: var folder }, ComplaintEvent.Transferred e) => e with { Late = LateBeside(folder, e.Clocks), AtRisk = IsAtRisk(folder) },
        (Complaint.Live { Folder: var folder }, ComplaintEvent.Climbed e) => e with { Priority = folder.Priority },
        _ => happened,
    };

    private static bool IsAtRisk(Folder folder) => folder.IsP0 && folder.HandedOff < HandoffStage.Outcome;

    private static IReadOnlyList<ClockKind> LateBeside(Folder folder, IReadOnlyList<ClockChange> changes) =>
        [.. folder.Clocks.Where(clock => clock is { Breached: true, IsOpen: true } && changes.All(change => change.Clock != clock.Kind)).Select(clock => clock.Kind)];

    /// <summary>What the account that was written to owes of a docket that stands unanswered. The wait counts from where the clock of the answer begins.</summary>
    private static OwedAnswer? Owed(Folder folder, ComplaintEvent happened)
    {
        if (folder.AnsweredAt is not null || folder.Account.Length == 0 || folder.Posts.Count == 0)
        {
            return null;
        }

        var asked = happened.Clocks.FirstOrDefault(change => change.Clock is ClockKind.Acknowledge or ClockKind.AnswerAgain && change.Plan is not null);
        return new OwedAnswer(folder.Account, folder.Posts[0].Id, asked?.Plan?.FromAt ?? happened.At);
    }

    private void BreachIfLate(ClockChange change)
    {
        if (change.Turn != ClockTurn.Moved && State is Complaint.Live live && live.Folder.Clock(change.Clock) is { IsRunning: true, Breached: false } clock
            && change.At > clock.Plan.DueAt)
        {
            Add(new ComplaintEvent.Breached(change.Clock, clock.Plan.DueAt, [], null, now) { Again = clock.WasLate });
        }
    }

    private void WithdrawIfInTime(ClockChange change, Clock? before)
    {
        if (before is not { Breached: true, IsOpen: true })
        {
            return;
        }

        var due = before.Plan.DueAt;
        if (change.Turn is ClockTurn.Met or ClockTurn.Started && change.At <= due)
        {
            Add(new ComplaintEvent.BreachWithdrawn(change.Clock, due, change.At, WithdrawnWhy.InTimeDeliveredLate, now));
        }
        else if ((change.Turn == ClockTurn.Paused && change.At <= due) || (change.Turn == ClockTurn.Moved && change.Plan!.DueAt > now))
        {
            Add(new ComplaintEvent.BreachWithdrawn(change.Clock, due, change.At, WithdrawnWhy.DueMoved, now));
        }
    }
}
