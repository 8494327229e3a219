namespace Monitor.Runtime.Journal;

/// <summary>The store has no room, or the disk does not take the bytes: nothing of the write was stored. Intake answers 503, ready turns red (design section 4).</summary>
public sealed class JournalFullException(string message, Exception? inner = null) : IOException(message, inner);
