using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitor.Core.Posts;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>What every command says while the disk is full, and that it is well again afterwards.</summary>
public sealed class FullDiskTests
{
    private const string Inspector = "blr/whitefield-ps/inspector";

    [Fact]
    public async Task On_a_full_disk_every_command_answers_503_disk_full_and_works_again_once_there_is_room()
    {
        using var folder = new TestFolder();
        await using var running = await Running.Live(folder.Path, "--Journal:Kind=Memory");
        var caller = running.Caller;
        var docket = (await caller.Post("/api/complaints", Opening)).Content.GetProperty("docket").GetString();
        var disk = ((MemoryJournal)running.Services.GetRequiredService<IJournal>()).Disk!;
        (string Path, object Body)[] commands =
        [
            ("/api/complaints", Opening),
            ($"/api/complaints/{docket}/accept", new { by = Inspector }),
            ($"/api/complaints/{docket}/reply", new { text = "We are on our way.", account = "x/1400000001", by = Inspector }),
            ($"/api/complaints/{docket}/prioritise", new { priority = 1, by = Inspector, note = "children live there" }),
        ];
        disk.Full = true;
        foreach (var (path, body) in commands)
        {
            var (status, problem) = await caller.Post(path, body);
            Assert.True((status, problem.GetProperty("code").GetString()) == (HttpStatusCode.ServiceUnavailable, "disk-full"), $"{path}: {(int)status} {problem}");
        }

        using var ready = await caller.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        disk.Full = false;
        foreach (var (path, body) in commands)
        {
            var (status, content) = await caller.Post(path, body);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created, $"{path}: {(int)status} {content}");
        }

        Assert.Equal("ready", await caller.Http.GetStringAsync("/health/ready"));
    }

    [Fact]
    public async Task A_server_to_which_a_proxy_sends_nothing_while_its_disk_is_full_is_ready_again_once_the_canary_found_room()
    {
        using var folder = new TestFolder();
        await using var running = await Running.Live(folder.Path, "--Journal:Kind=Memory");
        var (caller, node) = (running.Caller, running.Services.GetRequiredService<MonitorNode>());
        var disk = ((MemoryJournal)node.Journal).Disk!;
        disk.Full = true;
        var draft = Doors.Draft(Channel.X, "Unlucky", "Loudspeakers after midnight", 1, TimeProvider.System.GetUtcNow().AddMinutes(-5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await caller.Deliver(Doors.Signed(Channel.X, draft)));
        using var full = await caller.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, full.StatusCode);
        disk.Full = false;

        // The next minute's canary, now.
        var now = node.Clock.Now;
        var song = Encoding.UTF8.GetBytes(now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        await node.Journal.Accept([new Delivery(CanarySender.ChannelName, "canary:next", "next", now, song)], CancellationToken.None);
        node.Engine.Intake.Notify();
        await Wait.Until("the server is ready again", async () =>
        {
            using var ready = await caller.Http.GetAsync("/health/ready");
            return ready.StatusCode == HttpStatusCode.OK;
        });
        Assert.Equal(0, (await caller.Metrics())["monitor_disk_full"]);
    }

    private static object Opening => new { source = "call", category = "NOISE", by = Inspector, text = "Loudspeakers after midnight", unit = "blr/whitefield-ps" };
}
