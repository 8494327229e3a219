using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>A question to the citizen that holds clocks.</summary>
public sealed record OpenPause(string? Question, string By, DateTimeOffset FromAt, DateTimeOffset RemindAt, DateTimeOffset UntilAt, bool Reminded);

/// <summary>A pause that is over, for the explanation of deadlines.</summary>
public sealed record PauseSpan(DateTimeOffset FromAt, DateTimeOffset ToAt, string By, PauseEnd Why);

/// <summary>A post of ours whose delivery id is not held yet.</summary>
public sealed record Outgoing(string Post, string Account, string Unit, Purpose Purpose, bool MentionsReceiver, string By);

public sealed record HandoffDone(HandoffStage Stage, string By, string? Reference, DateTimeOffset DoneAt);

/// <summary>An approval.</summary>
public sealed record Approval(string By, Organisation.Rank Rank, DateTimeOffset GivenAt);

/// <summary>
/// What is known of a complaint, whatever its phase. Every list is bounded: what is older stands in the journal only.
/// </summary>
public sealed record Folder
{
    public const int PostsMax = 32;
    public const int ListMax = 16;
    public const int AnswersMax = 8;

    public required string Docket { get; init; }

    public required Source Source { get; init; }

    /// <summary>Null when opened by hand.</summary>
    public string? Author { get; init; }

    /// <summary>Channel of the first post; <see cref="Channel.Hand"/> without one.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Seat that received the first post; empty when unknown.</summary>
    public required string Account { get; init; }

    public required Category Category { get; init; }

    public required Priority Priority { get; init; }

    public required IReadOnlyList<PriorityReason> Reasons { get; init; }

    /// <summary>Tagged or owning unit; null in triage.</summary>
    public string? Unit { get; init; }

    public required IReadOnlyDictionary<Wing, string> Wings { get; init; }

    /// <summary>Unit complained of: never owner, never checker, cannot see the docket.</summary>
    public string? Against { get; init; }

    public required Office Office { get; init; }

    public required bool SelfHarm { get; init; }

    public required DateTimeOffset PostedAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The first and the latest.</summary>
    public IReadOnlyList<PostRef> Posts { get; init; } = [];

    public int PostCount { get; init; }

    public IReadOnlyList<string> Deleted { get; init; } = [];

    public int Reminders { get; init; }

    public DateTimeOffset? CitizenWroteAt { get; init; }

    /// <summary>The last word of the citizen that asks for something: thanks are none.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    public IReadOnlyList<Clock> Clocks { get; init; } = [];

    public OpenPause? Pause { get; init; }

    public IReadOnlyList<PauseSpan> Pauses { get; init; } = [];

    /// <summary>Questions since the citizen's last word, in this round, that waited their whole time without an answer.</summary>
    public int QuestionsUnanswered { get; init; }

    public IReadOnlyList<Outgoing> Outgoing { get; init; } = [];

    public IReadOnlyList<AnswerRef> Answers { get; init; } = [];

    /// <summary>Last word of a person to the citizen, by the platform's clock.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    public string? LastReceipt { get; init; }

    public string? AcceptedBy { get; init; }

    /// <summary>Units that had it, latest last.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    public int PingPong { get; init; }

    /// <summary>Since when nobody has accepted it; null while somebody has, and once it is closed.</summary>
    public DateTimeOffset? OwnerlessSinceAt { get; init; }

    /// <summary>Time without an owner in earlier stretches.</summary>
    public TimeSpan OrphanFor { get; init; }

    /// <summary>While disputed: the superior in whose lane it waits.</summary>
    public string? Lane { get; init; }

    public ActionTaken? Action { get; init; }

    public DateTimeOffset? ActedAt { get; init; }

    /// <summary>Everyone who recorded an action: never a checker.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    public Approval? Check { get; init; }

    public Approval? SecondCheck { get; init; }

    /// <summary>The answer that counts as a stamp: from the right account, after the action.</summary>
    public AnswerRef? FinalAnswer { get; init; }

    public string? ReportSeenBy { get; init; }

    public bool ReportedBack { get; init; }

    public IReadOnlyList<HandoffDone> Handoffs { get; init; } = [];

    public string? Incident { get; init; }

    /// <summary>An officer took it out of an incident; the finder may not put it back.</summary>
    public bool TakenOut { get; init; }

    public int IncidentSize { get; init; }

    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Times it was opened again.</summary>
    public int Rounds { get; init; }

    public bool Appealed { get; init; }

    public DateTimeOffset? ClimbsHeldUntil { get; init; }

    public bool IsP0 => Priority == Priority.P0;

    public Clock? Clock(ClockKind kind)
    {
        foreach (var clock in Clocks)
        {
            if (clock.Kind == kind)
            {
                return clock;
            }
        }

        return null;
    }

    /// <summary>Running or paused.</summary>
    public bool IsOpen(ClockKind kind) => Clock(kind) is { IsOpen: true };

    /// <summary>Whether an answer counts as a stamp: from the right account, not before the action.</summary>
    public bool IsFinal(AnswerRef answer) => answer is { FromRightAccount: true, Purpose: Purpose.Answer } && answer.PostedAt >= ActedAt;

    /// <summary>Platforms deliver in no order: it was written before anything of this complaint, and answers none of it.</summary>
    public bool IsEarly(AnswerRef answer) => answer.PostedAt < PostedAt && Posts.All(post => answer.PostedAt < post.PostedAt);

    /// <summary>Ended pauses as stretches, for plans.</summary>
    public IReadOnlyList<Interval> PausedStretches => Pauses.Count == 0 ? [] : [.. Pauses.Select(pause => new Interval(pause.FromAt, pause.ToAt))];

    public HandoffStage HandedOff => Handoffs.Count == 0 ? HandoffStage.None : Handoffs[^1].Stage;

    /// <summary>Which superior must look twice (design section 5): P0-P2, office forwards, police conduct, appeals, and a tenth of the rest.</summary>
    public bool NeedsSecondCheck => Priority <= Priority.P2 || Office != Office.None || Category == Category.PoliceMisconduct || Appealed || IsTenth(Docket);

    /// <summary>A way out is looked at by a superior: P0-P2 and the same tenth of the rest.</summary>
    public bool LeaveNeedsCheck => Priority <= Priority.P2 || Category == Category.PoliceMisconduct || IsTenth(Docket);

    /// <summary>One docket in ten, by a hash of its number (FNV-1a): nobody can choose which.</summary>
    public static bool IsTenth(string docket)
    {
        var hash = 2166136261u;
        foreach (var c in docket)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return hash % 10 == 0;
    }

    /// <summary>When the next thing must be decided.</summary>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            var held = IsP0 ? null : ClimbsHeldUntil;
            var next = Pause is null ? null : Pause.Reminded || Pause.RemindAt >= Pause.UntilAt ? Pause.UntilAt : (DateTimeOffset?)Pause.RemindAt;
            foreach (var clock in Clocks)
            {
                if (clock.NextAt(held) is { } at && !(next <= at))
                {
                    next = at;
                }
            }

            return next;
        }
    }

    internal Folder With(IReadOnlyList<ClockChange> changes)
    {
        var clocks = Clocks.ToList();
        foreach (var change in changes)
        {
            var place = clocks.FindIndex(clock => clock.Kind == change.Clock);
            var after = Complaints.Clock.After(place < 0 ? null : clocks[place], change);
            if (place < 0)
            {
                clocks.Add(after);
            }
            else
            {
                clocks[place] = after;
            }
        }

        return this with { Clocks = clocks };
    }

    internal Folder With(ClockKind kind, Func<Clock, Clock> change) =>
        this with { Clocks = [.. Clocks.Select(clock => clock.Kind == kind ? change(clock) : clock)] };

    /// <summary>Keeps the first and the latest.</summary>
    internal Folder WithPost(PostRef post) => this with
    {
        Posts = Posts.Count < PostsMax ? [.. Posts, post] : [Posts[0], .. Posts.Skip(2), post],
        PostCount = PostCount + 1,
        CitizenWroteAt = CitizenWroteAt > post.PostedAt ? CitizenWroteAt : post.PostedAt,
    };

    /// <summary>A new round: what the last one proved counts no longer.</summary>
    internal Folder WithoutStamps() => this with
    {
        Action = null, ActedAt = null, Check = null, SecondCheck = null, FinalAnswer = null, ReportSeenBy = null, QuestionsUnanswered = 0,
    };

    /// <summary>What the answer proved counts no longer; what those that are left prove does.</summary>
    internal Folder WithoutAnswer(string post)
    {
        var left = Answers.Where(answer => answer.Id != post).ToList();
        var was = left.Count < Answers.Count;
        return this with
        {
            Outgoing = [.. Outgoing.Where(outgoing => outgoing.Post != post)],
            Answers = left,
            AnsweredAt = was ? left.Where(answer => !IsEarly(answer)).Max(answer => (DateTimeOffset?)answer.PostedAt) : AnsweredAt,
            FinalAnswer = FinalAnswer?.Id == post ? left.LastOrDefault(IsFinal) : FinalAnswer,
        };
    }

    internal Folder WithOwner(string unit, DateTimeOffset now) => this with
    {
        Unit = unit, AcceptedBy = null, Lane = null, Owners = Last(Owners, unit), OwnerlessSinceAt = OwnerlessSinceAt ?? now,
    };

    internal static IReadOnlyList<T> Last<T>(IReadOnlyList<T> list, T item, int max = ListMax) => list.Count < max ? [.. list, item] : [.. list.Skip(list.Count - max + 1), item];
}
