using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>
/// What happened to a complaint. These names and shapes are stored: change only by adding. No event holds words, names or numbers of citizens: posts and answers
/// are named by id. <c>Note</c> is an officer's own short reason (at most 200 characters). Every event may change clocks: see <see cref="Clocks"/>.
/// </summary>
public abstract record ComplaintEvent(DateTimeOffset At) : IEvent
{
    /// <summary>What this event did to clocks. With <see cref="Breached"/>, <see cref="BreachWithdrawn"/> and <see cref="Climbed"/> it is all that followers need.</summary>
    public IReadOnlyList<ClockChange> Clocks { get; init; } = [];

    /// <param name="Post">The first post; null when opened by hand without one.</param>
    /// <param name="Against">The unit complained of (police conduct): never owner, never checker, cannot see the docket.</param>
    /// <param name="Unit">Null: in triage, without owner.</param>
    public sealed record Opened(
        string Docket, Source Source, PostRef? Post, string? Author, Category Category, Priority Priority, IReadOnlyList<PriorityReason> Reasons, string? Unit,
        IReadOnlyDictionary<Wing, string> Wings, string? Against, Office Office, bool SelfHarm, DateTimeOffset PostedAt, DateTimeOffset ReceivedAt, string? By, string? Note,
        string? SplitFrom, IReadOnlyList<string> Posts, DateTimeOffset At) : ComplaintEvent(At);

    /// <param name="Thanks">Asks for nothing: restarts no clock and opens nothing again.</param>
    /// <param name="Reminder">The citizen had no answer since the last post.</param>
    public sealed record PostAdded(PostRef Post, bool Thanks, bool Reminder, DateTimeOffset At) : ComplaintEvent(At);

    public sealed record PostEdited(string Post, DateTimeOffset At) : ComplaintEvent(At);

    public sealed record PostDeleted(string Post, DateTimeOffset At) : ComplaintEvent(At);

    public sealed record Reopened(ReopenWhy Why, string? Post, string? By, string? Note, string? Unit, bool StaysAccepted, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <summary>Key of the Author, who learns of it; null when opened by hand.</summary>
        public string? Author { get; init; }

        /// <summary>The incident that it belongs to, which counts it.</summary>
        public string? Incident { get; init; }

        /// <summary>It comes back unanswered: what is owed from now; null where the citizen was answered.</summary>
        public OwedAnswer? Owed { get; init; }
    }

    /// <summary>
    /// The unit that had acted has ended: what is left to check and close is another's, and the phase stays. A kind of its own, so that no silo of an earlier build meets it.
    /// </summary>
    public sealed record Rerouted(string Unit, IReadOnlyDictionary<Wing, string> Wings, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <inheritdoc cref="Tagged.Late"/>
        public IReadOnlyList<ClockKind> Late { get; init; } = [];

        /// <inheritdoc cref="Tagged.AtRisk"/>
        public bool AtRisk { get; init; }
    }

    /// <param name="By">Officer, or null for the locator; for a main account's mention that account's seat id.</param>
    public sealed record Tagged(string Unit, IReadOnlyDictionary<Wing, string> Wings, TagWhy Why, string? By, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <summary>Clocks that were late before and still are: their alerts go along.</summary>
        public IReadOnlyList<ClockKind> Late { get; init; } = [];

        /// <summary>A life is at risk on it: the alert goes along.</summary>
        public bool AtRisk { get; init; }
    }

    public sealed record Accepted(string Unit, string By, DateTimeOffset At) : ComplaintEvent(At);

    /// <param name="Lane">The common superior in whose lane it waits.</param>
    public sealed record Disputed(string Unit, string Lane, string? Suggested, string By, string Note, DateTimeOffset At) : ComplaintEvent(At);

    /// <param name="PingPong">How often it has come back to a unit that had it before, this time included.</param>
    public sealed record Transferred(string? From, string Unit, string By, string Note, int PingPong, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <summary>Clocks that were late before and still are: their alerts go along.</summary>
        public IReadOnlyList<ClockKind> Late { get; init; } = [];

        /// <summary>A life is at risk on it: the alert goes along.</summary>
        public bool AtRisk { get; init; }
    }

    public sealed record ActionRecorded(ActionTaken Action, string By, DateTimeOffset At) : ComplaintEvent(At);

    /// <summary>Written here, not yet on the platform: for ReplySender.</summary>
    public sealed record ReplyWritten(string Post, string Account, string Unit, Purpose Purpose, bool MentionsReceiver, string By, DateTimeOffset At) : ComplaintEvent(At);

    /// <summary>A person's answer is on the platform. Clocks stop at its <see cref="AnswerRef.PostedAt"/>.</summary>
    public sealed record Answered(AnswerRef Answer, bool First, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <summary>Seat of the account that was written to, which owes this docket nothing more; empty when unknown.</summary>
        public string Receiver { get; init; } = "";

        /// <summary>Written before anything of the complaint, delivered after it: shown, and an answer to nothing.</summary>
        public bool Early { get; init; }
    }

    /// <summary>A machine's receipt; stops nothing.</summary>
    public sealed record ReceiptSent(string Post, DateTimeOffset At) : ComplaintEvent(At);

    public sealed record AnswerClaimed(string Post, string By, DateTimeOffset At) : ComplaintEvent(At);

    /// <summary>Never reached the citizen, or was taken back; a clock that it had stopped runs again from where it began, one that it had started is dropped or goes by the answers
    /// that are left.</summary>
    public sealed record DeliveryFailed(string Post, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <summary>It was there and was deleted on the platform.</summary>
        public bool Deleted { get; init; }

        /// <summary>No answer is left: what is owed again; null while the citizen stands answered or nothing is open.</summary>
        public OwedAnswer? Owed { get; init; }
    }

    /// <param name="Question">Post id; null when put outside Monitor.</param>
    /// <param name="FromAt">When the question's delivery id was held.</param>
    public sealed record Paused(string? Question, string By, DateTimeOffset FromAt, DateTimeOffset RemindAt, DateTimeOffset UntilAt, DateTimeOffset At) : ComplaintEvent(At);

    /// <summary>Half of the pause is over: whoever asked is to remind the citizen, once. It stands in the docket's history; no machine writes the reminder.</summary>
    public sealed record ReminderDue(string? Question, DateTimeOffset At) : ComplaintEvent(At);

    /// <param name="ToAt">When the pause ended: at the citizen's word the instant of its receipt.</param>
    public sealed record Resumed(PauseEnd Why, string? By, DateTimeOffset FromAt, DateTimeOffset ToAt, DateTimeOffset At) : ComplaintEvent(At);

    /// <param name="Final">No second check is needed.</param>
    public sealed record Checked(string By, Rank Rank, bool Final, DateTimeOffset At) : ComplaintEvent(At);

    public sealed record SecondChecked(string By, Rank Rank, DateTimeOffset At) : ComplaintEvent(At);

    /// <summary>Back to the owner: the unit's Act clock starts again, the citizen's measure runs on.</summary>
    public sealed record Returned(string By, string Note, DateTimeOffset At) : ComplaintEvent(At);

    public sealed record LeaveProposed(Leave Leave, DateTimeOffset At) : ComplaintEvent(At);

    /// <param name="CheckedBy">Null where no check was needed.</param>
    public sealed record Left(Leave Leave, string? CheckedBy, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <summary>Key of the Author, who learns of it; null when opened by hand.</summary>
        public string? Author { get; init; }

        /// <summary>The incident that it belongs to, which counts it.</summary>
        public string? Incident { get; init; }

        /// <summary>Seat of the account that was written to, which owes this docket nothing more; empty when unknown.</summary>
        public string Receiver { get; init; } = "";
    }

    public sealed record LeaveReturned(string By, string Note, DateTimeOffset At) : ComplaintEvent(At);

    public sealed record ReportSeen(string By, DateTimeOffset At) : ComplaintEvent(At);

    public sealed record ReportReturned(string By, string Note, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <summary>It was closed and is open again; only then are the two below given.</summary>
        public bool Reopens { get; init; }

        /// <summary>Key of the Author, who learns of it; null when opened by hand.</summary>
        public string? Author { get; init; }

        /// <summary>The incident that it belongs to, which counts it.</summary>
        public string? Incident { get; init; }
    }

    public sealed record ReportedBack(Office Office, string By, string Reference, DateTimeOffset At) : ComplaintEvent(At);

    public sealed record Linked(string Docket, string By, DateTimeOffset At) : ComplaintEvent(At);

    public sealed record Unlinked(string Docket, string By, DateTimeOffset At) : ComplaintEvent(At);

    /// <summary>ComplaintOpener opens the other docket.</summary>
    /// <param name="Against">The unit complained of, where the part is about police conduct too.</param>
    public sealed record PartSplit(
        string Into, IReadOnlyList<PostRef> Posts, Category Category, string? Unit, string By, DateTimeOffset At, string? Against = null) : ComplaintEvent(At);

    /// <param name="By">Null when the complaint raised itself (reminders, incident, an office's forward).</param>
    public sealed record Prioritised(
        Priority From, Priority To, IReadOnlyList<PriorityReason> Reasons, string? By, string? SecondBy, string? Note, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <summary>The incident that it belongs to, which takes the gravest priority of its members.</summary>
        public string? Incident { get; init; }

        /// <summary>The unit that has it, which is told of a life at risk; null in triage.</summary>
        public string? Unit { get; init; }
    }

    public sealed record HandedOff(HandoffStage Stage, string By, string? Reference, DateTimeOffset At) : ComplaintEvent(At);

    public sealed record Closed(string By, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <summary>Key of the Author, who learns of it; null when opened by hand.</summary>
        public string? Author { get; init; }

        /// <summary>The incident that it belongs to, which counts it.</summary>
        public string? Incident { get; init; }

        /// <summary>Seat of the account that was written to, which owes this docket nothing more; empty when unknown.</summary>
        public string Receiver { get; init; } = "";
    }

    public sealed record Appealed(string By, string Note, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <summary>Key of the Author, who learns that it is open again; null when opened by hand.</summary>
        public string? Author { get; init; }

        /// <summary>The incident that it belongs to, which counts it.</summary>
        public string? Incident { get; init; }

        /// <summary>It comes back unanswered: what is owed from now; null where the citizen was answered.</summary>
        public OwedAnswer? Owed { get; init; }
    }

    public sealed record IncidentJoined(string Incident, string? By, DateTimeOffset At) : ComplaintEvent(At)
    {
        public Category Category { get; init; }

        public string? Unit { get; init; }

        public Priority Priority { get; init; }
    }

    public sealed record IncidentLeft(string Incident, string By, string Note, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <summary>A life is at risk on it still: it needs an alert of its own again.</summary>
        public bool AtRisk { get; init; }

        public string? Unit { get; init; }
    }

    public sealed record Recomputed(string By, string Note, string Policy, DateTimeOffset At) : ComplaintEvent(At);

    public sealed record Warned(ClockKind Clock, int Percent, DateTimeOffset DueAt, DateTimeOffset At) : ComplaintEvent(At);

    /// <param name="DueAt">When the target was used up; the event may be later.</param>
    /// <param name="Climbs">Shares above 100 % that are still to come, earliest first.</param>
    /// <param name="Outage">Monitor was down when it fell due.</param>
    public sealed record Breached(ClockKind Clock, DateTimeOffset DueAt, IReadOnlyList<PlannedStep> Climbs, Outage? Outage, DateTimeOffset At) : ComplaintEvent(At)
    {
        /// <summary>The same run was breached before, and the late answer that ended it is gone: counts of breaches have it already.</summary>
        public bool Again { get; init; }
    }

    /// <summary>Clears the alert and corrects the scores.</summary>
    public sealed record BreachWithdrawn(ClockKind Clock, DateTimeOffset DueAt, DateTimeOffset AnsweredAt, WithdrawnWhy Why, DateTimeOffset At) : ComplaintEvent(At);

    /// <summary>The highest step that is to be told now.</summary>
    /// <param name="Percent">Share of the target at which this step stands.</param>
    /// <param name="Title">What the head on that step is called, for the wall: ACP, CO, DCP.</param>
    /// <param name="Officers">Ids of those on duty.</param>
    /// <param name="Passed">Steps passed at once because nobody was on duty or the chain has none.</param>
    public sealed record Climbed(
        ClockKind Clock, int Percent, LadderStep Step, string? Unit, string? Title, IReadOnlyList<string> Officers, IReadOnlyList<PassedStep> Passed, DateTimeOffset At)
        : ComplaintEvent(At)
    {
        /// <summary>Sets how often the alert is repeated.</summary>
        public Priority Priority { get; init; }
    }

    /// <summary>After a stop of Monitor climbs wait until then; breaches and P0 do not.</summary>
    public sealed record ClimbsHeld(DateTimeOffset UntilAt, Outage Outage, DateTimeOffset At) : ComplaintEvent(At);
}
