using Monitor.Conformance.Grains;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;
using Xunit;

namespace Monitor.Runtime.Tests.Shards;

/// <summary>A cluster in which another machine writes what this one still holds in memory.</summary>
public sealed class WrittenByOthersTests
{
    private readonly Stage stage = new(settings: new ShardSettings { WrittenByOthers = true });

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public async Task What_is_asked_just_before_a_turn_that_meets_another_version_is_answered_from_that_version_too(int number)
    {
        stage.Ask("tally/a", new TallyCommand.Add(3));
        await Elsewhere(new TallyEvent.Added(5, 8, Stage.Noon), 1, new Cause("intake", 1, 0));
        await Elsewhere(new TallyEvent.Promised(Stage.Noon, Stage.Noon), 2, Cause.None);
        var (seen, woken, added) = stage.Do<(GrainView, TurnResult, TurnResult)>(async () =>
        {
            var look = stage.Grains.Look("tally/a");
            var wake = stage.Grains.Ask(new Ask("tally/a", Tally.Wake));
            var add = stage.Grains.Ask(new Ask("tally/a", new TallyCommand.Add(1)) { Cause = new Cause("intake", number, 0) });
            return (await look, await wake, await add);
        });
        Assert.Equal(new Tally.Open(8, Stage.Noon), seen.State);
        Assert.Equal(TurnOutcome.Appended, woken.Outcome);
        Assert.Equal(number == 1 ? TurnOutcome.AlreadyDone : TurnOutcome.Appended, added.Outcome);
    }

    [Fact]
    public void What_is_answered_from_a_version_that_the_same_batch_proved_is_not_asked_again()
    {
        stage.Ask("tally/a", new TallyCommand.Add(3), new Cause("intake", 1, 0));
        var outcomes = stage.Do<TurnOutcome[]>(async () =>
        {
            ValueTask<TurnResult> Ask(int number, int amount, params string[] keys) =>
                stage.Grains.Ask(new Ask("tally/a", new TallyCommand.Add(amount)) { Cause = new Cause("intake", number, 0), Keys = keys });
            ValueTask<TurnResult>[] asked = [Ask(2, -1), Ask(3, 1, "k"), Ask(4, 1, "k"), Ask(5, 1)];
            var ended = new List<TurnOutcome>();
            foreach (var each in asked)
            {
                ended.Add((await each).Outcome);
            }

            return [.. ended];
        });
        Assert.Equal([TurnOutcome.Refused, TurnOutcome.Appended, TurnOutcome.KeyTaken, TurnOutcome.Appended], outcomes);
    }

    [Fact]
    public void Who_looks_just_before_a_turn_that_is_not_stored_sees_nothing_of_it()
    {
        stage.Do(() => stage.Grains.Ask(new Ask("tally/a", new TallyCommand.Add(3)) { Keys = ["k"] }));
        var (seen, added) = stage.Do<(GrainView, TurnResult)>(async () =>
        {
            var look = stage.Grains.Look("tally/a");
            var add = stage.Grains.Ask(new Ask("tally/a", new TallyCommand.Add(1)) { Keys = ["k"] });
            return (await look, await add);
        });
        Assert.Equal((TurnOutcome.KeyTaken, new GrainView(new Tally.Open(3, null), 1)), (added.Outcome, seen));
    }

    private async Task Elsewhere(TallyEvent happened, int version, Cause cause) =>
        await stage.Journal.Append([new AppendItem("tally/a", version, [Stage.Kinds.Events.Encode(happened)], null, [], [], cause)], TestContext.Current.CancellationToken);
}
