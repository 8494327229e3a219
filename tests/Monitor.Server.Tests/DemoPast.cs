using Monitor.Core.Board;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Commands;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;
using Monitor.Server.Settings;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>The hours that a newcomer finds already simulated: once, for all tests that look at them or go on from them.</summary>
public sealed class DemoPast : IAsyncLifetime
{
    public const string Name = "bengaluru-day";

    private readonly Queue<MemoryJournal> journals = new();
    private (Wall Board, DayTally Tally, IReadOnlyCollection<string> Refused)? found;

    public static PersonKeys Keys => new(DemoHistory.PeoplesSecret(Name));

    public Seeds Seeds { get; } = Seeds.Find();

    public MonitorOptions Options { get; } = new();

    public DemoScenario Scenario { get; private set; } = null!;

    /// <summary>Where the day before begins.</summary>
    public DateTimeOffset From => NodeOpening.Midnight(Options, Scenario) - TimeSpan.FromDays(1);

    public DateTimeOffset Until => NodeOpening.Beginning(Options, Scenario);

    /// <summary>What the hours left behind.</summary>
    public (Wall Board, DayTally Tally, IReadOnlyCollection<string> Refused) Found => found ?? throw new InvalidOperationException("Not simulated yet.");

    public async ValueTask InitializeAsync()
    {
        Scenario = DemoScenario.Load(Seeds, Name);
        MemoryJournal first = new(), second = new();
        var recording = new RecordingJournal(first);
        var (node, officers) = DemoHistory.Simulate(From, Until, Scenario, recording, Keys, SimulateCommand.Secrets(), Seeds, Scenario.Officers.OpenAtStart);
        recording.Complete();
        await recording.WriteTo(second, CancellationToken.None);
        found = (node.Board.Read(board => board.View()), await DayTally.Of(first, From.AddDays(1), CancellationToken.None), [.. officers.Refused.Keys]);
        journals.Enqueue(first);
        journals.Enqueue(second);
    }

    /// <summary>A journal that ends where the demo begins, for one test alone; there are two.</summary>
    public MemoryJournal Journal() => journals.Dequeue();

    public async ValueTask DisposeAsync()
    {
        foreach (var journal in journals)
        {
            await journal.DisposeAsync();
        }
    }
}

/// <summary>Tests that share <see cref="DemoPast"/>.</summary>
[CollectionDefinition(nameof(DemoPast))]
public sealed class DemoPastTests : ICollectionFixture<DemoPast>;
