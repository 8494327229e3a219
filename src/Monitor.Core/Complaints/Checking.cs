using Monitor.Core.Organisation;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>Action recorded, and the superiors who look at it. A checker is never who acted, nor of the unit complained of.</summary>
internal static class Checking
{
    public static Refusal? Act(Turn turn, ComplaintCommand.Act c)
    {
        var folder = turn.Folder;
        if ((turn.MayActFor(c.By, folder.Unit) ?? Wrong(c.Action)) is { } refusal)
        {
            return refusal;
        }

        if (turn.State is not (Complaint.Accepted or Complaint.Acted))
        {
            return Owning.NotNow(turn);
        }

        if (folder.Action is { } known && known.Kind == c.Action.Kind && known.Number == c.Action.Number)
        {
            return null;
        }

        Pausing.Resume(turn, PauseEnd.Officer, c.By, turn.Now);
        turn.Add(
            new ComplaintEvent.ActionRecorded(c.Action, c.By, turn.Now),
            turn.Meet(ClockKind.Act),
            turn.Folder.IsOpen(ClockKind.Check) ? null : turn.Start(turn.Folder, ClockKind.Check, turn.Now, folder.PostedAt));
        return null;
    }

    public static Refusal? Approve(Turn turn, ComplaintCommand.Check c)
    {
        var folder = turn.Folder;
        if (turn.State is Complaint.Approved or Complaint.Closed or Complaint.Left && IsLastChecker(folder, turn.State, c.By))
        {
            return null;
        }

        if (MayCheck(turn, c.By) is { } refusal)
        {
            return refusal;
        }

        var rank = turn.Officer(c.By)!.Rank;
        switch (turn.State)
        {
            case Complaint.Acted:
                var again = folder.NeedsSecondCheck;
                turn.Add(
                    new ComplaintEvent.Checked(c.By, rank, !again, turn.Now),
                    turn.Meet(ClockKind.Check),
                    again ? turn.Start(folder, ClockKind.SecondCheck, turn.Now, folder.PostedAt) : null);
                return null;
            case Complaint.Checked when folder.Check!.By == c.By:
                return null;
            case Complaint.Checked when rank.Step() < LadderStep.DeputyCommissioner:
                return new Refusal("rank-too-low", "The second check is the DCP's or SP's.");
            case Complaint.Checked:
                turn.Add(new ComplaintEvent.SecondChecked(c.By, rank, turn.Now), turn.Meet(ClockKind.SecondCheck));
                return null;
            case Complaint.Leaving leaving when Ending.Unfounded(turn.Folder, leaving.Leave) is { } unfounded:
                return unfounded;
            case Complaint.Leaving leaving:
                Ending.Leave(turn, leaving.Leave, c.By);
                return null;
            default:
                return Owning.NotNow(turn);
        }
    }

    public static Refusal? Return(Turn turn, ComplaintCommand.Return c)
    {
        if ((MayCheck(turn, c.By) ?? Turn.Note(c.Note)) is { } refusal)
        {
            return refusal;
        }

        var folder = turn.Folder;
        switch (turn.State)
        {
            case Complaint.Acted or Complaint.Checked:
                turn.Add(
                    new ComplaintEvent.Returned(c.By, c.Note, turn.Now),
                    turn.Meet(ClockKind.Check),
                    turn.Meet(ClockKind.SecondCheck),
                    turn.Start(folder, ClockKind.Act, turn.Now, folder.PostedAt),
                    turn.Drop(ClockKind.ReportUp));
                return null;
            case Complaint.Leaving:
                var restart = folder.AcceptedBy is not null ? ClockKind.Act : ClockKind.Accept;
                turn.Add(
                    new ComplaintEvent.LeaveReturned(c.By, c.Note, turn.Now),
                    turn.Meet(ClockKind.Check),
                    folder.Unit is null ? null : turn.Start(folder, restart, turn.Now, folder.PostedAt),
                    turn.Drop(ClockKind.ReportUp));
                return null;
            default:
                return Owning.NotNow(turn);
        }
    }

    /// <summary>An ACP or CO at least, in command of the unit, who neither acted on it nor proposed what is to be checked.</summary>
    private static Refusal? MayCheck(Turn turn, string by)
    {
        var folder = turn.Folder;
        if (turn.MayAct(by) is { } refusal)
        {
            return refusal;
        }

        var officer = turn.Officer(by)!;
        if (folder.Actors.Contains(by) || (turn.State is Complaint.Leaving leaving && leaving.Leave.By == by))
        {
            return new Refusal("checker-acted", "Who acted on a docket cannot check it.");
        }

        if (officer.Rank.Step() < LadderStep.AssistantCommissioner)
        {
            return new Refusal("rank-too-low", "A check is the ACP's or CO's, or a higher officer's.");
        }

        return turn.Owner is { } unit && !turn.Units.IsWithin(unit, officer.UnitId)
            ? new Refusal("not-your-docket", "Only a superior of the unit that has the docket checks it.")
            : null;
    }

    private static bool IsLastChecker(Folder folder, Complaint state, string by) =>
        state is Complaint.Left ? folder.Check?.By == by : (folder.SecondCheck ?? folder.Check)?.By == by;

    private static Refusal? Wrong(ActionTaken action)
    {
        if (action.Kind == ActionKind.None)
        {
            return new Refusal("action-kind-missing", "Say what kind of action was taken.");
        }

        var needsNumber = action.Kind is not (ActionKind.Counselled or ActionKind.FoundUntrue or ActionKind.NothingPossible or ActionKind.Referred);
        if (needsNumber && string.IsNullOrWhiteSpace(action.Number))
        {
            return new Refusal("number-missing", "This kind of action has a number: diary entry, FIR, report, challan, 112 event or order.");
        }

        if (action.Number?.Length > 60 || action.Sections.Count > 20 || action.Sections.Any(section => section.Length > 60))
        {
            return new Refusal("too-long", "A number or section has at most 60 characters, and there are at most 20 sections.");
        }

        if (action.Kind == ActionKind.Fir && action.Sections.Count == 0)
        {
            return new Refusal("sections-missing", "An FIR names its sections.");
        }

        return Turn.Note(action.Note, needed: action.Kind is ActionKind.FoundUntrue or ActionKind.NothingPossible or ActionKind.Referred);
    }
}
