using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Simulation;

internal enum Fault : byte { None = 0, CrashBetweenSteps, CrashAtWrite, FullDisk, ClockStep }

/// <summary>When which fault strikes, by the seed.</summary>
internal sealed class FaultPlan
{
    private static readonly Fault[] Kinds = [Fault.CrashBetweenSteps, Fault.CrashAtWrite, Fault.FullDisk, Fault.ClockStep, Fault.ClockStep];

    private readonly Random random;
    private readonly VirtualTime time;
    private readonly DeadlineWatch watch;
    private readonly List<(TimeSpan At, Fault Fault)> plan;
    private long crashAtStep = long.MaxValue;
    private DateTimeOffset? fullSince;

    public FaultPlan(Random random, SimulationSize size, VirtualTime time, DeadlineWatch watch)
    {
        (this.random, this.time, this.watch) = (random, time, watch);
        plan = [.. Enumerable.Range(0, size.Faults).Select(_ => (size.Span * random.NextDouble(), Kinds[random.Next(Kinds.Length)])).OrderBy(fault => fault.Item1)];
    }

    public int Struck { get; private set; }

    public bool CrashNow(SimulatedThread thread) => thread.Steps >= crashAtStep;

    /// <summary>The machine stopped: since when nothing could be written, which is longer than it is down when its disk was full.</summary>
    public DateTimeOffset Stopped(DomainClock clock)
    {
        var since = fullSince ?? clock.Now;
        (crashAtStep, fullSince) = (long.MaxValue, null);
        return since;
    }

    /// <summary>Runs on the machine that is struck; the next machine goes on with the plan.</summary>
    public async Task Strike(SimulatedMachine machine, SimulatedDisk disk)
    {
        while (plan.Count > 0)
        {
            var (at, fault) = plan[0];
            if (at > time.Elapsed)
            {
                await Task.Delay(at - time.Elapsed, time);
            }

            plan.RemoveAt(0);
            Struck++;
            switch (fault)
            {
                case Fault.CrashBetweenSteps:
                    crashAtStep = machine.Thread.Steps + random.Next(1, 400);
                    break;
                case Fault.CrashAtWrite:
                    disk.CrashAtNextWrite((CrashPoint)random.Next(1, 4), random.Next(4));
                    break;
                case Fault.FullDisk:
                    await Fill(machine, disk);
                    break;
                case Fault.ClockStep:
                    Step();
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException($"{fault} is no fault");
            }
        }
    }

    private async Task Fill(SimulatedMachine machine, SimulatedDisk disk)
    {
        var full = machine.Clock.Now;
        (disk.Full, fullSince) = (true, full);
        await Task.Delay(TimeSpan.FromSeconds(random.Next(1, 40)), time);
        // By the clock as it is now, since a held step may have been believed meanwhile. Failed turns and wakes are tried again each second.
        watch.Excuse(full, machine.Clock.Now + TimeSpan.FromSeconds(2));
        (disk.Full, fullSince) = (false, null);
    }

    /// <summary>Half of them small enough to be believed at once; a jump leaves out what lay in it, and a large one is held for a minute.</summary>
    private void Step()
    {
        var seconds = random.Next(2) == 0 ? random.Next(-30, 31) : random.Next(-3600, 3600);
        var from = time.GetUtcNow();
        time.WallStep += TimeSpan.FromSeconds(seconds);
        if (seconds > 0)
        {
            // A small step within the held minute of a large one is believed together with it.
            watch.Excuse(from - TimeSpan.FromSeconds(1), time.GetUtcNow() + TimeSpan.FromSeconds(63));
        }
    }
}
