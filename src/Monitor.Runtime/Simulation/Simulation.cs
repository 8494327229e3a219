using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Simulation;

/// <summary>
/// One seeded run of the real runtime and the real grains in virtual time (design section 13 and issue 3): crashes between any two steps, torn batches, repeated and
/// reordered deliveries, full disks, clock steps. The same seed gives the same run, step by step.
/// </summary>
public sealed class Simulation
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(4);

    /// <summary>What was stored in the last moment is still to be read by those who follow.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly int seed;
    private readonly SimulationSize size;
    private readonly Random random;
    private readonly VirtualTime time = new(SimulatedCity.Start);
    private readonly DeadlineWatch watch = new();
    private readonly FaultPlan faults;
    private readonly List<ScriptedDelivery> waiting;
    private readonly List<ScriptedDelivery> accepted = [];
    private MemoryJournal journal = new(id: new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    private long steps;
    private long turns;
    private int crashes;

    private Simulation(int seed, SimulationSize size)
    {
        (this.seed, this.size) = (seed, size);
        random = new Random(seed);
        waiting = [.. new SimulatedCitizens(random, size.Posts, size.Span).Script()];
        faults = new FaultPlan(random, size, time, watch);
    }

    private TimeSpan End => size.Span + Quiet;

    public static SimulationReport Run(int seed, SimulationSize size) => new Simulation(seed, size).Run();

    private SimulationReport Run()
    {
        SimulatedMachine? machine = null;
        while (true)
        {
            var disk = new SimulatedDisk();
            journal = journal.AfterCrash(disk);
            machine = new SimulatedMachine(journal, time, random, watch, machine);
            watch.Restart(journal.Due(DateTimeOffset.MaxValue, int.MaxValue, CancellationToken.None).Result);
            StartWork(machine, disk);
            machine.Thread.Run(End, () => machine.Store.Crashed || faults.CrashNow(machine.Thread));
            steps += machine.Thread.Steps;
            turns += machine.Engine.Grains.Turns;
            if (!machine.Store.Crashed && !faults.CrashNow(machine.Thread))
            {
                machine.Thread.Run(End + Settling, () => machine.Engine.Reactors.All(reactor => reactor.Position == journal.Head));
                disk.Full = false;
                return new SimulationReport(seed, turns, steps, crashes, faults.Struck, Failures(machine));
            }

            Restart(machine);
        }
    }

    private void StartWork(SimulatedMachine machine, SimulatedDisk disk)
    {
        machine.Start();
        machine.Thread.Start(machine.Register);
        machine.Thread.Start(() => Post(machine));
        machine.Thread.Start(() => new SimulatedOfficers(machine, time, random).Work());
        machine.Thread.Start(() => faults.Strike(machine, disk));
    }

    /// <summary>What was not synced is gone; the machine is down for a while, often long enough to count as an outage.</summary>
    private void Restart(SimulatedMachine machine)
    {
        crashes++;
        var from = faults.Stopped(machine.Clock);
        time.ForgetTimers();
        time.FireNext(time.Elapsed + TimeSpan.FromSeconds(random.Next(1, 150)));
        watch.Excuse(from, time.GetUtcNow());
    }

    /// <summary>Senders try until they have their 200: what a crash or a full disk met is sent again, the same bytes.</summary>
    private async Task Post(SimulatedMachine machine)
    {
        while (waiting.Count > 0)
        {
            var next = waiting[0];
            if (next.At > time.Elapsed)
            {
                await Task.Delay(next.At - time.Elapsed, time);
            }

            try
            {
                await machine.Accept(next);
                waiting.RemoveAt(0);
                accepted.Add(next);
            }
            catch (JournalFullException)
            {
                await Task.Delay(TimeSpan.FromSeconds(3), time);
            }
        }
    }

    private IReadOnlyList<string> Failures(SimulatedMachine machine)
    {
        watch.CheckAll();
        List<string> failures = [.. watch.Missed];
        if (waiting.Count > 0)
        {
            failures.Add($"{waiting.Count} deliveries were never accepted.");
        }

        try
        {
            failures.AddRange(new SimulationChecks(journal, machine).All(accepted));
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            failures.Add($"The checks failed: {broken}");
        }

        return failures;
    }
}
