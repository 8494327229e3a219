using System.Net;
using Monitor.Channels.Scenario;
using Monitor.Conformance;
using Monitor.Conformance.Journal;
using Monitor.Server.Settings;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>One server with its journal in a real Redis.</summary>
public sealed class RedisTests : IDisposable
{
    private readonly RedisServer redis = new();
    private readonly TestFolder folder = new();

    private string[] OnRedis => ["--Journal:Kind=Redis", "--Journal:Redis=" + redis.Configuration];

    public void Dispose()
    {
        redis.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Killed_and_started_again_everything_that_was_answered_is_there_once()
    {
        var posts = Story.Posts(120);
        using var caller = new Caller(FreePort.Take());
        var port = caller.Http.BaseAddress!.Port;
        using (var server = ServerProcess.Start(folder.Path, port, OnRedis))
        {
            await server.Ready(caller);
            await Deliver(caller, posts.Take(80));
            await server.Kill();
        }

        using var again = ServerProcess.Start(folder.Path, port, OnRedis);
        await again.Ready(caller);
        await Deliver(caller, posts.Skip(60));
        await caller.Settled();
        Assert.Equal(posts.Select(post => post.Text).Order(StringComparer.Ordinal), (await Texts(caller)).Order(StringComparer.Ordinal));
        var dockets = (await caller.All("/api/complaints")).Select(item => item.GetProperty("docket").GetString()).ToList();
        Assert.Equal(dockets.Distinct(), dockets);
        Assert.True(dockets.Count > 20, $"{dockets.Count} dockets are too few to tell anything.");
    }

    [Fact]
    public async Task While_Redis_is_away_deliveries_get_503_and_readiness_is_red_and_afterwards_all_goes_on()
    {
        var posts = Story.Posts(20);
        await using var server = await Running.Live(folder.Path, OnRedis);
        await Deliver(server.Caller, posts.Take(10));
        redis.Kill();
        await Wait.Until("readiness is red", async () => await Status(server.Caller, "/health/ready") == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await server.Caller.Deliver(posts[10].Body));
        Assert.Equal(1, (await server.Caller.Metrics())["monitor_redis_away"]);
        redis.Restart();
        await Wait.Until("readiness is green", async () => await Status(server.Caller, "/health/ready") == HttpStatusCode.OK);
        await Deliver(server.Caller, posts.Skip(10));
        await server.Caller.Settled();
        Assert.Equal(posts.Select(post => post.Text).Order(StringComparer.Ordinal), (await Texts(server.Caller)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_Redis_without_room_is_said_sends_deliveries_away_ends_nothing_and_all_goes_on_when_it_has_some()
    {
        var posts = Story.Posts(20);
        await using var server = await Running.Live(folder.Path, OnRedis);
        await Deliver(server.Caller, posts.Take(10));
        redis.Command("CONFIG", "SET", "maxmemory", "1");
        await Wait.Until("readiness is red", async () => await Status(server.Caller, "/health/ready") == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(1, (await server.Caller.Metrics())["monitor_disk_full"]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await server.Caller.Deliver(posts[10].Body));
        redis.Command("CONFIG", "SET", "maxmemory", "0");
        await Wait.Until("readiness is green", async () => await Status(server.Caller, "/health/ready") == HttpStatusCode.OK);
        await Deliver(server.Caller, posts.Skip(10));
        await server.Caller.Settled();
        Assert.Equal(posts.Select(post => post.Text).Order(StringComparer.Ordinal), (await Texts(server.Caller)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_backup_that_Redis_refuses_is_answered_with_its_reason()
    {
        await using var server = await Running.Live(folder.Sub("live"), OnRedis);
        redis.Command("ACL", "SETUSER", "default", "-bgsave");
        var (status, answer) = await server.Caller.Post("/api/admin/backup", new { directory = folder.Sub("backup"), by = Officers.Nodal });
        Assert.Equal((HttpStatusCode.Conflict, "backup-failed"), (status, answer.GetProperty("code").GetString()));
        Assert.Contains("bgsave", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        redis.Command("ACL", "SETUSER", "default", "+bgsave");
        Assert.Equal(HttpStatusCode.OK, (await server.Caller.Post("/api/admin/backup", new { directory = folder.Sub("backup"), by = Officers.Nodal })).Status);
    }

    [Fact]
    public async Task A_second_server_on_the_same_Redis_is_refused_until_the_first_has_stopped()
    {
        await using (await Running.Live(folder.Sub("one"), OnRedis))
        {
            var refused = await Assert.ThrowsAsync<WrongSettingException>(() => Running.Live(folder.Sub("two"), OnRedis));
            Assert.Contains(folder.Sub("one"), refused.Message, StringComparison.Ordinal);
        }

        await using var second = await Running.Live(folder.Sub("two"), OnRedis);
        Assert.Equal(HttpStatusCode.OK, await Status(second.Caller, "/health/ready"));
    }

    [Theory]
    [InlineData("--Demo:Enabled=true", "Demo:Enabled=false")]
    [InlineData("--Journal:Redis=", "Journal:Redis")]
    [InlineData("--Journal:Redis=127.0.0.1:1,connectTimeout=300", "Journal:Redis")]
    [InlineData("--Silo:ClockAheadSeconds=11", "Silo:ClockAheadSeconds")]
    public async Task A_combination_that_cannot_be_stops_the_start_and_names_the_fix(string setting, string named)
    {
        var wrong = await Assert.ThrowsAsync<WrongSettingException>(() => Running.Live(folder.Path, [.. OnRedis, setting]));
        Assert.Contains(named, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_two_seconds_behind_Rediss_is_measured_shown_and_alerted_and_all_goes_on()
    {
        var posts = Story.Posts(20);
        await using var server = await Running.Live(folder.Path, [.. OnRedis, "--Silo:ClockAheadSeconds=-2"]);
        await Deliver(server.Caller, posts);
        await Wait.Until("it is measured", async () => Math.Abs((await server.Caller.Metrics())["monitor_clock_ahead_seconds"] + 2) < 0.5);
        await Wait.Until("somebody is alerted", async () =>
            (await server.Caller.All("/api/alerts")).Any(alert => alert.GetProperty("kind").GetString() == "machineFault"));
        using var wall = await LiveClient.Connect(server.Port, "wall");
        await Wait.Until("the wall says it", async () =>
        {
            await wall.AskSnapshot();
            return (await wall.Next("snapshot")).GetProperty("board").GetProperty("faults").ToString().Contains("s behind Redis", StringComparison.Ordinal);
        });
        await server.Caller.Settled();
        Assert.Equal(posts.Select(post => post.Text).Order(StringComparer.Ordinal), (await Texts(server.Caller)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_drills_clock_is_refused_where_others_than_this_machine_are_served()
    {
        var settings = new[] { "--Silo:ClockAheadSeconds=2", "--Urls=http://0.0.0.0:5080", "--Security:WithoutSignIn=true" };
        var wrong = await Assert.ThrowsAsync<WrongSettingException>(() => Running.Live(folder.Path, [.. OnRedis, .. settings]));
        Assert.Contains("127.0.0.1 only", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directorys_journal_moves_to_Redis_and_back_until_the_first_write()
    {
        List<string> before, dockets;
        await using (var server = await Running.Live(folder.Path))
        {
            await Deliver(server.Caller, Story.Posts(60));
            await server.Caller.Settled();
            (before, dockets) = (await Texts(server.Caller), await Dockets(server.Caller));
            Assert.NotEqual(0, (await Migrate()).Code);
        }

        var first = await Migrate();
        Assert.True(first.Code == 0, first.Errors);
        Assert.Equal(0, (await Migrate("--back")).Code);
        await using (await Running.Live(folder.Path))
        {
            Assert.NotEqual(0, (await Migrate()).Code);
        }

        var moved = await Migrate();
        Assert.True(moved.Code == 0, moved.Errors);
        Assert.Contains("Journal:Kind=Redis", (await Assert.ThrowsAsync<WrongSettingException>(() => Running.Live(folder.Path))).Message, StringComparison.Ordinal);
        await using (var server = await Running.Live(folder.Path, OnRedis))
        {
            Assert.Equal(before, await Texts(server.Caller));
            Assert.Equal(dockets, await Dockets(server.Caller));
            await Deliver(server.Caller, Story.Posts(62));
            await server.Caller.Settled();
            Assert.Equal(62, (await Texts(server.Caller)).Distinct().Count());
        }

        Assert.Contains("would lose that", (await Migrate("--back")).Errors, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Errors)> Migrate(params string[] more) =>
        Executable.Run("", ["migrate", "--data", folder.Path, "--redis", redis.Configuration, .. more]);

    /// <summary>As a platform does it: again until 200 comes back, for a busy machine may hold Redis up.</summary>
    private static async Task Deliver(Caller caller, IEnumerable<(string Author, string Text, SignedBody Body)> posts)
    {
        foreach (var (_, _, body) in posts)
        {
            await Wait.Until("the delivery is accepted", async () => await caller.Deliver(body) == HttpStatusCode.OK);
        }
    }

    private static async Task<List<string>> Texts(Caller caller) => [.. (await caller.All("/api/posts")).Select(post => post.GetProperty("text").GetString()!)];

    private static async Task<List<string>> Dockets(Caller caller) =>
        [.. (await caller.All("/api/complaints")).Select(item => $"{item.GetProperty("docket")} {item.GetProperty("priority")} {item.GetProperty("unit")}")];

    private static async Task<HttpStatusCode> Status(Caller caller, string path)
    {
        using var answer = await caller.Http.GetAsync(path);
        return answer.StatusCode;
    }
}
