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
        await new CleanUp(journal, new DomainClock(time), time, Refuse).Once(CancellationToken.None);
        await journal.MoveCheckpoint("believed", await journal.CheckpointOf("believed", CancellationToken.None), At(journal, Noon), CancellationToken.None);
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

    [Fact]
    public async Task A_start_with_a_clock_that_is_months_ahead_destroys_nothing()
    {
        var journal = new MemoryJournal();
        await journal.Accept([new Delivery("x", "k", "h", Noon, Encoding.UTF8.GetBytes("words"))], CancellationToken.None);
        var time = new VirtualTime(Noon);
        await Start(journal, time).Once(CancellationToken.None);
        time.WallStep = TimeSpan.FromDays(200);
        var wrong = Start(journal, time);
        for (var i = 0; i < 70; i++)
        {
            Assert.False(Body(journal).IsEmpty);
            await wrong.Once(CancellationToken.None);
            Advance(time, TimeSpan.FromMinutes(50));
        }

        // Found out and put right: it goes on as if nothing had been.
        time.WallStep = default;
        var right = Start(journal, time);
        await right.Once(CancellationToken.None);
        Advance(time, TimeSpan.FromDays(177));
        await right.Once(CancellationToken.None);
        Assert.False(Body(journal).IsEmpty);
        Advance(time, TimeSpan.FromDays(1));
        await right.Once(CancellationToken.None);
        Assert.True(Body(journal).IsEmpty);
    }

    [Fact]
    public async Task A_clock_that_is_held_or_was_stepped_destroys_nothing_either()
    {
        var journal = new MemoryJournal();
        await journal.Accept([new Delivery("x", "k", "h", Noon, Encoding.UTF8.GetBytes("words"))], CancellationToken.None);
        var time = new VirtualTime(Noon);
        var running = Start(journal, time);
        await running.Once(CancellationToken.None);
        Advance(time, TimeSpan.FromDays(8));
        await running.Once(CancellationToken.None);
        time.WallStep = TimeSpan.FromDays(200);
        for (var i = 0; i < 24; i++)
        {
            await running.Once(CancellationToken.None);
            Advance(time, TimeSpan.FromMinutes(10));
        }

        Assert.False(Body(journal).IsEmpty);
    }

    [Fact]
    public async Task After_180_days_with_stops_and_restarts_between_the_raw_bodies_go()
    {
        var journal = new MemoryJournal();
        await journal.Accept([new Delivery("x", "k", "h", Noon, Encoding.UTF8.GetBytes("words"))], CancellationToken.None);
        var time = new VirtualTime(Noon);
        for (var month = 0; month < 6; month++)
        {
            var running = Start(journal, time);
            for (var i = 0; i < 10; i++)
            {
                await running.Once(CancellationToken.None);
                Assert.False(Body(journal).IsEmpty);
                Advance(time, TimeSpan.FromDays(2.9));
            }

            // It stands for a day.
            Advance(time, TimeSpan.FromDays(1));
        }

        var last = Start(journal, time);
        await last.Once(CancellationToken.None);
        Advance(time, TimeSpan.FromDays(8));
        await last.Once(CancellationToken.None);
        Assert.True(Body(journal).IsEmpty);
    }

    [Fact]
    public async Task A_machine_that_is_off_at_night_keeps_raw_bodies_for_180_days_too()
    {
        var journal = new MemoryJournal();
        await journal.Accept([new Delivery("x", "k", "h", Noon, Encoding.UTF8.GetBytes("words"))], CancellationToken.None);
        var time = new VirtualTime(Noon);
        for (var day = 0; day <= 181; day++)
        {
            Assert.True(day == 181 || !Body(journal).IsEmpty, $"gone before day {day}");
            var running = Start(journal, time);
            await running.Once(CancellationToken.None);
            Advance(time, TimeSpan.FromHours(12));
            await running.Once(CancellationToken.None);
            Advance(time, TimeSpan.FromHours(12));
        }

        Assert.True(Body(journal).IsEmpty);
    }

    private static CleanUp Start(MemoryJournal journal, VirtualTime time) => new(journal, new DomainClock(time), time, Refuse);

    private static void Refuse(IOException fault) => throw new InvalidOperationException("No fault was to be expected.", fault);

    private static Checkpoint At(MemoryJournal journal, DateTimeOffset instant) => new(journal.Epoch, instant.ToUnixTimeMilliseconds());

    private static void Advance(VirtualTime time, TimeSpan by)
    {
        var until = time.Elapsed + by;
        while (time.FireNext(until))
        {
        }
    }

    /// <summary>Ten minutes of virtual time, and what they set going.</summary>
    private static async Task Pass(VirtualTime time, Func<bool> done)
    {
        Advance(time, TimeSpan.FromMinutes(10));
        await Wait.Until("the clean-up had its turn", () => Task.FromResult(done()));
    }

    private static ReadOnlyMemory<byte> Body(MemoryJournal journal) => journal.ReadIntake(0, 1, CancellationToken.None).Result[0].Body;
}
