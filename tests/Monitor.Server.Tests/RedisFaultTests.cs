using System.Globalization;
using System.Net;
using System.Text.Json;
using Monitor.Channels.Scenario;
using Monitor.Conformance.Journal;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>
/// A server whose Redis is killed, stands still or pauses its clients while platforms deliver and an officer answers: nothing accepted is lost or doubled, what cannot be
/// taken gets 503, and no answer goes out twice. Some seconds in a test run; <c>MONITOR_REDIS_SECONDS=30</c> for half a minute each.
/// </summary>
public sealed class RedisFaultTests : IDisposable
{
    private const int PostCount = 90;
    private const string Inspector = "blr/whitefield-ps/inspector";

    /// <summary>Longer than the server is patient, so that it sends deliveries away meanwhile.</summary>
    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("MONITOR_REDIS_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0);

    private readonly RedisServer redis = new();
    private readonly TestFolder folder = new();

    public void Dispose()
    {
        redis.Dispose();
        folder.Dispose();
    }

    [Fact]
    public Task Killed_and_started_again_under_load() => Disturbed(redis.Kill, redis.Restart);

    [Fact]
    public Task Standing_still_under_load() => Disturbed(redis.StandStill, redis.GoOn);

    [Fact]
    public Task Its_clients_paused_under_load() => Disturbed(
        () => redis.Command("CLIENT", "PAUSE", "600000", "ALL"), () => redis.Command("CLIENT", "UNPAUSE"));

    private async Task Disturbed(Action begin, Action end)
    {
        var posts = Story.Posts(PostCount);
        await using var server = await Running.Live(folder.Path, "--Journal:Kind=Redis", "--Journal:Redis=" + redis.Configuration);
        var docket = await Opened(server.Caller);
        var accepted = 0;
        var third = new TaskCompletionSource();
        var delivering = posts.GroupBy(post => post.Author).GroupBy(person => person.Key.Length % 3).Select(some => Task.Run(async () =>
        {
            foreach (var (_, _, body) in some.SelectMany(person => person))
            {
                await Wait.Until("the delivery is accepted", async () => await Delivered(server.Caller, body), TimeSpan.FromMinutes(3));
                if (Interlocked.Increment(ref accepted) == PostCount / 3)
                {
                    third.TrySetResult();
                }
            }
        })).ToList();
        await third.Task;
        List<Task<HttpStatusCode?>> replying;
        begin();
        try
        {
            replying = [.. Enumerable.Range(0, 3).Select(_ => Reply(server.Caller, docket))];
            await Wait.Until("readiness is red", async () => await Status(server.Caller, "/health/ready") == HttpStatusCode.ServiceUnavailable);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await server.Caller.Deliver(posts[^1].Body));
            Assert.Equal(1, (await server.Caller.Metrics())["monitor_redis_away"]);
            using var still = new PeriodicTimer(Longer + TimeSpan.FromMilliseconds(1), TimeProvider.System);
            await still.WaitForNextTickAsync();
        }
        finally
        {
            // Without Redis the server would not stop either.
            end();
        }

        await Task.WhenAll(delivering);
        await Task.WhenAll(replying);
        await Wait.Until("the answer is on the docket", async () => await Reply(server.Caller, docket) == HttpStatusCode.OK);
        await server.Caller.Settled();
        var counts = (await server.Caller.All("/api/posts")).CountBy(post => post.GetProperty("text").GetString()!).ToDictionary();
        Assert.All(posts, post => Assert.Equal(1, counts.GetValueOrDefault(post.Text)));
        Assert.DoesNotContain(counts, count => count.Value > 1);
        var written = (await server.Caller.Get("/api/complaints/" + docket)).GetProperty("history").EnumerateArray()
            .Count(entry => entry.GetProperty("event").GetString() == "replyRequested");
        Assert.Equal(1, written);
    }

    /// <summary>As a platform does it: what gets 503, or no answer in time, is sent again.</summary>
    private static async Task<bool> Delivered(Caller caller, SignedBody body)
    {
        try
        {
            var status = await caller.Deliver(body);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, status.ToString());
            return status == HttpStatusCode.OK;
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static async Task<HttpStatusCode> Status(Caller caller, string path)
    {
        using var answer = await caller.Http.GetAsync(path);
        return answer.StatusCode;
    }

    private static async Task<string> Opened(Caller caller)
    {
        var body = new { source = "call", category = "NOISE", by = Inspector, text = "Loudspeakers near the lake", unit = "blr/whitefield-ps" };
        (HttpStatusCode Status, JsonElement Content) opened = default;
        await Wait.Until("the docket is opened", async () =>
        {
            opened = await caller.Post("/api/complaints", body, ("Idempotency-Key", "call-1"));
            return opened.Status is HttpStatusCode.Created or HttpStatusCode.OK;
        });
        return opened.Content.GetProperty("docket").GetString()!;
    }

    /// <summary>As a desk does that got no answer: the same words again under the same key.</summary>
    private static async Task<HttpStatusCode?> Reply(Caller caller, string docket)
    {
        var words = new { text = "A patrol is on its way.", account = "x/1400000001", by = Inspector };
        try
        {
            return (await caller.Post($"/api/complaints/{docket}/reply", words, ("Idempotency-Key", "reply-1"))).Status;
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
