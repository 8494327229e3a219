using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Accounts;

/// <summary>What an official account owes: a person looks in, a citizen is answered, something is posted.</summary>
public enum Duty : byte { None = 0, Seen, Answered, Posted }

/// <summary>How long a duty has been left undone.</summary>
public enum Silence : byte { None = 0, Amber, Red }

/// <summary>Why an account may rest for a time.</summary>
public enum Excuse : byte { None = 0, Leave, Transfer, LockedOut, Suspended, Training, PlatformFault, Election }

/// <summary>
/// Whether an official account is alive, by the duty of its holder's rank; who holds it, since when; link health (design section 4). Names are stored: change only by adding.
/// </summary>
public abstract record OfficialAccountEvent(DateTimeOffset At) : IEvent
{
    /// <param name="Seat">The seat's id: channel and account id.</param>
    public sealed record Registered(string Seat, Channel Channel, string Handle, string? Unit, Rank Rank, IReadOnlyList<DutyLimit> Limits, DateTimeOffset At)
        : OfficialAccountEvent(At);

    /// <summary>The rulebook gives other limits, another handle, unit or rank.</summary>
    public sealed record DutyChanged(string Handle, string? Unit, Rank Rank, IReadOnlyList<DutyLimit> Limits, DateTimeOffset At) : OfficialAccountEvent(At);

    /// <summary>A person looked in. Noted at most once in 5 minutes.</summary>
    public sealed record LookedIn(string? By, DateTimeOffset At) : OfficialAccountEvent(At);

    /// <summary>A citizen wrote to this account and nobody has answered yet: the duty to answer runs from the oldest of these.</summary>
    public sealed record AnswerOwed(string Post, DateTimeOffset SinceAt, DateTimeOffset At) : OfficialAccountEvent(At)
    {
        /// <summary>Null in events from before debts were kept by docket: any answer from here settled those.</summary>
        public string? Docket { get; init; }
    }

    /// <summary>Nothing is owed for this docket any more.</summary>
    public sealed record AnswerSettled(string Docket, DateTimeOffset At) : OfficialAccountEvent(At);

    public sealed record Answered(string Answer, DateTimeOffset PostedAt, DateTimeOffset At) : OfficialAccountEvent(At);

    public sealed record Posted(string Post, DateTimeOffset PostedAt, DateTimeOffset At) : OfficialAccountEvent(At);

    /// <param name="SinceAt">Since when the duty is left undone.</param>
    public sealed record FellSilent(Duty Duty, Silence Silence, DateTimeOffset SinceAt, DateTimeOffset At) : OfficialAccountEvent(At);

    public sealed record SpokeAgain(DateTimeOffset At) : OfficialAccountEvent(At);

    /// <summary>Silence is explained until then; it is neither amber nor red meanwhile.</summary>
    public sealed record Excused(Excuse Why, string By, string? Note, DateTimeOffset UntilAt, DateTimeOffset At) : OfficialAccountEvent(At);

    public sealed record ExcuseEnded(string? By, DateTimeOffset At) : OfficialAccountEvent(At);

    /// <summary>A dated handover, with the dockets that were open then.</summary>
    /// <param name="From">Null for the first holder.</param>
    public sealed record HandedOver(string? From, string To, string By, IReadOnlyList<string> OpenDockets, DateTimeOffset At) : OfficialAccountEvent(At);

    public sealed record LinkBroke(string Why, DateTimeOffset At) : OfficialAccountEvent(At);

    public sealed record LinkMended(DateTimeOffset At) : OfficialAccountEvent(At);
}

/// <summary>An answer that a citizen waits for.</summary>
/// <param name="Docket">Null for one from before debts were kept by docket.</param>
public sealed record Debt(string? Docket, DateTimeOffset SinceAt);

/// <summary>When a duty left undone shows amber, and when red.</summary>
public sealed record DutyLimit(Duty Duty, TimeSpan AmberAfter, TimeSpan RedAfter);
