using System.Diagnostics;
using Monitor.Core.Organisation;

namespace Monitor.Core.Accounts;

/// <summary>
/// An official account, by its seat's id: is it alive by the duty of its holder's rank, who holds it, since when, and does its link work (design section 4).
/// </summary>
public abstract partial record OfficialAccount : IGrain<OfficialAccount, OfficialAccountCommand, OfficialAccountEvent>
{
    /// <summary>The oldest debts are what makes an account silent; beyond so many a further one is not remembered.</summary>
    public const int DebtsMax = 256;

    public sealed record None : OfficialAccount;

    /// <param name="SeenAt">When a person last looked in, answered or posted.</param>
    /// <param name="Debts">Citizens who wrote to this account and wait for an answer.</param>
    /// <param name="RestedUntilAt">Duties count from here at the earliest: the end of the last excuse, or the handover.</param>
    /// <param name="Told">The silence that was last decided; <see cref="Silence.None"/> while it speaks.</param>
    /// <param name="ExcusedUntilAt">Null when not excused.</param>
    public sealed record Registered(
        string Seat, string Handle, string? Unit, Rank Rank, IReadOnlyList<DutyLimit> Limits, DateTimeOffset SeenAt, IReadOnlyList<Debt> Debts, DateTimeOffset PostedAt,
        DateTimeOffset RestedUntilAt, Duty ToldDuty, Silence Told, DateTimeOffset? ExcusedUntilAt, string? Holder, DateTimeOffset? HeldSinceAt, bool LinkBroken) : OfficialAccount
    {
        /// <summary>Why it is excused.</summary>
        public Excuse ExcusedFor { get; init; }

        /// <summary>Since when the citizen waits who has waited longest; null when nobody does.</summary>
        public DateTimeOffset? OwedSinceAt => Debts.Count == 0 ? null : Debts.Min(debt => debt.SinceAt);
    }

    public static string Kind => "account";

    public static OfficialAccount Initial { get; } = new None();

    public static OfficialAccountCommand Wake { get; } = new OfficialAccountCommand.Wake();

    public DateTimeOffset? NextDeadline => this switch
    {
        Registered { ExcusedUntilAt: { } until } => until,
        Registered { Told: Silence.Red } => null,
        Registered s => s.Limits.Min(limit => SinceOf(s, limit.Duty) + (s.Told == Silence.None ? limit.AmberAfter : limit.RedAfter)),
        _ => null,
    };

    public Decision<OfficialAccountEvent> Decide(OfficialAccountCommand command, Rulebook rulebook, DateTimeOffset now) => (this, command) switch
    {
        (_, OfficialAccountCommand.Register c) => Register(c.Seat, rulebook, now),
        (None, OfficialAccountCommand.Wake) => Decision.Nothing,
        (None, _) => new Refusal("not-registered", "This account is not in the rulebook's list of official accounts."),

        (Registered s, OfficialAccountCommand.LookIn c) => now - s.SeenAt < LookInEvery ? Decision.Nothing : Act(s, new OfficialAccountEvent.LookedIn(c.By, now), now),
        (Registered s, OfficialAccountCommand.OweAnswer c) =>
            s.Debts.Count >= DebtsMax || s.Debts.Any(debt => debt.Docket == c.Docket)
                ? Decision.Nothing
                : Act(s, new OfficialAccountEvent.AnswerOwed(c.Post, c.ReceivedAt, now) { Docket = c.Docket }, now),
        (Registered s, OfficialAccountCommand.SettleAnswer c) =>
            s.Debts.Any(debt => debt.Docket == c.Docket) ? Act(s, new OfficialAccountEvent.AnswerSettled(c.Docket, now), now) : Decision.Nothing,
        (Registered s, OfficialAccountCommand.NoteAnswer c) =>
            c.PostedAt <= s.SeenAt ? Decision.Nothing : Act(s, new OfficialAccountEvent.Answered(c.Answer, c.PostedAt, now), now),
        (Registered s, OfficialAccountCommand.NotePost c) => c.PostedAt <= s.PostedAt ? Decision.Nothing : Act(s, new OfficialAccountEvent.Posted(c.Post, c.PostedAt, now), now),
        (Registered s, OfficialAccountCommand.ExcuseSilence c) => Rest(s, c, now),
        (Registered s, OfficialAccountCommand.EndExcuse c) => s.ExcusedUntilAt is null ? Decision.Nothing : Act(s, new OfficialAccountEvent.ExcuseEnded(c.By, now), now),
        (Registered s, OfficialAccountCommand.HandOver c) => HandOver(s, c, now),
        (Registered s, OfficialAccountCommand.BreakLink c) => s.LinkBroken ? Decision.Nothing : new OfficialAccountEvent.LinkBroke(c.Why, now),
        (Registered s, OfficialAccountCommand.MendLink) => s.LinkBroken ? new OfficialAccountEvent.LinkMended(now) : Decision.Nothing,
        (Registered s, OfficialAccountCommand.Wake) => Wakened(s, now),
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided for {GetType().Name}"),
    };

    public OfficialAccount Evolve(OfficialAccountEvent happened) => (this, happened) switch
    {
        (None, OfficialAccountEvent.Registered e) =>
            new Registered(e.Seat, e.Handle, e.Unit, e.Rank, e.Limits, e.At, [], e.At, e.At, default, Silence.None, null, null, null, false),
        (Registered s, OfficialAccountEvent.DutyChanged e) => s with { Handle = e.Handle, Unit = e.Unit, Rank = e.Rank, Limits = e.Limits },
        (Registered s, OfficialAccountEvent.LookedIn e) => s with { SeenAt = e.At },
        (Registered s, OfficialAccountEvent.AnswerOwed e) => s with { Debts = [.. s.Debts, new Debt(e.Docket, e.SinceAt)] },
        (Registered s, OfficialAccountEvent.AnswerSettled e) => s with { Debts = [.. s.Debts.Where(debt => debt.Docket != e.Docket)] },
        (Registered s, OfficialAccountEvent.Answered e) => s with
        {
            SeenAt = Later(s.SeenAt, e.PostedAt), Debts = [.. s.Debts.Where(debt => debt.Docket is not null || e.PostedAt < debt.SinceAt)],
        },
        (Registered s, OfficialAccountEvent.Posted e) => s with { SeenAt = Later(s.SeenAt, e.PostedAt), PostedAt = Later(s.PostedAt, e.PostedAt) },
        (Registered s, OfficialAccountEvent.FellSilent e) => s with { Told = e.Silence, ToldDuty = e.Duty },
        (Registered s, OfficialAccountEvent.SpokeAgain) => s with { Told = Silence.None, ToldDuty = default },
        (Registered s, OfficialAccountEvent.Excused e) => s with { ExcusedUntilAt = e.UntilAt, ExcusedFor = e.Why },
        (Registered s, OfficialAccountEvent.ExcuseEnded e) => s with { ExcusedUntilAt = null, ExcusedFor = Excuse.None, RestedUntilAt = e.At },
        (Registered s, OfficialAccountEvent.HandedOver e) => s with { Holder = e.To, HeldSinceAt = e.At, RestedUntilAt = e.At },
        (Registered s, OfficialAccountEvent.LinkBroke) => s with { LinkBroken = true },
        (Registered s, OfficialAccountEvent.LinkMended) => s with { LinkBroken = false },
        _ => throw new UnreachableException($"{happened.GetType().Name} cannot happen to {GetType().Name}"),
    };
}
