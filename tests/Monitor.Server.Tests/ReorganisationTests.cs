using System.Net;
using System.Text.Json.Nodes;
using Monitor.Channels;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>A station ends with a day and another begins in its place: what is open goes there, whatever stops on the way.</summary>
public sealed class ReorganisationTests
{
    private const string Old = "blr/kadugodi-ps";
    private const string New = "blr/seegehalli-ps";
    private const int Dockets = 300;

    private static readonly DateTimeOffset Midnight = new(2026, 11, 24, 0, 0, 0, new TimeSpan(5, 30, 0));

    [Fact]
    public async Task At_midnight_each_open_docket_goes_once_to_the_unit_of_its_place_also_over_a_crash_in_the_middle()
    {
        using var folder = new TestFolder();
        var seeds = Copy(folder.Sub("seeds"), DateOnly.FromDateTime(Midnight.Date).AddDays(-1));
        await using var journal = new MemoryJournal();

        // The first pass is cut off between two commits.
        var node = Run(journal, seeds, Midnight.AddMinutes(-5), Midnight.AddSeconds(0.11), node => Post(node, Enumerable.Range(0, Dockets), Midnight.AddMinutes(-5)));
        Assert.Equal(Dockets, node.Board.Read(board => board.Open));
        var first = await Rerouted(journal, node);
        Assert.InRange(first.Count, 1, Dockets - 1);

        // After the restart the rest, and a post of the day before that comes late.
        node = Run(journal, seeds, Midnight.AddMinutes(2), Midnight.AddMinutes(3), node => Post(node, [Dockets], Midnight.AddMinutes(-1)));
        var all = await Rerouted(journal, node);
        Assert.Equal(Dockets + 1, all.Select(each => each.Stream).Distinct().Count());
        Assert.Equal(Dockets + 1, all.Count);
        Assert.All(all, each => Assert.Equal(New, ((ComplaintEvent.Tagged)each.Event).Unit));
        Assert.Empty(node.Board.Read(board => board.OpenAt(unit => unit == Old)));
        Assert.Equal(Dockets + 1, node.Board.Read(board => board.OpenAt(unit => unit == New)).Count);

        // Another day finds nothing left to do.
        node = Run(journal, seeds, Midnight.AddMinutes(4), Midnight.AddMinutes(5), _ => Task.CompletedTask);
        Assert.Equal(all.Count, (await Rerouted(journal, node)).Count);
    }

    [Fact]
    public async Task Thousands_are_routed_while_warnings_are_decided_to_the_second()
    {
        using var folder = new TestFolder();
        var seeds = Copy(folder.Sub("seeds"), DateOnly.FromDateTime(Midnight.Date).AddDays(-1));
        await using var journal = new MemoryJournal();
        var node = Run(journal, seeds, Midnight.AddMinutes(-15), Midnight.AddMinutes(1), node => Post(node, Enumerable.Range(0, 10 * Dockets), Midnight.AddMinutes(-15)));
        var all = await Rerouted(journal, node);
        Assert.Equal(10 * Dockets, all.Count);
        Assert.InRange(all.Max(each => each.Event.At), Midnight, Midnight.AddSeconds(30));
        var wakes = node.Engine.Sweeper.Ledger.Recent(2);
        Assert.True(wakes.Count > Dockets && wakes.P99Ms < 1000, $"{wakes}");
    }

    [Fact]
    public async Task An_organisation_that_is_adopted_for_today_moves_what_is_open_and_the_docket_says_why()
    {
        using var folder = new TestFolder();
        await using var live = await Running.Live(folder.Sub("live"));
        var now = TimeProvider.System.GetUtcNow();
        var draft = Doors.Draft(Channel.X, "Asha", "Chain snatched near Kadugodi station, two men on a bike. Please help", 1, now.AddMinutes(-5));
        Assert.Equal(HttpStatusCode.OK, await live.Caller.Deliver(Doors.Signed(Channel.X, draft)));
        var path = "/api/complaints/" + (await WebhookTests.Decided(live.Caller, draft.Text)).GetProperty("docket").GetString();
        await live.Caller.Settled();
        Assert.Equal(Old, (await live.Caller.Get(path)).GetProperty("unit").GetString());

        var today = RulebookShelf.DayOf(now);
        await File.WriteAllTextAsync(folder.Sub("new.json"), Reorganised(today.AddDays(-1)));
        var adopted = new { file = folder.Sub("new.json"), name = "organisations/bengaluru.json", validFrom = today, by = "blr/whitefield-division/dcp" };
        var (status, content) = await live.Caller.Post("/api/admin/adopt", adopted);
        Assert.True(status == HttpStatusCode.OK, content.ToString());
        await Wait.Until("the docket is at the new station", async () => (await live.Caller.Get(path)).GetProperty("unit").GetString() == New);
        var history = (await live.Caller.Get(path)).GetProperty("history").EnumerateArray();
        var line = Assert.Single(history, line => line.GetProperty("event").GetString() == "complaint.tagged");
        Assert.Equal("reorganised", line.GetProperty("content").GetProperty("why").GetString());
    }

    private static MonitorNode Run(IJournal journal, Seeds seeds, DateTimeOffset from, DateTimeOffset until, Func<MonitorNode, Task> live) => new DaySimulation(1).Run(
        from,
        until,
        (time, clock) => MonitorNode.Open(
            new NodeParts(SlowJournal.Of(journal, TimeSpan.FromMilliseconds(25), time), null, time, clock, Doors.Secrets, new PersonKeys(new byte[32]), seeds),
            CancellationToken.None),
        (node, _, _) => live(node));

    private static async Task Post(MonitorNode node, IEnumerable<int> numbers, DateTimeOffset at)
    {
        var door = new DemoDoor(node.Intake, null);
        foreach (var number in numbers)
        {
            var text = $"Chain snatched near Kadugodi station, case {number}. Please help";
            await door.Deliver(Doors.Signed(Channel.X, Doors.Draft(Channel.X, $"Citizen {number}", text, number, at)), default);
        }
    }

    private static async Task<List<FeedEvent>> Rerouted(IJournal journal, MonitorNode node) =>
    [
        .. (await journal.ReadAll(0, int.MaxValue, TestContext.Current.CancellationToken))
            .Select(stored => new FeedEvent(stored.Position, stored.Stream, stored.Version, stored.Cause, node.Kinds.Events.Decode(stored)))
            .Where(each => each.Event is ComplaintEvent.Tagged { Why: TagWhy.Reorganised } or ComplaintEvent.Rerouted),
    ];

    /// <summary>The seeds, with a station that ends and one that begins on the next day in its place.</summary>
    private static Seeds Copy(string folder, DateOnly last)
    {
        var from = Seeds.Find().Folder;
        foreach (var file in Directory.EnumerateFiles(from, "*.json", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        File.WriteAllText(Path.Combine(folder, "organisations/bengaluru.json"), Reorganised(last));
        return new Seeds(folder);
    }

    private static string Reorganised(DateOnly last)
    {
        var organisation = JsonNode.Parse(File.ReadAllText(Path.Combine(Seeds.Find().Folder, "organisations/bengaluru.json")))!;
        var units = organisation["units"]!.AsArray();
        var ends = units.Single(unit => (string)unit!["id"]! == Old)!;
        var begins = ends.DeepClone();
        (begins["id"], begins["from"]) = (New, $"{last.AddDays(1):yyyy-MM-dd}");
        ends["to"] = $"{last:yyyy-MM-dd}";
        units.Add(begins);
        return organisation.ToJsonString();
    }
}
