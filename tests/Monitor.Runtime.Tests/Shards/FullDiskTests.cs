using Monitor.Conformance.Grains;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Tests.Intake;
using Xunit;

namespace Monitor.Runtime.Tests.Shards;

public sealed class FullDiskTests
{
    [Fact]
    public void Who_only_looks_is_answered_while_the_disk_is_full_and_sees_nothing_that_is_not_stored()
    {
        var disk = new SimulatedDisk();
        var stage = new Stage(new MemoryJournal(disk));
        stage.Ask("tally/a", new TallyCommand.Add(3));
        disk.Full = true;
        var seen = stage.Do<(TurnOutcome Outcome, int Total)>(async () =>
        {
            var asked = stage.Grains.Ask(new Ask("tally/a", new TallyCommand.Add(4)));
            var look = stage.Grains.Look("tally/a");
            return ((await asked).Outcome, ((Tally.Open)(await look).State).Total);
        });
        Assert.Equal((TurnOutcome.Failed, 3), seen);
    }

    [Fact]
    public async Task A_release_on_a_full_disk_loses_nothing_that_was_parked_and_the_next_one_runs_it()
    {
        var disk = new SimulatedDisk();
        var journal = new MemoryJournal(disk);
        await journal.Quarantine(new QuarantinedStream("tally/a", "1", "does not fit", Stage.Noon), TestContext.Current.CancellationToken);
        var stage = new Stage(journal);
        Assert.Equal(TurnOutcome.Quarantined, stage.Ask("tally/a", new TallyCommand.Add(3), new Cause("intake", 1, 0)).Outcome);
        disk.Full = true;
        Assert.False(stage.Do(() => stage.Grains.Release("tally/a")));
        disk.Full = false;
        Assert.Equal(TurnOutcome.Quarantined, stage.Ask("tally/a", new TallyCommand.Add(4), new Cause("intake", 2, 0)).Outcome);
        Assert.True(stage.Do(() => stage.Grains.Release("tally/a")));
        Assert.Equal(7, stage.Total("tally/a"));
        Assert.Empty(await journal.ParkedUntil(DateTimeOffset.MaxValue, 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_release_runs_more_than_a_page_of_parked_commands()
    {
        var journal = new MemoryJournal();
        await journal.Quarantine(new QuarantinedStream("tally/a", "1", "does not fit", Stage.Noon), TestContext.Current.CancellationToken);
        var stage = new Stage(journal);
        for (var number = 1; number <= 1_001; number++)
        {
            stage.Ask("tally/a", new TallyCommand.Add(1), new Cause("intake", number, 0));
        }

        Assert.True(stage.Do(() => stage.Grains.Release("tally/a")));
        Assert.Equal(1_001, stage.Total("tally/a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_snapshot_that_cannot_be_saved_holds_back_nothing_that_its_source_asks_later(bool full)
    {
        var lost = 0;
        var stage = new Stage(JournalBetween.Of(new MemoryJournal(), (call, _) =>
        {
            if (call != nameof(IJournal.SaveSnapshot))
            {
                return null;
            }

            lost++;
            return ValueTask.FromException(full ? new JournalFullException("Full.") : new IOException());
        }));
        for (var number = 1; number <= 201; number++)
        {
            Assert.Equal(TurnOutcome.Appended, stage.Ask("tally/a", new TallyCommand.Add(1), new Cause("intake", number, 0)).Outcome);
        }

        Assert.Equal((1, 201), (lost, stage.Total("tally/a")));
    }
}
