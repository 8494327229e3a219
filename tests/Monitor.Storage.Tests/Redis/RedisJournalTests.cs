using System.Text;
using Monitor.Conformance.Journal;
using Monitor.Runtime.Journal;
using Monitor.Storage.Redis;
using Xunit;

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

    [Fact]
    public async Task A_body_comes_back_byte_by_byte_whether_or_not_it_was_packed_and_words_take_less_room()
    {
        await using var journal = await Open();
        var random = new Random(20261122);
        var noise = new byte[70_000];
        random.NextBytes(noise);
        var words = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(n => $$"""{"clock":"acknowledge","at":"2026-11-02T04:{{n}}:00Z"},""")));
        byte[][] bodies = [[], [1], [1, .. words], [1, 2, 3], words, noise, [.. words.AsSpan(0, 199)], [.. words.AsSpan(0, 200)], "{}"u8.ToArray()];
        var events = bodies.Select(body => new NewEvent("test.happened", 1, DateTimeOffset.UnixEpoch, body)).ToList();
        await journal.Append([new AppendItem("s", 0, events, null, [], [], Cause.None)], Cancellation);
        Assert.Equal(bodies, (await journal.Read("s", 0, 100, Cancellation)).Select(stored => stored.Body.ToArray()));
        Assert.Equal(bodies, (await journal.ReadAll(0, 100, Cancellation)).Select(stored => stored.Body.ToArray()));
        // Redis says the length of an answer first.
        Assert.True(int.Parse(servers[0].Command("LINDEX", "monitor:s:s", "4")[1..], System.Globalization.CultureInfo.InvariantCulture) < words.Length / 2);
    }

    [Fact]
    public async Task More_bodies_than_one_script_drops_are_dropped_all_the_same()
    {
        const int Count = 5_001;
        await using var journal = await Open();
        var deliveries = Enumerable.Range(1, Count).Select(n => new Delivery("x", $"key {n}", "hash", DateTimeOffset.UnixEpoch, "{}"u8.ToArray())).ToList();
        await journal.Accept(deliveries, Cancellation);
        await journal.DropBodies(DateTimeOffset.UnixEpoch, Cancellation);
        Assert.All(await journal.ReadIntake(0, Count, Cancellation), delivery => Assert.Empty(delivery.Body.ToArray()));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var server in servers) server.Dispose();
        directory.Dispose();
    }
}
