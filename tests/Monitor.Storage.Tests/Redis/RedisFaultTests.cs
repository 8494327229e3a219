using Monitor.Conformance.Journal;
using System.Globalization;
using System.Text;
using Monitor.Runtime.Journal;
using Monitor.Storage.Redis;
using Xunit;

namespace Monitor.Storage.Tests.Redis;

public sealed class RedisFaultTests : IDisposable
{
    private const int Cuts = 8;

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
    public async Task While_Redis_loads_a_long_file_what_is_asked_waits()
    {
        await using var journal = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        await journal.Append([Item("s", 0)], Cancellation);
        server.Command("EVAL", "for i = 1, 6000 do redis.call('SET', 'other:' .. i, i) end", "0");
        Assert.Equal(1, await journal.Head(Cancellation));
        server.Kill();
        var loading = Task.Run(() => server.Restart("--key-load-delay", "500"), Cancellation);
        var appending = journal.Append([Item("s", 1)], Cancellation).AsTask();
        var asking = journal.Head(Cancellation).AsTask();
        var seen = 0;
        while (!loading.IsCompleted)
        {
            seen += IsLoading() ? 1 : 0;
        }

        await loading;
        Assert.True(seen > 0, "It had loaded its file before anybody looked.");
        Assert.InRange(await asking, 1, 2);
        Assert.Equal(AppendOutcome.Appended, (await appending)[0].Outcome);
        Assert.Equal(2, await journal.Head(Cancellation));
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

    /// <summary>Batches of several kilobytes, each cut at a byte of its own: in the command on its way to Redis, or in the answer coming back.</summary>
    [Theory]
    [InlineData(20261122, true)]
    [InlineData(20261122, false)]
    public async Task Cut_at_any_byte_of_an_append_or_of_its_answer_each_batch_is_stored_once_and_its_caller_is_told_so(int seed, bool asking)
    {
        var random = new Random(seed);
        using var between = new CutConnection(server.Port);
        await using var journal = await RedisJournal.Open(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{between.Port},connectTimeout=2000"), TimeProvider.System);
        var cuts = 0;
        for (var i = 0; i < Cuts; i++)
        {
            AppendItem[] batch = [Item("a", i), Item("b", i) with { Events = [Long(random), Long(random)], ExpectedVersion = 2 * i, Keys = [$"key {i}"] }, Item("c", i)];
            // A command of this batch is over 8,000 bytes, an answer some thirty.
            between.CutAfter(asking ? random.Next(1, 8_000) : random.Next(0, 30), asking);
            var results = await journal.Append(batch, Cancellation);
            Assert.Equal([(AppendOutcome.Appended, i + 1), (AppendOutcome.Appended, (2 * i) + 2), (AppendOutcome.Appended, i + 1)], results.Select(r => (r.Outcome, r.Version)));
            Assert.True(between.Cuts > cuts, $"seed {seed}: batch {i} was not cut");
            cuts = between.Cuts;
        }

        var feed = await journal.ReadAll(0, 100_000, Cancellation);
        Assert.Equal(Enumerable.Range(1, Cuts * 4).Select(p => (long)p), feed.Select(e => e.Position));
        Assert.Equal((4 * Cuts, 4 * Cuts), (feed.DistinctBy(e => (e.Stream, e.Version)).Count(), await journal.Head(Cancellation)));
    }

    /// <summary>A delivery's outcome is read back as an append's is: sent again by the lane it gets the number it has, and is no repeat.</summary>
    [Fact]
    public async Task An_intake_cut_off_on_its_way_back_is_the_first_of_its_key()
    {
        using var between = new CutConnection(server.Port);
        await using var journal = await RedisJournal.Open(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{between.Port},connectTimeout=2000"), TimeProvider.System);
        for (var i = 1; i <= 5; i++)
        {
            between.LoseNextAnswer();
            var delivery = new Delivery("x", $"key {i}", "hash", DateTimeOffset.UnixEpoch, "{}"u8.ToArray());
            Assert.Equal([new Accepted(i, Repeated: false)], await journal.Accept([delivery], Cancellation));
        }

        Assert.Equal((5, 5), (between.Cuts, await journal.IntakeHead(Cancellation)));
    }

    [Fact]
    public async Task A_process_of_Redis_that_stands_still_in_the_middle_of_appends_loses_and_doubles_nothing()
    {
        await using var journal = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        var half = new TaskCompletionSource();
        var appending = Enumerable.Range(0, 4).Select(w => Append(journal, $"stream/{w}", 60, at => Reached(at == 20, half))).ToList();
        await half.Task.WaitAsync(Cancellation);
        server.StandStill();
        var fifth = journal.Append([Item("fifth", 0)], Cancellation).AsTask();
        Assert.False(fifth.IsCompleted);
        server.GoOn();
        await Task.WhenAll(appending);
        Assert.Equal(AppendOutcome.Appended, (await fifth)[0].Outcome);
        Assert.Equal(241, await journal.Head(Cancellation));
    }

    [Fact]
    public async Task Of_two_that_both_believe_to_run_a_follower_one_moves_its_mark_and_the_other_is_told()
    {
        await using var one = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        await using var other = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        for (var at = 0L; at < 20; at++)
        {
            var (from, to) = (at == 0 ? default : new Checkpoint(1, at), new Checkpoint(1, at + 1));
            var moved = await Task.WhenAll(one.MoveCheckpoint("opener", from, to, Cancellation).AsTask(), other.MoveCheckpoint("opener", from, to, Cancellation).AsTask());
            Assert.Equal([false, true], moved.Order());
        }

        Assert.Equal(new Checkpoint(1, 20), await other.CheckpointOf("opener", Cancellation));
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
        Assert.Equal((20, 20), (await one.Head(Cancellation), await other.Head(Cancellation)));
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

    private bool IsLoading()
    {
        try
        {
            return server.Command("PING").StartsWith("-LOADING", StringComparison.Ordinal);
        }
        catch (Exception down) when (down is System.Net.Sockets.SocketException or IOException)
        {
            return false;
        }
    }

    /// <summary>Noise, which does not pack.</summary>
    private static NewEvent Long(Random random)
    {
        var body = new byte[4_000];
        random.NextBytes(body);
        return new("test.happened", 1, DateTimeOffset.UnixEpoch, body);
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
        Assert.Equal(streams * count, await journal.Head(Cancellation));
    }
}
