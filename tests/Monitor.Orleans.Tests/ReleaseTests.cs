using System.Net;
using Monitor.Server.Tests;
using Monitor.Storage.Redis;
using Xunit;
using Story = Monitor.Server.Tests.Story;

namespace Monitor.Orleans.Tests;

/// <summary>After a restore the reactors wait for a person, who may ask any silo.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public async Task Reactors_that_stopped_over_a_new_epoch_are_released_at_a_silo_that_does_not_run_them()
    {
        var posts = Story.Posts(120);
        using var cluster = await Cluster.Start(2);
        foreach (var post in posts.Take(60))
        {
            await cluster.Deliver(post.Body);
        }

        await cluster.Settled();
        var reactors = (await cluster.Followers()).Keys.Select(name => name.Split('"')[1]).ToList();
        Cluster.Member[] ended = [await cluster.Kill(0), await cluster.Kill(0)];
        await Wait.Until("the killed silos' hold has ended and the new epoch begins", async () => await Begun(cluster.Redis.Configuration), Cluster.Patience);
        foreach (var member in ended)
        {
            await cluster.Restart(member);
        }

        foreach (var reactor in reactors)
        {
            var elsewhere = cluster.Members[1 - await cluster.PlaceOf(reactor)].Caller;
            await Wait.Until($"{reactor} is released", async () =>
            {
                var (status, _) = await elsewhere.Post("/api/admin/release", new { stream = reactor, by = "blr/command-centre/nodal-officer" });
                return status == HttpStatusCode.OK;
            });
        }

        foreach (var post in posts.Skip(60))
        {
            await cluster.Deliver(post.Body);
        }

        await cluster.Settled();
        await Outcome.SameEverywhere(cluster, posts);
    }

    /// <summary>Refused for as long as somebody seems to have the journal open.</summary>
    private static async Task<bool> Begun(string redis)
    {
        try
        {
            Assert.Equal(2, await RedisJournal.BeginEpoch(redis));
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
