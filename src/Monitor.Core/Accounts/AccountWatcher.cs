using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;

namespace Monitor.Core.Accounts;

/// <summary>What an Author's or a Complaint's event means for the official accounts that it names. Keys are seat ids.</summary>
public static class AccountWatcher
{
    public static IEnumerable<(string Key, OfficialAccountCommand Command)> Of(AuthorEvent happened) => happened switch
    {
        // What an officer opened from triage is owed from then: the account could not know before that it was a complaint.
        AuthorEvent.DocketOpened e => Owed(e.Post, e.Docket, e.By is null ? e.Post.ReceivedAt : e.At),
        AuthorEvent.AnswerJoined { By: null } e => Answered(e.Answer),
        AuthorEvent.AnswerUnmatched e => Answered(e.Answer),
        AuthorEvent.OwnPostNoted e when e.Post.To is not null => Answered(e.Post),
        AuthorEvent.OwnPostNoted e => Keyed(e.Post.Account, new OfficialAccountCommand.NotePost(e.Post.Id, e.Post.PostedAt)),
        _ => [],
    };

    /// <summary>Whoever answers the citizen settles what the account owes that was written to; so does a docket that has ended. When the answer is gone, or the docket comes
    /// back unanswered, it is owed again.</summary>
    public static IEnumerable<(string Key, OfficialAccountCommand Command)> Of(string docket, ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.Answered { Early: false } e => Keyed(e.Receiver, new OfficialAccountCommand.SettleAnswer(docket)),
        ComplaintEvent.Closed e => Keyed(e.Receiver, new OfficialAccountCommand.SettleAnswer(docket)),
        ComplaintEvent.Left e => Keyed(e.Receiver, new OfficialAccountCommand.SettleAnswer(docket)),
        ComplaintEvent.DeliveryFailed { Owed: { } owed } => Again(owed, docket),
        ComplaintEvent.Reopened { Owed: { } owed } => Again(owed, docket),
        ComplaintEvent.Appealed { Owed: { } owed } => Again(owed, docket),
        _ => [],
    };

    private static IEnumerable<(string Key, OfficialAccountCommand Command)> Again(OwedAnswer owed, string docket) =>
        Keyed(owed.Receiver, new OfficialAccountCommand.OweAnswer(owed.Post, owed.SinceAt, docket));

    private static IEnumerable<(string Key, OfficialAccountCommand Command)> Owed(PostFacts post, string docket, DateTimeOffset from) =>
        post.Channel == Channel.Canary ? [] : Keyed(post.Account, new OfficialAccountCommand.OweAnswer(post.Id, from, docket));

    /// <summary>A machine's receipt is no sign of life.</summary>
    private static IEnumerable<(string Key, OfficialAccountCommand Command)> Answered(AnswerFacts answer) =>
        answer.Automatic ? [] : Keyed(answer.Account, new OfficialAccountCommand.NoteAnswer(answer.Id, answer.PostedAt));

    private static IEnumerable<(string Key, OfficialAccountCommand Command)> Keyed(string seat, OfficialAccountCommand command) => seat.Length == 0 ? [] : [(seat, command)];
}
