using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Monitor.Channels.Scenario;
using Monitor.Conformance;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>
/// The server is killed with <c>kill -9</c> while platforms deliver and deliver again what got no 200, and while every docket's first clock runs out and climbs. Afterwards
/// everything is there once, each breach and climb too, as if nothing had happened.
/// Five points in a test run; <c>MONITOR_KILLS=50</c> for fifty, <c>MONITOR_KILL_SEED</c> for other points.
/// </summary>
public sealed partial class KillTests
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
        await AcknowledgeWithinSeconds(server.Caller, folder.Path);
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
            await server.Ready(caller);
            await AcknowledgeWithinSeconds(caller, directory);
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

    /// <summary>A policy under which every docket's first clock runs out, and climbs to its end, while the test goes on.</summary>
    private static async Task AcknowledgeWithinSeconds(Caller caller, string directory)
    {
        const string Name = "policies/policy-bengaluru.json";
        var seed = await File.ReadAllTextAsync(Path.Combine(Seeds.Find().Folder, Name));
        var file = Path.Combine(directory, "policy.json");
        await File.WriteAllTextAsync(file, AcknowledgeTarget().Replace(seed, "${1}PT2S"));
        var (status, content) = await caller.Post("/api/admin/adopt", new { file, name = Name, by = "blr/whitefield-division/dcp" });
        Assert.True(status == HttpStatusCode.OK, content.ToString());
        await caller.Settled();
    }

    [GeneratedRegex("(\"acknowledge\": \\{\"target\": \")[^\"]*")]
    private static partial Regex AcknowledgeTarget();

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
        Assert.Equal(undisturbed.Dockets, undisturbed.Alerts);
        Assert.Equal(undisturbed.Alerts.Except(disturbed.Held), disturbed.Alerts.Except(disturbed.Held));
        Assert.Empty(undisturbed.Wrong);
        Assert.Empty(disturbed.Wrong);
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } set ? int.Parse(set, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

    /// <summary>What a run left behind, without its numbers.</summary>
    /// <param name="Dockets">For each docket the texts of its posts, one line each, sorted.</param>
    /// <param name="Alerts">As <paramref name="Dockets"/>: one line for each open alert of a first clock that ran out.</param>
    /// <param name="Wrong">Clocks whose recalculation from the recorded instants gives another due instant, and first clocks not breached, and climbed, once each.</param>
    /// <param name="Held">Dockets that climb only minutes later, since the server was down for over a minute: a busy machine starts it slowly.</param>
    private sealed record Outcome(IReadOnlyList<string> Texts, IReadOnlyList<string> Dockets, IReadOnlyList<string> Alerts, IReadOnlyList<string> Held, IReadOnlyList<string> Wrong)
    {
        private const int LastClimb = 200;

        public static async Task<Outcome> Read(Caller caller)
        {
            await caller.Settled();
            var posts = await caller.All("/api/posts");
            Assert.All(posts, post => Assert.True(post.GetProperty("verdict").ValueKind == JsonValueKind.Object, "A post without its verdict: " + post));
            var textOf = posts.ToDictionary(post => post.GetProperty("id").GetString()!, post => post.GetProperty("text").GetString()!);
            var byPosts = posts.Where(post => post.GetProperty("docket").ValueKind == JsonValueKind.String).GroupBy(post => post.GetProperty("docket").GetString()!)
                .ToDictionary(group => group.Key, group => group.Select(post => post.GetProperty("id").GetString()!).ToList());
            var textsOf = new Dictionary<string, string>();
            var held = new List<string>();
            var wrong = new List<string>();
            var listed = await caller.All("/api/complaints");
            Assert.Equal(byPosts.Keys.Order(StringComparer.Ordinal), listed.Select(item => item.GetProperty("docket").GetString()!).Order(StringComparer.Ordinal));
            foreach (var docket in byPosts.Keys)
            {
                var complaint = await RunOut(caller, docket);
                var ids = complaint.GetProperty("postIds").EnumerateArray().Select(id => id.GetString()!).ToList();
                Assert.True(
                    byPosts[docket].Order().SequenceEqual(ids.Order()), $"{docket} has {string.Join(", ", ids)}, its author gave it {string.Join(", ", byPosts[docket])}.");
                textsOf[docket] = string.Join(" | ", ids.Select(id => textOf[id]).Order(StringComparer.Ordinal));
                wrong.AddRange(complaint.GetProperty("clocks").EnumerateArray().Where(clock => !clock.GetProperty("explanation").GetProperty("agrees").GetBoolean())
                    .Select(clock => docket + " " + clock));
                wrong.AddRange(NotOnce(docket, complaint));
                if (IsHeld(complaint))
                {
                    held.Add(textsOf[docket]);
                }
            }

            await caller.Settled();
            const string Breach = "breach:", Clock = "/acknowledge";
            var alerts = (await caller.All("/api/alerts")).Select(alert => alert.GetProperty("id").GetString()!)
                .Where(id => id.StartsWith(Breach, StringComparison.Ordinal) && id.EndsWith(Clock, StringComparison.Ordinal));
            return new Outcome(
                [.. textOf.Values], [.. textsOf.Values.Order(StringComparer.Ordinal)],
                [.. alerts.Select(id => textsOf[id[Breach.Length..^Clock.Length]]).Order(StringComparer.Ordinal)], held, wrong);
        }

        /// <summary>The docket once its first clock has climbed to the end of its ladder, or is breached and its climbs are held.</summary>
        private static async Task<JsonElement> RunOut(Caller caller, string docket) => (JsonElement)await Wait.For($"the first clock of {docket} has run out", async () =>
        {
            var complaint = await caller.Get("/api/complaints/" + docket);
            var climbed = Of(complaint, "complaint.climbed").Any(climb => climb.GetProperty("percent").GetInt32() == LastClimb);
            return climbed || (IsHeld(complaint) && Of(complaint, "complaint.breached").Any()) ? (object)complaint : null;
        });

        private static bool IsHeld(JsonElement complaint) =>
            complaint.GetProperty("history").EnumerateArray().Any(line => line.GetProperty("event").GetString() == "complaint.climbs-held");

        private static IEnumerable<string> NotOnce(string docket, JsonElement complaint)
        {
            var due = complaint.GetProperty("clocks").EnumerateArray()
                .First(clock => clock.GetProperty("clock").GetString() == "acknowledge" && clock.GetProperty("measure").GetString() == "unit")
                .GetProperty("dueAt").GetDateTimeOffset();
            var breaches = Of(complaint, "complaint.breached").Select(breach => breach.GetProperty("dueAt").GetDateTimeOffset()).ToList();
            if (breaches.Count != 1 || breaches[0] != due)
            {
                yield return $"{docket} was due at {due:O} and breached {breaches.Count} times: {string.Join(", ", breaches.Select(at => at.ToString("O")))}";
            }

            // One wake tells only the highest step that has passed; none is told twice.
            var climbs = Of(complaint, "complaint.climbed").Select(climb => climb.GetProperty("percent").GetInt32()).ToList();
            if (!climbs.Order().Distinct().SequenceEqual(climbs))
            {
                yield return $"{docket} climbed to {string.Join(", ", climbs)}";
            }
        }

        private static IEnumerable<JsonElement> Of(JsonElement complaint, string name) => complaint.GetProperty("history").EnumerateArray()
            .Where(line => line.GetProperty("event").GetString() == name).Select(line => line.GetProperty("content"))
            .Where(content => content.GetProperty("clock").GetString() == "acknowledge");
    }
}
