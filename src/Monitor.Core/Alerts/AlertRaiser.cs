using Monitor.Core.Accounts;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;
using Monitor.Core.Incidents;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Alerts;

/// <summary>What events of other grains mean for alerts (design section 8). Pure: one event in, commands out.</summary>
public static class AlertRaiser
{
    private const int Ordinary = 2;

    /// <param name="docket">Of the complaint whose event it is.</param>
    public static IEnumerable<(string Key, AlertCommand Command)> Of(string docket, ComplaintEvent happened)
    {
        if (happened is ComplaintEvent.Opened { Post.Channel: Channel.Canary })
        {
            return [];
        }

        var ended = happened.Clocks.Where(change => change.Late && change.Turn is ClockTurn.Met or ClockTurn.Dropped or ClockTurn.Started)
            .Select(change => Cleared(docket, change.Clock, change.Turn == ClockTurn.Dropped ? "no longer asked for" : "done"));
        return [.. Raised(docket, happened), .. ended, .. Moved(docket, happened)];
    }

    /// <param name="post">Key of the flag whose event it is.</param>
    public static IEnumerable<(string Key, AlertCommand Command)> Of(string post, FlagEvent happened) => happened switch
    {
        FlagEvent.Climbed e => [Keyed(AlertKind.Flag, post, subject => new AlertCommand.Raise(subject, AlertKind.Flag, 1, e.Unit, "flag-unseen", e.Step, e.Officers, false))],
        FlagEvent.Seen => [Keyed(AlertKind.Flag, post, _ => new AlertCommand.Clear("seen"))],
        _ => [],
    };

    /// <param name="seat">Key of the account whose event it is.</param>
    /// <param name="unit">Of the account's seat, by the rulebook.</param>
    public static IEnumerable<(string Key, AlertCommand Command)> Of(string seat, string? unit, OfficialAccountEvent happened) => happened switch
    {
        OfficialAccountEvent.FellSilent { Silence: Silence.Red } e =>
            [Keyed(AlertKind.SilentAccount, seat, subject => Own(subject, AlertKind.SilentAccount, Ordinary + 1, unit, $"silent-{e.Duty.ToString().ToLowerInvariant()}"))],
        OfficialAccountEvent.FellSilent { Silence: Silence.Amber } => [Keyed(AlertKind.SilentAccount, seat, _ => new AlertCommand.Clear("no longer red"))],
        OfficialAccountEvent.SpokeAgain => [Keyed(AlertKind.SilentAccount, seat, _ => new AlertCommand.Clear("spoke again"))],
        OfficialAccountEvent.Excused => [Keyed(AlertKind.SilentAccount, seat, _ => new AlertCommand.Clear("excused"))],
        OfficialAccountEvent.LinkBroke => [Keyed(AlertKind.DeadLink, seat, subject => Own(subject, AlertKind.DeadLink, 1, unit, "link-broke"))],
        OfficialAccountEvent.LinkMended => [Keyed(AlertKind.DeadLink, seat, _ => new AlertCommand.Clear("mended"))],
        _ => [],
    };

    /// <summary>A docket that another alert counts needs none of its own: until then it had one, so that nothing waited for the group.
    /// With that alert's end it may need it again.</summary>
    public static IEnumerable<(string Key, AlertCommand Command)> Of(AlertEvent happened) => happened switch
    {
        AlertEvent.CountRaised { Docket: { } docket } => [Safe(docket, AlertEvent.Cleared.Counted)],
        AlertEvent.Cleared e => e.Dockets.Select(docket => Keyed(AlertKind.LifeAtRisk, docket, _ => new AlertCommand.Resume())),
        _ => [],
    };

    private static IEnumerable<(string Key, AlertCommand Command)> Raised(string docket, ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.Opened { Priority: Priority.P0 } e => [AtRisk(docket, e.Unit)],
        ComplaintEvent.Prioritised { To: Priority.P0 } e => [AtRisk(docket, e.Unit), .. CountedIn(docket, e.Incident)],
        // The handoff that begins anew is what makes it a life at risk again: the alert of the first was cleared with its end.
        ComplaintEvent.Reopened e when e.Clocks.Any(change => change is { Clock: ClockKind.Seen, Turn: ClockTurn.Started }) => [AtRisk(docket, e.Unit)],
        ComplaintEvent.IncidentJoined { Priority: Priority.P0 } e => CountedIn(docket, e.Incident),
        ComplaintEvent.IncidentLeft { AtRisk: true } e => [AtRisk(docket, e.Unit)],
        ComplaintEvent.Prioritised { From: Priority.P0 } => [Safe(docket, "lowered")],
        ComplaintEvent.HandedOff { Stage: HandoffStage.Outcome } => [Safe(docket, "outcome recorded")],
        ComplaintEvent.HandedOff { Stage: HandoffStage.Seen } e => [Keyed(AlertKind.LifeAtRisk, docket, _ => new AlertCommand.Acknowledge(e.By))],
        ComplaintEvent.Closed => [Safe(docket, "closed")],
        ComplaintEvent.Left => [Safe(docket, "left")],
        ComplaintEvent.Climbed e =>
        [
            Keyed(AlertKind.Breach, Subject(docket, e.Clock), subject => new AlertCommand.Raise(
                subject, AlertKind.Breach, Math.Max(0, e.Priority.Number()), e.Unit, $"{e.Clock.ToString().ToLowerInvariant()}-breached", e.Step, e.Officers, false)),
        ],
        ComplaintEvent.BreachWithdrawn e => [Cleared(docket, e.Clock, e.Why == WithdrawnWhy.InTimeDeliveredLate ? "answered in time, delivered late" : "due later")],
        _ => [],
    };

    private static IEnumerable<(string Key, AlertCommand Command)> Moved(string docket, ComplaintEvent happened)
    {
        var (unit, late, isAtRisk) = happened switch
        {
            ComplaintEvent.Tagged e => (e.Unit, e.Late, e.AtRisk),
            ComplaintEvent.Rerouted e => (e.Unit, e.Late, e.AtRisk),
            ComplaintEvent.Transferred e => (e.Unit, e.Late, e.AtRisk),
            _ => ("", [], false),
        };
        var breaches = late.Select(clock => Keyed(AlertKind.Breach, Subject(docket, clock), _ => new AlertCommand.Move(unit)));
        return isAtRisk ? [.. breaches, Keyed(AlertKind.LifeAtRisk, docket, _ => new AlertCommand.Move(unit))] : breaches;
    }

    private static string Subject(string docket, ClockKind clock) => $"{docket}/{clock.ToString().ToLowerInvariant()}";

    private static (string Key, AlertCommand Command) Cleared(string docket, ClockKind clock, string why) =>
        Keyed(AlertKind.Breach, Subject(docket, clock), _ => new AlertCommand.Clear(why));

    private static (string Key, AlertCommand Command) AtRisk(string docket, string? unit) => Keyed(
        AlertKind.LifeAtRisk, docket, subject => new AlertCommand.Raise(subject, AlertKind.LifeAtRisk, 0, unit, "life-at-risk", LadderStep.StationHead, [], false));

    /// <summary>Later lives at risk of an incident raise the count of the first one's alert at once (design section 8).</summary>
    private static IEnumerable<(string Key, AlertCommand Command)> CountedIn(string docket, string? incident) =>
        incident is not null && IncidentFinder.FirstDocket(incident) is { } first && first != docket
            ? [Keyed(AlertKind.LifeAtRisk, first, _ => new AlertCommand.CountIn(docket))]
            : [];

    private static (string Key, AlertCommand Command) Safe(string docket, string why) => Keyed(AlertKind.LifeAtRisk, docket, _ => new AlertCommand.Clear(why));

    private static AlertCommand Own(string subject, AlertKind kind, int priority, string? unit, string why) =>
        new AlertCommand.Raise(subject, kind, priority, unit, why, LadderStep.StationHead, [], true);

    private static (string Key, AlertCommand Command) Keyed(AlertKind kind, string subject, Func<string, AlertCommand> command) => (Alert.Key(kind, subject), command(subject));
}
