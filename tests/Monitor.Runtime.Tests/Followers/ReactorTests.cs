using Monitor.Conformance.Grains;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Runtime.Tests.Followers;

public sealed class ReactorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_event_has_its_effect_once()
    {
        var stage = new Stage();
        var reactor = Copier(stage);
        stage.Run(reactor.Run);
        for (var i = 0; i < 1000; i++)
        {
            stage.Ask("tally/a", new TallyCommand.Add(1));
        }

        stage.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1000, stage.Total("tally/copy"));
        Assert.Equal(stage.Head, reactor.Position);
    }

    [Fact]
    public void A_stretch_that_is_read_again_after_a_crash_has_no_effect()
    {
        var journal = new MemoryJournal();
        var before = new Stage(journal);
        before.Run(Copier(before).Run);
        before.Ask("tally/a", new TallyCommand.Add(7));
        before.Pass(TimeSpan.FromMilliseconds(1));
        var after = new Stage(journal);
        var reactor = Copier(after);
        after.Run(reactor.Run);
        after.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((7, 2L), (after.Total("tally/copy"), reactor.Position));
    }

    [Fact]
    public void Another_epoch_stops_it_and_it_says_so()
    {
        var journal = new MemoryJournal();
        var before = new Stage(journal);
        before.Run(Copier(before).Run);
        before.Ask("tally/a", new TallyCommand.Add(1));
        before.Pass(TimeSpan.FromSeconds(2));
        before.Stop();
        var after = new Stage(journal.Restored());
        var reactor = Copier(after);
        after.Run(reactor.Run);
        after.Pass(TimeSpan.FromSeconds(1));
        Assert.Contains("epoch 1", reactor.Stopped, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_restore_it_goes_on_when_released_and_nothing_is_skipped_or_doubled()
    {
        var after = Restored();
        var reactor = Copier(after);
        after.Run(reactor.Run);
        Add(after, 5);
        after.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(10, after.Total("tally/copy"));
        Assert.Equal(20, after.Do(() => reactor.Release(Cancellation)));
        after.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((null, 15), (reactor.Stopped, after.Total("tally/copy")));
        Assert.Null(after.Do(() => reactor.Release(Cancellation)));
    }

    [Fact]
    public void Released_by_another_process_it_goes_on_too()
    {
        var after = Restored();
        var (reactor, elsewhere) = (Copier(after), Copier(after));
        after.Run(reactor.Run);
        after.Pass(TimeSpan.FromSeconds(1));
        Assert.NotNull(reactor.Stopped);
        Assert.NotNull(after.Do(() => elsewhere.Release(Cancellation)));
        Add(after, 5);
        after.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal((null, 15), (reactor.Stopped, after.Total("tally/copy")));
    }

    [Fact]
    public async Task A_backup_restored_under_a_follower_that_is_ahead_is_noticed_and_lost_effects_come_again()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var journal = new MemoryJournal();
            var before = new Stage(journal);
            before.Run(Copier(before).Run);
            Add(before, 30);
            before.Pass(TimeSpan.FromSeconds(2));
            before.Stop();

            // The backup ends in the middle; the checkpoint speaks of what came after it.
            var head = new Random(seed).Next(1, (int)journal.Head);
            var backup = await Until(journal, head);
            await backup.MoveCheckpoint("copier", default, await journal.CheckpointOf("copier", Cancellation), Cancellation);
            var after = new Stage(backup.Restored());
            after.Do(() => Noted(after));
            var reactor = Copier(after);
            after.Run(reactor.Run);
            after.Pass(TimeSpan.FromSeconds(1));
            Assert.Contains("stood at position 60 of epoch 1", reactor.Stopped, StringComparison.Ordinal);
            after.Do(() => reactor.Release(Cancellation));
            Add(after, 3);
            after.Pass(TimeSpan.FromSeconds(1));
            var asked = (await after.Journal.Read("tally/a", 0, 100, Cancellation)).Count;
            Assert.True(after.Total("tally/copy") == asked, $"seed {seed}, head {head}: {asked} asked, {after.Total("tally/copy")} copied");
        }
    }

    [Fact]
    public void An_event_that_the_mapping_cannot_take_parks_its_stream_only_and_is_tried_again_at_the_next_start()
    {
        var journal = new MemoryJournal();
        var before = new Stage(journal);
        var broken = Copier(before, happened => happened.Stream == "tally/b" ? throw new InvalidOperationException() : true);
        before.Run(broken.Run);
        foreach (var stream in new[] { "tally/a", "tally/b", "tally/b", "tally/a" })
        {
            before.Ask(stream, new TallyCommand.Add(1));
        }

        before.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal((2, 1), (before.Total("tally/copy"), broken.ParkedStreams));
        before.Stop();
        var after = new Stage(journal);
        after.Run(Copier(after).Run);
        after.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(4, after.Total("tally/copy"));
    }

    [Fact]
    public async Task What_a_full_disk_refused_is_asked_again_in_order()
    {
        var disk = new SimulatedDisk();
        var journal = new MemoryJournal(disk);
        var stage = new Stage(journal);
        for (var i = 1; i <= 5; i++)
        {
            stage.Ask("tally/a", new TallyCommand.Add(i));
        }

        disk.Full = true;
        stage.Run(Copier(stage).Run);
        stage.Pass(TimeSpan.FromSeconds(5));
        disk.Full = false;
        stage.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal([1L, 2, 3, 4, 5], (await journal.Read("tally/copy", 0, 10, Cancellation)).Select(stored => stored.Cause.Number));
    }

    [Fact]
    public async Task A_projection_starts_anew_with_another_epoch_and_passes_what_it_cannot_apply()
    {
        var journal = new MemoryJournal();
        var stage = new Stage(journal);
        var model = new Sums { StartsAt = new Checkpoint(9, 100) };
        var projection = new Projection(model, stage.Feed, journal);
        stage.Run(projection.Run);
        foreach (var amount in new[] { 1, 13, 5 })
        {
            stage.Ask("tally/a", new TallyCommand.Add(amount));
        }

        stage.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((6, 1, 3L), (model.Sum, model.Restarts, projection.Position));
        Assert.Equal("sums passed position 2 of tally: InvalidOperationException.", Assert.Single(projection.Faults));
        Assert.Equal(3, (await journal.ReadAll(0, 10, Cancellation)).Count);
    }

    /// <summary>Ten were copied; then the journal was restored, and a new epoch has begun.</summary>
    private static Stage Restored()
    {
        var journal = new MemoryJournal();
        var before = new Stage(journal);
        before.Run(Copier(before).Run);
        Add(before, 10);
        before.Pass(TimeSpan.FromSeconds(2));
        before.Stop();
        var after = new Stage(journal.Restored());
        after.Do(() => Noted(after));
        return after;
    }

    private static void Add(Stage stage, int times)
    {
        for (; times > 0; times--)
        {
            stage.Ask("tally/a", new TallyCommand.Add(1));
            stage.Pass(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>As the engine does before anything runs.</summary>
    private static async ValueTask<bool> Noted(Stage stage)
    {
        await Rebasing.NoteEpoch(stage.Journal, Cancellation);
        return true;
    }

    private static async Task<MemoryJournal> Until(MemoryJournal journal, int head)
    {
        var copy = new MemoryJournal(id: journal.Id);
        foreach (var stored in await journal.ReadAll(0, head, Cancellation))
        {
            var written = new NewEvent(stored.Type, stored.TypeVersion, stored.At, stored.Body);
            await copy.Append([new AppendItem(stored.Stream, stored.Version - 1, [written], null, [], [], stored.Cause)], Cancellation);
        }

        return copy;
    }

    private static Reactor Copier(Stage stage, Func<FeedEvent, bool>? takes = null) => new(
        "copier",
        static happened => happened is TallyEvent.Added,
        happened => happened.Stream != "tally/copy" && happened.Event is TallyEvent.Added added && takes?.Invoke(happened) != false
            ? [new Reaction("tally/copy", new TallyCommand.Add(added.Amount))]
            : [],
        stage.Feed, stage.Grains, stage.Journal, stage.Time);

    private sealed class Sums : IReadModel
    {
        public string Name => "sums";

        public Checkpoint StartsAt { get; init; }

        public int Sum { get; private set; }

        public int Restarts { get; private set; }

        public ValueTask<Checkpoint> Open(CancellationToken cancellation) => new(StartsAt);

        public ValueTask Restart(long epoch, CancellationToken cancellation)
        {
            Restarts++;
            return ValueTask.CompletedTask;
        }

        public void Apply(FeedEvent happened)
        {
            var amount = ((TallyEvent.Added)happened.Event).Amount;
            Sum += amount == 13 ? throw new InvalidOperationException() : amount;
        }

        public ValueTask Applied(Checkpoint reached, CancellationToken cancellation) => ValueTask.CompletedTask;
    }
}
