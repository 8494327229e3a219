using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>Why a complaint has its priority; a value for screens to put into words.</summary>
public enum PriorityWhy : byte { None = 0, Category, ThreatToLife, WomenAndChildren, OfficeForward, Reminders, IncidentSize, Urgency, Officer }

/// <param name="Priority">What this reason alone asks for; the highest wins.</param>
public readonly record struct PriorityReason(PriorityWhy Why, Priority Priority);

/// <summary>Where a complaint came from.</summary>
public enum Source : byte { None = 0, Post, Call, WalkIn, MissedPost, Split }

/// <summary>Typed action, each with its number (design section 5).</summary>
public enum ActionKind : byte
{
    None = 0, DiaryEntry, Fir, NonCognizable, EChallan, PatrolSent, Counselled, Preventive, Referred, FoundUntrue, NothingPossible,
}

/// <param name="Number">Diary, FIR, report, challan or 112 event number; needed for all but counselled, found untrue and nothing possible.</param>
/// <param name="Sections">For an FIR: <c>BNS 303(2)</c>.</param>
/// <param name="Note">Why, in at most 200 characters; needed for found untrue, nothing possible and referred. An officer's words, never a citizen's.</param>
public sealed record ActionTaken(ActionKind Kind, string? Number, IReadOnlyList<string> Sections, string? Note);

/// <summary>Ways out other than closing with four stamps.</summary>
public enum WayOut : byte { None = 0, NotAComplaint, Duplicate, NotPolice, OtherForce, Withdrawn, NoAnswer }

/// <summary>A way out as proposed: who, why, and what the citizen was told.</summary>
/// <param name="Note">Why, at most 200 characters.</param>
/// <param name="Told">Post id of what the citizen was told, or null where nothing was (not a complaint).</param>
/// <param name="Body">The body or force it was given to, a zero FIR's number, or the other docket; what the way out asks for.</param>
public sealed record Leave(WayOut Way, string By, string Note, string? Told, string? Body);

/// <summary>An answer that an official account owes for a docket.</summary>
/// <param name="Receiver">Seat of the account that was written to.</param>
/// <param name="Post">The citizen's first post.</param>
/// <param name="SinceAt">From when the wait counts.</param>
public sealed record OwedAnswer(string Receiver, string Post, DateTimeOffset SinceAt);

/// <summary>Stages of a P0's handoff in order.</summary>
public enum HandoffStage : byte { None = 0, Seen, Told, Sent, Reached, Outcome }

/// <summary>What an outgoing post of ours is for.</summary>
public enum Purpose : byte { None = 0, Answer, Question, Reminder }

/// <summary>Why a pause ended.</summary>
public enum PauseEnd : byte { None = 0, CitizenWrote, BoundReached, Officer, Transferred, Closed, Failed }

/// <summary>Why a complaint was opened again. <see cref="AnswerGone"/>: the answer that ended it failed or was deleted, so the citizen stands unanswered.</summary>
public enum ReopenWhy : byte { None = 0, CitizenWrote, Officer, Appeal, AnswerGone }

/// <summary>Who tagged: a person, the locator, or a main account's mention.</summary>
public enum TagWhy : byte { None = 0, Located, Officer, MainAccount, Triage, Appeal, Reorganised }

/// <summary>Why a breach no longer counts.</summary>
public enum WithdrawnWhy : byte { None = 0, InTimeDeliveredLate, DueMoved }

/// <summary>Monitor itself was down: said with each breach that fell into it.</summary>
public sealed record Outage(DateTimeOffset DownFrom, DateTimeOffset DownTo);

/// <summary>A post as the complaint keeps it: no words, no verdict.</summary>
public sealed record PostRef(
    string Id, Channel Channel, string Author, string Account, bool Private, DateTimeOffset PostedAt, DateTimeOffset ReceivedAt, Office Forwarded)
{
    public static PostRef Of(PostFacts post) =>
        new(post.Id, post.Channel, post.Author, post.Account, post.Private, post.PostedAt, post.ReceivedAt, post.Forwarded);
}

/// <summary>An answer that reached the platform, as the complaint keeps it.</summary>
/// <param name="HeldAt">Since when its delivery id is held: the platform has it.</param>
/// <param name="FromRightAccount">Given by an account of the owner, a superior, a wing or the account that was written to: counts as a stamp.</param>
/// <param name="By">The officer; null when typed in the platform's own app and not claimed yet.</param>
public sealed record AnswerRef(
    string Id, string Account, string Unit, DateTimeOffset PostedAt, DateTimeOffset HeldAt, bool FromRightAccount, bool MentionsReceiver, Purpose Purpose, string? By);

/// <summary>A step of the ladder that was passed without telling anyone, and why.</summary>
public sealed record PassedStep(Organisation.LadderStep Step, string Why);
