using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>Priority by reasons, by officers, and the new plans that follow.</summary>
internal static class Prioritising
{
    /// <summary>
    /// The complaint raises itself to what is asked for. What the citizen says always counts, also after an officer lowered it; what has been known already (its category, its
    /// reminders, its incident's size) counts once. It never lowers itself. A cry after the rescue of the first was over is handed to the emergency line anew.
    /// </summary>
    /// <param name="said">Reasons that new words of the citizen give.</param>
    /// <param name="standing">Reasons that hold whatever the words say.</param>
    /// <param name="from">Where the handoff's clocks begin if it becomes a P0.</param>
    public static void Raise(Turn turn, IEnumerable<PriorityReason> said, IEnumerable<PriorityReason> standing, DateTimeOffset from)
    {
        var folder = turn.Folder;
        var reminders = Priorities.OfReminders(folder.Reminders, folder.Category) is { } reason ? new[] { reason } : [];
        var news = said.Concat(standing.Concat(reminders).Where(more => !folder.Reasons.Any(known => known.Why == more.Why && known.Priority <= more.Priority))).ToList();
        if (news.Count == 0 || !turn.State.IsOpen)
        {
            return;
        }

        var asked = Priorities.Highest(news);
        var again = asked == Priority.P0 && folder.IsP0 && folder.HandedOff == HandoffStage.Outcome;
        if (asked < folder.Priority || again)
        {
            Change(turn, asked, Priorities.Joined(folder.Reasons, news), null, null, null, from);
        }
    }

    public static Refusal? ByOfficer(Turn turn, ComplaintCommand.Prioritise c)
    {
        var folder = turn.Folder;
        if ((turn.MayDirect(c.By) ?? Turn.Note(c.Note)) is { } refusal)
        {
            return refusal;
        }

        if (c.Priority == Priority.None)
        {
            return new Refusal("priority-missing", "Say P0, P1, P2, P3 or P4.");
        }

        if (c.Priority == folder.Priority)
        {
            return null;
        }

        if (!turn.State.IsOpen)
        {
            return Owning.NotNow(turn);
        }

        if (c.Priority > folder.Priority && MayNotLower(turn, c) is { } may)
        {
            return may;
        }

        var reasons = folder.Reasons.Where(reason => reason.Why != PriorityWhy.Officer).Append(new PriorityReason(PriorityWhy.Officer, c.Priority)).ToList();
        Change(turn, c.Priority, reasons, c.By, c.SecondBy, c.Note, turn.Now);
        return null;
    }

    /// <summary>Lowering takes a superior, or the control room's station head, so that no unit lowers its way out of a check; a P0 takes a second person as well.</summary>
    private static Refusal? MayNotLower(Turn turn, ComplaintCommand.Prioritise c)
    {
        if (turn.Folder.IsP0 && (c.SecondBy is null || c.SecondBy == c.By || turn.MayDirect(c.SecondBy) is not null))
        {
            return new Refusal("two-persons-needed", "Lowering a P0 takes two named persons who may direct it, and a reason.");
        }

        return turn.IsSuperior(c.By) || (turn.Folder.IsP0 && turn.IsSuperior(c.SecondBy!))
            ? null
            : new Refusal("superior-needed", "Lowering takes a superior of the unit, or a station head of the control room.");
    }

    public static Refusal? Recompute(Turn turn, ComplaintCommand.Recompute c)
    {
        if ((turn.MayDirect(c.By) ?? Turn.Note(c.Note)) is { } refusal)
        {
            return refusal;
        }

        var folder = turn.Folder;
        if (turn.PolicyFor(folder) is not { } policy)
        {
            return new Refusal("no-policy", "No policy is in force.");
        }

        if (folder.Clocks.Any(clock => clock.IsOpen && clock.Plan.Policy != policy.Name))
        {
            turn.Add(new ComplaintEvent.Recomputed(c.By, c.Note, policy.Name, turn.Now), Moves(turn, folder, policy));
        }

        return null;
    }

    /// <summary>The clock's plan by the policy that it began with (a change of policy moves no running clock), with the folder's priority and pauses of now; null where the
    /// policy sets none.</summary>
    public static ClockPlan? Replanned(Turn turn, Folder folder, Clock clock, Policy? policy = null)
    {
        var by = policy ?? turn.Rulebook.Policies.Named(clock.Plan.Policy) ?? turn.PolicyFor(folder);
        return by?.Plan(
            clock.Kind, folder.Priority, clock.Plan.FromAt, clock.Plan.CitizenFromAt, turn.Units.Find(folder.Lane ?? folder.Unit)?.Calendar, folder.PausedStretches);
    }

    private static void Change(
        Turn turn, Priority to, IReadOnlyList<PriorityReason> reasons, string? by, string? secondBy, string? note, DateTimeOffset handoffFrom)
    {
        if (to == Priority.P0)
        {
            Pausing.Resume(turn, PauseEnd.Officer, by, turn.Now);
        }

        var folder = turn.Folder;
        var after = folder with { Priority = to };
        IEnumerable<ClockChange?> handoff = (folder.IsP0, to == Priority.P0) switch
        {
            (_, true) =>
            [
                turn.Start(after, ClockKind.Seen, handoffFrom, handoffFrom), turn.Start(after, ClockKind.Told, handoffFrom, handoffFrom),
            ],
            (true, false) => folder.Clocks.Where(clock => clock.Kind.IsHandoff()).Select(clock => turn.Drop(clock.Kind)),
            _ => [],
        };
        turn.Add(new ComplaintEvent.Prioritised(folder.Priority, to, reasons, by, secondBy, note, turn.Now), Moves(turn, after, null).Concat(handoff).ToList());
    }

    private static List<ClockChange> Moves(Turn turn, Folder folder, Policy? policy) =>
    [
        .. folder.Clocks.Where(clock => clock.IsOpen && !clock.Kind.IsHandoff()).Select(clock => (clock, Replanned(turn, folder, clock, policy)) switch
        {
            (_, null) => new ClockChange(clock.Kind, ClockTurn.Dropped, turn.Now),
            ({ Standing: ClockStanding.Paused }, { } plan) => new ClockChange(clock.Kind, ClockTurn.Paused, clock.EndedAt!.Value, plan),
            (_, { } plan) => new ClockChange(clock.Kind, ClockTurn.Moved, turn.Now, plan),
        }),
    ];
}
