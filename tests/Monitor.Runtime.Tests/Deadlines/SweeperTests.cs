using Monitor.Conformance.Grains;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;
using Monitor.Runtime.Tests.Intake;
using Xunit;

namespace Monitor.Runtime.Tests.Deadlines;

public sealed class SweeperTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deadline_is_woken_at_its_instant_and_not_before()
    {
        var stage = new Stage();
        stage.Run(stage.Sweeper.Run);
        stage.Pass(Second);
        stage.Ask("tally/a", new TallyCommand.Promise(Stage.Noon.AddSeconds(10)));
        stage.Pass(8.9 * Second);
        Assert.Equal(1, stage.Head);
        stage.Pass(0.1 * Second);
        Assert.Equal(Stage.Noon.AddSeconds(10), (await stage.Journal.ReadAll(1, 1, Cancellation)).Single().At);
    }

    [Fact]
    public void A_deadline_beyond_the_coming_minutes_is_found_in_the_journal()
    {
        var stage = new Stage();
        stage.Run(stage.Sweeper.Run);
        stage.Ask("tally/a", new TallyCommand.Promise(Stage.Noon.AddHours(3)));
        stage.Pass(TimeSpan.FromHours(3) - Second);
        Assert.Equal(1, stage.Head);
        stage.Pass(Second);
        Assert.Equal(2, stage.Head);
        Assert.Equal(0, stage.Sweeper.Ledger.Recent(60).MaxMs);
    }

    [Fact]
    public async Task A_deadline_that_moved_is_woken_once_at_its_new_instant()
    {
        var stage = new Stage();
        stage.Run(stage.Sweeper.Run);
        stage.Pass(Second);
        stage.Ask("tally/a", new TallyCommand.Promise(Stage.Noon.AddSeconds(10)));
        stage.Ask("tally/a", new TallyCommand.Promise(Stage.Noon.AddSeconds(20)));
        stage.Pass(60 * Second);
        Assert.Equal(3, stage.Head);
        Assert.Equal(Stage.Noon.AddSeconds(20), (await stage.Journal.ReadAll(2, 1, Cancellation)).Single().At);
    }

    [Fact]
    public void Ten_thousand_deadlines_of_one_instant_are_all_woken()
    {
        var stage = new Stage();
        stage.Run(stage.Sweeper.Run);
        stage.Pass(Second);
        for (var i = 0; i < 10_000; i++)
        {
            stage.Ask($"tally/{i}", new TallyCommand.Promise(Stage.Noon.AddSeconds(10)));
        }

        stage.Pass(10 * Second);
        Assert.Equal(20_000, stage.Head);
        Assert.Equal(10_000, stage.Sweeper.Ledger.Recent(5).Count);
    }

    [Fact]
    public async Task What_fell_due_while_nothing_ran_is_woken_at_the_start()
    {
        var journal = new MemoryJournal();
        var before = new Stage(journal);
        for (var i = 0; i < 500; i++)
        {
            before.Ask($"tally/{i}", new TallyCommand.Promise(Stage.Noon.AddSeconds(-i)));
        }

        before.Stop();
        var after = new Stage(journal);
        after.Run(after.Sweeper.Run);
        after.Pass(TimeSpan.Zero);
        Assert.Empty(await journal.Due(Stage.Noon.AddYears(1), 10, Cancellation));
        Assert.Equal(1000, journal.Head);
    }

    [Fact]
    public void A_deadline_set_in_the_past_counts_from_when_it_was_set()
    {
        var stage = new Stage();
        stage.Run(stage.Sweeper.Run);
        stage.Pass(Second);
        stage.Ask("tally/a", new TallyCommand.Promise(Stage.Noon.AddDays(-1)));
        stage.Pass(Second);
        var lateness = stage.Sweeper.Ledger.Recent(5);
        Assert.Equal((1, 0), (lateness.Count, lateness.MaxMs));
    }

    [Fact]
    public void What_fell_due_while_nothing_ran_counts_from_its_instant()
    {
        var journal = new MemoryJournal();
        var before = new Stage(journal);
        before.Ask("tally/a", new TallyCommand.Promise(Stage.Noon.AddSeconds(-90)));
        before.Stop();
        var after = new Stage(journal);
        after.Run(after.Sweeper.Run);
        after.Pass(TimeSpan.Zero);
        Assert.Equal(90_000, after.Sweeper.Ledger.Recent(5).MaxMs);
    }

    [Fact]
    public async Task A_deadline_whose_wake_met_a_clock_that_had_stepped_back_is_met_when_it_is_due_again()
    {
        var journal = new MemoryJournal();
        var promised = Stage.Kinds.Events.Encode(new TallyEvent.Promised(Stage.Noon.AddSeconds(10), Stage.Noon));
        await journal.Append([new AppendItem("tally/a", 0, [promised], Stage.Noon.AddSeconds(10), [], [], Cause.None)], Cancellation);
        Stage? stage = null;
        stage = new Stage(JournalBetween.Of(journal, (call, args) =>
        {
            // The grain is loaded by its wake: so the clock steps between the two.
            stage!.Time.WallStep = call == nameof(IJournal.Read) ? -3 * Second : stage.Time.WallStep;
            return null;
        }));
        stage.Run(stage.Sweeper.Run);
        stage.Pass(12.9 * Second);
        Assert.Equal((1, -3 * Second), (stage.Head, stage.Time.WallStep));
        stage.Pass(0.2 * Second);
        Assert.Equal(2, stage.Head);
    }

    [Theory]
    [InlineData(50, 20)]
    [InlineData(20, 25)]
    public async Task A_deadline_that_moved_while_the_journal_was_read_is_met_at_its_new_instant(int before, int after)
    {
        var journal = new MemoryJournal();
        TaskCompletionSource? holding = null;
        var stage = new Stage(JournalBetween.Of(journal, (call, args) => call == nameof(IJournal.Due) && holding is { } held
            ? Held(journal.Due((DateTimeOffset)args[0]!, (int)args[1]!, Cancellation), held.Task) : null));
        stage.Run(stage.Sweeper.Run);
        stage.Pass(Second);
        stage.Ask("tally/a", new TallyCommand.Promise(Stage.Noon.AddSeconds(before)));
        holding = new TaskCompletionSource();
        stage.Pass(15 * Second);
        stage.Ask("tally/a", new TallyCommand.Promise(Stage.Noon.AddSeconds(after)));
        holding.SetResult();
        holding = null;
        stage.Pass(10 * Second);
        Assert.Equal(Stage.Noon.AddSeconds(after), Assert.Single(await journal.ReadAll(2, 10, Cancellation)).At);
        stage.Pass(60 * Second);
        Assert.Equal(3, stage.Head);
    }

    [Theory]
    [InlineData(18)]
    [InlineData(25)]
    public async Task A_deadline_that_another_machine_moved_is_met_at_its_new_instant_once_it_was_read(int after)
    {
        var stage = new Stage(settings: new ShardSettings { WrittenByOthers = true });
        stage.Run(stage.Sweeper.Run);
        stage.Pass(Second);
        stage.Ask("tally/a", new TallyCommand.Promise(Stage.Noon.AddSeconds(20)));
        var (moved, at) = (Stage.Kinds.Events.Encode(new TallyEvent.Promised(Stage.Noon.AddSeconds(after), Stage.Noon.AddSeconds(2))), Stage.Noon.AddSeconds(after));
        await stage.Journal.Append([new AppendItem("tally/a", 1, [moved], at, [], [], Cause.None)], Cancellation);
        stage.Pass(26 * Second);
        Assert.Equal(at, Assert.Single(await stage.Journal.ReadAll(2, 10, Cancellation)).At);
    }

    private static async ValueTask<IReadOnlyList<Deadline>> Held(ValueTask<IReadOnlyList<Deadline>> found, Task until)
    {
        var read = await found;
        await until;
        return read;
    }
}
