using Monitor.Core.Authors;
using Monitor.Core.Posts;

namespace Monitor.Core.Flags;

/// <summary>What an Author's event means for flags. Self-harm alone is a complaint of the highest priority and no flag: nobody investigates a person in need.</summary>
public static class FlagRaiser
{
    /// <param name="author">Key of the Author whose event it is.</param>
    public static IEnumerable<(string Key, FlagCommand Command)> Of(string author, AuthorEvent happened) => happened switch
    {
        AuthorEvent.DocketOpened { By: null } e => Raise(e.Post),
        AuthorEvent.PostJoined { By: null } e => Raise(e.Post),
        AuthorEvent.PostNoted e => Raise(e.Post),
        AuthorEvent.PostTriaged e => Raise(e.Post),
        AuthorEvent.PostEdited e when e.Verdict.Flags.Any(label => label != Label.SelfHarm) =>
            [(e.Post, new FlagCommand.Raise(e.Post, Channel.None, author, e.Account ?? "", e.Unit, e.Verdict.Flags, e.At))],
        AuthorEvent.PostDeleted e => [(e.Post, new FlagCommand.NotePostGone())],
        _ => [],
    };

    private static IEnumerable<(string Key, FlagCommand Command)> Raise(PostFacts post) =>
        post.Channel != Channel.Canary && post.Verdict.Flags.Any(label => label != Label.SelfHarm)
            ? [(post.Id, new FlagCommand.Raise(post.Id, post.Channel, post.Author, post.Account, post.Located.Unit, post.Verdict.Flags, post.ReceivedAt))]
            : [];
}
