using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>
/// What a complaint can be asked. <c>By</c> is an officer's id of the roster; the rank and unit that a command needs are checked against the rulebook.
/// Notes are an officer's own words for why, at most <see cref="NoteLengthMax"/> characters; they must quote no citizen, since events are not erased.
/// </summary>
public abstract record ComplaintCommand : ICommand
{
    public const int NoteLengthMax = 200;

    /// <summary>A citizen's first post (the Author decided so).</summary>
    public sealed record Open(string Docket, PostFacts Post) : ComplaintCommand;

    /// <summary>A call, a walk-in, a missed post, or the part that was split off another docket.</summary>
    /// <param name="ToldAt">When the citizen told it; the citizen's measure runs from here. Null: now.</param>
    /// <param name="Posts">Posts that it takes along (split, missed post); may be empty.</param>
    /// <param name="Priority">Null: by category.</param>
    /// <param name="Against">The unit whose conduct it is about; it never gets the docket and does not see it.</param>
    public sealed record OpenByHand(
        string Docket, Source Source, Category Category, Priority? Priority, string? Unit, string By, string? Note, DateTimeOffset? ToldAt, IReadOnlyList<PostRef> Posts,
        string? SplitFrom = null, string? Against = null) : ComplaintCommand;

    /// <summary>
    /// A further post of the citizen. Never refused: on a closed docket it opens it again, unless it only says thanks. Whether the policy's days for that are over is
    /// the Author's to say, who then opens another docket.
    /// </summary>
    public sealed record AddPost(PostFacts Post, Joining Why = Joining.Thread) : ComplaintCommand;

    public sealed record EditPost(string Post, Verdict Verdict) : ComplaintCommand;

    /// <summary>A post of the citizen, or an answer of ours, was deleted on the platform: an answer that is gone counts no more.</summary>
    public sealed record DeletePost(string Post) : ComplaintCommand;

    /// <summary>An official account's answer, as the platform shows it; typed there or sent from here.</summary>
    public sealed record AddAnswer(AnswerFacts Answer) : ComplaintCommand;

    /// <summary>An officer says that an answer typed in the platform's app was theirs.</summary>
    public sealed record ClaimAnswer(string Post, string By) : ComplaintCommand;

    /// <summary>An answer written here: waits for the platform's delivery id; only then does it stop a clock.</summary>
    /// <param name="Post">Our id of the answer's row, which the host writes in the same commit.</param>
    /// <param name="Account">Seat id of the account that it is to go out from.</param>
    public sealed record Reply(string Post, string Account, string By, bool MentionsReceiver) : ComplaintCommand;

    /// <summary>A question to the citizen: as <see cref="Reply"/>, and the pause begins when its delivery id is held.</summary>
    public sealed record Ask(string Post, string Account, string By) : ComplaintCommand;

    /// <summary>How far one of our posts has come. Anything from <see cref="DeliveryState.Sent"/> on means that its delivery id is held.</summary>
    /// <param name="StateAt">The platform's instant; null where it gives none: now.</param>
    public sealed record NoteDelivery(string Post, DeliveryState State, DateTimeOffset? StateAt = null) : ComplaintCommand;

    /// <summary>Tag or retag to a unit, from triage, the dispute lane, or by a superior.</summary>
    public sealed record Tag(string Unit, string By, TagWhy Why = TagWhy.Officer) : ComplaintCommand;

    public sealed record Accept(string By) : ComplaintCommand;

    /// <summary>"Not mine": goes to the lane of the common superior of this unit and the one suggested.</summary>
    /// <param name="Suggested">The unit that it is said to belong to; null when not known.</param>
    public sealed record Dispute(string By, string Note, string? Suggested = null) : ComplaintCommand;

    public sealed record Transfer(string Unit, string By, string Note) : ComplaintCommand;

    /// <summary>The unit that has it may have ended: if so it goes to another one, else nothing happens.</summary>
    /// <param name="Located">Where its posts belong by the organisation of now.</param>
    public sealed record Reroute(Located Located) : ComplaintCommand;

    public sealed record Act(ActionTaken Action, string By) : ComplaintCommand;

    /// <summary>Pauses for an answer to a question put outside Monitor (by phone, in the platform's app).</summary>
    public sealed record Pause(string By, string Note) : ComplaintCommand;

    public sealed record Resume(string By, string Note) : ComplaintCommand;

    /// <summary>Approves what is put up for checking: the action, the second time, or a way out.</summary>
    public sealed record Check(string By) : ComplaintCommand;

    /// <summary>Sends back what is put up for checking.</summary>
    public sealed record Return(string By, string Note) : ComplaintCommand;

    /// <summary>Leaves by another way than closing; for P0-P2 and a tenth of the rest only after a superior's check.</summary>
    public sealed record Dismiss(Leave Leave) : ComplaintCommand;

    public sealed record SeeReport(string By) : ComplaintCommand;

    public sealed record ReturnReport(string By, string Note) : ComplaintCommand;

    /// <summary>The office that forwarded the complaint has been informed.</summary>
    /// <param name="Reference">Letter, mail or call reference.</param>
    public sealed record ReportBack(string By, string Reference) : ComplaintCommand;

    /// <summary>Names another docket as the same matter; both stay.</summary>
    public sealed record Link(string Docket, string By) : ComplaintCommand;

    public sealed record Unlink(string Docket, string By) : ComplaintCommand;

    /// <summary>Part of this docket becomes one of its own.</summary>
    /// <param name="Against">The unit complained of where the part is about police conduct; null: the one that this docket complains of.</param>
    public sealed record Split(string Into, IReadOnlyList<string> Posts, Category Category, string? Unit, string By, string? Against = null) : ComplaintCommand;

    /// <summary>Raising is anybody's who may direct the docket; lowering takes a superior, and of a P0 a second person.</summary>
    /// <param name="SecondBy">Second named person: needed to lower a P0.</param>
    public sealed record Prioritise(Priority Priority, string By, string Note, string? SecondBy = null) : ComplaintCommand;

    /// <param name="Reference">For <see cref="HandoffStage.Told"/> the emergency line's reference number; for the outcome a short code.</param>
    public sealed record Handoff(HandoffStage Stage, string By, string? Reference = null) : ComplaintCommand;

    public sealed record Close(string By) : ComplaintCommand;

    public sealed record Reopen(string By, string Note) : ComplaintCommand;

    /// <summary>The citizen is not content with the outcome: the next superior looks at it, and a second check is due.</summary>
    public sealed record Appeal(string By, string Note) : ComplaintCommand;

    /// <summary>IncidentFinder's proposal, or an officer's. The first incident is taken and no second.</summary>
    public sealed record JoinIncident(string Incident, int Size, string? By = null) : ComplaintCommand;

    public sealed record LeaveIncident(string By, string Note) : ComplaintCommand;

    /// <summary>The incident has grown, or has another priority: may raise this complaint's, never lower it.</summary>
    public sealed record NoteIncidentSize(string Incident, int Size, Priority? Priority = null) : ComplaintCommand;

    /// <summary>Plans all running clocks anew by the policy of now.</summary>
    public sealed record Recompute(string By, string Note) : ComplaintCommand;

    /// <param name="Outage">Said by the host when it was down for over a minute before this.</param>
    public sealed record Wake(Outage? Outage = null) : ComplaintCommand;
}
