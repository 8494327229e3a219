using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;

namespace Monitor.Core.Accounts;

/// <summary>What an Author's or a Complaint's event means for the official accounts that it names. Keys are seat ids.</summary>
public static class AccountWatcher
{
    public static IEnumerable<(string Key, OfficialAccountCommand Command)> Of(AuthorEvent happened) => happened switch
    {
        AuthorEvent.DocketOpened { By: null } e => Owed(e.Post, e.Docket),
        AuthorEvent.AnswerJoined { By: null } e => Answered(e.Answer),
        AuthorEvent.AnswerUnmatched e => Answered(e.Answer),
        AuthorEvent.OwnPostNoted e when e.Post.To is not null => Answered(e.Post),
        AuthorEvent.OwnPostNoted e => Keyed(e.Post.Account, new OfficialAccountCommand.NotePost(e.Post.Id, e.Post.PostedAt)),
        _ => [],
    };

    /// <summary>Whoever answers the citizen settles what the account owes that was written to; so does a docket that has ended.</summary>
    public static IEnumerable<(string Key, OfficialAccountCommand Command)> Of(string docket, ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.Answered e => Keyed(e.Receiver, new OfficialAccountCommand.SettleAnswer(docket)),
        ComplaintEvent.Closed e => Keyed(e.Receiver, new OfficialAccountCommand.SettleAnswer(docket)),
        ComplaintEvent.Left e => Keyed(e.Receiver, new OfficialAccountCommand.SettleAnswer(docket)),
        _ => [],
    };

    private static IEnumerable<(string Key, OfficialAccountCommand Command)> Owed(PostFacts post, string docket) =>
        post.Channel == Channel.Canary ? [] : Keyed(post.Account, new OfficialAccountCommand.OweAnswer(post.Id, post.ReceivedAt, docket));

    /// <summary>A machine's receipt is no sign of life.</summary>
    private static IEnumerable<(string Key, OfficialAccountCommand Command)> Answered(AnswerFacts answer) =>
        answer.Automatic ? [] : Keyed(answer.Account, new OfficialAccountCommand.NoteAnswer(answer.Id, answer.PostedAt));

    private static IEnumerable<(string Key, OfficialAccountCommand Command)> Keyed(string seat, OfficialAccountCommand command) => seat.Length == 0 ? [] : [(seat, command)];
}
