namespace Monitor.Runtime.Journal;

/// <summary>Where a crash meets a commit.</summary>
public enum CrashPoint : byte
{
    None = 0,

    /// <summary>Nothing was synced: all of the commit is lost.</summary>
    BeforeCommit,

    /// <summary>The commit was written in pieces: its first items are there, the others are lost.</summary>
    Torn,

    /// <summary>All of it is durable, and nobody was told.</summary>
    AfterCommit,
}

/// <summary>The machine under a simulated journal stopped. Every later call on that journal throws it too.</summary>
public sealed class SimulatedCrashException() : Exception("The simulated machine stopped.");

/// <summary>
/// What a simulation decides about the disk under a <see cref="MemoryJournal"/>. One crash is armed at a time and meets the next write of any kind;
/// <see cref="MemoryJournal.AfterCrash"/> then opens what was synced.
/// </summary>
public sealed class SimulatedDisk
{
    private CrashPoint point;
    private int kept;

    /// <summary>Set: every write throws <see cref="JournalFullException"/>, reads go on.</summary>
    public bool Full { get; set; }

    /// <param name="at">Where the next write is met; None disarms.</param>
    /// <param name="keep">For <see cref="CrashPoint.Torn"/>: how many first items of the batch are stored.</param>
    public void CrashAtNextWrite(CrashPoint at, int keep = 0) => (point, kept) = (at, keep);

    internal CrashPoint TakeCrash(out int keep)
    {
        var taken = point;
        (keep, point) = (kept, CrashPoint.None);
        return taken;
    }
}
