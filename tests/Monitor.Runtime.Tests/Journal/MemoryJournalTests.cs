using Monitor.Conformance.Journal;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Tests.Journal;

public sealed class MemoryJournalTests : JournalConformance
{
    protected override Task<IJournal> Open() => Task.FromResult<IJournal>(new MemoryJournal());

    protected override Task<IJournal> Reopen(IJournal journal) => Task.FromResult<IJournal>(((MemoryJournal)journal).AfterCrash());

    protected override Task<(IJournal Copy, long Position)> BackupAndRestore(IJournal journal)
    {
        var copy = ((MemoryJournal)journal).Restored();
        return Task.FromResult<(IJournal, long)>((copy, copy.Head));
    }
}
