using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>What a post's view says is what was decided of it last.</summary>
public sealed class PostDecisionTests(LiveServer server) : IClassFixture<LiveServer>
{
    private const string Operator = "blr/command-centre/operator-night-1";

    private static readonly DateTimeOffset At = TimeProvider.System.GetUtcNow().AddMinutes(-5);

    private Caller Caller => server.Caller;

    [Fact]
    public async Task A_post_that_was_dismissed_no_longer_says_that_it_waits_in_triage()
    {
        var post = (await Unsure.Triaged(Caller, 1, "Praiser")).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post($"/api/posts/{post}/dismiss", new { by = Operator, why = "praise" })).Status);
        var view = await Caller.Get("/api/posts/" + post);
        Assert.Equal((false, JsonValueKind.Null), (view.GetProperty("triage").GetBoolean(), view.GetProperty("docket").ValueKind));
    }

    [Fact]
    public async Task A_post_is_put_only_on_a_docket_that_the_officer_can_see()
    {
        var post = (await Unsure.Triaged(Caller, 5, "Putter")).GetProperty("id").GetString();
        const string Station = "blr/whitefield-ps";
        var opening = new { source = "walkIn", category = "POLICE_MISCONDUCT", by = Operator, text = "They laughed.", unit = "blr/whitefield-sd", against = Station };
        var (opened, created) = await Caller.Post("/api/complaints", opening);
        Assert.True(opened == HttpStatusCode.Created, created.ToString());
        var hidden = created.GetProperty("docket").GetString();
        foreach (var (docket, by, wanted, code) in new[]
        {
            ("", Operator, HttpStatusCode.BadRequest, "docket"), ("12", Operator, HttpStatusCode.BadRequest, "docket"),
            (Docket.Number(99_000_000, 0), Operator, HttpStatusCode.NotFound, "no-such-complaint"),
            (hidden, Station + "/inspector", HttpStatusCode.NotFound, "no-such-complaint"),
        })
        {
            var (status, problem) = await Caller.Post($"/api/posts/{post}/open", new { by, docket });
            Assert.Equal((docket, wanted, code), (docket, status, problem.TryGetProperty("code", out var found) ? found.GetString() : null));
        }

        Assert.Equal(HttpStatusCode.OK, (await Caller.Post($"/api/posts/{post}/open", new { by = Operator, docket = hidden })).Status);
        await Caller.Settled();
        Assert.Equal(hidden, (await Caller.Get("/api/posts/" + post)).GetProperty("docket").GetString());
    }

    [Fact]
    public async Task An_edited_post_shows_the_verdict_on_the_words_that_it_has_now()
    {
        var draft = Doors.Draft(Channel.WhatsApp, "Editor", "Laptop bag stolen from my car at Hope Farm, Whitefield, glass broken. Please help", 9301, At);
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.WhatsApp, draft)));
        var id = (await WebhookTests.Decided(Caller, draft.Text)).GetProperty("id").GetString();
        var edited = draft with { Text = "Noise" };
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Sign(Channel.WhatsApp, Channels.WhatsApp.Write.Edited(edited, "edit-9301"))));
        await Wait.Until("the new words are there", async () => (await Caller.Get("/api/posts/" + id)).GetProperty("text").GetString() == edited.Text);
        await Caller.Settled();
        var view = await Caller.Get("/api/posts/" + id);
        Assert.All(view.GetProperty("verdict").GetProperty("words").EnumerateArray(), word => Assert.InRange(word.GetProperty("end").GetInt32(), 1, edited.Text.Length));
        Assert.All(view.GetProperty("routing").GetProperty("reasons").EnumerateArray(), reason => Assert.Equal(0, reason.GetProperty("end").GetInt32()));
    }

    [Fact]
    public async Task Somebody_who_has_written_for_years_is_read_to_the_end()
    {
        var draft = Doors.Draft(Channel.X, "Chronicler", "Street light dead at Hope Farm, Whitefield since Monday. Please act", 9302, At);
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.X, draft)));
        var first = await WebhookTests.Decided(Caller, draft.Text);
        var node = server.Running.Services.GetRequiredService<MonitorNode>();
        var stream = StreamName.Of(Author.Kind, first.GetProperty("authorId").GetString()!);
        var post = first.GetProperty("id").GetString()!;
        List<ValueTask<TurnResult>> asked = [.. Enumerable.Range(0, 5_100).Select(number =>
            node.Engine.Host.Ask(new Ask(stream, new AuthorCommand.React(post, number % 2 == 0 ? "👍" : "👎"))))];
        foreach (var answer in asked)
        {
            Assert.Equal(TurnOutcome.Appended, (await answer).Outcome);
        }

        var next = Doors.Draft(Channel.X, "Chronicler", "Chain snatched at Hope Farm, Whitefield, two men on a bike. Please help", 9303, At);
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.X, next)));
        Assert.Equal("THEFT_SNATCH", (await WebhookTests.Decided(Caller, next.Text)).GetProperty("verdict").GetProperty("category").GetString());
    }
}
