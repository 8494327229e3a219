using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Alerts;

public abstract partial record Alert
{
    /// <summary>Where nobody is on duty it is tried again after the policy's time, but not more often than this.</summary>
    private static readonly TimeSpan TryEvery = TimeSpan.FromMinutes(15);

    private static Decision<AlertEvent> Raise(AlertCommand.Raise c, Rulebook rulebook, DateTimeOffset now)
    {
        DateTimeOffset? climbAt = c.OwnLadder ? now + rulebook.Alerts.Climb(c.Kind) : null;
        return new List<AlertEvent>
        {
            new AlertEvent.Raised(c.Subject, c.Kind, c.Priority, c.Unit, c.Why, c.OwnLadder, 1, c.Step, climbAt, now),
            Tell(Whom(c, rulebook, now), TellReason.First, c.Priority, rulebook, now),
        };
    }

    private static Decision<AlertEvent> RaiseAgain(Open s, AlertCommand.Raise c, Rulebook rulebook, DateTimeOffset now)
    {
        var events = new List<AlertEvent>(2);
        if (c.Why != s.Why || c.Priority < s.Priority)
        {
            events.Add(new AlertEvent.Renewed(Math.Min(c.Priority, s.Priority), c.Why, now));
        }

        var fresh = c.Tell.Where(officer => s.People.All(person => person.Officer != officer)).ToList();
        if (fresh.Count > 0)
        {
            events.Add(Tell(fresh, c.Step > s.Step ? TellReason.Climbed : TellReason.First, Math.Min(c.Priority, s.Priority), rulebook, now));
        }

        return events;
    }

    /// <summary>Superiors of both units stay with it, and of a life at risk the control room; a snooze does not, for it was the other unit's.</summary>
    private static Decision<AlertEvent> Move(Open s, string unit, Rulebook rulebook, DateTimeOffset now)
    {
        var events = new List<AlertEvent> { new AlertEvent.Renewed(s.Priority, s.Why, now) { Unit = unit } };
        if (s.SnoozedUntilAt is not null)
        {
            events.Add(new AlertEvent.SnoozeEnded(now));
        }

        var asked = OnDutyFor(s.About, unit, LadderStep.StationHead, rulebook, now);
        var stays = s.People.Where(person => asked.Contains(person.Officer)
            || (rulebook.Roster.Find(person.Officer) is { } officer && rulebook.Units.IsWithin(unit, officer.UnitId))).ToList();
        events.AddRange(s.People.Except(stays).Select(person => new AlertEvent.NotTold(person.Officer, TellReason.Moved, null, now)));
        var fresh = asked.Where(officer => stays.All(person => person.Officer != officer)).ToList();
        if (fresh.Count > 0 || stays.Count == 0)
        {
            events.Add(Tell(fresh, TellReason.First, s.Priority, rulebook, now));
        }

        return events;
    }

    private static Decision<AlertEvent> Acknowledge(Open s, string by, Rulebook rulebook, DateTimeOffset now)
    {
        if (s.People.Any(person => person.Officer == by && person.QuietUntilAt > now))
        {
            return Decision.Nothing;
        }

        return new AlertEvent.Acknowledged(by, rulebook.Roster.Until(by, rulebook.Alerts.Repeat(s.Priority), now), now);
    }

    private static Decision<AlertEvent> Snooze(Open s, AlertCommand.Snooze c, Rulebook rulebook, DateTimeOffset now)
    {
        if (s.SnoozedUntilAt == c.UntilAt)
        {
            return Decision.Nothing;
        }

        if (s.About == AlertKind.LifeAtRisk || s.Priority == 0)
        {
            return new Refusal("never-snoozed", "A life at risk cannot be snoozed.");
        }

        if (string.IsNullOrWhiteSpace(c.Why))
        {
            return new Refusal("reason-needed", "Say why this alert may rest.");
        }

        if (c.UntilAt <= now || c.UntilAt - now > rulebook.Alerts.SnoozeAtMost)
        {
            return new Refusal("too-long", $"An alert rests for {rulebook.Alerts.SnoozeAtMost.TotalHours:0} hours at most.");
        }

        var officer = rulebook.Roster.Find(c.By);
        var superior = officer is not null && (s.Unit is null
            ? officer.Rank >= Rank.JointCommissioner
            : officer.Rank > (rulebook.Units.Find(s.Unit)?.RankOfHead ?? Rank.None) && rulebook.Units.IsWithin(s.Unit, officer.UnitId));
        return superior
            ? new AlertEvent.Snoozed(c.By, c.Why, c.UntilAt, now)
            : new Refusal("not-a-superior", "Only a superior of the unit's head may snooze its alerts; where no unit is known, a Joint Commissioner or an officer above.");
    }

    /// <summary>All that has passed: the end of a snooze, its own next step, repeats.</summary>
    private static Decision<AlertEvent> Wakened(Open s, Rulebook rulebook, DateTimeOffset now)
    {
        if (s.SnoozedUntilAt > now)
        {
            return Decision.Nothing;
        }

        var events = new List<AlertEvent>();
        var snoozeEnded = s.SnoozedUntilAt is not null;
        if (snoozeEnded)
        {
            events.Add(new AlertEvent.SnoozeEnded(now));
        }

        if (s.ClimbAt <= now)
        {
            events.AddRange(Climb(s, rulebook, now));
        }

        events.AddRange(Repeat(After(s, events), snoozeEnded, rulebook, now));
        if (After(s, events).TryAt <= now)
        {
            events.Add(Tell(OnDutyOf(After(s, events), rulebook, now), TellReason.TookOver, s.Priority, rulebook, now));
        }

        return events;
    }

    private static Open After(Open s, List<AlertEvent> events) => (Open)events.Aggregate((Alert)s, (alert, happened) => alert.Evolve(happened));

    /// <summary>Where a step above has nobody on duty at this moment it is tried again: only the top of the chain ends the ladder.</summary>
    private static List<AlertEvent> Climb(Open s, Rulebook rulebook, DateTimeOffset now)
    {
        var chains = ChainsOf(s.Unit, rulebook);
        var reached = chains.Select(unit => rulebook.Roster.Reached(unit, s.Step + 1, now)).OfType<Rung>().ToList();
        var goesOn = chains.Count == 0 || chains.Any(unit => rulebook.Units.Chain(unit).Any(link => link.Step > s.Step));
        if (reached.Count == 0 && goesOn && s.Step < LadderStep.Commissioner)
        {
            return [new AlertEvent.NotTold(null, TellReason.NobodyOnDuty, s.TryAt, now) { ClimbAt = TryAgainAt(s.Priority, rulebook, now) }];
        }

        var step = reached.Count == 0 ? LadderStep.Commissioner : reached.Min(rung => rung.Step);
        DateTimeOffset? next = step < LadderStep.Commissioner ? now + rulebook.Alerts.Climb(s.About) : null;
        var events = new List<AlertEvent> { new AlertEvent.Climbed(step, next, now) };
        if (reached.Count > 0)
        {
            events.Add(Tell([.. reached.SelectMany(rung => rung.OnDuty).Select(officer => officer.Id).Distinct()], TellReason.Climbed, s.Priority, rulebook, now));
        }

        return events;
    }

    /// <summary>In whose chains it climbs: its unit's, else those of the control rooms, which are told first of what belongs to no unit.</summary>
    private static IReadOnlyList<string> ChainsOf(string? unit, Rulebook rulebook) => rulebook.Units.Find(unit) is { } known
        ? [known.Id]
        : [.. rulebook.Units.All.Where(room => room.Wing == Wing.ControlRoom && IsOfForce(room.Id, unit)).Select(room => room.Id).Order(StringComparer.Ordinal)];

    /// <summary>Repeats to those whose time has come and who are still on duty; else to those who took over. The end of a snooze is told at once, not at the next repeat
    /// (peers.md pitfall 19).</summary>
    private static List<AlertEvent> Repeat(Open s, bool snoozeEnded, Rulebook rulebook, DateTimeOffset now)
    {
        var due = s.People.Where(person => person.NextAt <= now || (snoozeEnded && !(person.QuietUntilAt > now))).ToList();
        var gone = due.Where(person => !rulebook.Roster.IsOnDuty(person.Officer, now)).ToList();
        var events = new List<AlertEvent>();
        events.AddRange(gone.Select(person => new AlertEvent.NotTold(person.Officer, TellReason.OffDuty, null, now)));

        var again = due.Except(gone).Select(person => person.Officer).ToList();
        if (again.Count > 0)
        {
            events.Add(Tell(again, snoozeEnded ? TellReason.SnoozeEnded : TellReason.Repeat, s.Priority, rulebook, now));
        }

        var stays = s.People.Except(gone).Select(person => person.Officer).ToList();
        var heirs = gone.Select(person => rulebook.Roster.Find(person.Officer)?.UnitId).OfType<string>().Distinct()
            .SelectMany(unit => rulebook.Roster.OnDuty(unit, now)).Select(officer => officer.Id).Distinct().Where(officer => !stays.Contains(officer)).ToList();
        if (heirs.Count > 0 || (gone.Count > 0 && stays.Count == 0))
        {
            events.Add(Tell(heirs, TellReason.TookOver, s.Priority, rulebook, now));
        }

        return events;
    }

    private static IReadOnlyList<string> Whom(AlertCommand.Raise c, Rulebook rulebook, DateTimeOffset now) =>
        c.Tell.Count > 0 ? c.Tell : OnDutyFor(c.Kind, c.Unit, c.Step, rulebook, now);

    private static IReadOnlyList<string> OnDutyOf(Open s, Rulebook rulebook, DateTimeOffset now)
    {
        var told = s.People.Where(person => rulebook.Roster.IsOnDuty(person.Officer, now)).Select(person => person.Officer).ToList();
        return told.Count > 0 ? told : OnDutyFor(s.About, s.Unit, s.Step, rulebook, now);
    }

    /// <summary>The step of the unit's ladder; for a life at risk, and where no unit is known, the control room too.</summary>
    private static IReadOnlyList<string> OnDutyFor(AlertKind kind, string? named, LadderStep step, Rulebook rulebook, DateTimeOffset now)
    {
        var unit = rulebook.Units.Find(named)?.Id;
        var people = (rulebook.Roster.Reached(unit, step, now)?.OnDuty ?? []).Select(officer => officer.Id).ToList();
        if (unit is null || kind == AlertKind.LifeAtRisk)
        {
            people.AddRange(rulebook.Units.All.Where(room => room.Wing == Wing.ControlRoom && IsOfForce(room.Id, named)).OrderBy(room => room.Id, StringComparer.Ordinal)
                .SelectMany(room => rulebook.Roster.OnDuty(room.Id, now)).Select(officer => officer.Id).Where(officer => !people.Contains(officer)).Take(PeopleMax));
        }

        return people;
    }

    private static bool IsOfForce(string room, string? unit) => unit is null || UnitTree.AreOfOneForce(room, unit);

    private static AlertEvent Tell(IReadOnlyList<string> officers, TellReason reason, int priority, Rulebook rulebook, DateTimeOffset now)
    {
        var repeat = rulebook.Alerts.Repeat(priority);
        return officers.Count == 0
            ? new AlertEvent.NotTold(null, TellReason.NobodyOnDuty, TryAgainAt(priority, rulebook, now), now)
            : new AlertEvent.Told([.. officers.Select(officer => new Telling(officer, reason, rulebook.Roster.Until(officer, repeat, now)))], now);
    }

    private static DateTimeOffset TryAgainAt(int priority, Rulebook rulebook, DateTimeOffset now) =>
        now + (rulebook.Alerts.Repeat(priority) is var repeat && repeat > TryEvery ? repeat : TryEvery);
}
