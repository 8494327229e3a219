using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Monitor.Channels;
using Monitor.Channels.Scenario;
using Monitor.Conformance;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Server.Tests.Deploy;

/// <summary>The composition by hand: its scripts, settings, nginx.conf and redis.conf, with Debian's nginx and redis-server.</summary>
public sealed class DeploymentTests(Deployment deployment) : IClassFixture<Deployment>
{
    private Caller Caller => deployment.Caller;

    [Fact]
    public async Task Signed_deliveries_come_through_the_proxy_byte_by_byte_and_forged_ones_are_refused()
    {
        var posts = Story.Posts(24);
        foreach (var (_, _, body) in posts)
        {
            await Accepted(Caller, body);
            Assert.Equal(HttpStatusCode.Forbidden, await Caller.Deliver(body with { Body = [.. body.Body, (byte)' '] }));
        }

        await deployment.Direct.Settled();
        var stored = (await Caller.All("/api/posts")).Select(post => post.GetProperty("text").GetString()!).ToHashSet();
        Assert.All(posts, post => Assert.Contains(post.Text, stored));
        Assert.Equal("777", await Caller.Http.GetStringAsync($"/webhooks/facebook?hub.mode=subscribe&hub.challenge=777&hub.verify_token={Doors.VerifyToken}"));
    }

    [Fact]
    public async Task What_is_too_large_gets_413_at_the_same_byte_from_proxy_and_server()
    {
        var longest = new byte[Webhook.BodyBytesMax + 1];
        Array.Fill(longest, (byte)' ');
        "{}"u8.CopyTo(longest);
        var words = new { text = new string('x', 64 * 1024) };
        foreach (var caller in new[] { Caller, deployment.Direct })
        {
            await Accepted(caller, Doors.Sign(Channel.X, longest[..^1]));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await caller.Deliver(Doors.Sign(Channel.X, longest)));
            var (status, content) = await caller.Post("/api/complaints", words);
            Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-large"), (status, content.GetProperty("code").GetString()));
        }
    }

    [Fact]
    public async Task A_wall_gets_its_snapshot_frames_and_beats_through_the_proxy()
    {
        using var wall = await LiveClient.Connect(deployment.ProxyPort, "wall");
        var to = (await wall.Next("snapshot")).GetProperty("to").GetInt64();
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var draft = Doors.Draft(Channel.X, "Citizen at the proxy", "Laptop bag stolen from my car at Hope Farm, Whitefield, glass broken.", 900_000, at);
        await Accepted(Caller, Doors.Signed(Channel.X, draft));
        for (var (frames, beats) = (0, 0); frames == 0 || beats == 0;)
        {
            var (name, content) = await wall.Next();
            if (name == "frame" && content.GetProperty("from").GetInt64() == to)
            {
                to = content.GetProperty("to").GetInt64();
                frames++;
            }
            else if (name == "frame" && content.GetProperty("to").GetInt64() > to)
            {
                // One fell between joining the room and the snapshot: a wall asks once more.
                await wall.AskSnapshot();
                to = (await wall.Next("snapshot")).GetProperty("to").GetInt64();
            }

            beats += name == "beat" ? 1 : 0;
        }
    }

    [Fact]
    public async Task Foreign_names_and_the_administrators_pages_are_not_served()
    {
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/api/units") { Headers = { Host = "elsewhere.example" } };
        using var answer = await Caller.Http.SendAsync(foreign);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await Status("/metrics"));
        var (status, _) = await Caller.Post("/api/admin/backup", new { directory = "/tmp" });
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(HttpStatusCode.OK, await Status("/api/units"));
    }

    [Fact]
    public async Task A_command_passes_with_the_pages_own_Origin_and_not_with_another()
    {
        async Task<string?> Code(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/complaints/0-0/accept") { Content = JsonContent.Create(new { by = "nobody" }) };
            request.Headers.TryAddWithoutValidation("Origin", origin);
            using var answer = await Caller.Http.SendAsync(request);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
        }

        Assert.NotEqual("foreign-origin", await Code($"http://127.0.0.1:{deployment.ProxyPort}"));
        Assert.Equal("foreign-origin", await Code("http://elsewhere.example"));
    }

    [Fact]
    public async Task Killed_and_started_behind_the_proxy_the_server_has_everything_that_was_answered_once()
    {
        var posts = Story.Posts(60).Skip(24).ToList();
        await Deliver(posts.Take(20));
        using var wall = await LiveClient.Connect(deployment.ProxyPort, "wall");
        await wall.Next("snapshot");
        await deployment.Server.Kill();
        await Wait.Until("the proxy says that no silo answers", async () =>
        {
            var (status, content) = await Caller.Post("/webhooks/x", new { });
            return status == HttpStatusCode.ServiceUnavailable && content.GetProperty("code").GetString() == "no-silo";
        });
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (true)
            {
                await wall.Next();
            }
        });
        deployment.StartServer();
        await deployment.Ready();
        await Deliver(posts.Skip(10));
        await Once(posts);
    }

    [Fact]
    public async Task Asked_to_stop_the_server_ends_what_is_under_way_and_nothing_answered_is_lost()
    {
        var posts = Story.Posts(100).Skip(60).ToList();
        await Deliver(posts.Take(10));
        var delivering = posts.Skip(10).Select(post => Task.Run(() => Caller.Deliver(post.Body))).ToList();
        Assert.Equal(0, await deployment.Server.Stop());
        var statuses = await Task.WhenAll(delivering);
        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, status.ToString()));
        deployment.StartServer();
        await deployment.Ready();
        var accepted = posts.Take(10).Concat(posts.Skip(10).Where((_, i) => statuses[i] == HttpStatusCode.OK)).Select(post => post.Text).ToHashSet();
        await deployment.Direct.Settled();
        Assert.Superset(accepted, (await Texts()).ToHashSet());
        await Deliver(posts);
        await Once(posts);
    }

    [Fact]
    public async Task While_Redis_stands_still_the_proxy_passes_on_why_and_afterwards_all_goes_on()
    {
        var posts = Story.Posts(120).Skip(100).ToList();
        await Deliver(posts.Take(5));
        deployment.Redis.Signal("STOP");
        await Wait.Until("deliveries are sent away with the reason", async () =>
        {
            var (status, content) = await Caller.Post(
                posts[5].Body.Path, new ByteArrayContent(posts[5].Body.Body), (posts[5].Body.Header, posts[5].Body.Signature));
            return status == HttpStatusCode.ServiceUnavailable && content.GetProperty("code").GetString() == "journal-away";
        });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status("/health/ready"));
        // The board is still shown, with the fault on it.
        Assert.Equal(HttpStatusCode.OK, await Status("/api/units"));
        deployment.Redis.Signal("CONT");
        await deployment.Ready();
        await Deliver(posts);
        await Once(posts);
    }

    [Fact]
    public async Task A_backup_is_taken_while_it_runs_and_restored_into_another_folder()
    {
        await Deliver(Story.Posts(130).Skip(120));
        await deployment.Direct.Settled();
        using var other = new TestFolder();
        var (backup, length) = (other.Sub("dump.rdb"), await Length(deployment.RedisSettings()));
        await Script.Run(Deployment.Deploy("redis-backup.sh"), deployment.RedisSettings(), other.Sub("first.rdb"));
        await Script.Run("bash", deployment.RedisSettings(), "-c", "\"$0\" - >\"$1\"", Deployment.Deploy("redis-backup.sh"), backup);
        var restored = deployment.RedisSettings(other.Sub("redis"), FreePort.Take());
        await Script.Run(Deployment.Deploy("redis-restore.sh"), restored, backup);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Script.Run(Deployment.Deploy("redis-restore.sh"), restored, backup));
        using var redis = Script.Start(Deployment.Deploy("redis.sh"), restored);
        await Wait.Until("the restored Redis answers", () => Deployment.Answers(redis, restored));
        Assert.True(length > 0 && await Length(restored) >= length);
        Assert.Equal(0, await redis.Stop());
        Assert.Equal("REDIS"u8.ToArray(), (await File.ReadAllBytesAsync(other.Sub("first.rdb")))[..5]);
        Assert.All([deployment.RedisSettings(), restored], HoldsWritesOnly);
    }

    /// <summary>Words that are erased leave the file of writes; any other would keep them.</summary>
    [Fact]
    public async Task A_backup_into_the_folder_of_Redis_is_refused_and_leaves_nothing_there()
    {
        var settings = deployment.RedisSettings();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Script.Run(Deployment.Deploy("redis-backup.sh"), settings, Path.Combine(settings["REDIS_FOLDER"], "backup.rdb")));
        Assert.Contains("erased", refused.Message, StringComparison.Ordinal);
        HoldsWritesOnly(settings);
    }

    private static void HoldsWritesOnly(Dictionary<string, string> redis) =>
        Assert.Equal(["appendonlydir"], Directory.EnumerateFileSystemEntries(redis["REDIS_FOLDER"]).Select(Path.GetFileName));

    private static async Task<long> Length(Dictionary<string, string> redis)
    {
        var password = await File.ReadAllTextAsync(Path.Combine(redis["MONITOR_SECRETS"], "redis-password"));
        var asking = new Dictionary<string, string> { ["REDISCLI_AUTH"] = password.Trim() };
        return long.Parse(await Script.Run("redis-cli", asking, "-p", redis["REDIS_PORT"], "LLEN", "monitor:feed"), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_silo_that_is_not_ready_gets_nothing_until_it_is()
    {
        await using var other = await StandIn.Start();
        using var run = new TestFolder();
        using var caller = new Caller(FreePort.Take());
        var port = caller.Http.BaseAddress!.Port;
        using var proxy = Deployment.StartProxy(port, run.Path, $"127.0.0.1:{deployment.WebPort} 127.0.0.1:{other.Port}");
        await Wait.Until("the proxy answers", async () => await TryStatus(caller) == HttpStatusCode.OK);
        await IsLeftOut();
        other.Ready = true;
        var asked = other.Asked;
        await Wait.Until("the other is asked too", async () => await TryStatus(caller) == HttpStatusCode.OK && other.Asked > asked);
        other.Ready = false;
        await IsLeftOut();
        Assert.Equal(0, await proxy.Stop());

        Task IsLeftOut() => Wait.Until("of twenty requests the other gets none", async () =>
        {
            var before = other.Asked;
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(HttpStatusCode.OK, await TryStatus(caller));
            }

            return other.Asked == before;
        });
    }

    [Theory]
    [InlineData("monitor.example")]
    [InlineData("Monitor.example LOCALHOST 127.0.0.1")]
    public async Task With_a_name_of_its_own_the_proxy_answers_to_that_and_its_health_check_passes(string hosts)
    {
        await using var silo = await StandIn.Start();
        silo.Ready = true;
        using var run = new TestFolder();
        using var caller = new Caller(FreePort.Take());
        var port = caller.Http.BaseAddress!.Port;
        using var proxy = Deployment.StartProxy(port, run.Path, $"127.0.0.1:{silo.Port}", hosts);
        await Wait.Until("the proxy answers", async () => await TryStatus(caller, "monitor.example") == HttpStatusCode.OK);
        await Script.Run(Deployment.Deploy("ready.sh"), new Dictionary<string, string>(), "127.0.0.1", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await TryStatus(caller, "elsewhere.example"));
        Assert.Equal(0, await proxy.Stop());
    }

    /// <summary>Null while nobody listens there.</summary>
    private static async Task<HttpStatusCode?> TryStatus(Caller caller, string? host = null)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/units") { Headers = { Host = host } };
            using var answer = await caller.Http.SendAsync(request);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task<HttpStatusCode> Status(string path)
    {
        using var answer = await Caller.Http.GetAsync(path);
        return answer.StatusCode;
    }

    private async Task Deliver(IEnumerable<(string Author, string Text, SignedBody Body)> posts)
    {
        foreach (var (_, _, body) in posts)
        {
            await Accepted(Caller, body);
        }
    }

    /// <summary>As a platform does it: again until 200 comes back, for a busy machine may hold Redis up.</summary>
    private static Task Accepted(Caller caller, SignedBody body) => Wait.Until("the delivery is accepted", async () => await caller.Deliver(body) == HttpStatusCode.OK);

    private async Task<List<string>> Texts() => [.. (await Caller.All("/api/posts")).Select(post => post.GetProperty("text").GetString()!)];

    private async Task Once(IReadOnlyList<(string Author, string Text, SignedBody Body)> posts)
    {
        await deployment.Direct.Settled();
        var counts = (await Texts()).CountBy(text => text).ToDictionary();
        Assert.All(posts, post => Assert.Equal(1, counts.GetValueOrDefault(post.Text)));
        Assert.DoesNotContain(counts, count => count.Value > 1);
    }
}
