using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitor.Core.Posts;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>Official accounts over HTTP, and the answers that were typed in them.</summary>
public sealed class AccountsApiTests(LiveServer server) : IClassFixture<LiveServer>
{
    private const string Station = "x/1400000126";
    private const string Inspector = "blr/whitefield-ps/inspector";
    private const string Writer = "blr/whitefield-ps/writer";

    private static readonly DateTimeOffset At = TimeProvider.System.GetUtcNow().AddMinutes(-5);

    private Caller Caller => server.Caller;

    [Fact]
    public async Task An_account_is_looked_in_excused_and_handed_over_with_its_open_dockets()
    {
        await Registered();
        await Done("look-in", new { by = Inspector });
        var until = TimeProvider.System.GetUtcNow().AddDays(3);
        await Done("excuse", new { why = "leave", by = Inspector, untilAt = until });
        await Caller.Settled();
        Assert.Equal(JsonValueKind.String, (await Account()).GetProperty("excusedUntilAt").ValueKind);
        await Done("end-excuse", new { by = Inspector });
        await Done("hand-over", new { to = Writer, by = Inspector });
        await Caller.Settled();
        Assert.Equal((JsonValueKind.Null, Writer), ((await Account()).GetProperty("excusedUntilAt").ValueKind, (await Account()).GetProperty("holder").GetString()));
    }

    [Theory]
    [InlineData("x/1", "look-in", """{"by":"blr/whitefield-ps/inspector"}""", 404, "no-such-account")]
    [InlineData(Station, "look-in", """{"by":"nobody"}""", 409, "unknown-officer")]
    [InlineData(Station, "hand-over", """{"to":"nobody","by":"blr/whitefield-ps/inspector"}""", 400, "to")]
    [InlineData(Station, "excuse", """{"why":"leave","by":"blr/whitefield-ps/inspector","untilAt":"2020-01-01T00:00:00Z"}""", 409, "excuse-incomplete")]
    [InlineData(Station, "excuse", """{"why":"boredom","by":"blr/whitefield-ps/inspector","untilAt":"2020-01-01T00:00:00Z"}""", 400, "why")]
    public async Task What_cannot_be_is_refused_with_a_code(string account, string verb, string body, int status, string code)
    {
        await Registered();
        var (answered, problem) = await Caller.Post($"/api/accounts/{account}/{verb}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.True(((int)answered, problem.GetProperty("code").GetString()) == (status, code), problem.ToString());
    }

    [Fact]
    public async Task A_tag_that_a_stations_answer_proposes_waits_in_triage_until_an_officer_takes_it()
    {
        var draft = Doors.Draft(Channel.X, "Asker", "Laptop bag stolen from my car at Hope Farm, Whitefield, glass broken. Please help", 7101, At);
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.X, draft)));
        var docket = (await WebhookTests.Decided(Caller, draft.Text)).GetProperty("docket").GetString();
        var answer = Doors.Draft(Channel.X, "Station", "please look into it @KadugodiPS", 7102, At.AddMinutes(1)) with
        {
            Account = "1400000126", AuthorId = "1400000126", Text = "@asker please look into it @KadugodiPS", InReplyTo = draft.Id, ToId = draft.AuthorId,
        };
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Sign(Channel.X, Channels.X.Write.Post(answer, "post.create"))));
        var waiting = await Wait.For("the tag waits in triage", async () =>
            (object?)(await Caller.All("/api/triage")).Where(item => item.GetProperty("docket").GetString() == docket && item.GetProperty("unit").GetString() == "blr/kadugodi-ps")
                .Select(item => item.GetProperty("id").GetString()).FirstOrDefault());
        var (wrong, _) = await Caller.Post($"/api/posts/{waiting}/match", new { docket = "1042-7", by = Inspector });
        Assert.NotEqual(HttpStatusCode.InternalServerError, wrong);
        var (status, content) = await Caller.Post($"/api/posts/{waiting}/settle-tag", new { unit = "blr/kadugodi-ps", take = true, by = "blr/whitefield-division/dcp" });
        Assert.True(status == HttpStatusCode.OK, content.ToString());
        await Caller.Settled();
        Assert.DoesNotContain(await Caller.All("/api/triage"), item => item.GetProperty("id").GetString() == (string)waiting);
        var complaint = await Caller.Get("/api/complaints/" + docket);
        Assert.Equal("blr/kadugodi-ps", complaint.GetProperty("unit").GetString());

        // The post tells the unit that has it now, and beside it the first guess.
        var post = (await Caller.All("/api/posts")).Single(each => each.GetProperty("docket").GetString() == docket && each.GetProperty("text").GetString() == draft.Text);
        Assert.Equal(("blr/kadugodi-ps", "blr/whitefield-ps"), (post.GetProperty("unit").GetString(), post.GetProperty("routing").GetProperty("unit").GetString()));
    }

    [Theory]
    [InlineData(Channel.X, "dead-link:x/1400000001", "dead-link:x/1400000141")]
    [InlineData(Channel.WhatsApp, "dead-link:whatsapp/106540000000101", "dead-link:whatsapp/106540000000102")]
    public async Task A_dead_link_alerts_of_each_forces_main_accounts_and_is_cleared_when_the_platform_is_heard_again(Channel channel, params string[] alerts)
    {
        using var folder = new TestFolder();
        await using var running = await Running.Live(folder.Path, "--Journal:Kind=Memory");
        var node = running.Services.GetRequiredService<MonitorNode>();
        // A process that has only just begun to listen calls no link dead.
        node.Links.Begin(node.Clock.Now.AddDays(-1));
        node.Links.Heard(channel, node.Clock.Now.AddDays(-3));
        await Wait.Until("the dead link alerts", async () => alerts.All((await Open()).Contains));
        node.Links.Heard(channel, node.Clock.Now);
        await Wait.Until("the alerts are cleared", async () => !alerts.Any((await Open()).Contains));

        async Task<List<string?>> Open() => [.. (await running.Caller.All("/api/alerts")).Select(alert => alert.GetProperty("id").GetString())];
    }

    [Fact]
    public async Task What_a_platform_says_that_this_build_does_not_know_is_counted_and_is_a_machine_fault_that_alerts()
    {
        using var folder = new TestFolder();
        await using var running = await Running.Live(folder.Path, "--Journal:Kind=Memory");
        var revoked = """{"data":{"event_uuid":"5","filter":{"user_id":"1400000001"},"event_type":"oauth.revoke","payload":{"user_id":"1400000001"}}}"""u8.ToArray();
        Assert.Equal(HttpStatusCode.OK, await running.Caller.Deliver(Doors.Sign(Channel.X, revoked)));
        await Wait.Until("the fault alerts", async () =>
            (await running.Caller.All("/api/alerts")).Any(alert => alert.GetProperty("kind").GetString() == "machineFault"));
        Assert.Equal(1, (await running.Caller.Metrics())["""monitor_items_unknown{channel="x",kind="oauth.revoke"}"""]);
        var faults = running.Services.GetRequiredService<MonitorNode>().FaultSentences();
        Assert.Contains(faults, fault => fault.Contains("oauth.revoke", StringComparison.Ordinal));
    }

    private static string Seat(JsonElement account) => account.GetProperty("seat").GetString()!;

    /// <summary>A new directory's accounts are registered by a reactor, moments after the server answers.</summary>
    private Task Registered() => Wait.Until("the account is registered", async () => (await Caller.All("/api/accounts")).Any(account => Seat(account) == Station));

    private async Task<JsonElement> Account() => (await Caller.All("/api/accounts")).Single(account => Seat(account) == Station);

    private async Task Done(string verb, object body)
    {
        var (status, content) = await Caller.Post($"/api/accounts/{Station}/{verb}", body);
        Assert.True(status == HttpStatusCode.OK, $"{verb}: {content}");
    }
}
