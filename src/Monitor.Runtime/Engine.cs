using System.Collections.Concurrent;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Shards;

namespace Monitor.Runtime;

/// <summary>
/// Everything that runs in one process around one journal: shards, sweeper, followers, intake, canary. It starts no thread of its own: every loop is awaited from
/// <see cref="Run"/>, so that a simulation can run all of it on one thread and in virtual time.
/// </summary>
public sealed class Engine
{
    private readonly EngineParts parts;
    private readonly Heartbeat heartbeat;
    private readonly CanarySender canary;
    private readonly Reactor[] reactors;
    private readonly ConcurrentDictionary<string, bool> here = new(StringComparer.Ordinal);

    public Engine(EngineParts parts)
    {
        this.parts = parts;
        var (journal, kinds, time, clock) = (parts.Journal, parts.Kinds, parts.Time, parts.Clock);
        Feed = new Feed(journal, kinds.Events, time) { PollEvery = PollEvery };
        Grains = new ShardHost(new ShardContext(journal, kinds, parts.Rulebook, () => clock.Now, Feed)
        {
            DeadlineSet = (stream, due) => Sweeper!.Note(stream, due), Settings = parts.Shards,
            KnownEverywhere = parts.Cluster?.KnownEverywhere ?? (static _ => true),
        });
        Host = parts.Cluster?.Reach(Grains) ?? Grains;
        Sweeper = new Sweeper(journal, Host, kinds, clock, time) { ReadEvery = TimeSpan.FromSeconds(parts.Cluster is null ? 15 : 1) };
        Intake = NewIntake();
        reactors = [.. NewReactors()];
        Projections = [.. parts.ReadModels.Select(model => new Projection(model, Feed, journal))];
        heartbeat = new Heartbeat(journal, clock, time);
        canary = new CanarySender(journal, clock, time, () => Intake.Notify());
    }

    public Feed Feed { get; }

    /// <summary>The grains of this process.</summary>
    public ShardHost Grains { get; }

    /// <summary>Where every grain is reached, whichever process has it.</summary>
    public IGrainHost Host { get; }

    public Sweeper Sweeper { get; }

    public IntakePipeline Intake { get; private set; }

    public IReadOnlyList<Reactor> Reactors => reactors;

    public IReadOnlyList<Projection> Projections { get; }

    /// <summary>Learns of the stop before this start and brings the read models to the journal's head: after it the process is ready.</summary>
    public async ValueTask Begin(CancellationToken stop)
    {
        await Rebasing.NoteEpoch(parts.Journal, stop);
        if (parts.Cluster is null)
        {
            Sweeper.Outage = await heartbeat.Begin(stop);
        }

        foreach (var projection in Projections)
        {
            await projection.CatchUp(stop);
        }
    }

    /// <summary>Runs until stopped; throws what no part of it may survive.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        List<Task> running =
        [
            Grains.Run(all.Token), Feed.Run(all.Token), .. parts.Cluster is null ? RunHere(all.Token) : RunOnOne(all.Token),
            .. Projections.Select(projection => projection.Run(all.Token)),
        ];
        Exception? fault = null;
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running);
            running.Remove(ended);
            if (ended.Exception?.InnerException is { } thrown)
            {
                fault ??= thrown;
                // Not in the background: a simulation has one thread, and would tell of the other instead of the fault.
                all.Cancel();
            }
        }

        if (fault is not null)
        {
            throw new InvalidOperationException($"A loop of the engine ended: {fault.Message}", fault);
        }
    }

    private IEnumerable<Task> RunHere(CancellationToken stop) =>
        [Sweeper.Run(stop), heartbeat.Run(stop), Intake.Run(stop), canary.Run(stop), .. Reactors.Select(reactor => reactor.Run(stop))];

    /// <summary>In a cluster each of these runs in one process at a time; one that comes back after another process had it begins anew from its checkpoint.</summary>
    private IEnumerable<Task> RunOnOne(CancellationToken stop) =>
    [
        Grains.Faults.FollowReleases(parts.Time, stop),
        OnOne("deadlines", RunDeadlines, stop),
        OnOne(IntakePipeline.Source, one => (Intake = NewIntake()).Run(one), stop),
        OnOne("canary", canary.Run, stop),
        .. Enumerable.Range(0, reactors.Length).Select(place => OnOne(reactors[place].Name, one => (reactors[place] = NewReactors()[place]).Run(one), stop)),
    ];

    /// <summary>Runs a loop that may run only once: here, or in a cluster for as long as this process is the one that has it.</summary>
    public Task OnOne(string name, Func<CancellationToken, Task> loop, CancellationToken stop) => parts.Cluster is { } cluster
        ? cluster.RunOnOne(name, one => Noted(name, loop, one), stop)
        : loop(stop);

    /// <summary>In a cluster: the loops that this process runs now.</summary>
    public IEnumerable<string> LoopsHere => here.Keys;

    /// <summary>Whether the loop runs in this process now.</summary>
    public bool IsHere(string loop) => parts.Cluster is null || here.ContainsKey(loop);

    private async Task Noted(string name, Func<CancellationToken, Task> loop, CancellationToken stop)
    {
        here[name] = true;
        try
        {
            await loop(stop);
        }
        finally
        {
            here.TryRemove(name, out _);
        }
    }

    private async Task RunDeadlines(CancellationToken stop)
    {
        Sweeper.Outage = await heartbeat.Begin(stop);
        await Task.WhenAll(Sweeper.Run(stop), heartbeat.Run(stop));
    }

    /// <summary>The only process on its journal announces all that it stores to itself; what others store is only hinted at.</summary>
    private TimeSpan PollEvery => TimeSpan.FromSeconds(parts.Cluster is null ? 5 : 1);

    private IntakePipeline NewIntake() => new(parts.Journal, Host, parts.Readers, parts.Keys, parts.Time, parts.IntakeThreads) { PollEvery = PollEvery };

    private IReadOnlyList<Reactor> NewReactors() =>
        parts.Reactors?.Invoke(Feed, Host) ?? Followers.Reactors.All(Feed, Host, parts.Journal, parts.Rulebook, parts.Time);
}
