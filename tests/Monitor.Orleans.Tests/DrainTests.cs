using System.Collections.Concurrent;
using System.Net;
using Monitor.Server.Tests;
using Xunit;
using Story = Monitor.Server.Tests.Story;

namespace Monitor.Orleans.Tests;

/// <summary>Silos that are asked to leave, as an upgrade does it.</summary>
public sealed class DrainTests(ITestOutputHelper output)
{
    private const int Senders = 4;

    [Fact]
    public async Task A_silo_that_is_asked_to_leave_under_load_fails_no_request()
    {
        using var cluster = await Cluster.Start(3);
        var posts = Story.Posts(600);
        var texts = new ConcurrentBag<string>();
        await using var balancer = new Balancer([.. cluster.Members.Select(member => member.WebPort)]);
        await Wait.Until("the proxy knows all silos", () => Task.FromResult(balancer.Ready == 3), Cluster.Patience);
        var place = await cluster.PlaceOf("intake");
        var (sent, ended) = (-1, false);
        var load = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (!Volatile.Read(ref ended) || Volatile.Read(ref sent) < 100)
            {
                var number = Interlocked.Increment(ref sent);
                if (number < posts.Count)
                {
                    await balancer.Send("delivery", caller => caller.Deliver(posts[number].Body));
                }

                await balancer.Send("opening", async caller =>
                {
                    var text = $"Told by telephone, number {number}";
                    var opening = new { source = "call", category = "NOISE", by = "blr/whitefield-ps/inspector", text, unit = "blr/whitefield-ps" };
                    texts.Add(text);
                    return (await caller.Post("/api/complaints", opening)).Status;
                });
                await balancer.Send("list", async caller =>
                {
                    using var answer = await caller.Http.GetAsync("/api/complaints?limit=20");
                    return answer.StatusCode;
                });
            }
        })));
        await Wait.Until("forty posts are in", () => Task.FromResult(Volatile.Read(ref sent) >= 40 || load.IsFaulted), Cluster.Patience);
        var leaving = cluster.TakeOut(place);
        leaving.Process.Signal("TERM");
        var code = await leaving.Process.Ended().WaitAsync(Cluster.Patience);
        Volatile.Write(ref ended, true);
        await load;
        output.WriteLine($"A silo drained: {balancer.Sent} requests, {balancer.Failed.Count} failed.");
        Assert.True(
            balancer.Failed.IsEmpty, string.Join(Environment.NewLine, balancer.Failed.Take(20).Concat(cluster.Members.Append(leaving).Select(member => member.Process.Said))));
        Assert.Equal(0, code);
        await cluster.Settled();
        await Outcome.SameEverywhere(cluster, [.. posts.Take(sent + 1)], texts);
    }

    [Fact]
    public async Task A_day_replayed_over_a_rolling_restart_leaves_what_an_undisturbed_one_leaves()
    {
        var day = Story.Posts(600);
        IReadOnlyList<string> undisturbed;
        using (var cluster = await Cluster.Start(1))
        {
            foreach (var post in day)
            {
                await cluster.Deliver(post.Body);
            }

            await cluster.Settled();
            undisturbed = await Outcome.Dockets(cluster.Members[0].Caller);
        }

        using var rolled = await Cluster.Start(3);
        var delivered = 0;
        var replay = Task.Run(async () =>
        {
            foreach (var post in day)
            {
                await rolled.Deliver(post.Body);
                Interlocked.Increment(ref delivered);
            }
        });
        for (var silo = 1; silo <= 3; silo++)
        {
            var upTo = silo * 120;
            await Wait.Until($"{upTo} posts are in", () => Task.FromResult(Volatile.Read(ref delivered) >= upTo || replay.IsFaulted), Cluster.Patience);
            var leaving = rolled.TakeOut(0);
            leaving.Process.Signal("TERM");
            Assert.Equal(0, await leaving.Process.Ended().WaitAsync(Cluster.Patience));
            await rolled.Restart(leaving);
        }

        await replay;
        await rolled.Settled();
        Assert.True(undisturbed.Count > 50, $"{undisturbed.Count} dockets are too few to tell anything.");
        foreach (var member in rolled.Members)
        {
            Assert.Equal(undisturbed, await Outcome.Dockets(member.Caller));
        }
    }
}
