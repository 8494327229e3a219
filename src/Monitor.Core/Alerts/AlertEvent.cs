using Monitor.Core.Organisation;

namespace Monitor.Core.Alerts;

/// <summary>What an alert is about. The second part of its key.</summary>
public enum AlertKind : byte { None = 0, LifeAtRisk, Breach, Flag, SilentAccount, DeadLink, MachineFault }

/// <summary>Why somebody was told, or was not: a value, so that screens, logs and tests can say it (design section 8).</summary>
public enum TellReason : byte
{
    None = 0,

    /// <summary>First word on this alert to that person.</summary>
    First,

    /// <summary>The policy's time for a repeat has passed.</summary>
    Repeat,

    /// <summary>The clock climbed to that person's step.</summary>
    Climbed,

    /// <summary>Whoever was told before is off duty; this person took over.</summary>
    TookOver,

    /// <summary>More people are hit by the same incident.</summary>
    CountRose,

    SnoozeEnded,

    /// <summary>Not told: snoozed by a superior.</summary>
    Snoozed,

    /// <summary>Not told: that person's shift has ended.</summary>
    OffDuty,

    /// <summary>Not told: nobody of that step is on duty.</summary>
    NobodyOnDuty,

    /// <summary>Not told any more: the docket went to another unit.</summary>
    Moved,
}

/// <summary>One person who was told, and when the next word is due if the alert still stands.</summary>
/// <param name="RepeatAt">After the policy's time, or at the end of that person's shift: whoever takes over is told then.</param>
public sealed record Telling(string Officer, TellReason Reason, DateTimeOffset RepeatAt);

/// <summary>Raised, told, acknowledged, cleared; the ladder is the Complaint's (design section 8). Names are stored: change only by adding.</summary>
public abstract record AlertEvent(DateTimeOffset At) : IEvent
{
    /// <param name="Subject">Docket, flagged post, seat or link.</param>
    /// <param name="Priority">0 to 4: sets the time between repeats.</param>
    /// <param name="Why">A stable code: <c>accept-breached</c>, <c>silent-red</c>.</param>
    /// <param name="OwnLadder">It climbs by its own policy, and acknowledging stops that (alerts without a complaint).</param>
    public sealed record Raised(
        string Subject, AlertKind Kind, int Priority, string? Unit, string Why, bool OwnLadder, int Count, LadderStep Step, DateTimeOffset? ClimbAt, DateTimeOffset At)
        : AlertEvent(At);

    public sealed record Told(IReadOnlyList<Telling> People, DateTimeOffset At) : AlertEvent(At);

    /// <param name="Officer">Null when nobody could be told.</param>
    /// <param name="TryAt">When to look for somebody again, where nobody could be told.</param>
    public sealed record NotTold(string? Officer, TellReason Reason, DateTimeOffset? TryAt, DateTimeOffset At) : AlertEvent(At)
    {
        /// <summary>When to climb again, where nobody above could be told; null where it was no climb.</summary>
        public DateTimeOffset? ClimbAt { get; init; }
    }

    public sealed record CountRaised(int Count, DateTimeOffset At) : AlertEvent(At)
    {
        /// <summary>The docket that was counted in.</summary>
        public string? Docket { get; init; }
    }

    /// <summary>The same subject again, graver, for another reason or in another unit.</summary>
    public sealed record Renewed(int Priority, string Why, DateTimeOffset At) : AlertEvent(At)
    {
        /// <summary>The unit that has it now, from its head up; null: as before.</summary>
        public string? Unit { get; init; }
    }

    public sealed record Climbed(LadderStep Step, DateTimeOffset? ClimbAt, DateTimeOffset At) : AlertEvent(At);

    /// <param name="QuietUntilAt">Repeats to that person stop until then, never past the end of the shift.</param>
    public sealed record Acknowledged(string By, DateTimeOffset QuietUntilAt, DateTimeOffset At) : AlertEvent(At);

    public sealed record Snoozed(string By, string Why, DateTimeOffset UntilAt, DateTimeOffset At) : AlertEvent(At);

    public sealed record SnoozeEnded(DateTimeOffset At) : AlertEvent(At);

    public sealed record Cleared(string Why, DateTimeOffset At) : AlertEvent(At)
    {
        /// <summary>Why an alert was cleared whose docket another alert counts.</summary>
        public const string Counted = "counted with the first of its incident";

        /// <summary>The dockets that it counted: those that are at risk still need alerts of their own again.</summary>
        public IReadOnlyList<string> Dockets { get; init; } = [];
    }
}
