using Monitor.Conformance.Journal;
using Monitor.Runtime.Journal;
using Monitor.Storage.Redis;

namespace Monitor.Storage.Tests.Redis;

public sealed class RedisJournalTests : JournalConformance
{
    private readonly TemporaryDirectory directory = new();
    private readonly List<RedisServer> servers = [new()];

    protected override async Task<IJournal> Open() => await RedisJournal.Open(servers[0].Configuration, TimeProvider.System);

    protected override async Task<IJournal> Reopen(IJournal journal)
    {
        await journal.DisposeAsync();
        return await Open();
    }

    protected override async Task<(IJournal Copy, long Position)> BackupAndRestore(IJournal journal)
    {
        var position = await journal.Backup(directory.Sub("backup"), null, Cancellation);
        servers.Add(new RedisServer(Path.Combine(directory.Sub("backup"), "dump.rdb")));
        await RedisJournal.BeginEpoch(servers[1].Configuration);
        return (await RedisJournal.Open(servers[1].Configuration, TimeProvider.System), position);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var server in servers) server.Dispose();
        directory.Dispose();
    }
}
