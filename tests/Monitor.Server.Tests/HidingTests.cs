using System.Net;
using System.Text.Json;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>A complaint about the police's own conduct is hidden from the unit complained of (design section 5), wherever that unit looks.</summary>
public sealed class HidingTests(LiveServer server) : IClassFixture<LiveServer>
{
    private const string Station = "blr/whitefield-ps";
    private const string Inspector = Station + "/inspector";
    private const string SubDivision = "blr/whitefield-sd";
    private const string Vigilance = "blr/vigilance";
    private const string Acp = SubDivision + "/acp";

    private static readonly DateTimeOffset At = TimeProvider.System.GetUtcNow().AddMinutes(-5);

    private Caller Caller => server.Caller;

    [Fact]
    public async Task A_post_against_a_station_is_on_the_list_of_vigilance_and_on_none_of_its_own()
    {
        var draft = Doors.Draft(Channel.X, "Wronged", "Inspector at Whitefield police station asked me for a bribe to register FIR. Please take action", 1, At);
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.X, draft)));
        var post = await WebhookTests.Decided(Caller, draft.Text);
        await Caller.Settled();
        var docket = post.GetProperty("docket").GetString()!;
        var complaint = await Caller.Get("/api/complaints/" + docket);
        Assert.Equal((Station, Vigilance), (complaint.GetProperty("hiddenFrom").GetString(), complaint.GetProperty("unit").GetString()));

        await IsListed(docket, "/api/complaints", "/api/complaints?unit=" + Vigilance, "/api/complaints?by=" + Acp, $"/api/complaints?unit={Vigilance}&by={Acp}");
        await IsNotListed(docket, "/api/complaints?unit=" + Station, "/api/complaints?by=" + Inspector, $"/api/complaints?unit={Vigilance}&by={Inspector}");
        await IsThere($"/api/complaints/{docket}?by={Acp}", $"/api/posts/{Id(post)}?by={Acp}");
        await IsNotThere("no-such-complaint", $"/api/complaints/{docket}?by={Inspector}");
        await IsNotThere("no-such-post", $"/api/posts/{Id(post)}?by={Inspector}");
        Assert.DoesNotContain(await Caller.All("/api/posts?by=" + Inspector), each => Id(each) == Id(post));
        Assert.Contains(await Caller.All("/api/posts?by=" + Acp), each => Id(each) == Id(post));
    }

    [Fact]
    public async Task Its_officers_commands_find_no_such_docket_and_nobody_can_give_it_to_them()
    {
        var docket = await Against(Station);
        foreach (var (verb, body) in new (string, object)[]
        {
            ("accept", new { by = Inspector }), ("transfer", new { unit = "blr/kadugodi-ps", by = Inspector, note = "not ours" }),
            ("reply", new { text = "No.", account = "x/1400000001", by = Inspector }), ("prioritise", new { priority = 4, by = Inspector, note = "nothing in it" }),
        })
        {
            var (status, problem) = await Caller.Post($"/api/complaints/{docket}/{verb}", body);
            Assert.Equal((HttpStatusCode.NotFound, "no-such-complaint"), (status, problem.GetProperty("code").GetString()));
        }

        var (refused, why) = await Caller.Post($"/api/complaints/{docket}/tag", new { unit = Station, by = "blr/whitefield-division/dcp" });
        Assert.Equal((HttpStatusCode.Conflict, "unit-complained-of"), (refused, why.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post($"/api/complaints/{docket}/accept", new { by = Acp })).Status);
    }

    [Fact]
    public async Task Its_alerts_and_its_place_in_triage_are_hidden_too()
    {
        var docket = await Against(Station, priority: 0);
        var waiting = await Against(Station, unit: null);
        await Caller.Settled();
        var id = "life-at-risk:" + docket;
        await Wait.Until("the alert is raised", async () => (await Caller.All("/api/alerts")).Any(alert => Id(alert) == id));
        Assert.Contains(await Caller.All("/api/alerts?by=" + Acp), alert => Id(alert) == id);
        Assert.DoesNotContain(await Caller.All("/api/alerts?by=" + Inspector), alert => Id(alert) == id);
        Assert.Contains(await Caller.All("/api/alerts?unit=" + SubDivision), alert => Id(alert) == id);
        Assert.DoesNotContain(await Caller.All("/api/alerts?unit=" + Station), alert => Id(alert) == id);
        Assert.Equal(HttpStatusCode.NotFound, (await Caller.Post($"/api/alerts/{id}/acknowledge", new { by = Inspector })).Status);
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post($"/api/alerts/{id}/acknowledge", new { by = Acp })).Status);

        Assert.Contains(await Caller.All("/api/triage"), item => item.GetProperty("docket").GetString() == waiting);
        Assert.DoesNotContain(await Caller.All("/api/triage?by=" + Inspector), item => item.GetProperty("docket").GetString() == waiting);
    }

    [Fact]
    public async Task What_is_split_off_it_about_conduct_stays_hidden()
    {
        var draft = Doors.Draft(Channel.X, "Twice wronged", "Whitefield police station constable beat my brother in custody, police brutality, take action", 2, At);
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.X, draft)));
        var post = await WebhookTests.Decided(Caller, draft.Text);
        await Caller.Settled();
        var path = $"/api/complaints/{post.GetProperty("docket").GetString()}";
        var (status, content) = await Caller.Post(path + "/split", new { posts = new[] { Id(post) }, category = "POLICE_MISCONDUCT", by = Vigilance + "/inspector" });
        Assert.True(status == HttpStatusCode.OK, content.ToString());
        await Caller.Settled();
        Assert.Equal(Station, (await Caller.Get(path)).GetProperty("hiddenFrom").GetString());
        var links = (await Caller.Get(path)).GetProperty("links").EnumerateArray().Select(link => link.GetString()!).ToList();
        Assert.Equal(Station, (await Caller.Get("/api/complaints/" + Assert.Single(links))).GetProperty("hiddenFrom").GetString());
    }

    [Fact]
    public async Task A_reader_must_be_an_officer_of_the_roster()
    {
        await IsNotThere("no-such-officer", "/api/complaints?by=nobody", "/api/posts?by=nobody", "/api/alerts?by=nobody", "/api/triage?by=nobody");
        await IsNotThere("no-such-unit", "/api/alerts?unit=blr/atlantis", "/api/accounts?unit=blr/atlantis");
    }

    private async Task<string> Against(string against, string? unit = SubDivision, int? priority = null)
    {
        var opening = new { source = "walkIn", category = "POLICE_MISCONDUCT", by = Acp, text = "They refused to write it down.", unit, against, priority };
        var (status, content) = await Caller.Post("/api/complaints", opening);
        Assert.True(status == HttpStatusCode.Created, content.ToString());
        return content.GetProperty("docket").GetString()!;
    }

    private async Task IsListed(string docket, params string[] paths)
    {
        foreach (var path in paths)
        {
            Assert.True((await Caller.All(path)).Any(item => item.GetProperty("docket").GetString() == docket), path);
        }
    }

    private async Task IsNotListed(string docket, params string[] paths)
    {
        foreach (var path in paths)
        {
            Assert.False((await Caller.All(path)).Any(item => item.GetProperty("docket").GetString() == docket), path);
        }
    }

    private async Task IsThere(params string[] paths)
    {
        foreach (var path in paths)
        {
            using var answer = await Caller.Http.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, path);
        }
    }

    private async Task IsNotThere(string code, params string[] paths)
    {
        foreach (var path in paths)
        {
            var problem = await Caller.Get(path);
            Assert.True(problem.GetProperty("status").GetInt32() == 404 && problem.GetProperty("code").GetString() == code, $"{path}: {problem}");
        }
    }

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;
}
