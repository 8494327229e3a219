using System.Net;
using Monitor.Server.Tests;
using Xunit;
using Story = Monitor.Server.Tests.Story;

namespace Monitor.Orleans.Tests;

/// <summary>A silo that believes what is no longer so, since it stood still.</summary>
public sealed class StaleSiloTests(ITestOutputHelper output)
{
    private static readonly TimeSpan StandsStill = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_silo_that_stood_still_for_thirty_seconds_doubles_nothing_and_its_callers_are_told()
    {
        var posts = Story.Posts(160);
        using var cluster = await Cluster.Start(3);
        foreach (var post in posts.Take(60))
        {
            await cluster.Deliver(post.Body);
        }

        await cluster.Settled();
        var stale = cluster.TakeOut(await cluster.PlaceOf("intake"));
        stale.Process.Signal("STOP");
        var stopped = TimeProvider.System.GetTimestamp();
        foreach (var post in posts.Skip(60).Take(60))
        {
            await cluster.Deliver(post.Body);
        }

        await Wait.Until("every follower runs elsewhere", async () => (await cluster.Followers()).Count == 7, Cluster.Patience);
        await Wait.Until("it stood still for thirty seconds", () => Task.FromResult(TimeProvider.System.GetElapsedTime(stopped) >= StandsStill), Cluster.Patience);
        stale.Process.Signal("CONT");

        // Each is told at the stale silo and at another, at once: whoever is told that it is done must find it done once.
        var texts = Enumerable.Range(0, 20).Select(number => $"Told twice, number {number}").ToList();
        var told = 0;
        await Task.WhenAll(texts.Select(async text =>
        {
            var elsewhere = cluster.Open(text);
            if (!await AtStale(stale.Caller, text))
            {
                Interlocked.Increment(ref told);
            }

            await elsewhere;
        }));
        foreach (var post in posts.Skip(120))
        {
            await cluster.Deliver(post.Body);
        }

        var code = await stale.Process.Ended().WaitAsync(Cluster.Patience);
        output.WriteLine($"Of {texts.Count} callers of the stale silo {told} were told that it could not be done; it ended with {code} to be started anew.");
        await cluster.Restart(stale);
        await cluster.Settled();
        await Outcome.SameEverywhere(cluster, posts, texts);
    }

    private static async Task<bool> AtStale(Caller caller, string text)
    {
        try
        {
            var opening = new { source = "call", category = "NOISE", by = "blr/whitefield-ps/inspector", text, unit = "blr/whitefield-ps" };
            return (await caller.Post("/api/complaints", opening, ("Idempotency-Key", text))).Status is HttpStatusCode.OK or HttpStatusCode.Created;
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
