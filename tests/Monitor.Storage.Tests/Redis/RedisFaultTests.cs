using Monitor.Conformance.Journal;
using System.Globalization;
using System.Text;
using Monitor.Runtime.Journal;
using Monitor.Storage.Redis;
using Xunit;

namespace Monitor.Storage.Tests.Redis;

public sealed class RedisFaultTests : IDisposable
{
    private readonly RedisServer server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Redis_killed_and_restarted_under_load_loses_and_doubles_nothing()
    {
        await using var journal = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        var half = new TaskCompletionSource();
        var appending = Enumerable.Range(0, 4).Select(w => Append(journal, $"stream/{w}", 150, at => Reached(at == 40, half))).ToList();
        // One that failed would never come to the half.
        await Task.WhenAny([half.Task, .. appending]);
        server.Kill();
        server.Restart();
        await Task.WhenAll(appending);
        await Complete(journal, 4, 150);
    }

    [Fact]
    public async Task Clients_paused_for_two_seconds_go_on_where_they_were()
    {
        await using var journal = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        var half = new TaskCompletionSource();
        var appending = Enumerable.Range(0, 4).Select(w => Append(journal, $"stream/{w}", 60, at => Reached(at == 20, half))).ToList();
        // One that failed would never come to the half.
        await Task.WhenAny([half.Task, .. appending]);
        server.Command("CLIENT", "PAUSE", "2000", "ALL");
        await Task.WhenAll(appending);
        await Complete(journal, 4, 60);
    }

    [Fact]
    public async Task An_answer_lost_in_the_middle_of_an_append_is_read_back_and_never_appended_twice()
    {
        using var between = new CutConnection(server.Port);
        await using var journal = await RedisJournal.Open(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{between.Port},connectTimeout=30000"), TimeProvider.System);
        for (var i = 0; i < 10; i++)
        {
            between.LoseNextAnswer();
            var result = (await journal.Append([Item("s", i) with { Keys = [$"key {i}"] }], Cancellation))[0];
            Assert.Equal(new AppendResult(AppendOutcome.Appended, i + 1, i + 1, null), result);
        }
        Assert.True(between.Cuts > 0);
        await Complete(journal, 1, 10);
    }

    [Fact]
    public async Task Of_two_processes_with_the_same_stream_one_wins_each_version()
    {
        await using var one = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        await using var other = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        for (var version = 0; version < 20; version++)
        {
            var results = await Task.WhenAll(new[] { one, other }.Select(async j => (await j.Append([Item("s", version) with { Cause = Cause.None }], Cancellation))[0].Outcome));
            Assert.Equal([AppendOutcome.Appended, AppendOutcome.WrongVersion], results.Order());
        }
        Assert.Equal((20, 20), (one.Head, other.Head));
    }

    [Fact]
    public async Task A_redis_that_does_not_sync_each_write_is_refused_with_the_setting_that_mends_it()
    {
        server.Command("CONFIG", "SET", "appendfsync", "everysec");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RedisJournal.Open(server.Configuration, TimeProvider.System));
        Assert.Contains("appendfsync always", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redis_without_room_is_said_and_reads_go_on()
    {
        await using var journal = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        await journal.Append([Item("s", 0)], Cancellation);
        server.Command("CONFIG", "SET", "maxmemory", "1");
        await Assert.ThrowsAsync<JournalFullException>(async () => await journal.Append([Item("s", 1)], Cancellation));
        Assert.Single(await journal.ReadAll(0, 10, Cancellation));
        server.Command("CONFIG", "SET", "maxmemory", "0");
        Assert.Equal(AppendOutcome.Appended, (await journal.Append([Item("s", 1)], Cancellation))[0].Outcome);
    }

    private static AppendItem Item(string stream, long expected) =>
        new(stream, expected, [new("test.happened", 1, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes($"{stream} {expected}"))], null, [], [], new("intake", expected + 1, 0));

    /// <summary>Every append must be answered as done by this very call, at the version it asked for: a repeat that ran twice would be answered "already done".</summary>
    private static Task Append(RedisJournal journal, string stream, int count, Action<int> at) => Task.Run(async () =>
    {
        for (var i = 0; i < count; i++)
        {
            at(i);
            var result = (await journal.Append([Item(stream, i)], Cancellation))[0];
            Assert.Equal((AppendOutcome.Appended, i + 1), (result.Outcome, result.Version));
        }
    }, Cancellation);

    private static void Reached(bool there, TaskCompletionSource mark)
    {
        if (there) mark.TrySetResult();
    }

    private static async Task Complete(RedisJournal journal, int streams, int count)
    {
        var feed = await journal.ReadAll(0, 100_000, Cancellation);
        Assert.Equal(Enumerable.Range(1, streams * count).Select(p => (long)p), feed.Select(e => e.Position));
        Assert.All(feed.GroupBy(e => e.Stream), s => Assert.Equal(Enumerable.Range(1, count).Select(v => (long)v), s.Select(e => e.Version)));
        Assert.Equal(streams * count, journal.Head);
    }
}
