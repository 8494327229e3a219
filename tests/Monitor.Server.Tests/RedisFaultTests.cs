using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Monitor.Channels.Scenario;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>
/// Redis is killed, stands still, pauses its clients or loses its connections while platforms deliver and an officer's answer is under way: nothing accepted is lost or
/// doubled, and the answer stands on its docket once. Seconds in a test run; <c>MONITOR_REDIS_SECONDS=30</c> for half a minute each.
/// </summary>
public sealed class RedisFaultTests(DisturbedServer server) : IClassFixture<DisturbedServer>
{
    private const int PostCount = 60;
    private const int Senders = 3;
    private const int Cuts = 6;
    private const int Seed = 20261122;

    /// <summary>After which the server sends deliveries away.</summary>
    private const int PatientFor = 5;

    private static readonly int Seconds =
        int.TryParse(Environment.GetEnvironmentVariable("MONITOR_REDIS_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : PatientFor + 1;

    [Fact]
    public Task Killed_and_started_again_under_load_loses_and_doubles_nothing() => UnderLoad(0, more => Away(server.Redis.Kill, () => server.Redis.Restart(), more));

    [Fact]
    public Task Standing_still_under_load_loses_and_doubles_nothing() => UnderLoad(1, more => Away(server.Redis.StandStill, server.Redis.GoOn, more));

    /// <summary>Ends by itself: a paused Redis takes no command that would end it.</summary>
    [Fact]
    public Task With_its_clients_paused_under_load_loses_and_doubles_nothing() => UnderLoad(2, more =>
    {
        Assert.Equal("+OK", server.Redis.Command("CLIENT", "PAUSE", (Seconds * 1000).ToString(CultureInfo.InvariantCulture), "ALL"));
        more(PostCount);
        return Task.CompletedTask;
    });

    /// <summary>Each at a byte of its own: in the commands on their way to Redis, or in the answers coming back.</summary>
    [Fact]
    public Task With_its_connections_cut_under_load_loses_and_doubles_nothing() => UnderLoad(3, async more =>
    {
        var random = new Random(Seed);
        for (var cut = 1; cut <= Cuts; cut++)
        {
            var before = server.Between.Cuts;
            server.Between.CutAfter(random.Next(1, cut % 2 == 0 ? 4_000 : 400), asking: cut % 2 == 0);
            more(PostCount / 3 / Cuts);
            await Wait.Until($"cut {cut} of seed {Seed} is made", () => Task.FromResult(server.Between.Cuts > before));
        }

        more(PostCount);
    });

    /// <param name="part">Which of the day's posts are its own.</param>
    /// <param name="disturb">Called when a third of the posts is accepted, and told how to let more be sent than the first two.</param>
    private async Task UnderLoad(int part, Func<Action<int>, Task> disturb)
    {
        var posts = Story.Posts(PostCount * 4).Skip(part * PostCount).Take(PostCount).ToList();
        var dockets = await Task.WhenAll(Enumerable.Range(0, Senders).Select(caller => server.Opened($"caller {part}.{caller}")));
        var waiting = new ConcurrentQueue<SignedBody>(posts.Select(post => post.Body));
        using var sent = new SemaphoreSlim(PostCount * 2 / 3);
        var accepted = 0;
        var delivering = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                await sent.WaitAsync();
                if (!waiting.TryDequeue(out var body))
                {
                    return;
                }

                await server.Deliver(body);
                Interlocked.Increment(ref accepted);
            }
        })));
        await Wait.Until("a third is accepted", () => Task.FromResult(Volatile.Read(ref accepted) >= PostCount / 3 || delivering.IsFaulted));
        // Each answer is told twice at once, as a desk does that lost patience.
        var replying = Task.WhenAll(dockets.Concat(dockets).Select(docket => Task.Run(() => server.Reply(docket))));
        await disturb(more => sent.Release(more));
        await delivering;
        await replying;
        await server.Caller.Settled();
        await NothingLostOrDoubled([.. posts.Select(post => post.Text)], dockets);
    }

    private async Task Away(Action begin, Action end, Action<int> more)
    {
        begin();
        try
        {
            more(PostCount);
            await Wait.Until("readiness is red", async () => await server.Ready() == HttpStatusCode.ServiceUnavailable);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await server.Caller.Deliver(Story.Posts(1)[0].Body));
            Assert.Equal(1, (await server.Caller.Metrics())["monitor_redis_away"]);
            if (Seconds > PatientFor)
            {
                using var still = new PeriodicTimer(TimeSpan.FromSeconds(Seconds - PatientFor), TimeProvider.System);
                await still.WaitForNextTickAsync();
            }
        }
        finally
        {
            // Without Redis the server would not stop either.
            end();
        }
    }

    private async Task NothingLostOrDoubled(IReadOnlyList<string> texts, IReadOnlyList<string> answered)
    {
        var stored = await server.Caller.All("/api/posts");
        var counts = stored.CountBy(post => post.GetProperty("text").GetString()!).ToDictionary();
        Assert.All(texts, text => Assert.Equal(1, counts.GetValueOrDefault(text)));
        Assert.DoesNotContain(counts, count => count.Value > 1);
        var dockets = (await server.Caller.All("/api/complaints")).Select(item => item.GetProperty("docket").GetString()!).ToList();
        Assert.Equal(dockets.Distinct(), dockets);
        foreach (var docket in stored.Where(post => post.GetProperty("docket").ValueKind == JsonValueKind.String).GroupBy(post => post.GetProperty("docket").GetString()!))
        {
            Assert.Equal(
                docket.Select(post => post.GetProperty("id").GetString()).Order(StringComparer.Ordinal),
                (await server.Caller.Get("/api/complaints/" + docket.Key)).GetProperty("postIds").EnumerateArray().Select(id => id.GetString()).Order(StringComparer.Ordinal));
        }

        foreach (var docket in answered)
        {
            var history = (await server.Caller.Get("/api/complaints/" + docket)).GetProperty("history").EnumerateArray();
            Assert.Single(history, line => line.GetProperty("event").GetString() == "complaint.reply-written");
        }
    }
}
