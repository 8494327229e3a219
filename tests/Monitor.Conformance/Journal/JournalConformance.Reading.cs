using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Conformance.Journal;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_stream_is_read_in_pages_after_a_version()
    {
        await Appended(Item("s", 0, [.. Enumerable.Range(1, 7).Select(i => $"{i}")]));
        await Appended(Item("t", 0, "other"));
        Assert.Equal([1L, 2, 3], (await Journal.Read("s", 0, 3, Cancellation)).Select(e => e.Version));
        Assert.Equal([4L, 5, 6], (await Journal.Read("s", 3, 3, Cancellation)).Select(e => e.Version));
        Assert.Equal([7L], (await Journal.Read("s", 6, 3, Cancellation)).Select(e => e.Version));
        Assert.Empty(await Journal.Read("s", 7, 3, Cancellation));
        Assert.Empty(await Journal.Read("s", 99, 3, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Journal.Read("s", 0, 0, Cancellation));
    }

    [Fact]
    public async Task The_feed_is_read_in_pages_after_a_position()
    {
        for (var i = 0; i < 7; i++) await Appended(Item($"s{i}", 0, $"{i}"));
        Assert.Equal([1L, 2, 3], (await Journal.ReadAll(0, 3, Cancellation)).Select(e => e.Position));
        Assert.Equal([6L, 7], (await Journal.ReadAll(5, 3, Cancellation)).Select(e => e.Position));
        Assert.Empty(await Journal.ReadAll(7, 3, Cancellation));
        Assert.Empty(await Journal.ReadAll(700, 3, Cancellation));
    }

    [Fact]
    public async Task Readers_never_see_a_hole_while_many_append()
    {
        const int appenders = 4, each = 60;
        var finished = false;
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (var after = 0L; ;)
            {
                var last = Volatile.Read(ref finished);
                var page = await Journal.ReadAll(after, 17, Cancellation);
                foreach (var e in page) Assert.Equal(++after, e.Position);
                Assert.True(await Journal.Head(Cancellation) >= after);
                if (last && page.Count == 0) return after;
            }
        }, Cancellation)).ToArray();
        await Task.WhenAll(Enumerable.Range(0, appenders).Select(a => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await Appended(Item($"own{a}", i * 2, "1", "2"));
                AppendResult shared;
                do
                {
                    var version = (await Journal.Read("shared", 0, 1000, Cancellation)).Count;
                    shared = await Append(Item("shared", version, "s"));
                }
                while (shared.Outcome == AppendOutcome.WrongVersion);
            }
        }, Cancellation)));
        Volatile.Write(ref finished, true);
        Assert.All(await Task.WhenAll(readers), seen => Assert.Equal(appenders * each * 3, seen));
        Assert.Equal(Enumerable.Range(1, appenders * each).Select(v => (long)v), (await Journal.Read("shared", 0, 1000, Cancellation)).Select(e => e.Version));
    }

    [Fact]
    public async Task Of_many_who_claim_one_key_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () => await Append(Item($"s{i}", 0, "1") with { Keys = ["one"] }), Cancellation)));
        Assert.Single(results, r => r.Outcome == AppendOutcome.Appended);
        Assert.Equal(19, results.Count(r => r.Outcome == AppendOutcome.KeyTaken));
    }

    [Fact]
    public async Task Due_gives_the_earliest_first_up_to_the_instant_and_the_limit()
    {
        await Appended(Item("late", 0, "1") with { NextDeadline = Start.AddMinutes(3) });
        await Appended(Item("early", 0, "1") with { NextDeadline = Start.AddTicks(1) });
        await Appended(Item("middle", 0, "1") with { NextDeadline = new DateTimeOffset(2026, 8, 22, 18, 2, 0, TimeSpan.FromHours(5.5)) });
        await Appended(Item("none", 0, "1"));
        Assert.Equal([new("early", Start.AddTicks(1)), new("middle", Start.AddMinutes(2)), new("late", Start.AddMinutes(3))], await Journal.Due(Start.AddMinutes(3), 10,
            Cancellation));
        Assert.Equal(["early", "middle"], (await Journal.Due(Start.AddMinutes(3), 2, Cancellation)).Select(d => d.Stream));
        Assert.Equal(["early"], (await Journal.Due(Start.AddTicks(1), 10, Cancellation)).Select(d => d.Stream));
        Assert.Empty(await Journal.Due(Start, 10, Cancellation));
    }

    [Fact]
    public async Task A_deadline_is_replaced_or_removed_by_the_next_append()
    {
        await Appended(Item("s", 0, "1") with { NextDeadline = Start });
        await Appended(Item("s", 1, "2") with { NextDeadline = Start.AddHours(1) });
        Assert.Empty(await Journal.Due(Start, 10, Cancellation));
        Assert.Equal(Start.AddHours(1), Assert.Single(await Journal.Due(Start.AddHours(1), 10, Cancellation)).DueAt);
        await Appended(Item("s", 2, "3"));
        Assert.Null(await Journal.DeadlineOf("s", Cancellation));
        Assert.Empty(await Journal.Due(DateTimeOffset.MaxValue, 10, Cancellation));
    }

    [Fact]
    public async Task A_refused_append_leaves_the_deadline_alone()
    {
        await Appended(Item("s", 0, "1") with { NextDeadline = Start });
        await Append(Item("s", 7, "2") with { NextDeadline = Start.AddHours(1) });
        Assert.Equal(Start, await Journal.DeadlineOf("s", Cancellation));
    }

    [Fact]
    public async Task A_quarantined_stream_leaves_due_until_it_is_released()
    {
        await Appended(Item("s", 0, "1") with { NextDeadline = Start });
        await Appended(Item("t", 0, "1") with { NextDeadline = Start });
        var fault = new QuarantinedStream("s", "build 7", "complaint.accepted cannot happen to Closed", Start);
        await Journal.Quarantine(fault, Cancellation);
        Assert.Equal([fault], await Journal.Quarantined(Cancellation));
        Assert.Equal(["t"], (await Journal.Due(Start, 10, Cancellation)).Select(d => d.Stream));
        await Appended(Item("s", 1, "2") with { NextDeadline = Start.AddSeconds(1) });
        Assert.Equal(["t"], (await Journal.Due(Start.AddSeconds(1), 10, Cancellation)).Select(d => d.Stream));
        await ReopenJournal();
        Assert.Equal([fault], await Journal.Quarantined(Cancellation));
        Assert.Equal(["t"], (await Journal.Due(Start.AddSeconds(1), 10, Cancellation)).Select(d => d.Stream));
        await Journal.Release("s", Cancellation);
        await Journal.Release("never quarantined", Cancellation);
        Assert.Empty(await Journal.Quarantined(Cancellation));
        Assert.Equal(["t", "s"], (await Journal.Due(Start.AddSeconds(1), 10, Cancellation)).Select(d => d.Stream));
    }
}
