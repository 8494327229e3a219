using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Monitor.Channels.Scenario;
using Monitor.Conformance.Journal;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>A backup of Redis is restored under a server whose board and whose reactors had gone further: noticed, built anew, nothing skipped.</summary>
public sealed class RedisRestoreTests : IDisposable
{
    private readonly RedisServer redis = new();
    private readonly TestFolder folder = new();

    public void Dispose()
    {
        redis.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_had_gone_further_than_the_backup_is_built_anew_and_what_was_lost_is_taken_in_again(bool epochBegun)
    {
        var posts = Story.Posts(90);
        var (position, ahead) = await BackedUpAndGoneOn(posts);
        Assert.True(ahead > position);
        using var restored = new RedisServer(Path.Combine(folder.Sub("backup"), "dump.rdb"));
        if (epochBegun)
        {
            await Wait.Until("the hold of the server before has ended", async () => (await BeginEpoch(restored)).Code == 0);
        }

        await using var server = await Running.Live(folder.Sub("live"), "--Journal:Kind=Redis", "--Journal:Redis=" + restored.Configuration);
        var (journal, node) = (server.Services.GetRequiredService<IJournal>(), server.Services.GetRequiredService<MonitorNode>());
        Assert.Equal(epochBegun ? 2 : 1, journal.Epoch);
        Assert.True(node.Board.Read(board => board.Position) <= await journal.Head(TestContext.Current.CancellationToken));
        if (epochBegun)
        {
            await Wait.Until("every reactor stands still and says so", () =>
                Task.FromResult(node.Engine.Reactors.All(reactor => reactor.Stopped?.Contains("epoch 1", StringComparison.Ordinal) == true)));
            foreach (var reactor in node.Engine.Reactors)
            {
                Assert.Equal(HttpStatusCode.OK, (await server.Caller.Post("/api/admin/release", new { stream = reactor.Name, by = Officers.Nodal })).Status);
            }
        }

        await Deliver(server.Caller, posts);
        await server.Caller.Settled();
        var texts = (await server.Caller.All("/api/posts")).Select(post => post.GetProperty("text").GetString()!).Order(StringComparer.Ordinal);
        Assert.Equal(posts.Select(post => post.Text).Order(StringComparer.Ordinal), texts);
        var head = await journal.Head(TestContext.Current.CancellationToken);
        Assert.All(node.Engine.Reactors, reactor => Assert.Equal((null, head), (reactor.Stopped, reactor.Position)));
        var decided = (await server.Caller.All("/api/posts")).Select(post => post.GetProperty("docket").GetString()).OfType<string>().ToHashSet();
        var shown = (await server.Caller.All("/api/complaints")).Select(item => item.GetProperty("docket").GetString()!).ToHashSet();
        Assert.Superset(decided, shown);
        var before = await Shown(server);
        Assert.Equal(HttpStatusCode.OK, (await server.Caller.Post("/api/admin/rebuild", new { projection = node.Board.Name, by = Officers.Nodal })).Status);
        Assert.Equal(before, await Shown(server));
    }

    [Fact]
    public async Task An_epoch_begins_neither_in_an_empty_Redis_nor_under_a_running_server()
    {
        Assert.Contains("holds no journal", (await BeginEpoch(redis)).Errors, StringComparison.Ordinal);
        await using var server = await Running.Live(folder.Sub("live"), "--Journal:Kind=Redis", "--Journal:Redis=" + redis.Configuration);
        Assert.Contains("has this journal open", (await BeginEpoch(redis)).Errors, StringComparison.Ordinal);
        Assert.Contains("--redis alone", (await Executable.Run("", "restore", "--from", folder.Path)).Errors, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Errors)> BeginEpoch(RedisServer on) => Executable.Run("", "restore", "--redis", on.Configuration);

    /// <summary>Gives the backup's position and where the server stood when it stopped, its board saved there.</summary>
    private async Task<(long Position, long Head)> BackedUpAndGoneOn(IReadOnlyList<(string Author, string Text, SignedBody Body)> posts)
    {
        await using var server = await Running.Live(folder.Sub("live"), "--Journal:Kind=Redis", "--Journal:Redis=" + redis.Configuration);
        var journal = server.Services.GetRequiredService<IJournal>();
        await Deliver(server.Caller, posts.Take(40));
        await server.Caller.Settled();
        foreach (var reactor in server.Services.GetRequiredService<MonitorNode>().Engine.Reactors)
        {
            await Wait.Until("the reactor has left its mark", async () => (await journal.CheckpointOf(reactor.Name, TestContext.Current.CancellationToken)).Epoch == 1);
        }

        var (status, answer) = await server.Caller.Post("/api/admin/backup", new { directory = folder.Sub("backup"), by = Officers.Nodal });
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        await Deliver(server.Caller, posts.Skip(40).Take(40));
        await server.Caller.Settled();
        return (answer.GetProperty("position").GetInt64(), await journal.Head(TestContext.Current.CancellationToken));
    }

    private static async Task<List<string>> Shown(Running server) =>
        [.. (await server.Caller.All("/api/complaints")).Select(item => item.ToString()).Order(StringComparer.Ordinal)];

    private static async Task Deliver(Caller caller, IEnumerable<(string Author, string Text, SignedBody Body)> posts)
    {
        foreach (var (_, _, body) in posts)
        {
            await Wait.Until("the delivery is accepted", async () => await caller.Deliver(body) == HttpStatusCode.OK);
        }
    }
}
