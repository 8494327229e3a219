using System.Text;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Conformance.Grains;

/// <summary>What every host of grains must do. A host's test class gives a running one over a given journal, and passes the rest by inheritance.</summary>
public abstract class GrainHostConformance
{
    private const string Stream = "tally/a";

    private static readonly DateTimeOffset Noon = new(2026, 8, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What the hosts under test take for now; a test moves it.</summary>
    protected DateTimeOffset Now { get; set; } = Noon;

    protected static GrainKinds Kinds { get; } = new(GrainKind.Of<Tally, TallyCommand, TallyEvent>());

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A running host; disposing it stops it. Its clock is <see cref="Now"/>.</summary>
    protected abstract ValueTask<RunningHost> Start(IJournal journal);

    protected abstract ValueTask<IJournal> NewJournal();

    [Fact]
    public async Task A_turn_is_stored_before_it_is_answered()
    {
        await using var journal = await NewJournal();
        await using var host = await Start(journal);
        var result = await host.Grains.Ask(new Ask(Stream, new TallyCommand.Add(2)));
        Assert.Equal(new TurnResult(TurnOutcome.Appended, 1, 1), result);
        Assert.Equal("tally.added", (await journal.Read(Stream, 0, 10, Cancellation)).Single().Type);
    }

    [Fact]
    public async Task A_thousand_turns_handed_in_at_once_run_in_order()
    {
        await using var journal = await NewJournal();
        await using var host = await Start(journal);
        var asked = Enumerable.Range(1, 1000).Select(i => host.Grains.Ask(new Ask(Stream, new TallyCommand.Add(i)) { Cause = new Cause("test", i, 0) }).AsTask()).ToArray();
        foreach (var result in await Task.WhenAll(asked))
        {
            Assert.Equal(TurnOutcome.Appended, result.Outcome);
        }

        var stored = await journal.Read(Stream, 0, 2000, Cancellation);
        Assert.Equal(Enumerable.Range(1, 1000).Select(i => (long)i), stored.Select(each => each.Cause.Number));
        Assert.Equal(500_500, ((Tally.Open)(await host.Grains.Look(Stream)).State).Total);
    }

    [Fact]
    public async Task A_refusal_and_nothing_to_do_store_nothing()
    {
        await using var journal = await NewJournal();
        await using var host = await Start(journal);
        var refused = await host.Grains.Ask(new Ask(Stream, new TallyCommand.Add(-1)));
        var nothing = await host.Grains.Ask(new Ask(Stream, new TallyCommand.Add(0)));
        Assert.Equal((TurnOutcome.Refused, "negative"), (refused.Outcome, refused.Refusal?.Code));
        Assert.Equal(TurnOutcome.Nothing, nothing.Outcome);
        Assert.Equal(0, await journal.Head(CancellationToken.None));
    }

    [Fact]
    public async Task The_same_cause_or_an_earlier_one_of_its_source_does_nothing()
    {
        await using var journal = await NewJournal();
        await using (var host = await Start(journal))
        {
            Assert.Equal(TurnOutcome.Appended, (await Add(host, new Cause("intake", 7, 1))).Outcome);
            Assert.Equal(TurnOutcome.AlreadyDone, (await Add(host, new Cause("intake", 7, 1))).Outcome);
            Assert.Equal(TurnOutcome.AlreadyDone, (await Add(host, new Cause("intake", 7, 0))).Outcome);
        }

        await using var restarted = await Start(journal);
        Assert.Equal(TurnOutcome.AlreadyDone, (await Add(restarted, new Cause("intake", 7, 1))).Outcome);
        Assert.Equal(TurnOutcome.Appended, (await Add(restarted, new Cause("parked", 3, 0))).Outcome);
        Assert.Equal(TurnOutcome.Appended, (await Add(restarted, new Cause("intake", 8, 0))).Outcome);
    }

    [Fact]
    public async Task A_key_that_was_claimed_stores_nothing_and_leaves_the_grain_as_it_was()
    {
        await using var journal = await NewJournal();
        await using var host = await Start(journal);
        Task<TurnResult> Keyed(string stream) => host.Grains.Ask(new Ask(stream, new TallyCommand.Add(1)) { Keys = ["x/1/post"] }).AsTask();
        var results = await Task.WhenAll(Keyed(Stream), Keyed(Stream), host.Grains.Ask(new Ask(Stream, new TallyCommand.Add(10))).AsTask());
        Assert.Equal([TurnOutcome.Appended, TurnOutcome.KeyTaken, TurnOutcome.Appended], results.Select(each => each.Outcome));
        Assert.Equal(TurnOutcome.KeyTaken, (await Keyed("tally/b")).Outcome);
        Assert.Equal(11, ((Tally.Open)(await host.Grains.Look(Stream)).State).Total);
    }

    [Fact]
    public async Task A_version_that_is_no_longer_the_streams_changes_nothing()
    {
        await using var journal = await NewJournal();
        await using var host = await Start(journal);
        await Add(host, Cause.None);
        var stale = await host.Grains.Ask(new Ask(Stream, new TallyCommand.Add(1)) { IfVersion = 0 });
        Assert.Equal((TurnOutcome.OtherVersion, 1), (stale.Outcome, stale.Version));
        Assert.Equal(TurnOutcome.Appended, (await host.Grains.Ask(new Ask(Stream, new TallyCommand.Add(1)) { IfVersion = 1 })).Outcome);
    }

    [Fact]
    public async Task A_stream_written_by_somebody_else_is_loaded_again_and_the_turn_taken_again()
    {
        await using var journal = await NewJournal();
        await using var host = await Start(journal);
        await Add(host, Cause.None);
        var other = new TallyEvent.Added(5, 6, Noon);
        await journal.Append([new AppendItem(Stream, 1, [Kinds.Events.Encode(other)], null, [], [], Cause.None)], Cancellation);
        Assert.Equal(TurnOutcome.Appended, (await Add(host, Cause.None)).Outcome);
        Assert.Equal(7, ((Tally.Open)(await host.Grains.Look(Stream)).State).Total);
    }

    [Fact]
    public async Task An_instant_is_never_before_the_streams_last()
    {
        await using var journal = await NewJournal();
        await using var host = await Start(journal);
        await Add(host, Cause.None);
        Now = Noon - TimeSpan.FromMinutes(5);
        await Add(host, Cause.None);
        Assert.All(await journal.Read(Stream, 0, 10, Cancellation), stored => Assert.Equal(Noon, stored.At));
    }

    [Fact]
    public async Task The_next_deadline_is_stored_with_the_turn()
    {
        await using var journal = await NewJournal();
        await using var host = await Start(journal);
        await host.Grains.Ask(new Ask(Stream, new TallyCommand.Promise(Noon.AddMinutes(1))));
        Assert.Equal([new Deadline(Stream, Noon.AddMinutes(1))], await journal.Due(Noon.AddMinutes(1), 10, Cancellation));
        Now = Noon.AddMinutes(1);
        await host.Grains.Ask(new Ask(Stream, Tally.Wake));
        Assert.Empty(await journal.Due(Noon.AddYears(1), 10, Cancellation));
    }

    [Fact]
    public async Task A_stream_that_does_not_fit_is_quarantined_and_its_commands_run_in_order_at_the_release()
    {
        await using var journal = await NewJournal();
        var misfit = new NewEvent("tally.added", 1, Noon, Encoding.UTF8.GetBytes("""{"amount":1,"total":99,"at":"2026-08-24T12:00:00Z"}"""));
        await journal.Append([new AppendItem(Stream, 0, [misfit], Noon, [], [], Cause.None)], Cancellation);
        await using var host = await Start(journal);
        Assert.Equal(TurnOutcome.Quarantined, (await Add(host, new Cause("intake", 1, 0))).Outcome);
        Assert.Equal(TurnOutcome.Quarantined, (await Add(host, new Cause("intake", 2, 0))).Outcome);
        Assert.Equal(TurnOutcome.Quarantined, (await Add(host, Cause.None)).Outcome);
        Assert.Equal(TurnOutcome.Appended, (await host.Grains.Ask(new Ask("tally/b", new TallyCommand.Add(1)))).Outcome);
        Assert.Equal(Stream, (await journal.Quarantined(Cancellation)).Single().Stream);
        Assert.Empty(await journal.Due(Noon.AddYears(1), 10, Cancellation));
        Assert.False(await host.Grains.Release(Stream));
        await Assert.ThrowsAnyAsync<Exception>(() => host.Grains.Look(Stream).AsTask());
    }

    [Fact]
    public async Task A_command_that_the_grain_cannot_decide_is_parked_and_tried_again_at_the_release()
    {
        await using var journal = await NewJournal();
        await using var host = await Start(journal);
        await Add(host, Cause.None);
        var stumbled = await host.Grains.Ask(new Ask(Stream, new TallyCommand.Stumble()));
        Assert.Equal(TurnOutcome.Quarantined, stumbled.Outcome);
        Assert.Equal(TurnOutcome.Quarantined, (await Add(host, new Cause("intake", 4, 0))).Outcome);
        Assert.Equal(TurnOutcome.Quarantined, (await Add(host, new Cause("intake", 5, 0))).Outcome);
        Assert.True(await host.Grains.Release(Stream));
        Assert.Equal(3, ((Tally.Open)(await host.Grains.Look(Stream)).State).Total);
        Assert.Equal(TurnOutcome.AlreadyDone, (await Add(host, new Cause("intake", 5, 0))).Outcome);
        Assert.Empty(await journal.Quarantined(Cancellation));
    }

    [Fact]
    public async Task An_event_of_a_later_build_is_no_quarantine()
    {
        await using var journal = await NewJournal();
        await journal.Append([new AppendItem(Stream, 0, [new NewEvent("tally.danced", 1, Noon, "{}"u8.ToArray())], null, [], [], Cause.None)], Cancellation);
        await using var host = await Start(journal);
        Assert.Equal(TurnOutcome.Failed, (await Add(host, Cause.None)).Outcome);
        Assert.Empty(await journal.Quarantined(Cancellation));
    }

    [Fact]
    public async Task A_long_stream_is_loaded_from_its_snapshot_and_the_events_after_it()
    {
        await using var journal = await NewJournal();
        await using (var host = await Start(journal))
        {
            await Task.WhenAll(Enumerable.Range(1, 350).Select(i => host.Grains.Ask(new Ask(Stream, new TallyCommand.Add(1)) { Cause = new Cause("intake", i, 0) }).AsTask()));
            await Add(host, new Cause("intake", 351, 0));
        }

        Assert.NotNull(await journal.SnapshotOf(Stream, Cancellation));
        await using var restarted = await Start(journal);
        var view = await restarted.Grains.Look(Stream);
        Assert.Equal((351, 351L), (((Tally.Open)view.State).Total, view.Version));
        Assert.Equal(TurnOutcome.AlreadyDone, (await Add(restarted, new Cause("intake", 351, 0))).Outcome);
    }

    private static async Task<TurnResult> Add(RunningHost host, Cause cause) => await host.Grains.Ask(new Ask(Stream, new TallyCommand.Add(1)) { Cause = cause });
}

/// <summary>A host that runs until disposed.</summary>
public sealed class RunningHost(IGrainHost grains, Func<ValueTask> stop) : IAsyncDisposable
{
    public IGrainHost Grains { get; } = grains;

    public ValueTask DisposeAsync() => stop();
}
