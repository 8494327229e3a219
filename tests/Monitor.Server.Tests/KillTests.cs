using System.Net;
using System.Text.Json;
using Monitor.Channels.Scenario;
using Monitor.Conformance;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>
/// The server is killed with <c>kill -9</c> while platforms deliver and deliver again what got no 200. Afterwards everything is there once, as if nothing had happened.
/// Five points in a test run; <c>MONITOR_KILLS=50</c> for fifty, <c>MONITOR_KILL_SEED</c> for other points.
/// </summary>
public sealed class KillTests
{
    private const int PostCount = 300;
    private const int Posters = 3;

    private static readonly int Kills = Setting("MONITOR_KILLS", 5);
    private static readonly int Seed = Setting("MONITOR_KILL_SEED", 20261122);

    [Fact]
    public async Task Killed_at_random_points_it_has_the_same_posts_and_dockets_as_an_undisturbed_run()
    {
        var posts = Story.Posts(PostCount);
        var undisturbed = await Undisturbed(posts);
        using var folder = new TestFolder();
        using var caller = new Caller(FreePort.Take());
        var disturbed = await Disturbed(posts, folder.Path, caller);
        try
        {
            Compare(posts, undisturbed, disturbed);
        }
        catch (Exception failure) when (failure is Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"MONITOR_KILLS={Kills} MONITOR_KILL_SEED={Seed}: {failure.Message}", failure);
        }
    }

    private static async Task<Outcome> Undisturbed(IReadOnlyList<(string Author, string Text, SignedBody Body)> posts)
    {
        using var folder = new TestFolder();
        await using var server = await Running.Live(folder.Path, "--Journal:Kind=Memory");
        var accepted = 0;
        await Post(posts, server.Caller, () => accepted++);
        Assert.Equal(posts.Count, accepted);
        return await Outcome.Read(server.Caller);
    }

    private static async Task<Outcome> Disturbed(IReadOnlyList<(string Author, string Text, SignedBody Body)> posts, string directory, Caller caller)
    {
        var random = new Random(Seed);
        var port = caller.Http.BaseAddress!.Port;
        var points = Enumerable.Range(0, Kills).Select(_ => random.Next(1, posts.Count)).Order().ToList();
        var accepted = 0;
        var server = ServerProcess.Start(directory, port);
        try
        {
            var posting = Task.WhenAll(posts.GroupBy(post => post.Author).GroupBy(person => person.Key.Length * 7 % Posters)
                .Select(some => Task.Run(() => Post([.. some.SelectMany(person => person)], caller, () => Interlocked.Increment(ref accepted)))));
            foreach (var point in points)
            {
                await Wait.Until($"{point} posts are accepted", () => Task.FromResult(Volatile.Read(ref accepted) >= point || posting.IsFaulted), TimeSpan.FromMinutes(3));
                await server.Kill();
                server.Dispose();
                server = ServerProcess.Start(directory, port);
                if (random.Next(3) > 0)
                {
                    await server.Ready(caller);
                }
            }

            await posting;
            await server.Ready(caller);
            return await Outcome.Read(caller);
        }
        finally
        {
            server.Dispose();
        }
    }

    /// <summary>As the platforms do it: again and again until 200 comes back.</summary>
    private static async Task Post(IReadOnlyList<(string Author, string Text, SignedBody Body)> posts, Caller caller, Action accepted)
    {
        foreach (var (_, text, body) in posts)
        {
            await Wait.Until($"'{text}' is accepted", async () =>
            {
                try
                {
                    return await caller.Deliver(body) == HttpStatusCode.OK;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            }, TimeSpan.FromMinutes(3));
            accepted();
        }
    }

    private static void Compare(IReadOnlyList<(string Author, string Text, SignedBody Body)> sent, Outcome undisturbed, Outcome disturbed)
    {
        Assert.Equal(sent.Select(post => post.Text).Order(StringComparer.Ordinal), disturbed.Texts.Order(StringComparer.Ordinal));
        Assert.Equal(undisturbed.Texts.Order(StringComparer.Ordinal), disturbed.Texts.Order(StringComparer.Ordinal));
        Assert.Equal(undisturbed.Dockets, disturbed.Dockets);
        Assert.True(disturbed.Dockets.Count > 50, $"{disturbed.Dockets.Count} dockets are too few to tell anything.");
        Assert.Equal(disturbed.AlertKeys.Distinct(StringComparer.Ordinal), disturbed.AlertKeys);
        Assert.Empty(disturbed.Disagreeing);
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } set ? int.Parse(set, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

    /// <summary>What a run left behind, without its numbers.</summary>
    /// <param name="Dockets">For each docket the texts of its posts, one line each, sorted.</param>
    /// <param name="Disagreeing">Clocks whose recalculation from the recorded instants gives another due instant, and breaches that are not where the clock says.</param>
    private sealed record Outcome(IReadOnlyList<string> Texts, IReadOnlyList<string> Dockets, IReadOnlyList<string> AlertKeys, IReadOnlyList<string> Disagreeing)
    {
        public static async Task<Outcome> Read(Caller caller)
        {
            await caller.Settled();
            var posts = await caller.All("/api/posts");
            Assert.All(posts, post => Assert.True(post.GetProperty("verdict").ValueKind == JsonValueKind.Object, "A post without its verdict: " + post));
            var textOf = posts.ToDictionary(post => post.GetProperty("id").GetString()!, post => post.GetProperty("text").GetString()!);
            var byPosts = posts.Where(post => post.GetProperty("docket").ValueKind == JsonValueKind.String).GroupBy(post => post.GetProperty("docket").GetString()!)
                .ToDictionary(group => group.Key, group => group.Select(post => post.GetProperty("id").GetString()!).ToList());
            var dockets = new List<string>();
            var wrong = new List<string>();
            var listed = await caller.All("/api/complaints");
            Assert.Equal(byPosts.Keys.Order(StringComparer.Ordinal), listed.Select(item => item.GetProperty("docket").GetString()!).Order(StringComparer.Ordinal));
            foreach (var docket in byPosts.Keys)
            {
                var complaint = await caller.Get("/api/complaints/" + docket);
                var ids = complaint.GetProperty("postIds").EnumerateArray().Select(id => id.GetString()!).ToList();
                Assert.True(
                    byPosts[docket].Order().SequenceEqual(ids.Order()), $"{docket} has {string.Join(", ", ids)}, its author gave it {string.Join(", ", byPosts[docket])}.");
                dockets.Add(string.Join(" | ", ids.Select(id => textOf[id]).Order(StringComparer.Ordinal)));
                wrong.AddRange(complaint.GetProperty("clocks").EnumerateArray().Where(clock => !clock.GetProperty("explanation").GetProperty("agrees").GetBoolean())
                    .Select(clock => docket + " " + clock));
            }

            dockets.Sort(StringComparer.Ordinal);
            var alerts = await caller.All("/api/alerts");
            return new Outcome([.. textOf.Values], dockets, [.. alerts.Select(alert => alert.GetProperty("id").GetString()!)], wrong);
        }
    }
}
