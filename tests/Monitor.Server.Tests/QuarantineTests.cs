using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>One stream that does not fit this build is shown as a fault and takes nothing else with it (design section 4).</summary>
public sealed class QuarantineTests
{
    [Fact]
    public async Task A_docket_in_quarantine_is_503_itself_and_leaves_every_list_whole()
    {
        using var folder = new TestFolder();
        await using var running = await Running.Live(folder.Path, "--Journal:Kind=Memory");
        var caller = running.Caller;
        var held = await Posted(caller, "Broken", 1);
        var well = await Posted(caller, "Well", 2);
        await caller.Settled();
        var docket = held.GetProperty("docket").GetString()!;
        await Spoil(running, StreamName.Of(Complaint.Kind, docket));
        var (status, problem) = await caller.Post($"/api/complaints/{docket}/accept", new { by = "blr/whitefield-ps/inspector" });
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "quarantined"), (status, problem.GetProperty("code").GetString()));

        Assert.Equal("quarantined", (await caller.Get("/api/complaints/" + docket)).GetProperty("code").GetString());
        var posts = await caller.All("/api/posts");
        Assert.Equal([Id(held), Id(well)], posts.Select(Id));
        Assert.Equal(docket, posts[0].GetProperty("docket").GetString());
        Assert.Equal(docket, (await caller.Get("/api/posts/" + Id(held))).GetProperty("docket").GetString());
        Assert.Contains(running.Services.GetRequiredService<MonitorNode>().FaultSentences(), fault => fault.Contains(docket, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_flag_in_quarantine_leaves_the_other_flags_in_their_list()
    {
        using var folder = new TestFolder();
        await using var running = await Running.Live(folder.Path, "--Journal:Kind=Memory");
        var caller = running.Caller;
        var ids = new List<string>();
        for (var number = 1; number <= 3; number++)
        {
            ids.Add(Id(await Posted(caller, "Angry " + number, number, $"I will come and shoot the inspector of Whitefield, he will die {number}")));
        }

        await Wait.Until("all three are flagged", async () => (await caller.All("/api/flags")).Count == 3);
        await Spoil(running, "flag/" + ids[1]);
        var (status, problem) = await caller.Post($"/api/flags/{ids[1]}/see", new { by = "blr/whitefield-ps/inspector" });
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "quarantined"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal([ids[0], ids[2]], (await caller.All("/api/flags", page: 1)).Select(flag => flag.GetProperty("post").GetString()));
    }

    /// <summary>An event that no build of ours could have stored there.</summary>
    private static async Task Spoil(Running running, string stream)
    {
        var (journal, node) = (running.Services.GetRequiredService<IJournal>(), running.Services.GetRequiredService<MonitorNode>());
        var version = (await node.Engine.Host.Look(stream)).Version;
        var misfit = new NewEvent(stream.StartsWith("flag/", StringComparison.Ordinal) ? "flag.seen" : "complaint.accepted", 1, node.Clock.Now, "[]"u8.ToArray());
        var stored = await journal.Append([new AppendItem(stream, version, [misfit], null, [], [], Cause.None)], CancellationToken.None);
        Assert.Equal(AppendOutcome.Appended, stored[0].Outcome);
    }

    private static async Task<JsonElement> Posted(Caller caller, string author, int number, string? text = null)
    {
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var draft = Doors.Draft(
            Channel.X, author, text ?? $"Laptop bag stolen from my car at Hope Farm, Whitefield, glass broken. Please help {number}", number, at);
        Assert.Equal(HttpStatusCode.OK, await caller.Deliver(Doors.Signed(Channel.X, draft)));
        return await WebhookTests.Decided(caller, draft.Text);
    }

    private static string Id(JsonElement post) => post.GetProperty("id").GetString()!;
}
