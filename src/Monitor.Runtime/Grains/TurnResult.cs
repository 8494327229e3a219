using Monitor.Core;

namespace Monitor.Runtime.Grains;

/// <summary>How a turn ended. Only <see cref="Appended"/> changed anything.</summary>
public enum TurnOutcome : byte
{
    None = 0,
    Appended,

    /// <summary>Decided, and there was nothing to do.</summary>
    Nothing,

    /// <summary>The grain said no: see the refusal.</summary>
    Refused,

    /// <summary>The same cause, or a later one of its source, was here before.</summary>
    AlreadyDone,

    /// <summary>A key of the turn belongs to an earlier one: the same post or request came twice.</summary>
    KeyTaken,

    /// <summary>The stream is not at the version that the asker had seen.</summary>
    OtherVersion,

    /// <summary>The stream is in quarantine; a command with a cause is parked and runs at its release.</summary>
    Quarantined,

    /// <summary>The journal could not store it, or a later build owns the stream: try again later.</summary>
    Failed,
}

/// <param name="Position">Of the first event in the feed, for <see cref="TurnOutcome.Appended"/>.</param>
/// <param name="Version">The stream's version after the turn.</param>
/// <param name="Detail">The taken key, or what failed.</param>
public readonly record struct TurnResult(TurnOutcome Outcome, long Position, long Version, Refusal? Refusal = null, string? Detail = null)
{
    /// <summary>The <see cref="Detail"/> of a turn that failed because the journal has no room.</summary>
    public const string DiskFull = "The journal's disk is full.";
}
