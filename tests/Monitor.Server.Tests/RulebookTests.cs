using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Monitor.Core.Accounts;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>The rulebook changes while the server runs: parts are adopted, corrections teach.</summary>
public sealed class RulebookTests(LiveServer server) : IClassFixture<LiveServer>
{
    private const string Dcp = "blr/whitefield-division/dcp";

    private Caller Caller => server.Caller;

    [Fact]
    public async Task A_correction_with_the_phrase_that_names_the_place_routes_the_next_post_there()
    {
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var first = await Posted("Learner", "Chain snatched behind Zuzubindu arcade, two men on a black bike. Please help", 8101, at);
        Assert.Equal(JsonValueKind.Null, Unit(first).ValueKind);
        await Caller.Settled();
        var docket = first.GetProperty("docket").GetString();
        var tagging = new { unit = "blr/kadugodi-ps", by = Dcp, phrase = "Zuzubindu arcade" };
        var (status, content) = await Caller.Post($"/api/complaints/{docket}/tag", tagging);
        Assert.True((status, content.GetProperty("taught").GetString()) == (HttpStatusCode.OK, "Zuzubindu arcade"), content.ToString());
        await Wait.Until("the phrase is known", async () =>
            (await Caller.All("/api/aliases")).Any(alias => alias.GetProperty("phrase").GetString() == "zuzubindu arcade" && alias.GetProperty("taughtBy").GetString() == Dcp));
        Assert.Equal("blr/kadugodi-ps", Unit(await Posted("Second", "Street light dead at Zuzubindu arcade since Monday. Please act", 8102, at)).GetString());
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post("/api/aliases/forget", new { phrase = "Zuzubindu arcade", by = Dcp })).Status);
        await Wait.Until("the phrase is forgotten", async () => (await Caller.All("/api/aliases")).Count == 0);
    }

    [Fact]
    public async Task An_adopted_part_is_in_force_at_once_and_an_unfit_one_is_refused_with_its_faults()
    {
        using var folder = new TestFolder();
        var node = server.Running.Services.GetRequiredService<MonitorNode>();
        var before = node.Rulebook.Version;
        var name = "policies/calendars/station.json";
        var seed = await File.ReadAllTextAsync(Path.Combine(Seeds.Find().Folder, name));
        await File.WriteAllTextAsync(folder.Sub("good.json"), seed + Environment.NewLine);
        var (status, content) = await Caller.Post("/api/admin/adopt", new { file = folder.Sub("good.json"), name, by = Dcp });
        Assert.True(status == HttpStatusCode.OK, content.ToString());
        await Wait.Until("the new rulebook is in force", () => Task.FromResult(node.Rulebook.Version > before));

        await File.WriteAllTextAsync(folder.Sub("bad.json"), "{\"name\":\"station\"}");
        var (refused, problem) = await Caller.Post("/api/admin/adopt", new { file = folder.Sub("bad.json"), name, by = Dcp });
        Assert.Equal((HttpStatusCode.Conflict, "unfit-part"), (refused, problem.GetProperty("code").GetString()));
        Assert.Contains(name, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var (_, ode) = await Caller.Post("/api/admin/adopt", new { file = folder.Sub("bad.json"), name = "poems/ode.json", by = Dcp });
        Assert.Equal("name", ode.GetProperty("code").GetString());
        Assert.Equal("file", (await Caller.Post("/api/admin/adopt", new { file = "bad.json", name, by = Dcp })).Content.GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_account_that_is_taken_out_of_the_list_owes_nothing_any_more()
    {
        using var folder = new TestFolder();
        await using var live = await Running.Live(folder.Sub("live"));
        var node = live.Services.GetRequiredService<MonitorNode>();
        const string gone = "x/1400000126";
        const string name = "policies/accounts.json";
        await Wait.Until("the accounts are registered", () => Task.FromResult(node.Board.Read(board => board.Accounts).Any(account => account.Seat == gone)));
        var list = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Seeds.Find().Folder, name)))!;
        var accounts = list["accounts"]!.AsArray();
        accounts.Remove(accounts.Single(account => (string)account!["account"]! == "1400000126" && (string)account["channel"]! == "x"));
        await File.WriteAllTextAsync(folder.Sub("accounts.json"), list.ToJsonString());
        var (status, content) = await live.Caller.Post("/api/admin/adopt", new { file = folder.Sub("accounts.json"), name, by = Dcp });
        Assert.True(status == HttpStatusCode.OK, content.ToString());
        await Wait.Until("it has no duty", async () =>
            (await node.Engine.Host.Look(StreamName.Of(OfficialAccount.Kind, gone))).State is OfficialAccount.Registered { Limits.Count: 0 });
    }

    [Fact]
    public async Task A_part_is_adopted_from_the_command_line_and_an_unfit_one_ends_with_its_faults()
    {
        using var folder = new TestFolder();
        await using var live = await Running.Live(folder.Sub("live"));
        const string name = "policies/calendars/station.json";
        await File.WriteAllTextAsync(folder.Sub("good.json"), await File.ReadAllTextAsync(Path.Combine(Seeds.Find().Folder, name)) + Environment.NewLine);
        await File.WriteAllTextAsync(folder.Sub("bad.json"), "{\"name\":\"station\"}");
        var (code, output, errors) = await Executable.Run("", "adopt", folder.Sub("good.json"), "--name", name, "--by", Dcp, "--data", folder.Sub("live"));
        Assert.True(code == 0, errors);
        Assert.StartsWith("The rulebook stands at version ", output, StringComparison.Ordinal);
        (code, _, errors) = await Executable.Run("", "adopt", folder.Sub("bad.json"), "--name", name, "--by", Dcp, "--data", folder.Sub("live"));
        Assert.Equal(1, code);
        Assert.Contains(name, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_goes_out_from_a_known_account_only_and_what_it_mentions_is_read_from_its_words()
    {
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var post = await Posted("Mentioned", "Laptop bag stolen from my car at Hope Farm, Whitefield, glass broken. Please help", 8103, at);
        await Caller.Settled();
        var path = "/api/complaints/" + post.GetProperty("docket").GetString();
        var writing = new { text = "A patrol is on its way.", account = "x/nope", by = "blr/whitefield-ps/writer" };
        var (status, problem) = await Caller.Post(path + "/reply", writing);
        Assert.Equal((HttpStatusCode.BadRequest, "account"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post(path + "/reply", writing with { account = "x/1400000126" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post(path + "/reply", writing with { account = "x/1400000126", text = "A patrol is on its way. @BlrCityPolice" })).Status);
        var written = (await Caller.Get(path)).GetProperty("history").EnumerateArray().Select(line => line.GetProperty("content"))
            .Where(content => content.TryGetProperty("mentionsReceiver", out _)).Select(content => content.GetProperty("mentionsReceiver").GetBoolean());
        Assert.Equal([false, true], written);
    }

    [Fact]
    public async Task Releasing_what_is_not_held_back_says_so()
    {
        var (status, problem) = await Caller.Post("/api/admin/release", new { stream = "zzz", by = Officers.Nodal });
        Assert.Equal((HttpStatusCode.NotFound, "no-such-quarantine"), (status, problem.GetProperty("code").GetString()));
    }

    private async Task<JsonElement> Posted(string author, string text, int number, DateTimeOffset at)
    {
        var draft = Doors.Draft(Channel.X, author, text, number, at);
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.X, draft)));
        return await WebhookTests.Decided(Caller, draft.Text);
    }

    private static JsonElement Unit(JsonElement post) => post.TryGetProperty("unit", out var unit) ? unit : JsonSerializer.SerializeToElement<string?>(null);
}
