using System.Net;
using System.Net.WebSockets;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Settings;
using Monitor.Storage.Sqlite;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>What stops a start, and what the door refuses.</summary>
public sealed class SettingsTests(LiveServer server) : IClassFixture<LiveServer>
{
    [Theory]
    [InlineData("--Demo:Speed=7", "Demo:Speed")]
    [InlineData("--Demo:From=noon", "Demo:From")]
    [InlineData("--Journal:Kind=Paper", "Journal:Kind")]
    [InlineData("--Urls=nowhere", "Urls")]
    [InlineData("--Urls=http://0.0.0.0:5080", "Security:WithoutSignIn=true")]
    [InlineData("--Data:Directory=", "Data:Directory")]
    [InlineData("--Demo:Scenario=atlantis", "bareilly-night")]
    [InlineData("--Urls=http://127.0.0.1:5081;http://0.0.0.0:5080", "Security:WithoutSignIn=true")]
    [InlineData("--Urls=http://*:5080", "Security:WithoutSignIn=true")]
    [InlineData("--Urls=;", "Urls")]
    [InlineData("--Kestrel:Endpoints:A:Url=http://127.0.0.1:5080", "Set Urls instead")]
    [InlineData("--Demo:Speed=abc", "whole number")]
    [InlineData("--Demo:Enabled=maybe", "true or false")]
    [InlineData("--Demo:Date=nope", "2026-03-02")]
    [InlineData("--Demo:Sped=10", "Demo:Speed")]
    [InlineData("--Demo:Speed:Fast=10", "Demo:Speed")]
    [InlineData("--Channels:X:Secret=foo", "Channels:X:ConsumerSecret")]
    [InlineData("--Channels:Twitter:ConsumerSecret=foo", "Channels:X")]
    [InlineData("--Data:Directory=/dev/null/monitor", "/dev/null/monitor")]
    [InlineData("--Url=http://127.0.0.1:5081", "Url")]
    [InlineData("--Demos:Enabled=false", "Demos")]
    [InlineData("-Demo:Enabled=false", "-Demo:Enabled=false")]
    [InlineData("live", "'live'")]
    [InlineData("--Demo:Enabled", "--Demo:Enabled has no value")]
    [InlineData("--Urls=http://127.0.0.1:99999", "Urls is 'http://127.0.0.1:99999'")]
    [InlineData("--Kestrel:Certificates:Default:Path=/nonexist.pfx", "Kestrel:Certificates:Default:Path is /nonexist.pfx")]
    [InlineData("--Kestrel:Certificates:Default:KeyPath=/nonexist.key", "Kestrel:Certificates:Default:KeyPath is /nonexist.key")]
    public async Task A_wrong_setting_stops_the_start_and_says_what_to_set(string setting, string named)
    {
        using var folder = new TestFolder();
        var wrong = await Assert.ThrowsAsync<WrongSettingException>(() => Running.Start("--Data:Directory=" + folder.Path, setting));
        Assert.Contains(named, wrong.Message, StringComparison.Ordinal);
        Assert.Contains("et ", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Redis_that_cannot_be_read_is_named_without_its_value()
    {
        using var folder = new TestFolder();
        var (code, _, errors) = await Executable.Run(
            "", "--Demo:Enabled=false", "--Data:Directory=" + folder.Sub("data"), "--Journal:Kind=Redis", "--Journal:Redis", "127.0.0.1:6379,password=se,cr=et");
        Assert.Equal(2, code);
        Assert.Contains("Journal:Redis", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("cr", errors.Replace("example", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Sub("data")));
    }

    [Fact]
    public async Task A_web_server_that_cannot_start_is_told_in_a_sentence_and_the_next_start_still_sees_the_outage()
    {
        using var folder = new TestFolder();
        var stood = TimeProvider.System.GetUtcNow().AddHours(-3).ToUnixTimeMilliseconds();
        await using (var before = SqliteJournal.Open(folder.Sub("data")))
        {
            PersonKeys.Open(folder.Sub("data"));
            await before.MoveCheckpoint("alive", default, new Checkpoint(1, stood), TestContext.Current.CancellationToken);
        }

        await File.WriteAllTextAsync(folder.Sub("no.pfx"), "no certificate", TestContext.Current.CancellationToken);
        var (code, _, errors) = await Executable.Run(
            "", "--Demo:Enabled=false", "--Dashboards:Build=false", "--Data:Directory=" + folder.Sub("data"), "--Urls=https://127.0.0.1:0",
            "--Kestrel:Certificates:Default:Path=" + folder.Sub("no.pfx"));
        Assert.Equal(2, code);
        Assert.Contains("Kestrel:Certificates:Default", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        await using var after = SqliteJournal.Open(folder.Sub("data"));
        Assert.Equal(stood, (await after.CheckpointOf("alive", TestContext.Current.CancellationToken)).Position);
    }

    [Fact]
    public async Task A_live_directory_refuses_a_demo_and_a_demo_directory_a_live_start()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Sub("demo"));
        File.WriteAllText(Path.Combine(folder.Sub("demo"), "kind"), "demo bareilly-night");
        var live = await Assert.ThrowsAsync<WrongSettingException>(() => Running.Live(folder.Sub("demo")));
        Assert.Contains("'demo bareilly-night'", live.Message, StringComparison.Ordinal);
        var demo = await Assert.ThrowsAsync<WrongSettingException>(() => Running.Start("--Data:Directory=" + server.Directory));
        Assert.Contains("'live'", demo.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_start_leaves_no_data_directory_and_greets_nobody()
    {
        using var folder = new TestFolder();
        var (code, output, errors) = await Executable.Run("", "--Demo:Date=nope", "--Data:Directory=" + folder.Sub("data"));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("Demo:Date is 'nope'", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Sub("data")));
    }

    [Fact]
    public async Task On_a_taken_port_it_says_so_before_it_says_anything_else()
    {
        using var folder = new TestFolder();
        var (code, output, errors) = await Executable.Run("", "--Demo:Enabled=false", "--Data:Directory=" + folder.Sub("data"), $"--Urls=http://127.0.0.1:{server.Running.Port}");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(server.Running.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_port_it_takes_a_free_one_and_greets_with_it()
    {
        using var folder = new TestFolder();
        await using var free = await Running.Live(folder.Path, "--Urls=http://127.0.0.1:0");
        var greeting = Assert.Single(free.Said, line => line.StartsWith("LIVE on http://127.0.0.1:", StringComparison.Ordinal));
        Assert.DoesNotContain("127.0.0.1:0.", greeting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_server_on_the_same_directory_is_refused()
    {
        var second = await Assert.ThrowsAsync<WrongSettingException>(() => Running.Live(server.Directory));
        Assert.Contains(server.Directory, second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_host_is_misdirected_but_a_platform_may_use_the_public_name()
    {
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await Get("/api/units", "evil.example"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await Get("/metrics", "evil.example"));
        Assert.Equal(HttpStatusCode.OK, await Get("/api/units", "localhost"));
        Assert.Equal(HttpStatusCode.OK, await Get("/webhooks/x?crc_token=a", "hooks.example"));
    }

    [Fact]
    public async Task A_change_from_a_foreign_page_is_forbidden()
    {
        var opening = new { source = "call", category = "NOISE", by = "blr/whitefield-ps/inspector", text = "from a foreign page", unit = "blr/whitefield-ps" };
        var (foreign, problem) = await server.Caller.Post("/api/complaints", opening, ("Origin", "https://evil.example"));
        Assert.Equal((HttpStatusCode.Forbidden, "foreign-origin"), (foreign, problem.GetProperty("code").GetString()));
        var (null1, _) = await server.Caller.Post("/api/complaints", opening, ("Origin", "null"));
        Assert.Equal(HttpStatusCode.Forbidden, null1);
        var (own, _) = await server.Caller.Post("/api/complaints", opening, ("Origin", $"http://127.0.0.1:{server.Running.Port}"));
        Assert.Equal(HttpStatusCode.Created, own);
    }

    [Fact]
    public async Task A_foreign_page_cannot_read_the_live_board_over_a_web_socket()
    {
        var board = new Uri($"ws://127.0.0.1:{server.Running.Port}/live/board");
        using var foreign = new ClientWebSocket();
        foreign.Options.SetRequestHeader("Origin", "https://evil.example");
        await Assert.ThrowsAsync<WebSocketException>(() => foreign.ConnectAsync(board, TestContext.Current.CancellationToken));
        Assert.Equal(WebSocketState.Closed, foreign.State);
        using var own = new ClientWebSocket();
        own.Options.SetRequestHeader("Origin", $"http://127.0.0.1:{server.Running.Port}");
        await own.ConnectAsync(board, TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Fact]
    public async Task What_people_wrote_stays_out_of_the_caches_of_browsers_and_proxies()
    {
        using var answer = await server.Caller.Http.GetAsync("/api/posts");
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Every_answer_carries_the_strict_content_policy_and_no_server_name()
    {
        using var answer = await server.Caller.Http.GetAsync("/api/units");
        Assert.Contains("default-src 'self'", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", string.Join(' ', answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    private async Task<HttpStatusCode> Get(string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        using var answer = await server.Caller.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
