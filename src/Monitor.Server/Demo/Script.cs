using System.Collections.Concurrent;
using Monitor.Channels.Scenario;
using Monitor.Core;
using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Server.Demo;

/// <summary>What a scripted officer does next with one docket, and when. Exactly one of command and reply is set.</summary>
/// <param name="Command">Through the same turn as a person's.</param>
/// <param name="ReplyFrom">An answer typed in the platform's own app from this seat: comes in as an echo, like a real one.</param>
public sealed record ScriptStep(DateTimeOffset At, ComplaintCommand? Command, OfficialAccountSeat? ReplyFrom);

/// <summary>
/// How the demo's officers work, as a pure function of a docket's state: about nine in ten are worked to the end, good and late, the rest leave otherwise; half of the
/// answers are typed in the platform's app. The waits are the scenario's own; chance comes from a hash of its seed and the docket, so the same day decides the same again.
/// </summary>
/// <param name="force">First part of the scenario's unit ids: whose officers work where a docket names no account.</param>
public sealed class Script(Officers officers, string force)
{
    private static readonly ActionKind[] Actions =
        [ActionKind.DiaryEntry, ActionKind.PatrolSent, ActionKind.Counselled, ActionKind.EChallan, ActionKind.NonCognizable, ActionKind.Fir, ActionKind.Preventive];

    private const int PlansMax = 10_000;

    private readonly ConcurrentDictionary<(string Docket, string Unit, Priority Priority), OfficerPlan> plans = new();

    /// <summary>The next step, or null when there is none for a script: the docket is done, waits for the citizen, or nobody who may is on duty.</summary>
    /// <param name="now">When the docket last changed.</param>
    /// <param name="atDesk">An answer from the app did not arrive on this docket: written at the desk instead.</param>
    /// <param name="isAttentive">Nothing is forgotten, and no first step comes late.</param>
    public ScriptStep? Next(Complaint state, Rulebook rulebook, DateTimeOffset now, bool atDesk = false, bool isAttentive = false)
    {
        if (state is not Complaint.Live { Folder: { } folder } || !IsForScript(state))
        {
            return null;
        }

        if (folder.IsP0 && HandoffNow(state, folder) && Handoff(folder, rulebook, now) is { } handoff)
        {
            return handoff;
        }

        var plan = PlanOf(folder);
        if (folder.Incident is not null || isAttentive)
        {
            // One event, one team: its dockets are worked together, and none of them is forgotten.
            var (accept, answer) = (Between(folder, "accept", 30, 120), Between(folder, "answer", 30, 150));
            plan = plan with { Finished = true, AcceptAfter = TimeSpan.FromSeconds(accept), AnswerAfter = TimeSpan.FromSeconds(answer) };
        }

        if (folder.AcceptedBy is null)
        {
            plan = folder.IsP0 ? plan with { AcceptAfter = TimeSpan.FromSeconds(Between(folder, "accept", 15, 50)) }
                : plan.Finished ? plan
                : plan with { AcceptAfter = TimeSpan.FromMinutes(Forgotten(folder)) };
        }

        return state switch
        {
            Complaint.Untagged => Tag(folder, rulebook, now),
            Complaint.Tagged when rulebook.Units.Find(folder.Unit) is { ParentId: null } => PassDown(folder, rulebook, now),
            Complaint.Tagged => By(folder, rulebook, now + plan.AcceptAfter, officer => new ComplaintCommand.Accept(officer)),
            Complaint.Disputed => Superior(
                folder, rulebook, now, LadderStep.DeputyCommissioner, Between(folder, "settle", 120, 600), officer => new ComplaintCommand.Tag(folder.Owners[^1], officer)),
            Complaint.Accepted when folder.Answers.Count == 0 && folder.Outgoing.Count == 0 => Answer(folder, rulebook, now + plan.AnswerAfter, plan.ViaApp && !atDesk),
            Complaint.Accepted when IsNotForPolice(folder) => By(folder, rulebook, now + plan.ActAfter, officer => new ComplaintCommand.Dismiss(
                new Leave(WayOut.NotPolice, officer, "a matter of the city's administration", folder.Answers[^1].Id, "Municipal corporation"))),
            Complaint.Accepted => By(folder, rulebook, now + plan.ActAfter, officer => new ComplaintCommand.Act(Action(folder), officer)),
            Complaint.Acted => Superior(folder, rulebook, now, LadderStep.AssistantCommissioner, plan.CheckAfter.TotalSeconds, officer => new ComplaintCommand.Check(officer)),
            Complaint.Checked => Superior(folder, rulebook, now, LadderStep.DeputyCommissioner, plan.CheckAfter.TotalSeconds, officer => new ComplaintCommand.Check(officer)),
            Complaint.Approved => Finish(folder, rulebook, now, plan with { ViaApp = plan.ViaApp && !atDesk }),
            Complaint.Leaving { Leave.By: var proposer } => Superior(
                folder, rulebook, now, LadderStep.DeputyCommissioner, plan.CheckAfter.TotalSeconds, officer => new ComplaintCommand.Check(officer), proposer),
            _ => null,
        };
    }

    private OfficerPlan PlanOf(Folder folder)
    {
        // Asked for at each change of a docket, and always the same.
        if (plans.Count > PlansMax)
        {
            plans.Clear();
        }

        return plans.GetOrAdd((folder.Docket, folder.Unit ?? "", folder.Priority), of => officers.For(of.Docket, of.Unit, of.Priority.ToString()));
    }

    /// <summary>Open, and waiting for an officer rather than for the citizen.</summary>
    public static bool IsForScript(Complaint state) => state is Complaint.Live { Folder: { } folder } && state.IsOpen && folder.Pause is null && folder.Channel != Channel.Canary;

    /// <summary>Nobody takes it up in time; a superior who is told of it has it taken up soon after.</summary>
    private double Forgotten(Folder folder) => folder.Priority == Priority.P1 ? Between(folder, "forgotten", 14, 24) : Between(folder, "forgotten", 28, 72);

    /// <summary>
    /// Most of what reads like it (streetlights, garbage) or like nothing in particular goes to another body; the citizen has been told. With these about one
    /// docket in ten leaves unworked.
    /// </summary>
    private bool IsNotForPolice(Folder folder) =>
        folder is { Category: Category.NotPolice or Category.Other, Office: Office.None, Answers.Count: > 0 } && !folder.IsP0 && Chance(folder.Docket, "not-police") < 0.85;

    /// <summary>The emergency line comes first; then the docket's own first steps, which have clocks of minutes, and the help's way to the spot between them.</summary>
    private static bool HandoffNow(Complaint state, Folder folder) => folder.HandedOff switch
    {
        < HandoffStage.Told => true,
        HandoffStage.Told => state is not (Complaint.Untagged or Complaint.Tagged) && (state is not Complaint.Accepted || folder.Answers.Count > 0 || folder.Outgoing.Count > 0),
        < HandoffStage.Outcome => state is not (Complaint.Untagged or Complaint.Tagged or Complaint.Accepted),
        _ => false,
    };

    private ScriptStep? Finish(Folder folder, Rulebook rulebook, DateTimeOffset now, OfficerPlan plan)
    {
        // A report up is refused as long as the answer does not mention who was written to: then it is answered again.
        var unnamed = folder.FinalAnswer is { MentionsReceiver: false } && folder.IsOpen(ClockKind.ReportUp);
        if (folder.FinalAnswer is null || unnamed || folder.IsOpen(ClockKind.AnswerAgain))
        {
            return folder.Outgoing.Count == 0 ? Answer(folder, rulebook, now + (plan.CloseAfter / 2), plan.ViaApp, final: true) : null;
        }

        if (folder.Office != Office.None && !folder.ReportedBack)
        {
            return Superior(
                folder, rulebook, now, LadderStep.DeputyCommissioner, Between(folder, "report-back", 120, 900),
                officer => new ComplaintCommand.ReportBack(officer, "letter " + folder.Docket));
        }

        return folder.IsOpen(ClockKind.ReportUp)
            ? Superior(folder, rulebook, now, LadderStep.DeputyCommissioner, Between(folder, "report", 60, 600), officer => new ComplaintCommand.SeeReport(officer))
            : By(folder, rulebook, now + (plan.CloseAfter / 2), officer => new ComplaintCommand.Close(officer));
    }

    /// <summary>The emergency chain moves fast, or it would be no chain.</summary>
    private ScriptStep? Handoff(Folder folder, Rulebook rulebook, DateTimeOffset now)
    {
        var next = folder.HandedOff + 1;
        if (next > HandoffStage.Outcome || Unit(folder, rulebook) is not { } unit || OnDuty(rulebook, folder, unit, LadderStep.StationHead, now) is not { } officer)
        {
            return null;
        }

        var seconds = next switch
        {
            HandoffStage.Seen => Between(folder, "seen", 8, 16),
            HandoffStage.Told => Between(folder, "told", 16, 24),
            HandoffStage.Sent => Between(folder, "sent", 15, 50),
            HandoffStage.Reached => Between(folder, "reached", 75, 210),
            _ => Between(folder, "outcome", 75, 240),
        };
        var reference = next switch { HandoffStage.Told => "112-" + folder.Docket, HandoffStage.Outcome => "safe", _ => null };
        return new ScriptStep(now.AddSeconds(seconds), new ComplaintCommand.Handoff(next, officer, reference), null);
    }

    private ScriptStep? Tag(Folder folder, Rulebook rulebook, DateTimeOffset now)
    {
        var root = rulebook.Seats.FindId(folder.Account)?.UnitId ?? MainUnit(rulebook);
        return root is not null && Station(folder, rulebook, root) is { } station && OnDuty(rulebook, folder, root, LadderStep.Commissioner, now) is { } officer
            ? new ScriptStep(now.AddSeconds(TagAfter(folder)), new ComplaintCommand.Tag(station, officer), null)
            : null;
    }

    /// <summary>A whole force does not accept: its desk passes the docket down to a station.</summary>
    private ScriptStep? PassDown(Folder folder, Rulebook rulebook, DateTimeOffset now) =>
        Station(folder, rulebook, folder.Unit!) is { } station && OnDuty(rulebook, folder, folder.Unit!, LadderStep.Commissioner, now) is { } officer
            ? new ScriptStep(now.AddSeconds(TagAfter(folder)), new ComplaintCommand.Transfer(station, officer, "for the station of the place"), null)
            : null;

    private double TagAfter(Folder folder) => folder.IsP0 ? Between(folder, "tag", 15, 45) : Between(folder, "tag", 60, 360);

    private string? Station(Folder folder, Rulebook rulebook, string root)
    {
        // An account of a station, or of another wing, has no such station below it: then any of its force.
        var force = rulebook.Units.SuperiorsOf(root).LastOrDefault()?.Id ?? root;
        var stations = StationsBelow(folder, rulebook, root) is { Count: > 0 } below ? below : StationsBelow(folder, rulebook, force);
        return stations.Count == 0 ? null : stations[(int)(Chance(folder.Docket, "station") * stations.Count)].Id;
    }

    private static List<Unit> StationsBelow(Folder folder, Rulebook rulebook, string root) =>
        [.. rulebook.Units.Below(root).Where(unit => unit.Wing == Wing.LawAndOrder && rulebook.Units.ChildrenOf(unit.Id).Count == 0 && unit.Id != folder.Against)];

    private ScriptStep? Answer(Folder folder, Rulebook rulebook, DateTimeOffset at, bool viaApp, bool final = false)
    {
        if (folder.Unit is not { } unit || folder.Posts.Count == 0)
        {
            return null;
        }

        // A unit that is complained of has no word in it: its answer would count for nothing.
        bool Speaks(string? id) => id is not null && !officers.SilentUnits.Contains(id) && !(folder.Against is { } against && rulebook.Units.IsWithin(id, against));
        var chain = rulebook.Units.SuperiorsOf(unit).Select(superior => superior.Id).Prepend(unit).Where(Speaks);
        // The last word comes from the account that the citizen wrote to; the first may come from the unit's own.
        var seat = final && rulebook.Seats.FindId(folder.Account) is { } receiver && Speaks(receiver.UnitId)
            ? receiver
            : chain.SelectMany(rulebook.Seats.Of).FirstOrDefault(s => s.Channel == folder.Channel);
        return seat is null ? null
            : viaApp ? new ScriptStep(at, null, seat)
            : By(folder, rulebook, at, officer => new ComplaintCommand.Reply("", seat.Id, officer, true));
    }

    /// <summary>The unit's own officers first, and of those the lowest of officer's rank: who acts cannot check.</summary>
    private static ScriptStep? By(Folder folder, Rulebook rulebook, DateTimeOffset at, Func<string, ComplaintCommand> command)
    {
        if (folder.Unit is not { } unit)
        {
            return null;
        }

        var own = rulebook.Roster.OnDuty(unit, at).LastOrDefault(officer => officer.Rank.Step() >= LadderStep.StationHead)?.Id;
        return (own ?? OnDuty(rulebook, folder, unit, LadderStep.StationHead, at)) is { } officer ? new ScriptStep(at, command(officer), null) : null;
    }

    /// <param name="proposer">Who proposed what is to be checked, and so cannot check it.</param>
    private ScriptStep? Superior(
        Folder folder, Rulebook rulebook, DateTimeOffset now, LadderStep step, double afterSeconds, Func<string, ComplaintCommand> command, string proposer = "") =>
        Unit(folder, rulebook) is { } unit
            && OnDuty(rulebook, folder, unit, step, now.AddSeconds(afterSeconds), [.. folder.Actors, folder.Check?.By ?? "", proposer]) is { } officer
            ? new ScriptStep(now.AddSeconds(afterSeconds), command(officer), null)
            : null;

    private string? MainUnit(Rulebook rulebook) =>
        rulebook.Seats.All.FirstOrDefault(seat => seat.IsMain && seat.UnitId?.StartsWith(force, StringComparison.Ordinal) == true)?.UnitId;

    private string? Unit(Folder folder, Rulebook rulebook) => folder.Lane ?? folder.Unit ?? MainUnit(rulebook);

    /// <summary>Somebody on that step or, where nobody is, the next above.</summary>
    private static string? OnDuty(Rulebook rulebook, Folder folder, string unit, LadderStep step, DateTimeOffset now, IReadOnlyList<string>? not = null) =>
        rulebook.Roster.From(step, unit, now).SelectMany(rung => rung.OnDuty)
            .FirstOrDefault(officer => officer.Rank.Step() >= step && not?.Contains(officer.Id) != true
                && !(folder.Against is { } against && rulebook.Units.IsWithin(officer.UnitId, against)))?.Id;

    private static ActionTaken Action(Folder folder)
    {
        var kind = folder.Category is Category.TrafficViolation or Category.IllegalParking ? ActionKind.EChallan : Actions[(int)(Hash(folder.Docket) % (uint)Actions.Length)];
        return new ActionTaken(kind, kind == ActionKind.Counselled ? null : $"{kind.ToString()[0]}-{folder.Docket}", kind == ActionKind.Fir ? ["BNS 303(2)"] : [], null);
    }

    private double Between(Folder folder, string what, double from, double to) => from + (Chance(folder.Docket, what) * (to - from));

    private double Chance(string docket, string what) => Chance($"{officers.Seed}/{docket}/{what}");

    /// <summary>0 to 1, the same for the same text.</summary>
    internal static double Chance(string text) => Hash(text) / (uint.MaxValue + 1.0);

    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }

        hash ^= hash >> 16;
        hash *= 0x7feb352du;
        hash ^= hash >> 15;
        hash *= 0x846ca68bu;
        return hash ^ (hash >> 16);
    }
}
