using Monitor.Core.Authors;
using Monitor.Core.Posts;

namespace Monitor.Core.Accounts;

/// <summary>What an Author's event means for the official accounts that it names. Keys are seat ids.</summary>
public static class AccountWatcher
{
    public static IEnumerable<(string Key, OfficialAccountCommand Command)> Of(AuthorEvent happened) => happened switch
    {
        AuthorEvent.DocketOpened { By: null } e => Owed(e.Post),
        AuthorEvent.AnswerJoined { By: null } e => Answered(e.Answer),
        AuthorEvent.AnswerUnmatched e => Answered(e.Answer),
        AuthorEvent.OwnPostNoted e when e.Post.To is not null => Answered(e.Post),
        AuthorEvent.OwnPostNoted e => Keyed(e.Post.Account, new OfficialAccountCommand.NotePost(e.Post.Id, e.Post.PostedAt)),
        _ => [],
    };

    private static IEnumerable<(string Key, OfficialAccountCommand Command)> Owed(PostFacts post) =>
        post.Channel == Channel.Canary ? [] : Keyed(post.Account, new OfficialAccountCommand.OweAnswer(post.Id, post.ReceivedAt));

    /// <summary>A machine's receipt is no sign of life.</summary>
    private static IEnumerable<(string Key, OfficialAccountCommand Command)> Answered(AnswerFacts answer) =>
        answer.Automatic ? [] : Keyed(answer.Account, new OfficialAccountCommand.NoteAnswer(answer.Id, answer.PostedAt));

    private static IEnumerable<(string Key, OfficialAccountCommand Command)> Keyed(string seat, OfficialAccountCommand command) => seat.Length == 0 ? [] : [(seat, command)];
}
