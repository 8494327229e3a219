using Monitor.Conformance.Journal;
using Monitor.Runtime.Journal;
using Monitor.Storage.Sqlite;

namespace Monitor.Storage.Tests.Sqlite;

public sealed class SqliteJournalTests : JournalConformance
{
    private readonly TemporaryDirectory directory = new();

    protected override Task<IJournal> Open() => Task.FromResult<IJournal>(SqliteJournal.Open(directory.Sub("journal")));

    protected override async Task<IJournal> Reopen(IJournal journal)
    {
        await journal.DisposeAsync();
        return SqliteJournal.Open(directory.Sub("journal"));
    }

    protected override async Task<(IJournal Copy, long Position)> BackupAndRestore(IJournal journal)
    {
        var position = await journal.Backup(directory.Sub("backup"), null, Cancellation);
        Backup.Verify(directory.Sub("backup"));
        Backup.Restore(directory.Sub("backup"), directory.Sub("restored"), []);
        return (SqliteJournal.Open(directory.Sub("restored")), position);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        directory.Dispose();
    }
}
