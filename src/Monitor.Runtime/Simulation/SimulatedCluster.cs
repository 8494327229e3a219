using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Simulation;

/// <summary>
/// One seeded run of two silos over a model of the journal in Redis: stale owners after a process stood still, both believing to be alone, a silo killed, Redis away, answers
/// lost. Nothing is lost or doubled, and every caller is told.
/// </summary>
public sealed class SimulatedCluster
{
    private const int Silos = 2;

    /// <summary>A lost silo is noticed after four seconds, and its loops are looked for each second.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(4);

    /// <summary>Fifths of a second.</summary>
    private const int SettlesWithin = 300;

    private readonly int seed;
    private readonly SimulationSize size;
    private readonly Random random;
    private readonly VirtualTime time = new(SimulatedCity.Start);
    private readonly DeadlineWatch watch = new(TimeSpan.FromSeconds(16));
    private readonly SimulatedRedis redis = new(new MemoryJournal(id: new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)));
    private readonly SimulatedSilo?[] silos = new SimulatedSilo?[Silos];
    private readonly List<ScriptedDelivery> waiting;
    private readonly List<ScriptedDelivery> accepted = [];
    private readonly Dictionary<long, string> told = [];
    private readonly List<string> failures = [];
    private int processes;
    private int crashes;
    private int struck;
    private long turns;

    private SimulatedCluster(int seed, SimulationSize size)
    {
        (this.seed, this.size) = (seed, size);
        random = new Random(seed);
        Thread = new SimulatedThread(time, random);
        waiting = [.. new SimulatedCitizens(random, size.Posts, size.Span).Script()];
        watch.Now = time.GetUtcNow;
        redis.Written = () => Hint();
    }

    internal SimulatedThread Thread { get; }

    public static SimulationReport Run(int seed, SimulationSize size) => new SimulatedCluster(seed, size).Run();

    /// <summary>Over the network: to a silo that is gone it is lost, one that stands still takes it later.</summary>
    internal void Send(int place, Func<SimulatedReach, Task> work)
    {
        if (silos[place] is { } silo)
        {
            silo.Context.Start(() => work(silo.Reach));
        }
    }

    /// <summary>Of two callers none may be told the other's event.</summary>
    internal void Told(Ask ask, TurnResult result)
    {
        if (result is { Outcome: TurnOutcome.Appended, Position: > 0 } && !told.TryAdd(result.Position, ask.Stream))
        {
            failures.Add($"two callers were told position {result.Position} of {ask.Stream}");
        }
    }

    internal void LoopEnded(string name, Exception ended)
    {
        if (ended is InvalidOperationException && !ended.Message.Contains("Another process", StringComparison.Ordinal))
        {
            failures.Add($"the loop {name} ended: {ended}");
        }
    }

    private SimulationReport Run()
    {
        for (var place = 0; place < Silos; place++)
        {
            Boot(place);
        }

        Thread.Start(Post);
        Thread.Start(Strike);
        Thread.Run(size.Span + Quiet, static () => false);
        for (var more = 0; more < SettlesWithin && !IsSettled(); more++)
        {
            Thread.Run(time.Elapsed + TimeSpan.FromMilliseconds(200), static () => false);
        }

        watch.CheckAll();
        failures.AddRange(watch.Missed);
        if (waiting.Count > 0)
        {
            failures.Add($"{waiting.Count} deliveries were never accepted");
        }

        Check();
        return new SimulationReport(seed, turns, Thread.Steps, crashes, struck, failures) { Redis = true };
    }

    /// <summary>Some clock runs out at any time: looked at between two events.</summary>
    private bool IsSettled() => silos.OfType<SimulatedSilo>().All(silo => silo.Reach.Asked == silo.Reach.Answered
        && silo.Machine.Board.Read(board => board.Position) == redis.Journal.Head
        && silo.Machine.Engine.Reactors.All(reactor => !silo.Machine.Engine.IsHere(reactor.Name) || reactor.Position == redis.Journal.Head));

    private void Check()
    {
        foreach (var silo in silos.OfType<SimulatedSilo>())
        {
            turns += silo.Machine.Engine.Grains.Turns;
            if (silo.Reach.Asked != silo.Reach.Answered)
            {
                failures.Add($"silo {silo.Place} asked {silo.Reach.Asked} and was told {silo.Reach.Answered}");
            }

            try
            {
                failures.AddRange(new SimulationChecks(redis.Journal, silo.Machine).All(accepted));
            }
            catch (Exception broken) when (broken is not OutOfMemoryException)
            {
                failures.Add($"The checks failed: {broken}");
            }
        }

        var feed = redis.Journal.ReadAll(0, int.MaxValue, default).Result;
        failures.AddRange(told.Where(answer => feed[(int)answer.Key - 1].Stream != answer.Value).Take(3).Select(answer => $"position {answer.Key} is not of {answer.Value}"));
    }

    private void Boot(int place)
    {
        var clock = new SkewedTime(time, TimeSpan.FromMilliseconds(random.Next(-2000, 2001)));
        var silo = new SimulatedSilo(this, place, clock, new SimulatedConnection(redis, ++processes, time, random, watch));
        silos[place] = silo;
        silo.Context.Start(silo.Machine.Run);
        silo.Context.Start(silo.Machine.Register);
        silo.Context.Start(() => new SimulatedOfficers(silo.Machine, time, random).Work());
        Agree();
    }

    /// <summary>Everyone who runs learns who is there.</summary>
    private void Agree()
    {
        int[] members = [.. silos.OfType<SimulatedSilo>().Where(silo => !silo.Context.IsFrozen).Select(silo => silo.Place)];
        foreach (var silo in silos.OfType<SimulatedSilo>().Where(silo => !silo.Context.IsFrozen))
        {
            silo.Believe(members);
        }
    }

    /// <summary>A hint may be lost.</summary>
    private void Hint()
    {
        var head = redis.Journal.Head;
        foreach (var silo in silos.OfType<SimulatedSilo>().Where(_ => random.Next(10) > 0))
        {
            silo.Context.Post(_ =>
            {
                silo.Machine.Engine.Feed.Notice(head);
                silo.Machine.Engine.Intake.Notify();
            }, null);
        }
    }

    /// <summary>Senders try one silo after the other until they have their 200.</summary>
    private async Task Post()
    {
        while (waiting.Count > 0)
        {
            var next = waiting[0];
            if (next.At > time.Elapsed)
            {
                await Task.Delay(next.At - time.Elapsed, time);
            }

            var answered = new TaskCompletionSource();
            if (silos[random.Next(Silos)] is { } silo)
            {
                silo.Context.Start(async () =>
                {
                    await silo.Machine.Accept(next);
                    answered.TrySetResult();
                });
            }

            if (await Task.WhenAny(answered.Task, Task.Delay(TimeSpan.FromSeconds(5), time)) == answered.Task)
            {
                waiting.RemoveAt(0);
                accepted.Add(next);
            }
        }
    }

    private async Task Strike()
    {
        foreach (var at in Enumerable.Range(0, size.Faults).Select(_ => size.Span * random.NextDouble()).Order().ToArray())
        {
            if (at > time.Elapsed)
            {
                await Task.Delay(at - time.Elapsed, time);
            }

            struck++;
            switch (random.Next(5))
            {
                case 0:
                    await StandStill(random.Next(Silos));
                    break;
                case 1:
                    await Kill(random.Next(Silos));
                    break;
                case 2:
                    await Split();
                    break;
                case 3:
                    await Away();
                    break;
                default:
                    redis.CutsInHundred = random.Next(10, 40);
                    await Pass(1, 30);
                    redis.CutsInHundred = 1;
                    break;
            }
        }
    }

    /// <summary>The others take over what it had; when it goes on it is a stale owner until it learns of it.</summary>
    private async Task StandStill(int place)
    {
        var silo = silos[place]!;
        silo.Context.Freeze();
        await Task.Delay(Noticed, time);
        Agree();
        await Pass(0, 60);
        silo.Context.Thaw();
        await Pass(0, 8);
        Agree();
    }

    private async Task Kill(int place)
    {
        crashes++;
        turns += silos[place]!.Machine.Engine.Grains.Turns;
        silos[place]!.Context.Die();
        silos[place] = null;
        await Task.Delay(Noticed, time);
        Agree();
        await Pass(1, 60);
        Boot(place);
    }

    /// <summary>Each believes to be alone, and to own everything.</summary>
    private async Task Split()
    {
        foreach (var silo in silos.OfType<SimulatedSilo>())
        {
            silo.Believe([silo.Place]);
        }

        await Pass(1, 30);
        Agree();
    }

    /// <summary>Killed and started again, or paused: for half a minute at most nobody is answered.</summary>
    private async Task Away()
    {
        var from = time.GetUtcNow();
        redis.Away = true;
        await Pass(1, 35);
        redis.Away = false;
        watch.Excuse(from, time.GetUtcNow());
    }

    private Task Pass(int secondsMin, int secondsMax) => Task.Delay(TimeSpan.FromSeconds(random.Next(secondsMin, secondsMax)), time);
}
