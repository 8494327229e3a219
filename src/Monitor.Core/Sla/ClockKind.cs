namespace Monitor.Core.Sla;

/// <summary>The clocks of design section 5. Stored by name: change only by adding. Seen to Outcome are the stages of a P0's handoff.</summary>
public enum ClockKind : byte
{
    None = 0,

    /// <summary>Received, to the first answer by a person.</summary>
    Acknowledge,

    /// <summary>Tagged to a unit, to that unit's acceptance.</summary>
    Accept,

    /// <summary>Accepted (or returned by a checker), to the first action recorded.</summary>
    Act,

    /// <summary>Last word to the citizen, to the next.</summary>
    KeepInformed,

    /// <summary>The citizen writes again, to the answer.</summary>
    AnswerAgain,

    /// <summary>Action recorded, to a superior's approval or return.</summary>
    Check,

    SecondCheck,

    /// <summary>Answered, to the report being seen by the Commissioner's or SP's office.</summary>
    ReportUp,

    /// <summary>Received, to closed with all stamps.</summary>
    Close,

    /// <summary>Forwarded by an office, to that office informed; always around the clock.</summary>
    ReportBack,

    Seen,
    Told,
    Sent,
    Reached,
    Outcome,
}

/// <summary>How pressing a complaint is: P0 is a life at risk. Stored by name.</summary>
public enum Priority : byte { None = 0, P0, P1, P2, P3, P4 }

/// <summary>The two ways to measure (design section 5): plain elapsed time from <c>postedAt</c>, without a ladder; or open time from <c>receivedAt</c> less pauses, which warns,
/// breaches and climbs.</summary>
public enum Measure : byte { None = 0, Citizen, Unit }

/// <summary>Small questions about clocks and priorities.</summary>
public static class Clocks
{
    /// <summary>The clock with the highest number.</summary>
    public const ClockKind Last = ClockKind.Outcome;

    /// <summary>0 to 4, as screens show it.</summary>
    public static int Number(this Priority priority) => (int)priority - 1;

    /// <summary>One step up or down, never beyond <paramref name="top"/> nor below P4.</summary>
    public static Priority Raised(this Priority priority, Priority top) => priority <= top ? priority : priority - 1;

    /// <summary>A stage of a P0's handoff: it never waits for a calendar, a pause or a restart.</summary>
    public static bool IsHandoff(this ClockKind clock) =>
        clock is ClockKind.Seen or ClockKind.Told or ClockKind.Sent or ClockKind.Reached or ClockKind.Outcome;

    /// <summary>While a question to the citizen is open these stand still; all others run on.</summary>
    public static bool CanPause(this ClockKind clock) => clock is ClockKind.Act or ClockKind.KeepInformed or ClockKind.Close;
}
