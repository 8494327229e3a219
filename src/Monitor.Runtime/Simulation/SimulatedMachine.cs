using Monitor.Core.Accounts;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;

namespace Monitor.Runtime.Simulation;

/// <summary>One process of a simulation: the real engine over a simulated store, on one simulated thread. A crash throws the object away.</summary>
internal sealed class SimulatedMachine
{
    private static readonly PersonKeys Keys = new(new byte[32]);

    private readonly CancellationTokenSource stop = new();
    private readonly TimeProvider time;

    public SimulatedMachine(MemoryJournal journal, VirtualTime time, Random random, DeadlineWatch watch, SimulatedMachine? before)
        : this(new SimulatedStore(journal, time, random, watch), new SimulatedThread(time, random), time, before, null) => watch.Now = () => Clock.Now;

    /// <param name="cluster">Null for the only process on its journal.</param>
    public SimulatedMachine(SimulatedStore store, SimulatedThread thread, TimeProvider time, SimulatedMachine? before, ClusterParts? cluster)
    {
        (Store, Thread, this.time) = (store, thread, time);
        Clock = new DomainClock(time);
        Board = new BoardHost(Store, time, null);
        Engine = new Engine(new EngineParts(
            Store, KnownGrains.All, time, Clock, static () => SimulatedCity.Rulebook,
            new IntakeReaders(SimulatedCitizens.Parse, SimulatedCitizens.Classify, SimulatedCitizens.Locate, static () => SimulatedCity.Rulebook), Keys)
        {
            ReadModels = [Board], Cluster = cluster,
            Shards = new ShardSettings { Shards = 2, QueueLengthMax = 64, BatchMax = 32, CachedGrainsMax = 100, WrittenByOthers = cluster is not null },
        });
        if (before is not null)
        {
            Engine.Feed.TakeOver(before.Engine.Feed);
        }
    }

    public SimulatedThread Thread { get; }

    public SimulatedStore Store { get; }

    public DomainClock Clock { get; }

    public BoardHost Board { get; }

    public Engine Engine { get; }

    /// <summary>Why the engine ended by itself, which it must not.</summary>
    public Exception? Ended { get; private set; }

    public void Start() => Thread.Start(Run);

    /// <summary>The engine's life, until it ends by itself.</summary>
    public async Task Run()
    {
        try
        {
            await Engine.Begin(stop.Token);
            await Engine.Run(stop.Token);
        }
        catch (Exception thrown)
        {
            Ended = thrown;
        }
    }

    /// <summary>As a start does: each official account has its grain and its duties. What could not be stored is asked again.</summary>
    public async Task Register()
    {
        foreach (var seat in SimulatedCity.Accounts.Where(seat => seat.UnitId is not null))
        {
            while ((await Engine.Host.Ask(new Ask(StreamName.Of(OfficialAccount.Kind, seat.Id), new OfficialAccountCommand.Register(seat.Id)))).Outcome == TurnOutcome.Failed)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time);
            }
        }
    }

    /// <summary>As a webhook does: stores the raw body, tells the intake.</summary>
    public async ValueTask Accept(ScriptedDelivery delivery)
    {
        await Store.Accept([new Delivery(delivery.Channel, delivery.Channel + ":" + delivery.Sha256, delivery.Sha256, Clock.Now, delivery.Body)], CancellationToken.None);
        Engine.Intake.Notify();
    }
}
