using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>Whose docket it is: tag, accept, dispute, transfer. None of them touches the citizen's measure.</summary>
internal static class Owning
{
    public static Refusal? Tag(Turn turn, ComplaintCommand.Tag c)
    {
        if ((MayTag(turn, c) ?? MayHave(turn, c.Unit)) is { } refusal)
        {
            return refusal;
        }

        var folder = turn.Folder;
        var own = turn.Officer(c.By)!.UnitId;
        switch (turn.State)
        {
            case Complaint.Tagged when folder.Unit == c.Unit:
                return null;
            case Complaint.Tagged when IsAwayFromItself(turn, c.By, c.Unit):
                return AwayFromItself;
            case Complaint.Disputed when turn.Lane is { } lane && !turn.Units.IsWithin(lane, own):
                return new Refusal("not-your-lane", "A dispute is decided by the common superior in whose lane it lies.");
            case Complaint.Untagged or Complaint.Tagged or Complaint.Disputed:
            case Complaint.Accepted when turn.Owner is null:
                Tag(turn, c.Unit, c.Why, c.By);
                return null;
            case Complaint.Accepted:
                return new Refusal("accepted-already", "A unit works on it: transfer it instead.");
            default:
                return NotNow(turn);
        }
    }

    /// <summary>Out of triage anybody of the force may take it into his own command.</summary>
    private static Refusal? MayTag(Turn turn, ComplaintCommand.Tag c) =>
        turn.MayAct(c.By) ?? (turn.State is Complaint.Untagged && turn.Units.IsWithin(c.Unit, turn.Officer(c.By)!.UnitId) ? null : turn.MayDirect(c.By));

    /// <summary>A unit's handle in a main account's answer is a tag, unless one of those named has it already.</summary>
    public static void TagByMention(Turn turn, AnswerFacts answer)
    {
        if (turn.State is not (Complaint.Untagged or Complaint.Tagged or Complaint.Disputed or Complaint.Accepted) || answer.Mentions.Contains(turn.Folder.Unit))
        {
            return;
        }

        if (answer.Mentions.FirstOrDefault(unit => unit != answer.Unit && MayHave(turn, unit) is null) is { } named)
        {
            Tag(turn, named, TagWhy.MainAccount, answer.Account);
        }
    }

    /// <summary>Gives it to a unit whose Accept clock starts now.</summary>
    public static void Tag(Turn turn, string unit, TagWhy why, string? by)
    {
        Pausing.Resume(turn, PauseEnd.Transferred, null, turn.Now);
        var folder = turn.Folder;
        var tagged = new ComplaintEvent.Tagged(unit, folder.Wings, why, by, turn.Now);
        turn.Add(tagged, AcceptStarts(turn, folder.WithOwner(unit, turn.Now)), turn.Drop(ClockKind.Act));
    }

    public static Refusal? Accept(Turn turn, ComplaintCommand.Accept c)
    {
        if (turn.MayActFor(c.By, turn.Folder.Unit) is { } refusal)
        {
            return refusal;
        }

        switch (turn.State)
        {
            case Complaint.Tagged:
                var folder = turn.Folder;
                turn.Add(
                    new ComplaintEvent.Accepted(folder.Unit!, c.By, turn.Now), turn.Meet(ClockKind.Accept), turn.Start(folder, ClockKind.Act, turn.Now, folder.PostedAt));
                return null;
            case Complaint.Accepted:
                return null;
            case Complaint.Disputed:
                return new Refusal("in-dispute", "The common superior has not decided whose it is.");
            default:
                return NotNow(turn);
        }
    }

    public static Refusal? Dispute(Turn turn, ComplaintCommand.Dispute c)
    {
        var folder = turn.Folder;
        if ((turn.MayActFor(c.By, folder.Unit) ?? Turn.Note(c.Note)) is { } refusal)
        {
            return refusal;
        }

        if (turn.State is Complaint.Disputed)
        {
            return null;
        }

        if (turn.State is not (Complaint.Tagged or Complaint.Accepted))
        {
            return NotNow(turn);
        }

        if (c.Suggested is { } suggested && turn.Units.Find(suggested) is null)
        {
            return new Refusal("unknown-unit", $"There is no unit '{suggested}'.");
        }

        var unit = folder.Unit!;
        var common = c.Suggested is { } other ? turn.Units.CommonSuperior(unit, other)?.Id : null;
        var lane = common is not null && common != unit ? common : turn.Units.Find(unit)?.ParentId ?? unit;
        Pausing.Resume(turn, PauseEnd.Transferred, null, turn.Now);
        turn.Add(
            new ComplaintEvent.Disputed(unit, lane, c.Suggested, c.By, c.Note, turn.Now),
            AcceptStarts(turn, turn.Folder with { Lane = lane }),
            turn.Drop(ClockKind.Act));
        return null;
    }

    public static Refusal? Transfer(Turn turn, ComplaintCommand.Transfer c)
    {
        var folder = turn.Folder;
        if ((turn.MayActFor(c.By, folder.Lane ?? folder.Unit) ?? Turn.Note(c.Note) ?? MayHave(turn, c.Unit)) is { } refusal)
        {
            return refusal;
        }

        if (turn.State is Complaint.Tagged or Complaint.Accepted && folder.Unit == c.Unit)
        {
            return null;
        }

        if (turn.State is Complaint.Disputed && turn.Lane is { } lane && !turn.Units.IsWithin(lane, turn.Officer(c.By)!.UnitId))
        {
            return new Refusal("not-your-lane", "A dispute is decided by the common superior in whose lane it lies.");
        }

        if (turn.State is not (Complaint.Tagged or Complaint.Accepted or Complaint.Disputed))
        {
            return NotNow(turn);
        }

        if (turn.State is not Complaint.Disputed && IsAwayFromItself(turn, c.By, c.Unit))
        {
            return AwayFromItself;
        }

        Pausing.Resume(turn, PauseEnd.Transferred, null, turn.Now);
        var back = turn.Folder.Owners.Contains(c.Unit) ? 1 : 0;
        turn.Add(
            new ComplaintEvent.Transferred(folder.Unit, c.Unit, c.By, c.Note, folder.PingPong + back, turn.Now),
            AcceptStarts(turn, turn.Folder.WithOwner(c.Unit, turn.Now)),
            turn.Drop(ClockKind.Act));
        return null;
    }

    private static bool IsAwayFromItself(Turn turn, string by, string unit) => !turn.IsAbove(by) && !turn.Units.IsWithin(unit, turn.Folder.Unit!);

    private static Refusal AwayFromItself => new("dispute-instead", "A unit gives a docket to nobody but a unit below it: dispute it, and the common superior decides.");

    public static Refusal ComplainedOf => new("unit-complained-of", "A complaint about a unit's conduct never goes to that unit.");

    /// <summary>For commands that come in a phase that has no use for them.</summary>
    public static Refusal NotNow(Turn turn) => new("not-in-this-phase", $"That cannot be done while the docket is {Phases.Name(turn.State)}.");

    public static ClockChange? AcceptStarts(Turn turn, Folder folder) => turn.Start(folder, ClockKind.Accept, turn.Now, folder.PostedAt) ?? turn.Drop(ClockKind.Accept);

    /// <summary>Null when the unit exists and is not complained of, nor below a unit that is.</summary>
    public static Refusal? MayHave(Turn turn, string unit)
    {
        if (turn.Units.Find(unit) is null)
        {
            return new Refusal("unknown-unit", $"There is no unit '{unit}'.");
        }

        return turn.Folder.Against is { } against && turn.Units.IsWithin(unit, against)
            ? ComplainedOf
            : null;
    }
}
