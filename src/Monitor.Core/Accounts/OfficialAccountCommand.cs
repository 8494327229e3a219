namespace Monitor.Core.Accounts;

/// <summary>What an OfficialAccount is told.</summary>
public abstract record OfficialAccountCommand : ICommand
{
    /// <summary>Takes the seat's facts from the rulebook; sent for every seat at a start and after a change of the rulebook.</summary>
    public sealed record Register(string Seat) : OfficialAccountCommand;

    public sealed record LookIn(string? By) : OfficialAccountCommand;

    /// <summary>A citizen's complaint came to this account, or stands unanswered again.</summary>
    public sealed record OweAnswer(string Post, DateTimeOffset ReceivedAt, string Docket) : OfficialAccountCommand;

    /// <summary>The citizen of this docket was answered, from whatever account, or the docket has ended: nothing is owed for it.</summary>
    public sealed record SettleAnswer(string Docket) : OfficialAccountCommand;

    /// <summary>Somebody answered from this account: a sign of life.</summary>
    public sealed record NoteAnswer(string Answer, DateTimeOffset PostedAt) : OfficialAccountCommand;

    public sealed record NotePost(string Post, DateTimeOffset PostedAt) : OfficialAccountCommand;

    /// <summary>Refused without an end, or with one over 60 days away.</summary>
    public sealed record ExcuseSilence(Excuse Why, string By, string? Note, DateTimeOffset UntilAt) : OfficialAccountCommand;

    public sealed record EndExcuse(string By) : OfficialAccountCommand;

    /// <param name="OpenDockets">Dockets for which this account owes something; the first 100 are kept.</param>
    public sealed record HandOver(string To, string By, IReadOnlyList<string> OpenDockets) : OfficialAccountCommand;

    public sealed record BreakLink(string Why) : OfficialAccountCommand;

    public sealed record MendLink : OfficialAccountCommand;

    public sealed record Wake : OfficialAccountCommand;
}
