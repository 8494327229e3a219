using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>Commands that come twice under one <c>Idempotency-Key</c>, and what the intake log keeps of a command.</summary>
public sealed class RepeatTests(LiveServer server) : IClassFixture<LiveServer>
{
    private const string Station = "blr/whitefield-ps";
    private const string Inspector = Station + "/inspector";
    private const string Account = "x/1400000001";

    private Caller Caller => server.Caller;

    [Fact]
    public async Task Opening_by_hand_twice_with_one_key_gives_one_docket_and_another_key_gives_another()
    {
        var (first, one) = await Open("Loudspeakers near the lake", "call-17");
        var (second, two) = await Open("Loudspeakers near the lake", "call-17");
        var (third, other) = await Open("Loudspeakers near the lake", "call-18");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created), (first, second, third));
        Assert.Equal(Docket(one), Docket(two));
        Assert.Equal(one.GetProperty("version").GetInt64(), two.GetProperty("version").GetInt64());
        Assert.NotEqual(Docket(one), Docket(other));
    }

    [Fact]
    public async Task Splitting_answers_the_new_docket_and_the_same_one_when_it_comes_again()
    {
        var (_, opened) = await Open("Chain snatched, and the street light is dead", "split-me");
        var path = "/api/complaints/" + Docket(opened);
        var post = (await Caller.Get(path)).GetProperty("postIds")[0].GetString();
        var part = new { posts = new[] { post }, category = "THEFT_SNATCH", by = Inspector, unit = Station };
        var (status, split) = await Caller.Post(path + "/split", part, ("Idempotency-Key", "split-1"));
        Assert.True(status == HttpStatusCode.OK, split.ToString());
        var into = split.GetProperty("into").GetString();
        await Wait.Until("the part is a docket of its own", async () =>
            (await Caller.Get("/api/complaints/" + into)).TryGetProperty("category", out var category) && category.GetString() == "THEFT_SNATCH");
        var (again, repeat) = await Caller.Post(path + "/split", part, ("Idempotency-Key", "split-1"));
        Assert.Equal((HttpStatusCode.OK, into), (again, repeat.GetProperty("into").GetString()));
    }

    [Fact]
    public async Task A_key_that_comes_again_with_another_command_is_refused_and_not_taken_for_done()
    {
        var docket = Docket((await Open("Fireworks at two in the night", "reused")).Content);
        var path = "/api/complaints/" + docket;
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post(path + "/accept", new { by = Inspector }, ("Idempotency-Key", "k"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post(path + "/accept", new { by = Inspector }, ("Idempotency-Key", "k"))).Status);
        var act = new { action = new { kind = "patrolSent", number = "112/7", sections = Array.Empty<string>() }, by = Inspector };
        await IsReused(path + "/act", act, "k");
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post(path + "/act", act, ("Idempotency-Key", "k2"))).Status);

        var reply = new { text = "A patrol is on its way.", account = Account, by = Inspector };
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post(path + "/reply", reply, ("Idempotency-Key", "r"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post(path + "/reply", reply, ("Idempotency-Key", "r"))).Status);
        await IsReused(path + "/reply", reply with { text = "It has been dealt with." }, "r");
        await IsReused("/api/complaints", new { source = "call", category = "NOISE", by = Inspector, text = "Another matter", unit = Station }, "reused");
    }

    [Fact]
    public async Task An_answer_without_words_is_none()
    {
        var docket = Docket((await Open("Fireworks at three in the night", "blank")).Content);
        var (status, problem) = await Caller.Post($"/api/complaints/{docket}/reply", new { text = " \n ", account = Account, by = Inspector });
        Assert.Equal((HttpStatusCode.BadRequest, "text"), (status, problem.GetProperty("code").GetString()));
    }

    private async Task IsReused(string path, object body, string key)
    {
        var (status, problem) = await Caller.Post(path, body, ("Idempotency-Key", key));
        Assert.True((status, problem.GetProperty("code").GetString()) == (HttpStatusCode.Conflict, "idempotency-key-reused"), $"{path}: {(int)status} {problem}");
    }

    [Fact]
    public async Task No_word_of_an_officer_stands_in_the_intake_log_whether_the_command_was_carried_out_or_refused()
    {
        const string Taken = "The patrol is on its way, Mrs Rao.", Refused = "Never sent to Mr Khan.", Told = "Heard on the telephone from Mrs Rao.";
        var docket = Docket((await Open(Told, "words")).Content);
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post($"/api/complaints/{docket}/reply", new { text = Taken, account = Account, by = Inspector })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Caller.Post($"/api/complaints/{docket}/reply", new { text = Refused, account = Account, by = "nobody" })).Status);
        var stored = await server.Running.Services.GetRequiredService<IJournal>().ReadIntake(0, 10_000, CancellationToken.None);
        var bodies = stored.Select(delivery => Encoding.UTF8.GetString(delivery.Body.Span));
        Assert.DoesNotContain(bodies, body => body.Contains("Rao", StringComparison.Ordinal) || body.Contains("Khan", StringComparison.Ordinal));
    }

    private Task<(HttpStatusCode Status, JsonElement Content)> Open(string text, string key) =>
        Caller.Post("/api/complaints", new { source = "call", category = "NOISE", by = Inspector, text, unit = Station }, ("Idempotency-Key", key));

    private static string Docket(JsonElement content) => content.GetProperty("docket").GetString()!;
}
