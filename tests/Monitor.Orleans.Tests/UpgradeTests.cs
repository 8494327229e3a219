using Monitor.Conformance.Grains;
using Monitor.Conformance.Journal;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Server.Tests;
using Monitor.Storage.Redis;
using Xunit;

namespace Monitor.Orleans.Tests;

/// <summary>Two builds in one cluster: the later one has a command and an event more.</summary>
public sealed class UpgradeTests : IDisposable
{
    private const string Stream = "tally/a";

    private static readonly DateTimeOffset Noon = new(2026, 8, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly RedisServer redis = new();
    private readonly string cluster = Guid.NewGuid().ToString("N");

    private static GrainKinds Earlier { get; } = new(GrainKind.Of<Tally, TallyCommand, TallyEvent>());

    private static GrainKinds Later { get; } = new(GrainKind.Of<LaterTally, LaterTallyCommand, LaterTallyEvent>());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => redis.Dispose();

    [Fact]
    public async Task A_new_event_is_stored_only_once_the_last_silo_knows_it_and_what_came_behind_it_waits()
    {
        await using var journal = await Journal();
        await using var earlierJournal = await Journal();
        var earlier = await Start(earlierJournal, Earlier);
        await using var later = await Start(journal, Later);
        await later.Silo.Joined.WaitAsync(Cancellation);
        Assert.False(later.Silo.KnownEverywhere("tally.danced"));
        Assert.True(later.Silo.KnownEverywhere("tally.added"));
        Assert.Equal(TurnOutcome.Failed, (await later.Grains.Ask(Dance(1))).Outcome);
        Assert.Equal(TurnOutcome.Failed, (await later.Grains.Ask(Add(2))).Outcome);
        Assert.Equal(0, await journal.Head(Cancellation));

        await earlier.DisposeAsync();
        await Wait.Until("the earlier silo has left", () => Task.FromResult(later.Silo.KnownEverywhere("tally.danced")), Cluster.Patience);
        await Wait.Until("it is danced", async () => (await later.Grains.Ask(Dance(1))).Outcome is TurnOutcome.Appended or TurnOutcome.AlreadyDone, Cluster.Patience);
        Assert.Equal(TurnOutcome.Appended, (await later.Grains.Ask(Add(2))).Outcome);
        Assert.Equal(["tally.danced", "tally.added"], (await journal.Read(Stream, 0, 10, Cancellation)).Select(stored => stored.Type));
    }

    [Fact]
    public async Task What_both_builds_know_goes_on_while_a_silo_joins()
    {
        await using var journal = await Journal();
        await using var earlierJournal = await Journal();
        await using var earlier = await Start(earlierJournal, Earlier);
        await earlier.Silo.Joined.WaitAsync(Cancellation);
        using var stop = new CancellationTokenSource();
        var asking = Task.Run(async () =>
        {
            var outcomes = new List<TurnOutcome>();
            for (var number = 1; number <= 20 || !stop.IsCancellationRequested; number++)
            {
                outcomes.Add((await earlier.Grains.Ask(new Ask($"tally/{number}", new TallyCommand.Add(1)))).Outcome);
            }

            return outcomes;
        }, Cancellation);
        await using var later = await Start(journal, Later);
        await later.Silo.Joined.WaitAsync(Cancellation);
        await stop.CancelAsync();
        Assert.All(await asking, outcome => Assert.Equal(TurnOutcome.Appended, outcome));
    }

    [Fact]
    public async Task A_silo_that_meets_a_newer_event_gives_the_stream_up_and_a_later_one_takes_it()
    {
        await using var journal = await Journal();
        var danced = new NewEvent("tally.danced", 1, Noon, """{"at":"2026-08-24T12:00:00Z"}"""u8.ToArray());
        await journal.Append([new AppendItem(Stream, 0, [danced], null, [], [], Cause.None)], Cancellation);
        await using var later = await Start(journal, Later);
        await using (var earlierJournal = await Journal())
        await using (var earlier = await Start(earlierJournal, Earlier))
        {
            var asked = new Ask(Stream, new TallyCommand.Add(1)) { Cause = new Cause("test", 1, 0) };
            await Wait.Until("the later silo takes it", async () => (await earlier.Grains.Ask(asked)).Outcome is TurnOutcome.Appended or TurnOutcome.AlreadyDone, Cluster.Patience);
            Assert.Empty(await journal.Quarantined(Cancellation));
            Assert.Equal(2, (await later.Grains.Look(Stream)).Version);
        }
    }

    private async Task<RedisJournal> Journal() => await RedisJournal.Open(redis.Configuration, TimeProvider.System);

    private Task<TestSilo> Start(IJournal journal, GrainKinds kinds) => TestSilo.Start(journal, kinds, () => Noon, cluster, redis.Configuration, Cancellation);

    private static Ask Dance(long number) => new(Stream, new LaterTallyCommand.Dance()) { Cause = new Cause("test", number, 0) };

    private static Ask Add(long number, string stream = Stream) => new(stream, new LaterTallyCommand.Add(1)) { Cause = new Cause("test", number, 0) };
}
