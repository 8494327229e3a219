using System.Collections.Concurrent;
using System.Net;
using Monitor.Channels.Scenario;
using Monitor.Server.Tests;
using Xunit;
using Story = Monitor.Server.Tests.Story;

namespace Monitor.Orleans.Tests;

/// <summary>Three real silos over a real Redis: some of them, or Redis, end without a word.</summary>
public sealed class ClusterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ClockLateAtMost = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task A_silo_killed_under_load_loses_and_doubles_nothing_its_keys_answer_elsewhere_and_no_clock_is_late()
    {
        var posts = Story.Posts(240);
        using var cluster = await Cluster.Start(3);
        await AcknowledgeClocks.Within(cluster.Members[0], "PT8S");
        await Deliver(cluster, posts.Take(80));
        await cluster.Settled();
        Assert.All((await cluster.Followers()).Values, count => Assert.Equal(1, count));
        var dockets = (await cluster.Members[0].Caller.All("/api/complaints")).Select(item => item.GetProperty("docket").GetString()!).ToList();

        var accepted = 0;
        var posting = Task.WhenAll(posts.Skip(80).GroupBy(post => post.Author).Select(person => Task.Run(async () =>
        {
            foreach (var post in person)
            {
                await cluster.Deliver(post.Body);
                Interlocked.Increment(ref accepted);
            }
        })));
        await Wait.Until("forty posts are in", () => Task.FromResult(Volatile.Read(ref accepted) >= 40 || posting.IsFaulted), Cluster.Patience);
        await cluster.Kill(await cluster.PlaceOf("intake"));
        var killed = TimeProvider.System.GetTimestamp();
        var answered = await Answering(cluster, dockets, killed);
        var byHand = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            await cluster.Open($"Told by telephone, number {number}");
            return $"Told by telephone, number {number}";
        }));
        await posting;
        await Wait.Until("every follower runs again", async () => (await cluster.Followers()).Count == 7, Cluster.Patience);
        var followers = TimeProvider.System.GetElapsedTime(killed);
        await cluster.Settled();
        IReadOnlyList<AcknowledgeClocks.Step> steps = [];
        await Wait.Until("every clock has run out", async () =>
        {
            steps = await AcknowledgeClocks.RunOut(cluster.Members[0]);
            return steps.Count(step => step.Percent == 0) >= dockets.Count;
        }, Cluster.Patience);
        var late = $"of {steps.Count} breaches and climbs the latest came {steps.Latest().TotalSeconds:0.0} s after it was due";
        output.WriteLine(
            $"After the kill: {dockets.Count} keys answer after {answered.TotalSeconds:0.0} s at the latest, followers run after {followers.TotalSeconds:0.0} s; {late}.");
        await Outcome.SameEverywhere(cluster, posts, byHand);
        Assert.True(answered < AnswersWithin, $"The last key answered after {answered.TotalSeconds:0.0} s.");
        Assert.True(steps.Latest() < ClockLateAtMost, late);
    }

    [Fact]
    public async Task Silos_killed_and_started_again_one_by_one_take_up_where_they_were()
    {
        var posts = Story.Posts(120);
        using var cluster = await Cluster.Start(3);
        for (var silo = 0; silo < 3; silo++)
        {
            await Deliver(cluster, posts.Skip(silo * 40).Take(20));
            var ended = await cluster.Kill(0);
            await Deliver(cluster, posts.Skip((silo * 40) + 20).Take(20));
            await cluster.Restart(ended);
        }

        await cluster.Settled();
        await Outcome.SameEverywhere(cluster, posts);
    }

    [Fact]
    public async Task Redis_killed_and_restarted_under_three_silos_loses_and_doubles_nothing()
    {
        var posts = Story.Posts(120);
        using var cluster = await Cluster.Start(3);
        await Deliver(cluster, posts.Take(40));
        cluster.Redis.Kill();
        var posting = Deliver(cluster, posts.Skip(40));
        cluster.Redis.Restart();
        await posting;
        await cluster.Settled();
        await Outcome.SameEverywhere(cluster, posts);
    }

    private static async Task Deliver(Cluster cluster, IEnumerable<(string Author, string Text, SignedBody Body)> posts)
    {
        foreach (var (_, _, body) in posts)
        {
            await cluster.Deliver(body);
        }
    }

    /// <summary>How long after the kill the last of the keys answered a turn, asked at any silo that is left.</summary>
    private static async Task<TimeSpan> Answering(Cluster cluster, IReadOnlyList<string> dockets, long since)
    {
        var answered = new ConcurrentBag<TimeSpan>();
        await Task.WhenAll(dockets.Select((docket, number) => Task.Run(async () =>
        {
            var caller = cluster.Members[number % cluster.Members.Count].Caller;
            await Wait.Until($"{docket} answers", async () =>
            {
                var (status, _) = await caller.Post($"/api/complaints/{docket}/resume", new { by = "blr/whitefield-division/dcp", note = "is anybody there" });
                return status is HttpStatusCode.OK or HttpStatusCode.Conflict;
            });
            answered.Add(TimeProvider.System.GetElapsedTime(since));
        })));
        return answered.Max();
    }
}
