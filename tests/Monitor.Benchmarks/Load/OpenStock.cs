using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Monitor.Core;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Commands;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;
using Monitor.Storage.Sqlite;

namespace Monitor.Benchmarks.Load;

/// <summary>
/// A data directory full of open complaints: the openings of a simulated morning, each again under fresh docket numbers with all its instants moved, so that its first
/// deadline falls where the bench wants it.
/// </summary>
public static partial class OpenStock
{
    private const int BatchLength = 2000;

    private static List<(StoredEvent Opened, DateTimeOffset DueAt)>? openings;

    /// <summary>Docket numbers of the stock lie above any intake number of a bench.</summary>
    public const long FirstNumber = 10_000_000;

    /// <summary>Adds complaints and tells the reactors that they have had their effects, as if they had been opened through the server.</summary>
    /// <param name="first">Place of the first one: a second call goes on where the first ended.</param>
    /// <param name="dueOf">When the first deadline of the n-th complaint falls.</param>
    public static async Task Write(string directory, int first, int count, Func<int, DateTimeOffset> dueOf)
    {
        openings ??= Openings();
        await using var journal = SqliteJournal.Open(directory);
        for (var from = first; from < first + count; from += BatchLength)
        {
            var items = Enumerable.Range(from, Math.Min(BatchLength, first + count - from)).AsParallel().AsOrdered()
                .Select(place => Item(openings[place % openings.Count], place, dueOf(place))).ToList();
            foreach (var result in await journal.Append(items, default))
            {
                if (result.Outcome != AppendOutcome.Appended)
                {
                    throw new InvalidOperationException($"The stock cannot be stored: {result.Outcome} {result.Detail}");
                }
            }
        }

        await PassReactors(journal);
    }

    /// <summary>A fresh directory whose complaints fall due between one and fifty hours from now, and whose board is saved: as a server that ran for long leaves it.</summary>
    public static async Task Settled(string directory, int port, int count)
    {
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        await Write(directory, 0, count, place => later.AddHours(place % 50));
        await using var server = await ServerProcess.Start(directory, port, default);
        // The canary of the start has sung by then; killed before, it would be found late by the next start.
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        var board = Path.Combine(directory, "board.snapshot");
        while (!File.Exists(board) || File.Exists(board + ".new"))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }
    }

    private static async Task PassReactors(SqliteJournal journal)
    {
        foreach (var reactor in Reactors.All(new Feed(journal, KnownGrains.All.Events, TimeProvider.System), null!, journal, () => new Rulebook(), TimeProvider.System))
        {
            await journal.MoveCheckpoint(reactor.Name, await journal.CheckpointOf(reactor.Name, default), new Checkpoint(journal.Epoch, journal.Head), default);
        }
    }

    private static List<(StoredEvent Opened, DateTimeOffset DueAt)> Openings()
    {
        var seeds = Seeds.Find();
        var scenario = DemoScenario.Load(seeds, "bengaluru-day");
        var from = new DateTimeOffset(2026, 3, 2, 0, 0, 0, scenario.Posts.Offset);
        var journal = new MemoryJournal();
        DemoHistory.Simulate(from, from.AddHours(8), scenario, journal, new PersonKeys(new byte[32]), SimulateCommand.Secrets(), seeds);
        var codec = KnownGrains.All.Events;
        var feed = journal.ReadAll(0, int.MaxValue, default).AsTask().GetAwaiter().GetResult();
        return [.. feed.Where(stored => stored.Type == "complaint.opened")
            .Select(stored => (stored, Complaint.Initial.Evolve((ComplaintEvent)codec.Decode(stored)).NextDeadline))
            .Where(opening => opening.NextDeadline is not null).Select(opening => (opening.stored, opening.NextDeadline!.Value))];
    }

    private static AppendItem Item((StoredEvent Opened, DateTimeOffset DueAt) opening, int place, DateTimeOffset dueAt)
    {
        var before = opening.Opened.Stream["complaint/".Length..];
        var docket = Docket.Number(FirstNumber + place, 0);
        var moved = dueAt - opening.DueAt;
        var body = Instants().Replace(
            Encoding.UTF8.GetString(opening.Opened.Body.Span).Replace($"\"{before}\"", $"\"{docket}\"", StringComparison.Ordinal),
            found => (DateTimeOffset.Parse(found.Value, CultureInfo.InvariantCulture) + moved).UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        var opened = new NewEvent(opening.Opened.Type, opening.Opened.TypeVersion, opening.Opened.At + moved, Encoding.UTF8.GetBytes(body));
        return new AppendItem("complaint/" + docket, 0, [opened], dueAt, [], [], Cause.None);
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Instants();
}
