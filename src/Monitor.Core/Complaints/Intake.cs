using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Core.Routing;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>Opening, and what the citizen writes afterwards. A post is never refused (design section 4).</summary>
internal static class Intake
{
    private static readonly IReadOnlyDictionary<Wing, string> NoWings = new Dictionary<Wing, string>();

    /// <summary>An earlier instant is a slip of the pen, and its clocks would be years late.</summary>
    private static readonly TimeSpan ToldAtMost = TimeSpan.FromDays(366);

    public static Refusal? Open(Turn turn, ComplaintCommand.Open c)
    {
        var post = c.Post;
        var category = post.Verdict.Category == Category.None ? Category.Other : post.Verdict.Category;
        var reasons = Priorities.Joined([], Priorities.OfWords(post.Verdict).Concat(Priorities.OfFacts(category, post.Forwarded)));
        var opened = new ComplaintEvent.Opened(
            c.Docket, Source.Post, PostRef.Of(post), post.Author, category, Priorities.Highest(reasons), reasons, Owner(category, post.Located), post.Located.Wings,
            Conduct.Against(turn.Units, category, post.Located), post.Forwarded, Priorities.IsSelfHarm(post.Verdict), post.PostedAt, post.ReceivedAt,
            null, null, null, [post.Id], turn.Now);
        Start(turn, opened);
        return null;
    }

    public static Refusal? Open(Turn turn, ComplaintCommand.OpenByHand c)
    {
        if (turn.Officer(c.By) is null)
        {
            return new Refusal("unknown-officer", $"The roster has no officer '{c.By}'.");
        }

        if (Turn.Note(c.Note, needed: false) is { } refusal)
        {
            return refusal;
        }

        if (c.Unit is not null && turn.Units.Find(c.Unit) is null)
        {
            return new Refusal("unknown-unit", $"There is no unit '{c.Unit}'.");
        }

        if (c.Against is not null && turn.Units.Find(c.Against) is null)
        {
            return new Refusal("unknown-unit", $"There is no unit '{c.Against}'.");
        }

        if ((WrongConduct(turn, c.Category, c.Against, c.Unit, c.By) ?? WrongOrigin(turn, c)) is { } wrong)
        {
            return wrong;
        }

        var category = c.Category == Category.None ? Category.Other : c.Category;
        var facts = Priorities.OfFacts(category, Office.None);
        var reasons = Priorities.Joined([], c.Priority is { } given and not Priority.None ? facts.Append(new PriorityReason(PriorityWhy.Officer, given)) : facts);
        var first = c.Posts.Count > 0 ? c.Posts[0] : null;
        var opened = new ComplaintEvent.Opened(
            c.Docket, c.Source, first, first?.Author, category, Priorities.Highest(reasons), reasons, c.Unit, NoWings, c.Against, Office.None, category == Category.SelfHarm,
            Earlier(c.ToldAt ?? first?.PostedAt ?? turn.Now, turn.Now), turn.Now, c.By, c.Note, c.SplitFrom, [.. c.Posts.Select(post => post.Id)], turn.Now);
        Start(turn, opened);
        return null;
    }

    /// <summary>What is about a unit's conduct names that unit, which neither opens nor gets it (design section 5).</summary>
    public static Refusal? WrongConduct(Turn turn, Category category, string? against, string? unit, string by)
    {
        if (against is null)
        {
            return category == Category.PoliceMisconduct ? new Refusal("against-missing", "A complaint about police conduct names the unit complained of.") : null;
        }

        if (turn.Units.Find(against) is { ParentId: null })
        {
            return new Refusal("against-too-wide", "Name the station or office complained of: of a whole force nobody would be left to work on it.");
        }

        return turn.Units.IsWithin(turn.Officer(by)!.UnitId, against) || (unit is not null && turn.Units.IsWithin(unit, against)) ? Owning.ComplainedOf : null;
    }

    /// <summary>A part that was split off is never refused for its instant: after a step of the clock a post may lie a little ahead.</summary>
    private static Refusal? WrongOrigin(Turn turn, ComplaintCommand.OpenByHand c)
    {
        if (c.Source is Source.None or Source.Post || (c.Source == Source.Split) != (c.SplitFrom is not null))
        {
            return new Refusal("source-missing", "Say where it came from: a call, a walk-in or a missed post.");
        }

        if (c.Source == Source.Split)
        {
            return null;
        }

        if (c.ToldAt > turn.Now)
        {
            return new Refusal("told-in-the-future", "The citizen cannot have told it after now.");
        }

        return c.ToldAt < turn.Now - ToldAtMost
            ? new Refusal("told-too-long-ago", $"The citizen told it over {ToldAtMost.TotalDays:0} days ago? Give the day on which it came to the police.")
            : null;
    }

    public static Refusal? Add(Turn turn, ComplaintCommand.AddPost c)
    {
        var post = c.Post;
        if (turn.Folder.Posts.Any(known => known.Id == post.Id))
        {
            return null;
        }

        var folder = turn.Folder;
        var thanks = IsThanks(post);
        var ended = turn.State is Complaint.Closed or Complaint.Left;
        var unanswered = folder.AnsweredAt is not { } answered || post.PostedAt > answered;
        var reminder = c.Why == Joining.Reminder && !thanks && unanswered;
        var added = new ComplaintEvent.PostAdded(PostRef.Of(post), thanks, reminder, turn.Now);
        var writesAgain = !thanks && !ended && unanswered && !folder.IsOpen(ClockKind.Acknowledge) && !folder.IsOpen(ClockKind.AnswerAgain);
        var report = folder.Office == Office.None && post.Forwarded != Office.None ? turn.Start(folder, ClockKind.ReportBack, post.ReceivedAt, post.PostedAt) : null;
        turn.Add(added, writesAgain ? turn.Start(folder, ClockKind.AnswerAgain, post.ReceivedAt, post.PostedAt) : null, report);
        if (folder.Pause is { } pause && post.PostedAt > pause.FromAt)
        {
            Pausing.Resume(turn, PauseEnd.CitizenWrote, null, Later(pause.FromAt, post.ReceivedAt));
        }

        if (ended && !thanks)
        {
            Ending.Reopen(turn, ReopenWhy.CitizenWrote, post.Id, null, null, post.ReceivedAt, post.PostedAt);
        }

        Prioritising.Raise(turn, thanks ? [] : Priorities.OfWords(post.Verdict), thanks ? [] : Priorities.OfFacts(folder.Category, post.Forwarded), post.ReceivedAt);
        return null;
    }

    public static Refusal? Edit(Turn turn, ComplaintCommand.EditPost c)
    {
        if (turn.Folder.Posts.Any(post => post.Id == c.Post))
        {
            turn.Add(new ComplaintEvent.PostEdited(c.Post, turn.Now));
            if (!turn.State.IsOpen && DocketChoice.IsGrave(c.Verdict))
            {
                Ending.Reopen(turn, ReopenWhy.CitizenWrote, c.Post, null, null, turn.Now, turn.Now);
            }

            Prioritising.Raise(turn, Priorities.OfWords(c.Verdict), Priorities.OfFacts(turn.Folder.Category, Office.None), turn.Now);
        }

        return null;
    }

    public static Refusal? Delete(Turn turn, ComplaintCommand.DeletePost c)
    {
        if (turn.Folder.Posts.Any(post => post.Id == c.Post) && !turn.Folder.Deleted.Contains(c.Post))
        {
            turn.Add(new ComplaintEvent.PostDeleted(c.Post, turn.Now));
            return null;
        }

        Answering.TakeBack(turn, c.Post, deleted: true);
        return null;
    }

    /// <summary>
    /// Says thanks, or nothing that asks: no complaint to the classifier, and not angry. What it is unsure of counts as asking.
    /// </summary>
    private static bool IsThanks(PostFacts post) =>
        post.Verdict.Complaint == ComplaintCall.No && post.Verdict.Sentiment != Sentiment.Negative && post.Forwarded == Office.None && !Priorities.IsSelfHarm(post.Verdict);

    private static void Start(Turn turn, ComplaintEvent.Opened opened)
    {
        // Planned from a folder without clocks: the plans need its unit and priority only.
        var folder = ((Complaint.Live)Complaint.Initial.Evolve(opened)).Folder;
        var received = opened.ReceivedAt;
        var posted = opened.PostedAt;
        turn.Add(
            opened,
            turn.Start(folder, ClockKind.Acknowledge, received, posted),
            turn.Start(folder, ClockKind.Close, received, posted),
            opened.Unit is null ? null : turn.Start(folder, ClockKind.Accept, turn.Now, posted),
            opened.Office == Office.None ? null : turn.Start(folder, ClockKind.ReportBack, received, posted),
            folder.IsP0 ? turn.Start(folder, ClockKind.Seen, received, posted) : null,
            folder.IsP0 ? turn.Start(folder, ClockKind.Told, received, posted) : null);
    }

    /// <summary>The wing that the category asks for, where the place names one; else the law-and-order unit (domain.md section 2.3).</summary>
    public static string? Owner(Category category, Located located)
    {
        var wing = category switch
        {
            Category.TrafficJam or Category.TrafficViolation or Category.IllegalParking => Wing.Traffic,
            Category.WomenSafety or Category.Domestic => Wing.Women,
            Category.CyberFraud or Category.LoanApp or Category.Drugs => Wing.Cyber,
            Category.PoliceMisconduct => Wing.Vigilance,
            _ => Wing.LawAndOrder,
        };
        return located.Unit is not null && located.Wings.TryGetValue(wing, out var unit) ? unit : located.Unit;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
