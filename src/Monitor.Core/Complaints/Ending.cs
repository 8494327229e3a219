using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>Closing with four stamps, the other ways out, and the ways back in.</summary>
internal static class Ending
{
    private static readonly ClockKind[] EndWithIt =
    [
        ClockKind.Acknowledge, ClockKind.Accept, ClockKind.Act, ClockKind.KeepInformed, ClockKind.AnswerAgain, ClockKind.Check, ClockKind.SecondCheck, ClockKind.Close,
        ClockKind.Seen, ClockKind.Told, ClockKind.Sent, ClockKind.Reached, ClockKind.Outcome,
    ];

    public static Refusal? Close(Turn turn, ComplaintCommand.Close c)
    {
        var folder = turn.Folder;
        if (turn.State is Complaint.Closed)
        {
            return null;
        }

        if (turn.MayActFor(c.By, folder.Unit) is { } refusal)
        {
            return refusal;
        }

        if (turn.State is Complaint.Disputed)
        {
            return new Refusal("in-dispute", "A docket in dispute cannot close; the common superior decides whose it is.");
        }

        if (Missing(turn.State, folder) is { } missing)
        {
            return new Refusal("stamp-missing", missing);
        }

        turn.Add(new ComplaintEvent.Closed(c.By, turn.Now), EndWithIt.Select(clock => clock == ClockKind.Close ? turn.Meet(clock) : turn.Drop(clock)).ToList());
        return null;
    }

    public static Refusal? Dismiss(Turn turn, ComplaintCommand.Dismiss c)
    {
        var folder = turn.Folder;
        var anew = turn.State is Complaint.Leaving leaving && Unfounded(folder, leaving.Leave) is not null;
        if (!anew && turn.State is Complaint.Left or Complaint.Leaving && Way(turn.State) == c.Leave.Way)
        {
            return null;
        }

        if ((turn.MayDirect(c.Leave.By) ?? Turn.Note(c.Leave.Note) ?? Wrong(turn, c.Leave)) is { } refusal)
        {
            return refusal;
        }

        if (turn.State is Complaint.Disputed)
        {
            return new Refusal("in-dispute", "A docket in dispute cannot leave; the common superior decides whose it is.");
        }

        if (!anew && turn.State is not (Complaint.Untagged or Complaint.Tagged or Complaint.Accepted or Complaint.Acted or Complaint.Checked or Complaint.Approved))
        {
            return Owning.NotNow(turn);
        }

        Pausing.Resume(turn, PauseEnd.Closed, c.Leave.By, turn.Now);
        if (anew || folder.LeaveNeedsCheck || c.Leave.Way == WayOut.NoAnswer)
        {
            turn.Add(
                new ComplaintEvent.LeaveProposed(c.Leave, turn.Now),
                anew && folder.IsOpen(ClockKind.Check) ? null : turn.Start(turn.Folder, ClockKind.Check, turn.Now, folder.PostedAt),
                turn.Drop(ClockKind.Accept),
                turn.Drop(ClockKind.Act),
                turn.Drop(ClockKind.SecondCheck));
        }
        else
        {
            Leave(turn, c.Leave, null);
        }

        return null;
    }

    public static void Leave(Turn turn, Leave leave, string? checkedBy) => turn.Add(
        new ComplaintEvent.Left(leave, checkedBy, turn.Now),
        EndWithIt.Select(clock => clock is ClockKind.Close or ClockKind.Check ? turn.Meet(clock) : turn.Drop(clock)).ToList());

    public static Refusal? Reopen(Turn turn, ComplaintCommand.Reopen c)
    {
        if ((turn.MayDirect(c.By) ?? Turn.Note(c.Note)) is { } refusal)
        {
            return refusal;
        }

        if (!turn.State.IsOpen)
        {
            Reopen(turn, ReopenWhy.Officer, null, c.By, c.Note, turn.Now, turn.Now);
        }

        return null;
    }

    /// <summary>Whether it ended with this answer, of which nothing is left that stands for it: a stamp of closing, or how the citizen was told of another way out.</summary>
    public static bool RestedOn(Complaint ended, Folder before, string answer) => ended switch
    {
        Complaint.Closed closed => before.FinalAnswer?.Id == answer && closed.Folder.FinalAnswer is null,
        Complaint.Left left => left.Leave.Way != WayOut.NotAComplaint && left.Leave.Told == answer,
        _ => false,
    };

    /// <summary>The history stays one; the closing clock begins anew at the word that opened it. Where only the answer is gone the action and its checks still stand.</summary>
    /// <param name="post">The citizen's, or our answer that is gone.</param>
    public static void Reopen(Turn turn, ReopenWhy why, string? post, string? by, string? note, DateTimeOffset from, DateTimeOffset citizenFrom)
    {
        var folder = turn.Folder;
        var stays = folder.AcceptedBy is not null && folder.Unit is not null;
        var approved = why == ReopenWhy.AnswerGone && turn.State is Complaint.Closed;
        var again = folder.IsP0 && !approved;
        turn.Add(
            new ComplaintEvent.Reopened(why, post, by, note, folder.Unit, stays, turn.Now),
            turn.Start(folder, ClockKind.Close, from, citizenFrom),
            turn.Drop(ClockKind.ReportUp),
            turn.ReportGoesOn(),
            approved || folder.Unit is null ? null : turn.Start(folder, stays ? ClockKind.Act : ClockKind.Accept, turn.Now, citizenFrom),
            post is null ? Owed(turn, folder) : turn.Start(folder, ClockKind.AnswerAgain, from, citizenFrom),
            again ? turn.Start(folder, ClockKind.Seen, from, citizenFrom) : null,
            again ? turn.Start(folder, ClockKind.Told, from, citizenFrom) : null);
    }

    /// <summary>
    /// What a docket owes the citizen that comes back without a word of theirs: the first answer, if they never had one (an ending and a way back must not erase that it is
    /// late), else word of how it goes on.
    /// </summary>
    public static ClockChange? Owed(Turn turn, Folder folder) => folder.AnsweredAt is null
        ? turn.Start(folder, ClockKind.Acknowledge, turn.Now, folder.PostedAt)
        : turn.Start(folder, ClockKind.KeepInformed, turn.Now, turn.Now);

    public static Refusal? Appeal(Turn turn, ComplaintCommand.Appeal c)
    {
        if ((turn.MayDirect(c.By) ?? Turn.Note(c.Note)) is { } refusal)
        {
            return refusal;
        }

        var folder = turn.Folder;
        if (turn.State.IsOpen)
        {
            return folder.Appealed ? null : new Refusal("not-ended", "Only what was closed can be appealed; write to the unit instead.");
        }

        turn.Add(
            new ComplaintEvent.Appealed(c.By, c.Note, turn.Now),
            turn.Start(folder, ClockKind.Close, turn.Now, turn.Now),
            Owed(turn, folder),
            turn.Drop(ClockKind.ReportUp),
            turn.ReportGoesOn());
        if ((turn.Units.Find(folder.Unit)?.ParentId ?? folder.Unit) is { } superior)
        {
            Owning.Tag(turn, superior, TagWhy.Appeal, c.By);
        }

        return null;
    }

    /// <summary>What closing still lacks, in one sentence; null when every stamp is there.</summary>
    public static string? Missing(Complaint state, Folder folder) => state switch
    {
        _ when folder.Action is null => "No action is recorded.",
        Complaint.Acted => "The ACP or CO has not checked the action.",
        Complaint.Checked => "The DCP or SP has not given the second check.",
        not Complaint.Approved => $"The docket is {Phases.Name(state)}.",
        _ when folder.FinalAnswer is null && folder.Outgoing.Any(post => post.Purpose == Purpose.Answer) => "The answer's delivery id is not held yet.",
        _ when folder.FinalAnswer is null => "The citizen was not answered from the right account after the action.",
        _ when folder.IsOpen(ClockKind.AnswerAgain) => "The citizen wrote again and was not answered.",
        _ when folder.IsP0 && folder.Clocks.Any(clock => clock.Kind.IsHandoff() && clock.IsOpen) => "The handoff to the emergency line is not finished.",
        _ => null,
    };

    /// <summary>What a proposed way out rested on and has lost since: the answer that told the citizen is gone, or the one who was silent has written.</summary>
    public static Refusal? Unfounded(Folder folder, Leave leave) =>
        leave.Way != WayOut.NotAComplaint && leave.Told is null ? NotTold
        : leave.Way == WayOut.NoAnswer && folder.QuestionsUnanswered < 2 ? NotAskedTwice
        : null;

    private static Refusal NotTold => new("citizen-not-told", "Tell the citizen first, and name that answer once its delivery id is held.");

    private static Refusal NotAskedTwice =>
        new("not-asked-twice", "'No answer from the complainant' needs two requests, each left without an answer for the whole of its time.");

    private static WayOut Way(Complaint state) => state switch
    {
        Complaint.Left left => left.Leave.Way,
        Complaint.Leaving leaving => leaving.Leave.Way,
        _ => WayOut.None,
    };

    private static Refusal? Wrong(Turn turn, Leave leave)
    {
        var folder = turn.Folder;
        if (leave.Way == WayOut.None)
        {
            return new Refusal("way-missing", "Say by which way it leaves.");
        }

        if (leave.Way is WayOut.NotPolice or WayOut.OtherForce && string.IsNullOrWhiteSpace(leave.Body))
        {
            return new Refusal("body-missing", "Name the body or force that it was given to.");
        }

        if (leave.Way == WayOut.Duplicate && (leave.Body is null || !Docket.IsNumber(leave.Body) || leave.Body == folder.Docket))
        {
            return new Refusal("docket-missing", "Name the docket that this is a duplicate of.");
        }

        if (leave.Body?.Length > 100)
        {
            return new Refusal("too-long", "The body has at most 100 characters.");
        }

        if (leave.Way == WayOut.NoAnswer && (folder.QuestionsUnanswered < 2 || folder.Pause is not null))
        {
            return NotAskedTwice;
        }

        return leave.Way == WayOut.NotAComplaint || folder.Answers.Any(answer => answer.Id == leave.Told && !folder.IsEarly(answer))
            ? null
            : NotTold;
    }
}
