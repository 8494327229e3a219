using System.Text;
using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Runtime.Tests.Journal;

public sealed class SimulatedDiskTests
{
    private readonly SimulatedDisk disk = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static AppendItem Item(string stream) => new(stream, 0, [new("test.happened", 1, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(stream))], null, [], [], Cause.None);

    [Theory]
    [InlineData(CrashPoint.BeforeCommit, 0, 1)]
    [InlineData(CrashPoint.Torn, 0, 1)]
    [InlineData(CrashPoint.Torn, 2, 3)]
    [InlineData(CrashPoint.AfterCommit, 0, 4)]
    public async Task A_crash_at_a_write_leaves_what_was_synced_and_the_journal_dead(CrashPoint at, int keep, int left)
    {
        var journal = new MemoryJournal(disk);
        await journal.Append([Item("before")], Cancellation);
        disk.CrashAtNextWrite(at, keep);
        await Assert.ThrowsAsync<SimulatedCrashException>(async () => await journal.Append([Item("a"), Item("b"), Item("c")], Cancellation));
        Assert.Throws<SimulatedCrashException>(() => journal.Head);
        await Assert.ThrowsAsync<SimulatedCrashException>(async () => await journal.CleanUp(Cancellation));
        var after = journal.AfterCrash(disk);
        Assert.Equal(left, after.Head);
        Assert.Equal(left, (await after.ReadAll(0, 10, Cancellation)).Count);
        Assert.Equal((journal.Id, journal.Epoch), (after.Id, after.Epoch));
        Assert.Equal(left + 1, (await after.Append([Item("next")], Cancellation))[0].Position);
    }

    [Fact]
    public async Task A_crash_between_two_writes_loses_nothing_and_stops_the_old_journal()
    {
        var journal = new MemoryJournal(disk);
        await journal.Append([Item("a")], Cancellation);
        var after = journal.AfterCrash();
        Assert.Equal(1, after.Head);
        await Assert.ThrowsAsync<SimulatedCrashException>(async () => await journal.Append([Item("b")], Cancellation));
    }

    [Fact]
    public async Task A_full_disk_refuses_writes_and_gives_what_is_there()
    {
        var journal = new MemoryJournal(disk);
        await journal.Append([Item("a")], Cancellation);
        disk.Full = true;
        await Assert.ThrowsAsync<JournalFullException>(async () => await journal.Append([Item("b")], Cancellation));
        Assert.Single(await journal.ReadAll(0, 10, Cancellation));
        disk.Full = false;
        Assert.Equal(AppendOutcome.Appended, (await journal.Append([Item("b")], Cancellation))[0].Outcome);
    }

    [Fact]
    public async Task A_checkpoint_that_met_a_crash_before_its_commit_has_not_moved()
    {
        var journal = new MemoryJournal(disk);
        disk.CrashAtNextWrite(CrashPoint.Torn);
        await Assert.ThrowsAsync<SimulatedCrashException>(async () => await journal.MoveCheckpoint("f", default, new(1, 5), Cancellation));
        Assert.Equal(default, await journal.AfterCrash().CheckpointOf("f", Cancellation));
    }
}
