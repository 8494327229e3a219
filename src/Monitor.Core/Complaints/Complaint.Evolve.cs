using System.Diagnostics;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

public abstract partial record Complaint
{
    public Complaint Evolve(ComplaintEvent happened)
    {
        var next = (this, happened) switch
        {
            (None, ComplaintEvent.Opened e) => Resting(Opened(e)),
            (Live s, ComplaintEvent.Warned or ComplaintEvent.Breached or ComplaintEvent.BreachWithdrawn or ComplaintEvent.Climbed or ComplaintEvent.ClimbsHeld)
                => s with { Folder = Laddered(s.Folder, happened) },
            (Leaving s, ComplaintEvent.DeliveryFailed e) when s.Leave.Told == e.Post
                => s with { Folder = Spoken(s.Folder, happened), Leave = s.Leave with { Told = null } },
            (Live s, ComplaintEvent.PostAdded or ComplaintEvent.PostEdited or ComplaintEvent.PostDeleted or ComplaintEvent.ReplyWritten or ComplaintEvent.Answered
                or ComplaintEvent.ReceiptSent or ComplaintEvent.AnswerClaimed or ComplaintEvent.DeliveryFailed)
                => s with { Folder = Spoken(s.Folder, happened) },
            (Live s, ComplaintEvent.Prioritised or ComplaintEvent.Recomputed or ComplaintEvent.HandedOff or ComplaintEvent.Linked or ComplaintEvent.Unlinked
                or ComplaintEvent.PartSplit or ComplaintEvent.IncidentJoined or ComplaintEvent.IncidentLeft or ComplaintEvent.ReportSeen or ComplaintEvent.ReportedBack
                or ComplaintEvent.Paused or ComplaintEvent.ReminderDue or ComplaintEvent.Resumed)
                => s with { Folder = Noted(s.Folder, happened) },
            (Live s, _) => Moved(s, happened),
            _ => throw Impossible(happened),
        };
        return next is Live live && happened.Clocks.Count > 0 ? live with { Folder = live.Folder.With(happened.Clocks) } : next;
    }

    /// <summary>Events that lead to another phase, or only happen in some.</summary>
    private static Complaint Moved(Live state, ComplaintEvent happened) => (state, happened) switch
    {
        (Untagged or Tagged or Disputed or Accepted, ComplaintEvent.Tagged e)
            => new Tagged(state.Folder.WithOwner(e.Unit, e.At) with { Wings = e.Wings }),
        (Acted or Checked or Approved or Leaving, ComplaintEvent.Rerouted e)
            => state with { Folder = state.Folder with { Unit = e.Unit, Wings = e.Wings, Owners = Folder.Last(state.Folder.Owners, e.Unit) } },
        (Tagged or Disputed or Accepted, ComplaintEvent.Transferred e)
            => new Tagged(state.Folder.WithOwner(e.Unit, e.At) with { PingPong = e.PingPong }),
        (Tagged, ComplaintEvent.Accepted e)
            => new Accepted(state.Folder with { AcceptedBy = e.By, OrphanFor = Orphan(state.Folder, e.At), OwnerlessSinceAt = null }),
        (Tagged or Accepted, ComplaintEvent.Disputed e)
            => new Disputed(state.Folder with { Lane = e.Lane, AcceptedBy = null, OwnerlessSinceAt = state.Folder.OwnerlessSinceAt ?? e.At }),
        (Accepted or Acted, ComplaintEvent.ActionRecorded e)
            => new Acted(state.Folder with { Action = e.Action, ActedAt = e.At, Actors = WithActor(state.Folder, e.By) }),
        (Acted, ComplaintEvent.Checked { Final: true } e)
            => new Approved(state.Folder with { Check = new Approval(e.By, e.Rank, e.At) }),
        (Acted, ComplaintEvent.Checked e)
            => new Checked(state.Folder with { Check = new Approval(e.By, e.Rank, e.At) }),
        (Checked, ComplaintEvent.SecondChecked e)
            => new Approved(state.Folder with { SecondCheck = new Approval(e.By, e.Rank, e.At) }),
        (Acted or Checked, ComplaintEvent.Returned)
            => new Accepted(state.Folder.WithoutStamps()),
        (Approved or Closed, ComplaintEvent.ReportReturned e)
            => new Accepted(state.Folder.WithoutStamps() with { OwnerlessSinceAt = null, Rounds = state is Closed ? state.Folder.Rounds + 1 : state.Folder.Rounds }),
        (Acted or Checked or Leaving or Left, ComplaintEvent.ReportReturned) => state,
        (Accepted, ComplaintEvent.ReportReturned) => state,
        (Approved, ComplaintEvent.Closed)
            => new Closed(state.Folder),
        (Untagged or Tagged or Accepted or Acted or Checked or Approved or Leaving, ComplaintEvent.LeaveProposed e)
            => new Leaving(state.Folder, e.Leave),
        (Leaving, ComplaintEvent.LeaveReturned)
            => Resting(state.Folder.WithoutStamps()),
        (Untagged or Tagged or Accepted or Acted or Checked or Approved or Leaving, ComplaintEvent.Left e)
            => new Left(state.Folder with { OrphanFor = Orphan(state.Folder, e.At), OwnerlessSinceAt = null }, e.Leave),
        (Closed, ComplaintEvent.Reopened { Why: ReopenWhy.AnswerGone })
            => new Approved(state.Folder with { Rounds = state.Folder.Rounds + 1, ReportSeenBy = null }),
        (Closed or Left, ComplaintEvent.Reopened e)
            => Resting(AnotherRound(state.Folder) with { AcceptedBy = e.StaysAccepted ? state.Folder.AcceptedBy : null, OwnerlessSinceAt = e.StaysAccepted ? null : e.At }),
        (Closed or Left, ComplaintEvent.Appealed e)
            => new Untagged(AnotherRound(state.Folder) with { Appealed = true, Unit = null, AcceptedBy = null, OwnerlessSinceAt = e.At }),
        _ => throw state.Impossible(happened),
    };

    private static Folder AnotherRound(Folder folder) => folder.WithoutStamps() with { Rounds = folder.Rounds + 1, Handoffs = [], ClimbsHeldUntil = null };

    /// <summary>The phase in which it waits for its unit's work.</summary>
    private static Live Resting(Folder folder) => folder switch
    {
        { AcceptedBy: not null } => new Accepted(folder),
        { Unit: not null } => new Tagged(folder),
        _ => new Untagged(folder),
    };

    private static TimeSpan Orphan(Folder folder, DateTimeOffset until) =>
        folder.OwnerlessSinceAt is { } since && until > since ? folder.OrphanFor + (until - since) : folder.OrphanFor;

    private static IReadOnlyList<string> WithActor(Folder folder, string by) => folder.Actors.Contains(by) ? folder.Actors : Folder.Last(folder.Actors, by);

    private static Folder Opened(ComplaintEvent.Opened e) => new()
    {
        Docket = e.Docket,
        Source = e.Source,
        Author = e.Author,
        Channel = e.Post?.Channel ?? Channel.Hand,
        Account = e.Post?.Account ?? "",
        Category = e.Category,
        Priority = e.Priority,
        Reasons = e.Reasons,
        Unit = e.Unit,
        Wings = e.Wings,
        Against = e.Against,
        Office = e.Office,
        SelfHarm = e.SelfHarm,
        PostedAt = e.PostedAt,
        ReceivedAt = e.ReceivedAt,
        Posts = e.Post is null ? [] : [e.Post],
        PostCount = Math.Max(e.Posts.Count, e.Post is null ? 0 : 1),
        CitizenWroteAt = e.Post?.PostedAt,
        AskedAt = e.Post?.PostedAt,
        Owners = e.Unit is null ? [] : [e.Unit],
        OwnerlessSinceAt = e.ReceivedAt,
    };

    private static Folder Laddered(Folder folder, ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.Warned e => folder.With(e.Clock, clock => clock with { ToldPercent = e.Percent }),
        ComplaintEvent.Breached e => folder.With(e.Clock, clock => clock with { Breached = true, ToldPercent = Clock.BreachPercent, Climbs = e.Climbs }),
        ComplaintEvent.BreachWithdrawn e => folder.With(e.Clock, clock => clock.IsOpen
            ? clock with { Breached = false, Climbs = [], ClimbedTo = LadderStep.None, ToldPercent = clock.Plan.Warnings.LastOrDefault(step => step.At <= e.At).Percent }
            : clock with { Breached = false, Climbs = [], ClimbedTo = LadderStep.None }),
        ComplaintEvent.Climbed e => folder.With(e.Clock, clock => clock with { ToldPercent = e.Percent, ClimbedTo = Highest(clock.ClimbedTo, e) }),
        ComplaintEvent.ClimbsHeld e => folder with { ClimbsHeldUntil = e.UntilAt },
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    private static LadderStep Highest(LadderStep before, ComplaintEvent.Climbed e)
    {
        var passed = e.Passed.Count > 0 ? e.Passed[^1].Step : LadderStep.None;
        var reached = e.Step > passed ? e.Step : passed;
        return reached > before ? reached : before;
    }

    private static Folder Spoken(Folder folder, ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.PostAdded e => folder.WithPost(e.Post) with
        {
            AskedAt = e.Thanks || folder.AskedAt > e.Post.PostedAt ? folder.AskedAt : e.Post.PostedAt,
            Reminders = folder.Reminders + (e.Reminder ? 1 : 0),
            QuestionsUnanswered = folder.Pauses is [.., var last] && e.Post.PostedAt <= last.FromAt ? folder.QuestionsUnanswered : 0,
            Office = folder.Office == Office.None ? e.Post.Forwarded : folder.Office,
        },
        ComplaintEvent.PostEdited => folder,
        ComplaintEvent.PostDeleted e => folder with { Deleted = Folder.Last(folder.Deleted, e.Post, Folder.PostsMax) },
        ComplaintEvent.ReplyWritten e => folder with
        {
            Outgoing = Folder.Last(folder.Outgoing, new Outgoing(e.Post, e.Account, e.Unit, e.Purpose, e.MentionsReceiver, e.By), Folder.AnswersMax),
        },
        ComplaintEvent.Answered e => folder with
        {
            Answers = Folder.Last(folder.Answers, e.Answer, Folder.AnswersMax),
            Outgoing = [.. folder.Outgoing.Where(post => post.Post != e.Answer.Id)],
            AnsweredAt = e.Early || folder.AnsweredAt > e.Answer.PostedAt ? folder.AnsweredAt : e.Answer.PostedAt,
            FinalAnswer = !e.Early && folder.IsFinal(e.Answer) ? e.Answer : folder.FinalAnswer,
        },
        ComplaintEvent.ReceiptSent e => folder with { LastReceipt = e.Post },
        ComplaintEvent.AnswerClaimed e => folder with { Answers = [.. folder.Answers.Select(answer => answer.Id == e.Post ? answer with { By = e.By } : answer)] },
        ComplaintEvent.DeliveryFailed e => folder.WithoutAnswer(e.Post),
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    private static Folder Noted(Folder folder, ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.Prioritised e => folder with
        {
            Priority = e.To,
            Reasons = e.Reasons,
            SelfHarm = folder.SelfHarm || e.Reasons.Any(IsThreatToLife),
            Handoffs = e.To == Priority.P0 ? [] : folder.Handoffs,
        },
        ComplaintEvent.Recomputed => folder,
        ComplaintEvent.HandedOff e => folder with { Handoffs = [.. folder.Handoffs, new HandoffDone(e.Stage, e.By, e.Reference, e.At)] },
        ComplaintEvent.Linked e => folder with { Links = Folder.Last(folder.Links, e.Docket) },
        ComplaintEvent.Unlinked e => folder with { Links = [.. folder.Links.Where(docket => docket != e.Docket)] },
        ComplaintEvent.PartSplit e => folder with { Links = Folder.Last(folder.Links, e.Into) },
        ComplaintEvent.IncidentJoined e => folder with { Incident = e.Incident, TakenOut = false },
        ComplaintEvent.IncidentLeft => folder with { Incident = null, TakenOut = true, IncidentSize = 0 },
        ComplaintEvent.ReportSeen e => folder with { ReportSeenBy = e.By },
        ComplaintEvent.ReportedBack => folder with { ReportedBack = true },
        ComplaintEvent.Paused e => folder with { Pause = new OpenPause(e.Question, e.By, e.FromAt, e.RemindAt, e.UntilAt, false) },
        ComplaintEvent.ReminderDue => folder with { Pause = folder.Pause! with { Reminded = true } },
        ComplaintEvent.Resumed e => folder with
        {
            Pause = null,
            Pauses = Folder.Last(folder.Pauses, new PauseSpan(e.FromAt, e.ToAt, folder.Pause!.By, e.Why)),
            QuestionsUnanswered = folder.QuestionsUnanswered + (e.Why == PauseEnd.BoundReached ? 1 : 0),
        },
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    private static bool IsThreatToLife(PriorityReason reason) => reason is { Why: PriorityWhy.ThreatToLife, Priority: Priority.P0 };

    private UnreachableException Impossible(ComplaintEvent happened) => new($"{happened.GetType().Name} cannot happen to {GetType().Name}.");
}
