using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;

namespace Monitor.Runtime;

/// <summary>
/// Everything that runs in one process around one journal: shards, sweeper, followers, intake, canary. It starts no thread of its own: every loop is awaited from
/// <see cref="Run"/>, so that a simulation can run all of it on one thread and in virtual time.
/// </summary>
public sealed class Engine
{
    private readonly IJournal journal;
    private readonly Heartbeat heartbeat;
    private readonly CanarySender canary;

    public Engine(EngineParts parts)
    {
        var (kinds, time, clock) = (parts.Kinds, parts.Time, parts.Clock);
        journal = parts.Journal;
        Feed = new Feed(journal, kinds.Events, time);
        Grains = new ShardHost(new ShardContext(journal, kinds, parts.Rulebook, () => clock.Now, Feed)
        {
            DeadlineSet = (stream, due) => Sweeper!.Note(stream, due), Settings = parts.Shards,
        });
        Sweeper = new Sweeper(journal, Grains, kinds, clock, time);
        Intake = new IntakePipeline(journal, Grains, parts.Readers, parts.Keys, time, parts.IntakeThreads);
        Reactors = parts.Reactors?.Invoke(Feed, Grains) ?? Followers.Reactors.All(Feed, Grains, journal, parts.Rulebook, time);
        Projections = [.. parts.ReadModels.Select(model => new Projection(model, Feed, journal))];
        heartbeat = new Heartbeat(journal, clock, time);
        canary = new CanarySender(journal, clock, time, Intake.Notify);
    }

    public Feed Feed { get; }

    public ShardHost Grains { get; }

    public Sweeper Sweeper { get; }

    public IntakePipeline Intake { get; }

    public IReadOnlyList<Reactor> Reactors { get; }

    public IReadOnlyList<Projection> Projections { get; }

    /// <summary>Learns of the stop before this start and brings the read models to the journal's head: after it the process is ready.</summary>
    public async ValueTask Begin(CancellationToken stop)
    {
        await Rebasing.NoteEpoch(journal, stop);
        Sweeper.Outage = await heartbeat.Begin(stop);
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
            Grains.Run(all.Token), Feed.Run(all.Token), Sweeper.Run(all.Token), heartbeat.Run(all.Token), Intake.Run(all.Token), canary.Run(all.Token),
            .. Reactors.Select(reactor => reactor.Run(all.Token)), .. Projections.Select(projection => projection.Run(all.Token)),
        ];
        Exception? fault = null;
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running);
            running.Remove(ended);
            if (ended.Exception?.InnerException is { } thrown)
            {
                fault ??= thrown;
                await all.CancelAsync();
            }
        }

        if (fault is not null)
        {
            throw new InvalidOperationException($"A loop of the engine ended: {fault.Message}", fault);
        }
    }
}
