using System.Text;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Simulation;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>The clean-up on virtual time, with a disk that fills.</summary>
public sealed class CleanUpTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_full_disk_puts_the_clean_up_off_to_its_next_time_and_ends_nothing()
    {
        var time = new VirtualTime(Noon);
        var disk = new SimulatedDisk();
        var journal = new MemoryJournal(disk);
        await journal.Accept([new Delivery("x", "k", "h", Noon.AddDays(-181), Encoding.UTF8.GetBytes("old words"))], CancellationToken.None);
        var faults = new List<IOException>();
        using var stop = new CancellationTokenSource();
        var running = new CleanUp(journal, new DomainClock(time), time, faults.Add).Run(stop.Token);

        disk.Full = true;
        await Pass(time, () => faults.Count > 0);
        Assert.IsType<JournalFullException>(Assert.Single(faults));
        Assert.False(running.IsCompleted);

        disk.Full = false;
        await Pass(time, () => Body(journal).IsEmpty);
        Assert.Single(faults);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    /// <summary>Ten minutes of virtual time, and what they set going.</summary>
    private static async Task Pass(VirtualTime time, Func<bool> done)
    {
        var until = time.Elapsed + TimeSpan.FromMinutes(10);
        while (time.FireNext(until))
        {
        }

        await Wait.Until("the clean-up had its turn", () => Task.FromResult(done()));
    }

    private static ReadOnlyMemory<byte> Body(MemoryJournal journal) => journal.ReadIntake(0, 1, CancellationToken.None).Result[0].Body;
}
