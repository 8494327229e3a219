using System.Text;
using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Conformance.Journal;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_checkpoint_moves_only_from_where_it_is()
    {
        Assert.Equal(default, await Journal.CheckpointOf("board", Cancellation));
        Assert.True(await Journal.MoveCheckpoint("board", default, new(1, 5), Cancellation));
        Assert.False(await Journal.MoveCheckpoint("board", default, new(1, 6), Cancellation));
        Assert.False(await Journal.MoveCheckpoint("board", new(2, 5), new(1, 6), Cancellation));
        Assert.True(await Journal.MoveCheckpoint("board", new(1, 5), new(2, 3), Cancellation));
        await ReopenJournal();
        Assert.Equal(new(2, 3), await Journal.CheckpointOf("board", Cancellation));
        Assert.Equal(default, await Journal.CheckpointOf("scores", Cancellation));
    }

    [Fact]
    public async Task Of_many_who_move_a_checkpoint_from_one_place_one_wins()
    {
        var moved = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(async () => await Journal.MoveCheckpoint("f", default, new(1, i), Cancellation),
            Cancellation)));
        Assert.Single(moved, m => m);
    }

    [Fact]
    public async Task A_snapshot_is_kept_with_its_fingerprint_and_replaced_by_the_next()
    {
        await Appended(Item("s", 0, "1", "2"));
        await Journal.SaveSnapshot(new("s", 1, "shape-1", Encoding.UTF8.GetBytes("état")), Cancellation);
        await Journal.SaveSnapshot(new("s", 2, "shape-2", Encoding.UTF8.GetBytes("ಸ್ಥಿತಿ")), Cancellation);
        await ReopenJournal();
        var snapshot = await Journal.SnapshotOf("s", Cancellation);
        Assert.Equal(("s", 2, "shape-2", "ಸ್ಥಿತಿ"), (snapshot!.Stream, snapshot.Version, snapshot.Fingerprint, Encoding.UTF8.GetString(snapshot.State.Span)));
        Assert.Equal(2, await Journal.Head(Cancellation));
        await Appended(Item("s", 2, "3"));
        Assert.Null(await Journal.SnapshotOf("t", Cancellation));
    }

    [Fact]
    public async Task A_backup_taken_while_others_append_equals_the_journal_up_to_its_position()
    {
        await Journal.Accept([Delivery("raw")], Cancellation);
        await Appended(Item("s", 0, "1", "2") with { Keys = ["k"], NextDeadline = Start, Cause = new("intake", 1, 0), Posts = [Row("1-0", "शब्द")] });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var appending = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) await Appended(Item("under load", i, $"{i}"));
        }, Cancellation);
        var (copy, position) = await BackupAndRestore(Journal);
        await stop.CancelAsync();
        await appending;
        await using (copy)
        {
            Assert.Equal((Journal.Id, 2), (copy.Id, copy.Epoch));
            Assert.Equal(position, await copy.Head(Cancellation));
            Assert.True(position >= 2);
            Assert.Equal((await Feed(Journal)).Take((int)position), await Feed(copy));
            Assert.Equal("शब्द", (await copy.Post("1-0", Cancellation))?.Text);
            Assert.Equal(1, await copy.IntakeHead(Cancellation));
            Assert.Equal(Start, await copy.DeadlineOf("s", Cancellation));
            var next = Assert.Single(await copy.Append([Item("s", 2, "3") with { Keys = ["k2"] }], Cancellation));
            Assert.Equal(position + 1, next.Position);
            Assert.Equal(AppendOutcome.KeyTaken, (await copy.Append([Item("t", 0, "x") with { Keys = ["k"] }], Cancellation))[0].Outcome);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Random_operations_give_the_models_answers(int seed) =>
        Journal = await new JournalModelRun(Journal, Reopen, seed, Start, Cancellation).Run(400);
}
