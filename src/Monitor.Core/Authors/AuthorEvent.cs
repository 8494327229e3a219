using Monitor.Core.Posts;

namespace Monitor.Core.Authors;

/// <summary>Why a post joined a docket that was there already. <see cref="Full"/>: the person holds as many open dockets as an Author remembers.</summary>
public enum Joining : byte { None = 0, Moments, Thread, Reminder, DocketMentioned, Private, ByOfficer, Forwarded, Full }

/// <summary>Why a post or an answer waits for a person.</summary>
public enum TriageWhy : byte { None = 0, UnsureComplaint, UnsurePlace, UnmatchedAnswer, UnitTagProposed, AuthorUnknown }

/// <summary>
/// What an Author decided: which docket a post belongs to (design section 4, "Who decides what"). Names are stored: change only by adding.
/// ComplaintOpener turns them into commands for the complaints.
/// </summary>
public abstract record AuthorEvent(DateTimeOffset At) : IEvent
{
    /// <summary>A first post that asks for something: a new docket, whose number comes from the post's intake number.</summary>
    public sealed record DocketOpened(PostFacts Post, string Docket, DateTimeOffset At) : AuthorEvent(At)
    {
        /// <summary>Who opened it out of triage; null when it opened by itself.</summary>
        public string? By { get; init; }
    }

    /// <summary>A further post of the same person for a docket there is.</summary>
    public sealed record PostJoined(PostFacts Post, string Docket, Joining Why, DateTimeOffset At) : AuthorEvent(At)
    {
        /// <summary>Who put it there, for <see cref="Joining.ByOfficer"/>.</summary>
        public string? By { get; init; }
    }

    /// <summary>Kept and counted; asks for nothing (praise, news, spam, greetings).</summary>
    public sealed record PostNoted(PostFacts Post, DateTimeOffset At) : AuthorEvent(At);

    /// <summary>Waits in triage for a person to open or dismiss it.</summary>
    public sealed record PostTriaged(PostFacts Post, TriageWhy Why, DateTimeOffset At) : AuthorEvent(At);

    /// <summary>A person dismissed a triaged post, and said why; nothing learns from it by itself.</summary>
    public sealed record TriageDismissed(string Post, string By, string Why, DateTimeOffset At) : AuthorEvent(At);

    /// <summary>An official account's answer to this person, on its docket.</summary>
    public sealed record AnswerJoined(AnswerFacts Answer, string Docket, DateTimeOffset At) : AuthorEvent(At)
    {
        /// <summary>Who matched it out of triage; null when it matched by itself.</summary>
        public string? By { get; init; }
    }

    /// <summary>An official account's answer to this person that fits no docket: to triage.</summary>
    public sealed record AnswerUnmatched(AnswerFacts Answer, DateTimeOffset At) : AuthorEvent(At);

    /// <summary>A post of ours without a citizen to answer: counts for the account's duty (posted), opens nothing.</summary>
    public sealed record OwnPostNoted(AnswerFacts Post, DateTimeOffset At) : AuthorEvent(At);

    /// <summary>The platform's new text; the post row holds the words. A new verdict, since the words changed.</summary>
    public sealed record PostEdited(string Post, string? Docket, Verdict Verdict, DateTimeOffset At) : AuthorEvent(At)
    {
        /// <summary>Of the new text, as in <see cref="PostFacts.TextHash"/>.</summary>
        public string TextHash { get; init; } = "";

        /// <summary>Seat that received the post, null or empty if unknown.</summary>
        public string? Account { get; init; }

        /// <summary>Unit of the place that the new words name, null if unknown.</summary>
        public string? Unit { get; init; }
    }

    /// <summary>A post, or an answer of ours, withdrawn on the platform: the row is cleared, the docket shows "deleted on the platform".</summary>
    public sealed record PostDeleted(string Post, string? Docket, DateTimeOffset At) : AuthorEvent(At);

    public sealed record PostReacted(string Post, string? Docket, string Emoji, DateTimeOffset At) : AuthorEvent(At);

    /// <summary>How far an answer of ours has come with this person.</summary>
    public sealed record AnswerDelivered(string Post, string? Docket, DeliveryState State, string? Failure, DateTimeOffset At) : AuthorEvent(At)
    {
        /// <summary>The platform's instant, at which clocks stop; null where it gave none.</summary>
        public DateTimeOffset? StateAt { get; init; }
    }

    /// <summary>The docket was closed or merged into another; told by the complaint's follower, so that the Author's bounded list stays short.</summary>
    public sealed record DocketClosed(string Docket, DateTimeOffset At) : AuthorEvent(At)
    {
        /// <summary>Other identifiers of this person, who took the docket over and are told; null for none.</summary>
        public IReadOnlyList<string>? Others { get; init; }
    }

    /// <summary>Two identifiers are one person, by a platform's word or by an officer's reversible act.</summary>
    public sealed record IdentityLinked(string Other, string? By, DateTimeOffset At) : AuthorEvent(At)
    {
        /// <summary>This person's dockets, which the other Author takes over too.</summary>
        public IReadOnlyList<HeldDocket> Dockets { get; init; } = [];
    }

    public sealed record IdentityUnlinked(string Other, string By, DateTimeOffset At) : AuthorEvent(At)
    {
        /// <summary>This person's dockets, which the other Author no longer has.</summary>
        public IReadOnlyList<string> Dockets { get; init; } = [];
    }

    /// <summary>The docket belongs to another person, with whom this one had been taken for one.</summary>
    public sealed record DocketForgotten(string Docket, DateTimeOffset At) : AuthorEvent(At);

    /// <summary>A docket of this person that did not begin with a post of theirs here: opened by hand, split off by an officer, or another identifier's.</summary>
    public sealed record DocketAdopted(string Docket, Category Category, string? Unit, DateTimeOffset At) : AuthorEvent(At)
    {
        /// <summary>The other identifier of this person whose docket it is; null for one of this Author's own.</summary>
        public string? From { get; init; }
    }

    /// <summary>There is no such docket: a number in a text only looked like one.</summary>
    public sealed record DocketUnknown(string Docket, string Post, DateTimeOffset At) : AuthorEvent(At);

    /// <summary>The docket was reopened by an officer's act; a further post of the citizen needs no such word.</summary>
    public sealed record DocketReopened(string Docket, DateTimeOffset At) : AuthorEvent(At)
    {
        /// <inheritdoc cref="DocketClosed.Others"/>
        public IReadOnlyList<string>? Others { get; init; }
    }

    /// <summary>An answer that is not from a main account mentions a unit's handle: a person decides whether that is a tag (design section 4).</summary>
    public sealed record TagProposed(AnswerFacts Answer, string Docket, string Unit, DateTimeOffset At) : AuthorEvent(At);

    /// <summary>A person settled the proposal of <see cref="TagProposed"/>.</summary>
    public sealed record TagSettled(string Answer, string Docket, string Unit, bool Taken, string By, DateTimeOffset At) : AuthorEvent(At);

    public sealed record StrikeNoted(string Post, Label Label, DateTimeOffset At) : AuthorEvent(At);

    /// <summary>Watched with a purpose and an end (design section 4): never without both.</summary>
    public sealed record WatchStarted(string Purpose, string By, DateTimeOffset UntilAt, DateTimeOffset At) : AuthorEvent(At);

    public sealed record WatchEnded(string Why, DateTimeOffset At) : AuthorEvent(At);
}
