using Monitor.Core.Posts;

namespace Monitor.Core.Authors;

/// <summary>What an Author is asked. Everything that a platform sends about one person's posts comes here first (design section 4).</summary>
public abstract record AuthorCommand : ICommand
{
    /// <summary>
    /// A post by this person. A post in which an office quotes or forwards a citizen's post goes to that citizen's Author, with <see cref="PostFacts.InReplyTo"/> naming the
    /// quoted post; to the office's own Author where the quoted post is not known.
    /// </summary>
    public sealed record Receive(PostFacts Post) : AuthorCommand;

    /// <summary>An official account's answer to this person, by any route.</summary>
    public sealed record Answer(AnswerFacts Facts) : AuthorCommand;

    /// <summary>An official account's post that answers no citizen; sent to the account's own Author.</summary>
    public sealed record NoteOwnPost(AnswerFacts Facts) : AuthorCommand;

    public sealed record Edit(string Post, string TextHash, Verdict Verdict) : AuthorCommand
    {
        /// <summary>The post as its new words make it, under its own id; null for an official account's answer.</summary>
        public PostFacts? Facts { get; init; }
    }

    /// <summary>A post of this person, or an official account's answer to this person, was deleted on the platform.</summary>
    public sealed record Delete(string Post) : AuthorCommand;

    /// <param name="Emoji">Empty when taken back.</param>
    public sealed record React(string Post, string Emoji) : AuthorCommand;

    /// <summary>A platform's word on a message of ours.</summary>
    /// <param name="Docket">The docket that our outbox sent it for; null when it was typed elsewhere.</param>
    /// <param name="StateAt">The platform's instant; null where it gives none.</param>
    public sealed record Deliver(string Message, string? Docket, DeliveryState State, string? Failure, DateTimeOffset? StateAt = null) : AuthorCommand;

    /// <summary>A person opens a post that waits in triage, or puts it on a docket there is.</summary>
    /// <param name="Docket">Null to open a new one.</param>
    public sealed record OpenTriaged(string Post, string? Docket, string By) : AuthorCommand
    {
        /// <summary>The post as recorded, for one that was noted or dismissed and so is no longer remembered here.</summary>
        public PostFacts? Facts { get; init; }
    }

    /// <summary>A person dismisses a post, or an unmatched answer, that waits in triage.</summary>
    public sealed record DismissTriaged(string Post, string By, string Why) : AuthorCommand;

    /// <summary>A person says which docket an unmatched answer belongs to.</summary>
    public sealed record MatchAnswer(string Post, string Docket, string By) : AuthorCommand;

    /// <summary>A person takes or refuses a proposed tag.</summary>
    public sealed record SettleTag(string Post, string Unit, bool Take, string By) : AuthorCommand;

    /// <summary>The docket that the post named does not exist (the complaint refused it): the post is placed anew without the number.</summary>
    public sealed record Misplaced(PostFacts Post, string Docket) : AuthorCommand;

    public sealed record CloseDocket(string Docket) : AuthorCommand;

    public sealed record ReopenDocket(string Docket) : AuthorCommand;

    /// <param name="From">The other identifier of this person whose docket it is; null for one of this Author's own.</param>
    public sealed record AdoptDocket(string Docket, Category Category, string? Unit, string? From = null) : AuthorCommand;

    /// <summary>A docket that this person had from another identifier which is not theirs after all.</summary>
    public sealed record ForgetDocket(string Docket) : AuthorCommand;

    /// <summary>Nothing happens where an officer parted the two and the platform says otherwise.</summary>
    /// <param name="By">Null when the platform itself said so.</param>
    public sealed record LinkIdentity(string Other, string? By) : AuthorCommand;

    public sealed record UnlinkIdentity(string Other, string By) : AuthorCommand;

    /// <summary>Refused without purpose, or with an end that is past or over 180 days away.</summary>
    public sealed record Watch(string Purpose, string By, DateTimeOffset UntilAt) : AuthorCommand;

    public sealed record EndWatch(string Why, string By) : AuthorCommand;

    public sealed record Wake : AuthorCommand;
}
