using System.Globalization;
using Monitor.Channels.Scenario;
using Monitor.Server.Tests;
using Xunit;
using Story = Monitor.Server.Tests.Story;

namespace Monitor.Orleans.Tests;

/// <summary>Silos whose clocks are up to two seconds off Redis's, either way.</summary>
public sealed class ClockTests(ITestOutputHelper output)
{
    private static readonly int[] Ahead = [2, 0, -2];
    private static readonly TimeSpan ClockLateAtMost = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task Clocks_two_seconds_apart_lose_and_double_nothing_meet_each_deadline_once_and_are_shown()
    {
        using var cluster = await Cluster.Start(3, silo => new Dictionary<string, string>
        {
            ["Silo__ClockAheadSeconds"] = Ahead[silo].ToString(CultureInfo.InvariantCulture),
        });
        await AcknowledgeClocks.Within(cluster.Members[0], "PT8S");
        var posts = Story.Posts(160);
        await Deliver(cluster, posts.Take(80));
        var place = await cluster.PlaceOf("deadlines");
        await Task.WhenAll(cluster.Members.Select((member, silo) => IsShown(member, Ahead[silo])));
        var byHand = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            await cluster.Open($"Told by telephone, number {number}");
            return $"Told by telephone, number {number}";
        }));
        await Deliver(cluster, posts.Skip(80));
        await cluster.Settled();
        await Outcome.SameEverywhere(cluster, posts, byHand);
        var dockets = (await cluster.Members[1].Caller.All("/api/complaints")).Select(item => item.GetProperty("docket").GetString()!).ToList();
        IReadOnlyList<AcknowledgeClocks.Step> steps = [];
        await Wait.Until("every docket's clock has run out", async () =>
        {
            steps = await AcknowledgeClocks.RunOut(cluster.Members[1]);
            return steps.Count(step => step.Percent == 0) >= dockets.Count;
        }, Cluster.Patience);
        Assert.Equal(dockets.Order(StringComparer.Ordinal), steps.Where(step => step.Percent == 0).Select(step => step.Docket).Order(StringComparer.Ordinal));
        Assert.Equal(steps.Count, steps.DistinctBy(step => (step.Docket, step.Percent)).Count());
        output.WriteLine(
            $"The silo that keeps the deadlines is {Ahead[place]} s ahead: of {steps.Count} breaches and climbs the latest came {steps.Latest().TotalSeconds:0.0} s late.");
        Assert.All(steps, step => Assert.InRange(step.Late, TimeSpan.Zero, ClockLateAtMost));
        await InOrder(cluster, dockets);
    }

    private static Task Deliver(Cluster cluster, IEnumerable<(string Author, string Text, SignedBody Body)> posts) =>
        Task.WhenAll(posts.GroupBy(post => post.Author).Select(person => Task.Run(async () =>
        {
            foreach (var post in person)
            {
                await cluster.Deliver(post.Body);
            }
        })));

    /// <summary>In the metric, and on every silo's wall where it is over a second.</summary>
    private static async Task IsShown(Cluster.Member member, int ahead)
    {
        await Wait.Until($"the clock is shown {ahead} s ahead", async () =>
            Math.Abs((await member.Caller.Metrics())["monitor_clock_ahead_seconds"] - ahead) < 0.5, Cluster.Patience);
        using var wall = await LiveClient.Connect(member.WebPort, "wall");
        await Wait.Until("the wall names both clocks", async () =>
        {
            await wall.AskSnapshot();
            var faults = (await wall.Next("snapshot")).GetProperty("board").GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()!).ToList();
            return new[] { "s ahead of Redis's", "s behind Redis's" }.All(told => faults.Any(fault => fault.Contains(told, StringComparison.Ordinal)));
        }, Cluster.Patience);
    }

    /// <summary>Within a docket no instant is before the one before it, whichever silos wrote them.</summary>
    private static async Task InOrder(Cluster cluster, IEnumerable<string> dockets)
    {
        foreach (var docket in dockets)
        {
            var complaint = await cluster.Members[1].Caller.Get("/api/complaints/" + docket);
            var instants = complaint.GetProperty("history").EnumerateArray().Select(line => line.GetProperty("at").GetDateTimeOffset()).ToList();
            Assert.Equal(instants.Order(), instants);
        }
    }
}
