using Monitor.Channels.Scenario;
using Monitor.Server.Tests;
using Xunit;
using Story = Monitor.Server.Tests.Story;

namespace Monitor.Orleans.Tests;

/// <summary>Three real silos over a real Redis.</summary>
public sealed class ClusterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_silo_killed_under_load_loses_and_doubles_nothing_and_its_keys_answer_elsewhere()
    {
        var posts = Story.Posts(240);
        using var cluster = await Cluster.Start(3);
        await Deliver(cluster, posts.Take(80));
        await cluster.Settled();
        Assert.All((await cluster.Followers()).Values, count => Assert.Equal(1, count));

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
        await posting;
        await Wait.Until("every follower runs again", async () => (await cluster.Followers()).Count == 7, Cluster.Patience);
        var followers = TimeProvider.System.GetElapsedTime(killed);
        await cluster.Settled();
        var settled = TimeProvider.System.GetElapsedTime(killed);
        output.WriteLine($"After the kill: followers run after {followers.TotalSeconds:0.0} s, everything decided on after {settled.TotalSeconds:0.0} s.");
        await SameEverywhere(cluster, posts);
        Assert.True(followers < AnswersWithin + AnswersWithin, $"The followers ran after {followers.TotalSeconds:0.0} s.");
    }

    [Fact]
    public async Task Silos_that_leave_and_come_back_one_by_one_take_up_where_they_were()
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
        await SameEverywhere(cluster, posts);
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
        await SameEverywhere(cluster, posts);
    }

    private static async Task Deliver(Cluster cluster, IEnumerable<(string Author, string Text, SignedBody Body)> posts)
    {
        foreach (var (_, _, body) in posts)
        {
            await cluster.Deliver(body);
        }
    }

    /// <summary>Each post once, each docket once, with the posts that its author gave it, and every silo shows the same.</summary>
    private static async Task SameEverywhere(Cluster cluster, IReadOnlyList<(string Author, string Text, SignedBody Body)> posts)
    {
        List<string>? first = null;
        foreach (var member in cluster.Members)
        {
            var stored = await member.Caller.All("/api/posts");
            Assert.Equal(posts.Select(post => post.Text).Order(StringComparer.Ordinal), stored.Select(post => post.GetProperty("text").GetString()!).Order(StringComparer.Ordinal));
            var listed = (await member.Caller.All("/api/complaints")).Select(item => item.GetProperty("docket").GetString()!).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(listed.Distinct(), listed);
            Assert.True(listed.Count > 20, $"{listed.Count} dockets are too few to tell anything.");
            Assert.Equal(first ??= listed, listed);
            foreach (var docket in stored.Where(post => post.GetProperty("docket").ValueKind == System.Text.Json.JsonValueKind.String)
                .GroupBy(post => post.GetProperty("docket").GetString()!))
            {
                var complaint = await member.Caller.Get("/api/complaints/" + docket.Key);
                Assert.Equal(
                    docket.Select(post => post.GetProperty("id").GetString()).Order(StringComparer.Ordinal),
                    complaint.GetProperty("postIds").EnumerateArray().Select(id => id.GetString()).Order(StringComparer.Ordinal));
            }
        }
    }
}
