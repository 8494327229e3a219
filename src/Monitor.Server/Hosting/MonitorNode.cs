using Monitor.Channels;
using Monitor.Classifier;
using Monitor.Core;
using Monitor.Core.Accounts;
using Monitor.Core.Board;
using Monitor.Core.Posts;
using Monitor.Core.Rulebooks;
using Monitor.Runtime;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;
using Monitor.Storage.Redis;
using Files = Monitor.Channels.Files;

namespace Monitor.Server.Hosting;

/// <summary>What a node is made of.</summary>
/// <param name="Directory">Of the journal and what is derived from it; null: nothing is kept.</param>
/// <param name="Time">Real time; in a simulation the virtual one.</param>
public sealed record NodeParts(IJournal Journal, string? Directory, TimeProvider Time, DomainClock Clock, ChannelsOptions Channels, PersonKeys Keys, Seeds Seeds)
{
    public int IntakeThreads { get; init; } = 1;

    /// <summary>Null for the only process on its journal.</summary>
    public ClusterParts? Cluster { get; init; }

    /// <summary>Of a journal in Redis; null for one on this machine.</summary>
    public JournalPulse? Pulse { get; init; }

    /// <summary>Of a silo: what it tells the others and hears of them.</summary>
    public SiloSigns? Signs { get; init; }

    /// <summary>Default: the model that comes with this build. May be asked by several threads.</summary>
    public Func<string, Verdict> Classify { get; init; } = static text => PostClassifier.Shipped.Classify(text);

    /// <summary>Told what the administrator should know of the start.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>Further read models, made once the engine's feed is there.</summary>
    public Func<MonitorNode, IReadOnlyList<IReadModel>> ReadModels { get; init; } = static _ => [];
}

/// <summary>The engine of one process with its rulebook, board and links: everything but the web server, so that a simulation runs the same.</summary>
public sealed class MonitorNode
{
    /// <summary>A person must see it within a day; afterwards the metrics still count it.</summary>
    private static readonly TimeSpan UnknownShownFor = TimeSpan.FromDays(1);

    private static readonly TimeSpan RulebookLookedAtEvery = TimeSpan.FromSeconds(5);

    private readonly RulebookShelf shelf;
    private readonly IntakeReaders readers;
    private readonly TimeProvider time;
    private readonly string? directory;
    private readonly SiloSigns? signs;
    private readonly Lag lag;

    /// <summary>One loop: what comes while an append is on its way to Redis goes with the next, which spares Redis and the silo a script for each turn.</summary>
    private static ShardSettings OfASilo { get; } = new() { Shards = 1, CachedGrainsMax = 32_768, WrittenByOthers = true };

    private MonitorNode(NodeParts parts, RulebookShelf shelf)
    {
        (Journal, Clock, Channels, Pulse) = (parts.Journal, parts.Clock, parts.Channels, parts.Pulse);
        (time, directory, signs, this.shelf) = (parts.Time, parts.Directory, parts.Signs, shelf);
        lag = new Lag(parts.Time);
        Kinds = KnownGrains.All;
        Board = new BoardHost(parts.Journal, parts.Time, parts.Directory is null ? null : Path.Combine(parts.Directory, "board.snapshot"), FaultSentences, parts.Say);
        Links = new Links([.. Links.Platforms.Where(channel => !string.IsNullOrEmpty(Webhook.SecretOf(channel, parts.Channels)))]);
        LinkMemory = new LinkMemory(parts.Journal, Links);
        var later = new LaterModels(parts.Journal);
        readers = new IntakeReaders(Parse, parts.Classify, question => shelf.Locate(question), () => shelf.Rulebook);
        Engine = new Engine(new EngineParts(parts.Journal, Kinds, parts.Time, parts.Clock, () => shelf.Rulebook, readers, parts.Keys)
        {
            IntakeThreads = parts.IntakeThreads,
            Cluster = parts.Cluster,
            Shards = parts.Cluster is null ? new ShardSettings() : OfASilo,
            ReadModels = [shelf, Board, later],
        });
        Intake = new Intaking(parts.Journal, parts.Clock, Engine.Intake, parts.Channels, Links);
        later.Add([new Relinkings(parts.Journal, Engine), .. parts.ReadModels(this)]);
    }

    public IJournal Journal { get; }

    public GrainKinds Kinds { get; }

    public DomainClock Clock { get; }

    public ChannelsOptions Channels { get; }

    public JournalPulse? Pulse { get; }

    public Engine Engine { get; }

    public Intaking Intake { get; }

    public BoardHost Board { get; }

    public Links Links { get; }

    public LinkMemory LinkMemory { get; }

    public Rulebook Rulebook => shelf.Rulebook;

    /// <summary>Of this run of this process, and of no other.</summary>
    public string RunName { get; } = Guid.NewGuid().ToString("N");

    public string EpochName => $"{Journal.Id:N}.{Journal.Epoch}";

    /// <summary>It was asked to stop and still answers, until nobody is sent here any more.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>
    /// The journal has no room. Redis says so itself; of one on this machine: the last delivery found none, and no canary has been stored since. The canary's word is needed:
    /// a proxy sends no delivery to a server that is not ready.
    /// </summary>
    public bool DiskFull => Pulse?.Full ?? (Intake.FullAt is { } fullAt && !(Board.CanaryAt > fullAt));

    public IReadOnlyDictionary<string, WallName> WallNames => shelf.WallNames;

    /// <summary>Seeds the rulebook at the first start, catches the read models up; then the node is ready to run.</summary>
    public static async Task<MonitorNode> Open(NodeParts parts, CancellationToken cancellation)
    {
        var head = await parts.Journal.Head(cancellation);
        var shelf = new RulebookShelf(parts.Journal, head);
        var node = new MonitorNode(parts, shelf);
        if (parts is { Cluster: not null, Journal: RedisJournal redis })
        {
            redis.Listen(node.Hinted);
        }

        Task Fill() => shelf.Fill(KnownGrains.All, parts.Seeds, parts.Clock.Now, cancellation);
        var filled = Task.CompletedTask;
        if (head == 0 || SynchronizationContext.Current is not null)
        {
            // Nothing may leave the one thread of a simulation: its virtual time would run out meanwhile.
            await Fill();
        }
        else
        {
            // Stored already: it and the board need nothing of each other.
            filled = Task.Run(Fill, cancellation);
        }

        await node.Engine.Begin(cancellation);
        await node.LinkMemory.Recall(parts.Clock.Now, cancellation);
        await filled;
        return node;
    }

    /// <summary>Another silo stored something.</summary>
    private void Hinted(string what, long position)
    {
        if (what == "feed")
        {
            Engine.Feed.Notice(position);
        }
        else
        {
            Engine.Intake.Notify();
        }
    }

    public async Task Run(CancellationToken stop)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reorganisation = new Reorganisation(Journal, Engine.Host, readers, Board, Clock, time);
        List<Task> running = [Engine.Run(all.Token), KeepRulebook(all.Token), Engine.OnOne("reorganisation", reorganisation.Run, all.Token)];
        if (signs is not null)
        {
            running.Add(signs.Run(Links, OwnFaults, all.Token));
        }

        // One that ends by itself ends all: its fault must not wait for the others.
        await Task.WhenAny(running);
        await all.CancelAsync();
        await Task.WhenAll(running);
    }

    /// <summary>What would be wrong with the rulebook if this part were adopted.</summary>
    public IReadOnlyList<string> FaultsOf(RulebookPart part, DateOnly? from) => shelf.Faults(part, from, Clock.Now);

    /// <summary>The unit tree turns with the day, and after each change of the rulebook every official account takes its facts from it.</summary>
    private async Task KeepRulebook(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(RulebookLookedAtEvery, time);
        Rulebook? registered = null;
        do
        {
            shelf.Turn(Clock.Now);
            if (Rulebook is var rulebook && rulebook != registered && await RegisterSeats(rulebook))
            {
                registered = rulebook;
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    /// <summary>
    /// Every official account of the rulebook has its grain, or its silence would go unheard; one that the rulebook no longer names is told so, or it would fall silent for
    /// ever. A repeat does nothing. False: not all could be stored.
    /// </summary>
    private async Task<bool> RegisterSeats(Rulebook rulebook)
    {
        // Handed in together, they share commits.
        var watched = Board.Read(board => board.Accounts).Select(account => account.Seat);
        List<ValueTask<TurnResult>> asked = [.. rulebook.Seats.All.Where(seat => seat.UnitId is not null).Select(seat => seat.Id).Union(watched)
            .Select(seat => Engine.Host.Ask(new Ask(StreamName.Of(OfficialAccount.Kind, seat), new OfficialAccountCommand.Register(seat))))];
        var all = true;
        foreach (var answer in asked)
        {
            all &= (await answer).Outcome != TurnOutcome.Failed;
        }

        return all;
    }

    /// <summary>A backup without the secret of the people's keys would make every author a stranger.</summary>
    public void CopyKeysTo(string directory)
    {
        if (this.directory is not null)
        {
            BesideTheJournal.Copy(this.directory, directory);
        }
    }

    /// <summary>Why deliveries and commands should go elsewhere for now; null when they may come.</summary>
    public string? NotReady() =>
        IsLeaving ? "This silo is leaving the cluster."
        : DiskFull ? "The journal's disk is full."
        : Pulse?.Away is { } away ? away
        : Engine.Grains.Faults.Newer is { } newer ? newer
        : null;

    /// <summary>Folds the journal anew beside the running board, which it then replaces.</summary>
    public Task<long> RebuildBoard(CancellationToken cancellation) => Board.Rebuild(Engine.Feed, cancellation);

    /// <summary>Machine faults in sentences for the administrator, without anybody's words: of this process and of the other silos.</summary>
    public IReadOnlyList<string> FaultSentences() => [.. OwnFaults(), .. signs?.Faults ?? []];

    private IReadOnlyList<string> OwnFaults()
    {
        List<string> faults = Pulse?.Fault is { } fault ? [fault] : [];
        faults.AddRange(Engine.Grains.Faults.Quarantined.Select(held => $"{held.Key} is in quarantine: {held.Value}"));
        var reactors = Engine.Reactors.Where(reactor => Engine.IsHere(reactor.Name)).ToList();
        faults.AddRange(reactors.Where(reactor => reactor.Stopped is not null).Select(reactor => reactor.Stopped!));
        faults.AddRange(reactors.Where(reactor => reactor.ParkedStreams > 0).Select(reactor => $"{reactor.Name} parked {reactor.ParkedStreams} streams."));
        faults.AddRange(shelf.Fault is { } wrong ? [wrong] : []);
        faults.AddRange(Engine.Intake.Unknown.All.Where(kind => Clock.Now - kind.LastAt < UnknownShownFor)
            .Select(kind => $"{kind.Channel} sent '{kind.Kind}', which this build does not know ({kind.Count} since the start): look at the platform's settings."));
        faults.AddRange(Engine.Projections.SelectMany(projection => projection.Faults));
        faults.AddRange(Engine.Projections.Where(projection => projection.Stopped is not null).Select(projection => projection.Stopped!));
        return faults;
    }

    /// <summary>How long the slowest follower has been behind the head, in seconds of real time.</summary>
    public double FollowersBehindSeconds()
    {
        var slowest = Engine.Reactors.Where(reactor => Engine.IsHere(reactor.Name)).Select(reactor => reactor.Stopped is null ? reactor.Position : 0)
            .Append(Board.Read(board => board.Position)).Min();
        return lag.Seconds(slowest, Engine.Feed.Head);
    }

    /// <summary>Of the last five minutes; null when nothing fell due.</summary>
    public double? LatenessP99Ms() => Engine.Sweeper.Ledger.Recent(5) is { Count: > 0 } recent ? Math.Round(recent.P99Ms, 1) : null;

    private static IReadOnlyList<Item> Parse(StoredDelivery delivery) => delivery.Channel switch
    {
        CanarySender.ChannelName => [CanarySender.Read(delivery)],
        // What an officer wrote was decided on when it was accepted.
        "hand" => [],
        Files.Parse.DeliveryChannel => Files.Parse.Body(delivery.Body).Items,
        _ => Webhook.Read(Enum.Parse<Channel>(delivery.Channel, ignoreCase: true), delivery.Body).Items,
    };
}
