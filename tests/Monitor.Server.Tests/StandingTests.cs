using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>Who may do what outside complaints: not every officer of every force everything.</summary>
public sealed class StandingTests(LiveServer server) : IClassFixture<LiveServer>
{
    private const string Account = "x/1400000126";
    private const string Constable = "blr/whitefield-ps/writer";
    private const string Dcp = "blr/whitefield-division/dcp";

    private Caller Caller => server.Caller;

    private MonitorNode Node => server.Running.Services.GetRequiredService<MonitorNode>();

    /// <summary>An officer of high rank, elsewhere.</summary>
    private string OfAnotherForce =>
        Node.Rulebook.Roster.Officers.First(officer => officer.Rank >= Rank.DeputyCommissioner && officer.UnitId.StartsWith("up/", StringComparison.Ordinal)).Id;

    [Fact]
    public async Task A_constable_puts_no_policy_in_force()
    {
        using var folder = new TestFolder();
        const string Name = "policies/calendars/station.json";
        await File.WriteAllTextAsync(folder.Sub("calendar.json"), await File.ReadAllTextAsync(Path.Combine(Seeds.Find().Folder, Name)) + Environment.NewLine);
        await IsRefused("/api/admin/adopt", new { file = folder.Sub("calendar.json"), name = Name, by = Constable }, "rank-needed");
    }

    [Fact]
    public async Task A_constable_takes_no_copy_of_all_that_citizens_wrote_and_changes_nothing_of_the_machine()
    {
        using var folder = new TestFolder();
        await IsRefused("/api/admin/backup", new { directory = folder.Sub("backup"), by = Constable }, "rank-needed");
        await IsRefused("/api/admin/labels", new { file = folder.Sub("labels.jsonl"), by = Constable }, "rank-needed");
        await IsRefused("/api/admin/import", new { file = folder.Sub("posts.csv"), by = Constable }, "rank-needed");
        await IsRefused("/api/admin/rebuild", new { projection = "board", by = Constable }, "rank-needed");
        await IsRefused("/api/admin/release", new { stream = "eraser", by = Constable }, "rank-needed");
        Assert.False(Path.Exists(folder.Sub("backup")));
    }

    [Fact]
    public async Task An_account_is_excused_and_handed_over_by_its_own_unit_a_superior_or_its_control_room()
    {
        await Wait.Until("the account is registered", async () => (await Caller.All("/api/accounts")).Any(account => account.GetProperty("seat").GetString() == Account));
        var until = TimeProvider.System.GetUtcNow().AddDays(3);
        await IsRefused($"/api/accounts/{Account}/excuse", new { why = "leave", by = OfAnotherForce, untilAt = until }, "not-your-force");
        await IsRefused($"/api/accounts/{Account}/excuse", new { why = "leave", by = "blr/kadugodi-ps/inspector", untilAt = until }, "not-your-account");
        await IsRefused($"/api/accounts/{Account}/hand-over", new { to = Constable, by = "blr/kadugodi-ps/inspector" }, "not-your-account");
        var (status, problem) = await Caller.Post($"/api/accounts/{Account}/hand-over", new { to = OfAnotherForce, by = Dcp });
        Assert.Equal((HttpStatusCode.BadRequest, "to"), (status, problem.GetProperty("code").GetString()));
        foreach (var by in new[] { Constable, Dcp, Officers.Nodal })
        {
            Assert.Equal(HttpStatusCode.OK, (await Caller.Post($"/api/accounts/{Account}/look-in", new { by })).Status);
        }
    }

    [Fact]
    public async Task What_waits_in_triage_and_what_is_flagged_is_decided_by_its_own_force()
    {
        var post = (await Unsure.Triaged(Caller, 0, "Neighbour")).GetProperty("id").GetString();
        await IsRefused($"/api/posts/{post}/dismiss", new { by = OfAnotherForce, why = "not ours" }, "not-your-force");
        await IsRefused($"/api/posts/{post}/open", new { by = OfAnotherForce }, "not-your-force");

        var at = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var draft = Doors.Draft(Channel.X, "Furious", "I will come and shoot the inspector of Whitefield, he will die tonight", 9201, at);
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.X, draft)));
        var flagged = (await WebhookTests.Decided(Caller, draft.Text)).GetProperty("id").GetString();
        await Wait.Until("the post is flagged", async () => (await Caller.All("/api/flags")).Any(flag => flag.GetProperty("post").GetString() == flagged));
        await IsRefused($"/api/flags/{flagged}/resolve", new { result = "harmless", by = OfAnotherForce }, "not-your-force");
    }

    [Fact]
    public async Task Another_force_does_not_stop_the_ladder_of_an_alert_by_acknowledging_it()
    {
        const string Station = "blr/whitefield-ps";
        var opening = new { source = "call", category = "ASSAULT", by = Station + "/inspector", text = "He is at the door with a knife", unit = Station, priority = 0 };
        var (status, opened) = await Caller.Post("/api/complaints", opening);
        Assert.True(status == HttpStatusCode.Created, opened.ToString());
        var id = "life-at-risk:" + opened.GetProperty("docket").GetString();
        await Wait.Until("the alert is raised", async () => (await Caller.All("/api/alerts")).Any(alert => alert.GetProperty("id").GetString() == id));
        await IsRefused($"/api/alerts/{id}/acknowledge", new { by = OfAnotherForce }, "not-your-force");
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post($"/api/alerts/{id}/acknowledge", new { by = Dcp })).Status);
    }

    private async Task IsRefused(string path, object body, string code)
    {
        var (status, problem) = await Caller.Post(path, body);
        Assert.True((status, problem.GetProperty("code").GetString()) == (HttpStatusCode.Conflict, code), $"{path}: {(int)status} {problem}");
    }
}
