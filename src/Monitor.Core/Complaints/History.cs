using System.Diagnostics;
using System.Text.Json;

namespace Monitor.Core.Complaints;

/// <summary>One line of a docket's history.</summary>
/// <param name="Event">The event's name in camel case.</param>
/// <param name="By">Officer, or null where the machine or the citizen did it.</param>
/// <param name="Text">One English sentence without words of citizens.</param>
public sealed record HistoryLine(DateTimeOffset At, string Event, string? By, string Text);

/// <summary>Puts a docket's events into sentences for the desk.</summary>
public static class History
{
    public static IReadOnlyList<HistoryLine> Of(IEnumerable<ComplaintEvent> events) => [.. events.Select(Line)];

    public static HistoryLine Line(ComplaintEvent happened)
    {
        var (by, text) = happened switch
        {
            ComplaintEvent.Opened or ComplaintEvent.PostAdded or ComplaintEvent.PostEdited or ComplaintEvent.PostDeleted or ComplaintEvent.Reopened or ComplaintEvent.PartSplit
                or ComplaintEvent.Linked or ComplaintEvent.Unlinked or ComplaintEvent.IncidentJoined or ComplaintEvent.IncidentLeft or ComplaintEvent.Appealed => Life(happened),
            ComplaintEvent.Tagged or ComplaintEvent.Rerouted or ComplaintEvent.Accepted or ComplaintEvent.Disputed or ComplaintEvent.Transferred
                or ComplaintEvent.ActionRecorded or ComplaintEvent.Checked or ComplaintEvent.SecondChecked or ComplaintEvent.Returned or ComplaintEvent.HandedOff
                or ComplaintEvent.Prioritised or ComplaintEvent.Recomputed => Work(happened),
            ComplaintEvent.Warned or ComplaintEvent.Breached or ComplaintEvent.BreachWithdrawn or ComplaintEvent.Climbed or ComplaintEvent.ClimbsHeld => Ladder(happened),
            ComplaintEvent.LeaveProposed or ComplaintEvent.Left or ComplaintEvent.LeaveReturned or ComplaintEvent.Closed or ComplaintEvent.ReportSeen
                or ComplaintEvent.ReportReturned or ComplaintEvent.ReportedBack => End(happened),
            _ => Words(happened),
        };
        return new HistoryLine(happened.At, JsonNamingPolicy.CamelCase.ConvertName(happened.GetType().Name), by, text);
    }

    private static (string? By, string Text) Life(ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.Opened e => (e.By, e.Unit is null ? $"Opened as {e.Priority}, no unit known." : $"Opened as {e.Priority} for {e.Unit}."),
        ComplaintEvent.PostAdded { Thanks: true } => (null, "The citizen wrote; nothing more is asked for."),
        ComplaintEvent.PostAdded { Reminder: true } => (null, "The citizen reminded us."),
        ComplaintEvent.PostAdded => (null, "The citizen wrote again."),
        ComplaintEvent.PostEdited => (null, "The citizen edited a post."),
        ComplaintEvent.PostDeleted => (null, "A post was deleted on the platform."),
        ComplaintEvent.Reopened e => (e.By, e.Why switch
        {
            ReopenWhy.CitizenWrote => "Opened again: the citizen wrote.",
            ReopenWhy.AnswerGone => "Opened again: the answer is gone from the platform and the citizen stands unanswered.",
            _ => $"Opened again: {e.Note}",
        }),
        ComplaintEvent.Appealed e => (e.By, $"Appealed: {e.Note}"),
        ComplaintEvent.PartSplit e => (e.By, $"Part of it became docket {e.Into}."),
        ComplaintEvent.Linked e => (e.By, $"Linked with docket {e.Docket}."),
        ComplaintEvent.Unlinked e => (e.By, $"No longer linked with docket {e.Docket}."),
        ComplaintEvent.IncidentJoined e => (e.By, $"Joined incident {e.Incident}."),
        ComplaintEvent.IncidentLeft e => (e.By, $"Taken out of incident {e.Incident}: {e.Note}"),
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    private static (string? By, string Text) Work(ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.Tagged { Why: TagWhy.MainAccount } e => (e.By, $"Tagged to {e.Unit} by the main account's mention."),
        ComplaintEvent.Rerouted e => (null, $"Reorganised: the unit that had it has ended; now with {e.Unit}."),
        ComplaintEvent.Tagged { Why: TagWhy.Reorganised } e => (null, $"Reorganised: the unit that had it has ended; now with {e.Unit}."),
        ComplaintEvent.Tagged e => (e.By, $"Tagged to {e.Unit}."),
        ComplaintEvent.Accepted e => (e.By, $"Accepted by {e.Unit}."),
        ComplaintEvent.Disputed e => (e.By, $"Disputed by {e.Unit}, now with {e.Lane}: {e.Note}"),
        ComplaintEvent.Transferred { PingPong: > 0 } e => (e.By, $"Transferred to {e.Unit}, which had it before ({e.PingPong}): {e.Note}"),
        ComplaintEvent.Transferred e => (e.By, $"Transferred to {e.Unit}: {e.Note}"),
        ComplaintEvent.ActionRecorded e => (e.By, $"Action: {e.Action.Kind}{(e.Action.Number is null ? "" : " " + e.Action.Number)}."),
        ComplaintEvent.Checked e => (e.By, e.Final ? "Action checked." : "Action checked; a second check is due."),
        ComplaintEvent.SecondChecked e => (e.By, "Action checked a second time."),
        ComplaintEvent.Returned e => (e.By, $"Returned: {e.Note}"),
        ComplaintEvent.HandedOff e => (e.By, e.Reference is null ? $"Handoff: {e.Stage}." : $"Handoff: {e.Stage}, reference {e.Reference}."),
        ComplaintEvent.Prioritised { From: Sla.Priority.P0, To: Sla.Priority.P0 } => (null, "P0 again, after the outcome of the first: handed to the emergency line anew."),
        ComplaintEvent.Prioritised { By: null } e => (null, $"Raised from {e.From} to {e.To}."),
        ComplaintEvent.Prioritised e => (e.By, e.SecondBy is null ? $"{e.From} made {e.To}: {e.Note}" : $"{e.From} made {e.To}, with {e.SecondBy}: {e.Note}"),
        ComplaintEvent.Recomputed e => (e.By, $"Clocks planned anew by {e.Policy}: {e.Note}"),
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    private static (string? By, string Text) Ladder(ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.Warned e => (null, $"{e.Clock}: {e.Percent} % of the time is used."),
        ComplaintEvent.Breached { Outage: { } outage } e => (null, $"{e.Clock} is late. Monitor was down from {Sla.Iso.Text(outage.DownFrom)} to {Sla.Iso.Text(outage.DownTo)}."),
        ComplaintEvent.Breached e => (null, $"{e.Clock} is late."),
        ComplaintEvent.BreachWithdrawn { Why: WithdrawnWhy.InTimeDeliveredLate } e => (null, $"{e.Clock}: done in time, delivered late."),
        ComplaintEvent.BreachWithdrawn e => (null, $"{e.Clock} is due later now."),
        ComplaintEvent.Climbed { Unit: null } e => (null, $"{e.Clock}: nobody above is on duty to be told."),
        ComplaintEvent.Climbed e => (null, e.Passed.Count == 0
            ? $"{e.Clock} climbed to the {e.Title}."
            : $"{e.Clock} climbed to the {e.Title}; passed at once: {string.Join(" ", e.Passed.Select(step => step.Why))}"),
        ComplaintEvent.ClimbsHeld e => (null, $"Monitor was down; climbs wait until {Sla.Iso.Text(e.UntilAt)}."),
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    private static (string? By, string Text) End(ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.LeaveProposed e => (e.Leave.By, $"Proposed to leave as {e.Leave.Way}: {e.Leave.Note}"),
        ComplaintEvent.Left e => (e.CheckedBy ?? e.Leave.By, $"Left as {e.Leave.Way}{(e.Leave.Body is null ? "" : ", " + e.Leave.Body)}: {e.Leave.Note}"),
        ComplaintEvent.LeaveReturned e => (e.By, $"Way out refused: {e.Note}"),
        ComplaintEvent.Closed e => (e.By, "Closed with all stamps."),
        ComplaintEvent.ReportSeen e => (e.By, "Action report seen."),
        ComplaintEvent.ReportReturned e => (e.By, $"Action report returned: {e.Note}"),
        ComplaintEvent.ReportedBack e => (e.By, $"{e.Office} informed, {e.Reference}."),
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    private static (string? By, string Text) Words(ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.ReplyWritten e => (e.By, e.Purpose == Purpose.Question ? "Question written, not sent yet." : "Answer written, not sent yet."),
        ComplaintEvent.Answered { First: true } e => (e.Answer.By, $"First answer to the citizen, from {e.Answer.Account}."),
        ComplaintEvent.Answered e => (e.Answer.By, e.Answer.Purpose == Purpose.Question ? $"Question delivered from {e.Answer.Account}." : $"Answered from {e.Answer.Account}."),
        ComplaintEvent.ReceiptSent => (null, "Automatic receipt sent; it stops no clock."),
        ComplaintEvent.AnswerClaimed e => (e.By, "An answer typed in the platform's app was claimed."),
        ComplaintEvent.DeliveryFailed e => (null, e.Deleted ? "An answer was deleted on the platform." : "An answer did not reach the citizen."),
        ComplaintEvent.Paused e => (e.By, $"Waits for the citizen until {Sla.Iso.Text(e.UntilAt)} at most."),
        ComplaintEvent.ReminderDue => (null, "Half of the wait is over; the citizen should be reminded."),
        ComplaintEvent.Resumed e => (e.By, e.Why switch
        {
            PauseEnd.CitizenWrote => "The citizen wrote; clocks run again.",
            PauseEnd.BoundReached => "The citizen did not answer in time; clocks run again.",
            _ => "Clocks run again.",
        }),
        _ => throw new UnreachableException(happened.GetType().Name),
    };
}
