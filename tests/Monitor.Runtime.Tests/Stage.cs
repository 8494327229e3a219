using Monitor.Conformance.Grains;
using Monitor.Core;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;
using Monitor.Runtime.Simulation;

namespace Monitor.Runtime.Tests;

/// <summary>Shards, feed and sweeper of tallies on one simulated thread. Only the test moves time.</summary>
internal sealed class Stage
{
    public static readonly DateTimeOffset Noon = new(2026, 8, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly CancellationTokenSource stop = new();

    public Stage(IJournal? journal = null, ShardSettings? settings = null)
    {
        Time = new VirtualTime(Noon);
        Thread = new SimulatedThread(Time, new Random(1));
        Journal = journal ?? new MemoryJournal();
        Clock = new DomainClock(Time);
        Feed = new Feed(Journal, Kinds.Events, Time);
        Grains = new ShardHost(new ShardContext(Journal, Kinds, static () => new Rulebook(), () => Clock.Now, Feed)
        {
            DeadlineSet = (stream, due) => Sweeper!.Note(stream, due), Settings = settings ?? new ShardSettings(),
        });
        Sweeper = new Sweeper(Journal, Grains, Kinds, Clock, Time);
        Run(Grains.Run);
        Run(Feed.Run);
    }

    public static GrainKinds Kinds { get; } = new(GrainKind.Of<Tally, TallyCommand, TallyEvent>());

    public VirtualTime Time { get; }

    public long Head => Journal.Head(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public SimulatedThread Thread { get; }

    public IJournal Journal { get; }

    public DomainClock Clock { get; }

    public Feed Feed { get; }

    public ShardHost Grains { get; }

    public Sweeper Sweeper { get; }

    public CancellationToken Stopping => stop.Token;

    public void Run(Func<CancellationToken, Task> loop) => Thread.Start(() => loop(stop.Token));

    /// <summary>Moves time, and everything that happens in it.</summary>
    public void Pass(TimeSpan span) => Thread.Run(Time.Elapsed + span, () => false);

    public TurnResult Ask(string stream, TallyCommand command, Cause cause = default) =>
        Do(() => Grains.Ask(new Ask(stream, command) { Cause = cause.Source is null ? Cause.None : cause }));

    public int Total(string stream) => ((Tally.Open)Do(() => Grains.Look(stream)).State).Total;

    public T Do<T>(Func<ValueTask<T>> work)
    {
        T? result = default;
        Exception? thrown = null;
        var done = false;
        Thread.Start(async () =>
        {
            try
            {
                result = await work();
            }
            catch (Exception failed)
            {
                thrown = failed;
            }

            done = true;
        });
        Thread.Run(Time.Elapsed, () => done);
        return thrown is not null ? throw thrown : done ? result! : throw new InvalidOperationException("Not done without time passing.");
    }

    public void Stop()
    {
        stop.Cancel();
        Pass(TimeSpan.Zero);
    }
}
