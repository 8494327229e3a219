using System.Diagnostics;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Authors;

/// <summary>
/// One person or account, by a keyed hash of channel and author id: alone says which docket a post belongs to (design section 4). One turn at a time per
/// person is what makes two messages 214 ms apart one docket.
/// </summary>
public abstract partial record Author : IGrain<Author, AuthorCommand, AuthorEvent>
{
    /// <summary>Nothing heard of this person yet.</summary>
    public sealed record Unknown : Author;

    /// <param name="Dockets">Oldest word first.</param>
    /// <param name="Waiting">Posts in triage.</param>
    /// <param name="Unmatched">Answers in triage.</param>
    /// <param name="Strikes">Posts with an antisocial label, counted.</param>
    /// <param name="WatchedUntilAt">Null when not watched.</param>
    public sealed record Known(
        IReadOnlyList<HeldDocket> Dockets, IReadOnlyList<RecentPost> Posts, IReadOnlyList<RecentAnswer> Answers, IReadOnlyList<PostFacts> Waiting,
        IReadOnlyList<AnswerFacts> Unmatched, IReadOnlyList<ProposedTag> Proposals, IReadOnlyList<string> Links, int Strikes, DateTimeOffset? WatchedUntilAt) : Author
    {
        public static readonly Known Empty = new([], [], [], [], [], [], [], 0, null);

        /// <summary>Identifiers that an officer parted from this person: only an officer joins them again, whatever a platform says.</summary>
        public IReadOnlyList<string> Apart { get; init; } = [];
    }

    public static string Kind => "author";

    public static Author Initial { get; } = new Unknown();

    public static AuthorCommand Wake { get; } = new AuthorCommand.Wake();

    public DateTimeOffset? NextDeadline => (this as Known)?.WatchedUntilAt;

    private Known Memory => this as Known ?? Known.Empty;

    /// <summary>Of a docket whose unit has ended the place is not known: it went on at a unit that the Author was not told of, and a reminder must find it.</summary>
    private Known MemoryOn(UnitTree units)
    {
        bool HasEnded(HeldDocket docket) => docket.Unit is { } unit && units.Find(unit) is null && units.Rows.Any(row => row.Id == unit);
        var memory = Memory;
        return memory.Dockets.Any(HasEnded) ? memory with { Dockets = [.. memory.Dockets.Select(docket => HasEnded(docket) ? docket with { Unit = null } : docket)] } : memory;
    }

    public Decision<AuthorEvent> Decide(AuthorCommand command, Rulebook rulebook, DateTimeOffset now) => command switch
    {
        AuthorCommand.Receive c => Receive(MemoryOn(rulebook.Units), c.Post, rulebook.Authors, now),
        AuthorCommand.Answer c => Answer(Memory, c.Facts, rulebook.Authors, now),
        AuthorCommand.NoteOwnPost c => Memory.Answers.Any(answer => answer.Id == c.Facts.Id) ? Decision.Nothing : new AuthorEvent.OwnPostNoted(c.Facts, now),
        AuthorCommand.Edit c => Edit(MemoryOn(rulebook.Units), c, rulebook.Authors, now),
        AuthorCommand.Delete c => PostOf(c.Post) is { Deleted: true }
            ? Decision.Nothing
            : new AuthorEvent.PostDeleted(c.Post, PostOf(c.Post)?.Docket ?? AnswerOf(c.Post)?.Docket, now),
        AuthorCommand.React c => (PostOf(c.Post)?.Emoji ?? AnswerEmoji(c)) == c.Emoji
            ? Decision.Nothing
            : new AuthorEvent.PostReacted(c.Post, PostOf(c.Post)?.Docket ?? AnswerOf(c.Post)?.Docket, c.Emoji, now),
        AuthorCommand.Deliver c => Deliver(Memory, c, now),
        AuthorCommand.OpenTriaged c => OpenTriaged(Memory, c, now),
        AuthorCommand.DismissTriaged c => Dismiss(Memory, c, now),
        AuthorCommand.MatchAnswer c => Match(Memory, c, rulebook, now),
        AuthorCommand.SettleTag c => Memory.Proposals.FirstOrDefault(tag => tag.Answer == c.Post && tag.Unit == c.Unit) is { } tag
            ? new AuthorEvent.TagSettled(tag.Answer, tag.Docket, tag.Unit, c.Take, c.By, now)
            : Decision.Nothing,
        AuthorCommand.Misplaced c => PostOf(c.Post.Id)?.Docket == c.Docket ? PlaceAnew(c, rulebook.Authors, now) : Decision.Nothing,
        AuthorCommand.CloseDocket c => HeldOf(c.Docket) is { IsOpen: true } held ? new AuthorEvent.DocketClosed(c.Docket, now) { Others = OthersOf(held) } : Decision.Nothing,
        AuthorCommand.ReopenDocket c => HeldOf(c.Docket) is { IsOpen: false } held
            ? new AuthorEvent.DocketReopened(c.Docket, now) { Others = OthersOf(held) }
            : Decision.Nothing,
        AuthorCommand.AdoptDocket c => Memory.Dockets.Any(docket => docket.Docket == c.Docket)
            ? Decision.Nothing
            : new AuthorEvent.DocketAdopted(c.Docket, c.Category, c.Unit, now) { From = c.From },
        AuthorCommand.LinkIdentity c => Memory.Links.Contains(c.Other) || (c.By is null && Memory.Apart.Contains(c.Other))
            ? Decision.Nothing
            : new AuthorEvent.IdentityLinked(c.Other, c.By, now) { Dockets = [.. Memory.Dockets.Where(docket => docket.IsOpen)] },
        AuthorCommand.UnlinkIdentity c => Memory.Links.Contains(c.Other)
            ? new AuthorEvent.IdentityUnlinked(c.Other, c.By, now) { Dockets = [.. Memory.Dockets.Select(docket => docket.Docket)] }
            : Decision.Nothing,
        AuthorCommand.ForgetDocket c => Memory.Dockets.Any(docket => docket.Docket == c.Docket) ? new AuthorEvent.DocketForgotten(c.Docket, now) : Decision.Nothing,
        AuthorCommand.Watch c => StartWatch(Memory, c, now),
        AuthorCommand.EndWatch c => Memory.WatchedUntilAt is null ? Decision.Nothing : new AuthorEvent.WatchEnded(c.Why, now),
        AuthorCommand.Wake => Memory.WatchedUntilAt <= now ? new AuthorEvent.WatchEnded("expired", now) : Decision.Nothing,
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided for {GetType().Name}"),
    };

    public Author Evolve(AuthorEvent happened) => (Memory, happened) switch
    {
        (var s, AuthorEvent.DocketOpened e) => s.Remember(e.Post, e.Docket).Hold(AuthorMemory.Held(e.Post, e.Docket)),
        (var s, AuthorEvent.PostJoined e) => s.Remember(e.Post, e.Docket).Rejoin(e.Post, e.Docket),
        (var s, AuthorEvent.PostNoted e) => s.Remember(e.Post, null),
        (var s, AuthorEvent.PostTriaged e) => s.Remember(e.Post, null) with { Waiting = s.Waiting.Adding(e.Post, AuthorLimits.Waiting) },
        (var s, AuthorEvent.TriageDismissed e) =>
            s with { Waiting = s.Waiting.Without(post => post.Id == e.Post), Unmatched = s.Unmatched.Without(answer => answer.Id == e.Post) },
        (var s, AuthorEvent.AnswerJoined e) => s.Answered(e.Answer, e.Docket),
        (var s, AuthorEvent.AnswerUnmatched e) =>
            s with { Answers = s.Answers.Adding(new(e.Answer.Id, null, default), AuthorLimits.Answers), Unmatched = s.Unmatched.Adding(e.Answer, AuthorLimits.Unmatched) },
        (var s, AuthorEvent.OwnPostNoted e) => s with { Answers = s.Answers.Adding(new(e.Post.Id, null, default), AuthorLimits.Answers) },
        (var s, AuthorEvent.PostEdited e) => s.Touch(e.Post, e.Docket, post => post with { TextHash = e.TextHash }),
        (var s, AuthorEvent.PostDeleted e) => s.Touch(e.Post, e.Docket, post => post with { Deleted = true }),
        (var s, AuthorEvent.PostReacted e) => s.Touch(e.Post, e.Docket, post => post with { Emoji = e.Emoji }),
        (var s, AuthorEvent.AnswerDelivered e) => s.Delivered(e),
        (var s, AuthorEvent.DocketClosed e) => s.Close(e.Docket, e.At),
        (var s, AuthorEvent.DocketUnknown e) =>
            s with { Dockets = s.Dockets.Without(docket => docket.Docket == e.Docket), Posts = s.Posts.Without(post => post.Id == e.Post) },
        (var s, AuthorEvent.DocketReopened e) => s.Reopen(e.Docket),
        (var s, AuthorEvent.DocketAdopted e) => s.Hold(new(e.Docket, e.Category, e.Unit, 0, null, e.At, null, null) { From = e.From }),
        (var s, AuthorEvent.TagProposed e) => s with { Proposals = s.Proposals.Adding(new(e.Answer.Id, e.Docket, e.Unit), AuthorLimits.Proposals) },
        (var s, AuthorEvent.TagSettled e) => s with { Proposals = s.Proposals.Without(tag => tag.Answer == e.Answer && tag.Unit == e.Unit) },
        (var s, AuthorEvent.IdentityLinked e) => s with { Links = s.Links.Adding(e.Other, AuthorLimits.Links), Apart = s.Apart.Without(other => other == e.Other) },
        (var s, AuthorEvent.IdentityUnlinked e) =>
            s with { Links = s.Links.Without(other => other == e.Other), Apart = s.Apart.Without(other => other == e.Other).Adding(e.Other, AuthorLimits.Links) },
        (var s, AuthorEvent.DocketForgotten e) => s with { Dockets = s.Dockets.Without(docket => docket.Docket == e.Docket) },
        (var s, AuthorEvent.StrikeNoted) => s with { Strikes = s.Strikes + 1 },
        (var s, AuthorEvent.WatchStarted e) => s with { WatchedUntilAt = e.UntilAt },
        (var s, AuthorEvent.WatchEnded) => s with { WatchedUntilAt = null },
        _ => throw new UnreachableException($"{happened.GetType().Name} cannot happen to {GetType().Name}"),
    };

    private HeldDocket? HeldOf(string docket) => Memory.Dockets.FirstOrDefault(held => held.Docket == docket);

    /// <summary>Who else holds the docket and must hear what became of it: never the one from whom it came, or the two would go on telling each other.</summary>
    private IReadOnlyList<string>? OthersOf(HeldDocket held) => Memory.Links.Where(link => link != held.From).ToList() is { Count: > 0 } others ? others : null;

    private RecentPost? PostOf(string id) => Memory.Posts.FirstOrDefault(post => post.Id == id);

    private RecentAnswer? AnswerOf(string id) => Memory.Answers.FirstOrDefault(answer => answer.Id == id);

    /// <summary>What an answer of ours that nobody has reacted to counts as.</summary>
    private static string? AnswerEmoji(AuthorCommand.React react) => react.Emoji.Length == 0 ? "" : null;
}
