using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>
/// The ladder (design section 5): warned at shares of the target, breached at 100 %, climbed from the station head up, whether or not anyone acknowledged. One
/// Wake decides all that has passed and tells only the highest step. A step with nobody on duty is passed at once, and the event says so.
/// </summary>
internal static class Climbing
{
    /// <summary>A shorter stop of Monitor holds nothing back.</summary>
    private static readonly TimeSpan StopThatCounts = TimeSpan.FromMinutes(1);

    /// <summary>So long climbs wait after a stop.</summary>
    private static readonly TimeSpan HoldFor = TimeSpan.FromMinutes(5);

    public static Refusal? Wake(Turn turn, ComplaintCommand.Wake c)
    {
        Wait(turn);
        var outage = c.Outage is { } given && given.DownTo - given.DownFrom > StopThatCounts ? given : null;
        Hold(turn, outage);
        foreach (var kind in turn.Folder.Clocks.Where(clock => clock.IsRunning).Select(clock => clock.Kind).ToList())
        {
            Decide(turn, kind, outage);
        }

        return null;
    }

    /// <summary>A pause that has reached its half or its bound.</summary>
    private static void Wait(Turn turn)
    {
        if (turn.Folder.Pause is not { } pause)
        {
            return;
        }

        if (pause.UntilAt <= turn.Now)
        {
            Pausing.Resume(turn, PauseEnd.BoundReached, null, pause.UntilAt);
        }
        else if (!pause.Reminded && pause.RemindAt <= turn.Now)
        {
            turn.Add(new ComplaintEvent.ReminderDue(pause.Question, turn.Now));
        }
    }

    /// <summary>After a stop of over a minute climbs wait five minutes, so that units can do first what they were kept from. Breaches and P0 do not wait.</summary>
    private static void Hold(Turn turn, Outage? outage)
    {
        var folder = turn.Folder;
        if (outage is null || folder.IsP0 || folder.ClimbsHeldUntil >= outage.DownTo + HoldFor || turn.Now >= outage.DownTo + HoldFor)
        {
            return;
        }

        if (folder.Clocks.Any(clock => clock.IsRunning && (clock.Breached ? clock.NextAt(null) : clock.Plan.DueAt) <= turn.Now))
        {
            turn.Add(new ComplaintEvent.ClimbsHeld(outage.DownTo + HoldFor, outage, turn.Now));
        }
    }

    private static void Decide(Turn turn, ClockKind kind, Outage? outage)
    {
        var clock = turn.Folder.Clock(kind)!;
        var due = clock.Plan.DueAt;
        if (!clock.Breached && due <= turn.Now)
        {
            var policy = turn.Rulebook.Policies.Named(clock.Plan.Policy);
            var climbs = policy?.Climbs(clock.Plan, turn.Folder.Priority, turn.Folder.PausedStretches) ?? [];
            var fellIntoIt = outage is not null && due >= outage.DownFrom && due <= outage.DownTo;
            turn.Add(new ComplaintEvent.Breached(kind, due, climbs, fellIntoIt ? outage : null, turn.Now) { Again = clock.WasLate });
        }
        else if (!clock.Breached)
        {
            var warning = clock.Plan.Warnings.LastOrDefault(step => step.At <= turn.Now);
            if (warning.Percent > clock.ToldPercent)
            {
                turn.Add(new ComplaintEvent.Warned(kind, warning.Percent, due, turn.Now));
            }

            return;
        }

        Climb(turn, kind);
    }

    private static void Climb(Turn turn, ClockKind kind)
    {
        var folder = turn.Folder;
        var clock = folder.Clock(kind)!;
        if (!folder.IsP0 && folder.ClimbsHeldUntil > turn.Now)
        {
            return;
        }

        var passed = clock.Climbs.Where(step => step.Percent > clock.ToldPercent && step.At <= turn.Now).ToList();
        if (passed.Count == 0)
        {
            return;
        }

        var top = Reach(turn, folder, clock, passed.Count);
        turn.Add(new ComplaintEvent.Climbed(
            kind, passed[^1].Percent, top.Told?.Step ?? LadderStep.None, top.Told?.UnitId, turn.Units.Find(top.Told?.UnitId)?.HeadTitle,
            [.. (top.Told?.OnDuty ?? []).Select(officer => officer.Id)], top.Passed, turn.Now));
    }

    /// <summary>Goes up by so many steps; those with nobody on duty do not count.</summary>
    private static (Rung? Told, List<PassedStep> Passed) Reach(Turn turn, Folder folder, Clock clock, int steps)
    {
        var unit = OwnerOf(turn, folder);
        var rungs = unit is null ? [] : turn.Rulebook.Roster.Ladder(unit, turn.Now);
        var above = clock.ClimbedTo == LadderStep.None ? FirstStep(clock.Kind) - 1 : clock.ClimbedTo;
        Rung? told = null;
        var passed = new List<PassedStep>();
        foreach (var rung in rungs.Where(rung => rung.Step > above))
        {
            var complainedOf = folder.Against is { } against && rung.UnitId is { } id && turn.Units.IsWithin(id, against);
            if (complainedOf || rung.OnDuty.Count == 0)
            {
                passed.Add(new PassedStep(rung.Step, complainedOf ? "The complaint is about this unit." : rung.PassedBecause ?? "Nobody is on duty."));
                continue;
            }

            told = rung;
            if (--steps == 0)
            {
                break;
            }
        }

        if (told is not null)
        {
            passed.RemoveAll(step => step.Step > told.Step);
        }

        return (told, passed);
    }

    /// <summary>
    /// In whose chain it climbs: the lane's while disputed, else the unit's, the receiving account's, or the control room's: of the force whose unit has ended, of any where no
    /// force is known.
    /// </summary>
    private static string? OwnerOf(Turn turn, Folder folder) =>
        turn.Lane ?? turn.Owner ?? turn.ReceiverOf(folder)
            ?? turn.Units.All.Where(unit => unit.Wing == Wing.ControlRoom && (folder.Unit is not { } ended || UnitTree.AreOfOneForce(unit.Id, ended)))
                .Select(unit => unit.Id).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Lowest step that is told of a clock: never below who owes it.</summary>
    private static LadderStep FirstStep(ClockKind kind) => kind switch
    {
        ClockKind.Check => LadderStep.AssistantCommissioner,
        ClockKind.SecondCheck or ClockKind.ReportBack => LadderStep.DeputyCommissioner,
        ClockKind.ReportUp => LadderStep.JointCommissioner,
        _ => LadderStep.StationHead,
    };
}
