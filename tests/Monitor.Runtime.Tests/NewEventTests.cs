using Monitor.Conformance.Grains;
using Monitor.Core;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;
using Xunit;

namespace Monitor.Runtime.Tests;

/// <summary>An event that not every process of the cluster knows is not stored yet (design section 4).</summary>
public sealed class NewEventTests
{
    private const string Stream = "tally/a";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_fails_holds_back_what_its_source_asks_after_it_and_is_taken_once_all_know_it()
    {
        var journal = new MemoryJournal();
        var (rulebook, known) = (new Rulebook(), false);
        var host = new ShardHost(new ShardContext(journal, Stage.Kinds, () => rulebook, () => Stage.Noon, new Feed(journal, Stage.Kinds.Events, TimeProvider.System))
        {
            KnownEverywhere = name => name != "tally.promised" || known,
        });
        using var stop = new CancellationTokenSource();
        var running = host.Run(stop.Token);
        Ask Promise(long number) => new(Stream, new TallyCommand.Promise(Stage.Noon.AddMinutes(1))) { Cause = new Cause("test", number, 0) };
        Ask Add(long number, string source) => new(Stream, new TallyCommand.Add(1)) { Cause = new Cause(source, number, 0) };
        Assert.Equal(TurnOutcome.Failed, (await host.Ask(Promise(1))).Outcome);
        Assert.Equal(TurnOutcome.Failed, (await host.Ask(Add(2, "test"))).Outcome);
        Assert.Equal(TurnOutcome.Appended, (await host.Ask(Add(1, "other"))).Outcome);
        known = true;
        Assert.Equal(TurnOutcome.Appended, (await host.Ask(Promise(1))).Outcome);
        Assert.Equal(TurnOutcome.Appended, (await host.Ask(Add(2, "test"))).Outcome);
        Assert.Equal(["tally.added", "tally.promised", "tally.added"], (await journal.Read(Stream, 0, 10, Cancellation)).Select(stored => stored.Type));
        await stop.CancelAsync();
        await running;
    }
}
