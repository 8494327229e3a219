using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>The action report to the Commissioner's or SP's office, and word back to an office that forwarded the complaint.</summary>
internal static class Reporting
{
    public static Refusal? See(Turn turn, ComplaintCommand.SeeReport c)
    {
        if (turn.Folder.ReportSeenBy is not null)
        {
            return null;
        }

        if (MayJudge(turn, c.By) is { } refusal)
        {
            return refusal;
        }

        turn.Add(new ComplaintEvent.ReportSeen(c.By, turn.Now), turn.Meet(ClockKind.ReportUp));
        return null;
    }

    public static Refusal? Return(Turn turn, ComplaintCommand.ReturnReport c)
    {
        if ((MayJudge(turn, c.By) ?? Turn.Note(c.Note)) is { } refusal)
        {
            return refusal;
        }

        var folder = turn.Folder;
        var goesBack = turn.State is Complaint.Approved or Complaint.Closed;
        turn.Add(
            new ComplaintEvent.ReportReturned(c.By, c.Note, turn.Now),
            turn.Meet(ClockKind.ReportUp),
            goesBack ? turn.Start(folder, ClockKind.Act, turn.Now, folder.PostedAt) : null,
            turn.State is Complaint.Closed ? turn.Start(folder, ClockKind.Close, turn.Now, folder.PostedAt) : null,
            turn.State is Complaint.Closed ? Ending.Owed(turn, folder) : null,
            turn.State is Complaint.Closed ? turn.ReportGoesOn() : null);
        return null;
    }

    public static Refusal? Back(Turn turn, ComplaintCommand.ReportBack c)
    {
        var folder = turn.Folder;
        if (folder.ReportedBack)
        {
            return null;
        }

        if (turn.MayDirect(c.By) is { } refusal)
        {
            return refusal;
        }

        if (folder.Office == Office.None)
        {
            return new Refusal("no-office", "No office forwarded this complaint.");
        }

        if (string.IsNullOrWhiteSpace(c.Reference) || c.Reference.Length > 60)
        {
            return new Refusal("reference-missing", "Name the letter, mail or call, in at most 60 characters.");
        }

        turn.Add(new ComplaintEvent.ReportedBack(folder.Office, c.By, c.Reference, turn.Now), turn.Meet(ClockKind.ReportBack));
        return null;
    }

    private static Refusal? MayJudge(Turn turn, string by)
    {
        var folder = turn.Folder;
        if (turn.MayDirect(by) is { } refusal)
        {
            return refusal;
        }

        if (turn.Officer(by)!.Rank.Step() < LadderStep.DeputyCommissioner)
        {
            return new Refusal("rank-too-low", "The report goes to the Commissioner's or SP's office.");
        }

        if (!folder.IsOpen(ClockKind.ReportUp))
        {
            return new Refusal("no-report", "There is no action report to be seen: the citizen was not answered after the action.");
        }

        return folder.FinalAnswer is { MentionsReceiver: false }
            ? new Refusal("receiver-not-mentioned", "The answer does not mention the account that received the complaint; it must be answered again.")
            : null;
    }
}
