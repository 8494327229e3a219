using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Conformance.Journal;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_new_journal_is_empty()
    {
        Assert.Equal((0, 0, 1), (await Journal.Head(Cancellation), await Journal.IntakeHead(Cancellation), Journal.Epoch));
        Assert.Empty(await Journal.ReadAll(0, 10, Cancellation));
        Assert.Empty(await Journal.Read("nobody", 0, 10, Cancellation));
        Assert.Empty(await Journal.Due(DateTimeOffset.MaxValue, 10, Cancellation));
        Assert.Empty(await Journal.CausesOf("nobody", Cancellation));
        Assert.Null(await Journal.DeadlineOf("nobody", Cancellation));
        Assert.Null(await Journal.SnapshotOf("nobody", Cancellation));
        Assert.Null(await Journal.Post("nothing", Cancellation));
    }

    [Fact]
    public async Task What_is_appended_is_read_back_exactly()
    {
        var cause = new Cause("intake", 7, 2);
        var item = new AppendItem("complaint/ಪೊಲೀಸ್", 0, [Event("{\"a\":\"मदद 🚨\"}", "complaint.opened", 3), Event("{}")], Start.AddHours(1), ["k1"], [], cause);
        Assert.Equal(new AppendResult(AppendOutcome.Appended, 1, 2, null), await Append(item));
        var read = await Journal.Read(item.Stream, 0, 10, Cancellation);
        Assert.Equal([
            $"1 complaint/ಪೊಲೀಸ್#1 complaint.opened/3 {item.Events[0].At.UtcTicks} intake:7.2 {{\"a\":\"मदद 🚨\"}}",
            $"2 complaint/ಪೊಲೀಸ್#2 test.happened/1 {item.Events[1].At.UtcTicks} intake:7.2 {{}}"], read.Select(Show));
        Assert.Equal(read.Select(Show), await Feed(Journal));
        Assert.Equal(2, await Journal.Head(Cancellation));
        Assert.Equal(Start.AddHours(1), await Journal.DeadlineOf(item.Stream, Cancellation));
        Assert.Equal([cause], await Journal.CausesOf(item.Stream, Cancellation));
    }

    [Fact]
    public async Task A_wrong_version_is_answered_with_the_actual_one_and_stores_nothing()
    {
        await Appended(Item("s", 0, "1", "2"));
        Assert.Equal(new AppendResult(AppendOutcome.WrongVersion, 0, 2, null), await Append(Item("s", 1, "x")));
        Assert.Equal(new AppendResult(AppendOutcome.WrongVersion, 0, 2, null), await Append(Item("s", 3, "x")));
        Assert.Equal(new AppendResult(AppendOutcome.WrongVersion, 0, 0, null), await Append(Item("t", 1, "x")));
        Assert.Equal(2, await Journal.Head(Cancellation));
    }

    [Fact]
    public async Task A_taken_key_is_named_and_stores_nothing()
    {
        await Appended(Item("s", 0, "1") with { Keys = ["20260822|x|1", "20260822|x|2"] });
        Assert.Equal(new AppendResult(AppendOutcome.KeyTaken, 0, 0, "20260822|x|2"), await Append(Item("t", 0, "1") with { Keys = ["20260822|x|3", "20260822|x|2"] }));
        await Appended(Item("t", 0, "1") with { Keys = ["20260822|x|3", "20260822|x|3"] });
        Assert.Equal(2, await Journal.Head(Cancellation));
    }

    [Fact]
    public async Task The_same_cause_or_an_earlier_one_is_already_done_for_its_source_alone()
    {
        await Appended(Item("s", 0, "1") with { Cause = new("intake", 5, 1) });
        foreach (var cause in new Cause[] { new("intake", 5, 1), new("intake", 5, 0), new("intake", 4, 9) })
        {
            Assert.Equal(new AppendResult(AppendOutcome.AlreadyDone, 0, 1, null), await Append(Item("s", 1, "x") with { Cause = cause }));
        }
        await Appended(Item("s", 1, "2") with { Cause = new("opener", 1, 0) });
        await Appended(Item("s", 2, "3") with { Cause = new("intake", 5, 2) });
        await Appended(Item("t", 0, "1") with { Cause = new("intake", 5, 1) });
        await Appended(Item("s", 3, "4"));
        Assert.Equal([new("intake", 5, 2), new("opener", 1, 0)], (await Journal.CausesOf("s", Cancellation)).OrderBy(c => c.Source));
    }

    [Fact]
    public async Task The_cause_is_asked_before_the_version_and_the_version_before_the_keys()
    {
        await Appended(Item("s", 0, "1") with { Keys = ["k"], Cause = new("intake", 1, 0) });
        Assert.Equal(AppendOutcome.AlreadyDone, (await Append(Item("s", 0, "1") with { Keys = ["k"], Cause = new("intake", 1, 0) })).Outcome);
        Assert.Equal(AppendOutcome.WrongVersion, (await Append(Item("s", 0, "1") with { Keys = ["k"] })).Outcome);
        Assert.Equal(AppendOutcome.KeyTaken, (await Append(Item("s", 1, "1") with { Keys = ["k"] })).Outcome);
    }

    [Fact]
    public async Task Items_stand_or_fall_one_by_one_and_see_those_before_them()
    {
        var results = await Journal.Append([
            Item("a", 0, "1") with { Keys = ["k"] },
            Item("b", 3, "wrong"),
            Item("a", 1, "2") with { Cause = new("intake", 1, 0) },
            Item("c", 0, "taken") with { Keys = ["k"] },
            Item("a", 2, "again") with { Cause = new("intake", 1, 0) },
            Item("d", 0, "row") with { Posts = [Row("1-0", "words"), Row("1-0", "words")] },
            Item("b", 0, "1", "2")], Cancellation);
        Assert.Equal(
            [AppendOutcome.Appended, AppendOutcome.WrongVersion, AppendOutcome.Appended, AppendOutcome.KeyTaken, AppendOutcome.AlreadyDone, AppendOutcome.Failed,
                AppendOutcome.Appended],
            results.Select(r => r.Outcome));
        Assert.Equal([1, 2, 3], results.Where(r => r.Outcome == AppendOutcome.Appended).Select(r => r.Position));
        Assert.Equal(4, await Journal.Head(Cancellation));
        Assert.Null(await Journal.Post("1-0", Cancellation));
        Assert.Empty(await Journal.Read("d", 0, 10, Cancellation));
    }

    [Fact]
    public async Task A_post_id_that_is_there_fails_its_item_and_names_the_post()
    {
        await Appended(Item("a", 0, "1") with { Posts = [Row("1-0", "one")] });
        var result = await Append(Item("b", 0, "1") with { Posts = [Row("1-0", "two")], Keys = ["k"] });
        Assert.Equal(AppendOutcome.Failed, result.Outcome);
        Assert.Contains("1-0", result.Detail, StringComparison.Ordinal);
        await Appended(Item("b", 0, "1") with { Keys = ["k"] });
    }

    [Fact]
    public async Task An_item_without_events_stores_its_deadline_keys_and_cause()
    {
        await Appended(Item("s", 0, "1"));
        Assert.Equal(new AppendResult(AppendOutcome.Appended, 0, 1, null), await Append(Item("s", 1) with { NextDeadline = Start, Keys = ["k"], Cause = new("intake", 3, 0) }));
        Assert.Equal(1, await Journal.Head(Cancellation));
        Assert.Equal(Start, await Journal.DeadlineOf("s", Cancellation));
        Assert.Equal(AppendOutcome.KeyTaken, (await Append(Item("t", 0, "1") with { Keys = ["k"] })).Outcome);
        Assert.Equal(AppendOutcome.AlreadyDone, (await Append(Item("s", 1, "2") with { Cause = new("intake", 3, 0) })).Outcome);
    }

    [Fact]
    public async Task An_empty_batch_is_answered_with_nothing() => Assert.Empty(await Journal.Append([], Cancellation));

    [Fact]
    public async Task Large_and_empty_bodies_come_back_whole()
    {
        var large = new string('क', 1_000_000);
        await Appended(Item("s", 0, large, ""));
        var read = await Journal.Read("s", 0, 10, Cancellation);
        Assert.Equal(large, System.Text.Encoding.UTF8.GetString(read[0].Body.Span));
        Assert.Equal(0, read[1].Body.Length);
    }

    [Fact]
    public async Task What_was_appended_is_there_after_reopening()
    {
        await Appended(Item("s", 0, "1", "2") with { Keys = ["k"], NextDeadline = Start, Cause = new("intake", 9, 1), Posts = [Row("1-0", "मेरी गाड़ी")] });
        await Journal.Accept([Delivery("body")], Cancellation);
        var (id, feed) = (Journal.Id, await Feed(Journal));
        await ReopenJournal();
        Assert.Equal((id, 1, 2, 1), (Journal.Id, Journal.Epoch, await Journal.Head(Cancellation), await Journal.IntakeHead(Cancellation)));
        Assert.Equal(feed, await Feed(Journal));
        Assert.Equal("मेरी गाड़ी", (await Journal.Post("1-0", Cancellation))?.Text);
        Assert.Equal(AppendOutcome.AlreadyDone, (await Append(Item("s", 2, "x") with { Cause = new("intake", 9, 1) })).Outcome);
        Assert.Equal(AppendOutcome.KeyTaken, (await Append(Item("s", 2, "x") with { Keys = ["k"] })).Outcome);
        Assert.Equal(new AppendResult(AppendOutcome.Appended, 3, 3, null), await Append(Item("s", 2, "3")));
        Assert.Equal(2, (await Journal.Accept([Delivery("other")], Cancellation))[0].Number);
    }
}
