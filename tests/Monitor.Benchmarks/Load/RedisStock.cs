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

namespace Monitor.Benchmarks.Load;

/// <summary>
/// A Redis full of open complaints. Each is a docket of a simulated morning under fresh names, with all its instants moved: its author's event with the post's key and a
/// second one, and the first two events of the complaint; so three events, two streams, two keys, two causes and one deadline each.
/// </summary>
public static partial class RedisStock
{
    private const int BatchLength = 250;
    private const int Writers = 8;

    private static List<Docketed>? dockets;

    private sealed record Docketed(StoredEvent Asked, StoredEvent Opened, StoredEvent Next, DateTimeOffset DueAt);

    /// <summary>Adds complaints and tells the reactors that they have had their effects, as if they had been opened through the server.</summary>
    public static async Task Write(IJournal journal, int first, int count, Func<int, DateTimeOffset> dueOf)
    {
        dockets ??= Dockets();
        var next = first - BatchLength;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Add(ref next, BatchLength) is var from && from < first + count)
            {
                var items = Enumerable.Range(from, Math.Min(BatchLength, first + count - from)).SelectMany(place => Items(dockets[place % dockets.Count], place, dueOf(place)));
                foreach (var result in await journal.Append([.. items], default))
                {
                    if (result.Outcome != AppendOutcome.Appended)
                    {
                        throw new InvalidOperationException($"The stock cannot be stored: {result.Outcome} {result.Detail}");
                    }
                }
            }
        })));
        foreach (var reactor in Reactors.All(new Feed(journal, KnownGrains.All.Events, TimeProvider.System), null!, journal, () => new Rulebook(), TimeProvider.System))
        {
            await journal.MoveCheckpoint(reactor.Name, await journal.CheckpointOf(reactor.Name, default), new Checkpoint(journal.Epoch, await journal.Head(default)), default);
        }
    }

    private static List<Docketed> Dockets()
    {
        var seeds = Seeds.Find();
        var scenario = DemoScenario.Load(seeds, "bengaluru-day");
        var from = new DateTimeOffset(2026, 3, 2, 0, 0, 0, scenario.Posts.Offset);
        var journal = new MemoryJournal();
        DemoHistory.Simulate(from, from.AddHours(8), scenario, journal, new PersonKeys(new byte[32]), SimulateCommand.Secrets(), seeds);
        var feed = journal.ReadAll(0, int.MaxValue, default).AsTask().GetAwaiter().GetResult();
        var asked = feed.Where(stored => stored.Type == "author.docket-opened").ToDictionary(stored => Named().Match(Encoding.UTF8.GetString(stored.Body.Span)).Groups[1].Value);
        var found = new List<Docketed>();
        foreach (var stream in feed.Where(stored => stored.Stream.StartsWith("complaint/", StringComparison.Ordinal)).GroupBy(stored => stored.Stream))
        {
            StoredEvent[] two = [.. stream.Take(2)];
            var state = two.Aggregate(Complaint.Initial, (complaint, stored) => complaint.Evolve((ComplaintEvent)KnownGrains.All.Events.Decode(stored)));
            if (two.Length == 2 && state is { IsOpen: true, NextDeadline: { } due } && asked.TryGetValue(StreamName.KeyOf(stream.Key), out var author))
            {
                found.Add(new Docketed(author, two[0], two[1], due));
            }
        }

        return found;
    }

    private static AppendItem[] Items(Docketed from, int place, DateTimeOffset dueAt)
    {
        var before = StreamName.KeyOf(from.Opened.Stream);
        var author = StreamName.KeyOf(from.Asked.Stream);
        var (docket, number) = (Docket.Number(OpenStock.FirstNumber + place, 0), OpenStock.FirstNumber + place);
        var person = place.ToString(CultureInfo.InvariantCulture) + author[Math.Min(author.Length, 8)..];
        var moved = dueAt - from.DueAt;
        NewEvent Again(StoredEvent stored)
        {
            var body = Instants().Replace(
                Encoding.UTF8.GetString(stored.Body.Span).Replace($"\"{before}\"", $"\"{docket}\"", StringComparison.Ordinal)
                    .Replace($"\"{author}\"", $"\"{person}\"", StringComparison.Ordinal),
                at => (DateTimeOffset.Parse(at.Value, CultureInfo.InvariantCulture) + moved).UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            return new NewEvent(stored.Type, stored.TypeVersion, stored.At + moved, Encoding.UTF8.GetBytes(body));
        }

        return
        [
            new AppendItem("author/" + person, 0, [Again(from.Asked)], null, [$"post/{number}", $"delivery/{number}"], [], from.Asked.Cause with { Number = number }),
            new AppendItem("complaint/" + docket, 0, [Again(from.Opened), Again(from.Next)], dueAt, [], [], from.Opened.Cause with { Number = number }),
        ];
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Instants();

    [GeneratedRegex("\"docket\":\"([^\"]+)\"")]
    private static partial Regex Named();
}
