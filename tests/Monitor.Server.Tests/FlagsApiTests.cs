using System.Net;
using System.Text.Json;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>Flagged posts over HTTP: listed, seen, resolved, taken back.</summary>
public sealed class FlagsApiTests(LiveServer server) : IClassFixture<LiveServer>
{
    private const string Inspector = "blr/whitefield-ps/inspector";

    private static int numbers;

    private Caller Caller => server.Caller;

    [Fact]
    public async Task A_flag_waits_until_an_officer_has_seen_it_and_stays_listed_until_it_has_a_result()
    {
        var post = await Flagged();
        var flag = Assert.Single(await Caller.All("/api/flags?state=waiting"), each => Post(each) == post);
        Assert.Equal(("waiting", JsonValueKind.String), (flag.GetProperty("state").GetString(), flag.GetProperty("seeByAt").ValueKind));
        Assert.NotEmpty(flag.GetProperty("labels").EnumerateArray());

        Assert.Equal(HttpStatusCode.OK, (await Caller.Post($"/api/flags/{post}/see", new { by = Inspector })).Status);
        await Caller.Settled();
        Assert.DoesNotContain(await Caller.All("/api/flags?state=waiting"), each => Post(each) == post);
        var seen = Assert.Single(await Caller.All("/api/flags?state=seen"), each => Post(each) == post);
        Assert.Equal([Inspector], seen.GetProperty("seenBy").EnumerateArray().Select(officer => officer.GetString()));

        var (missing, why) = await Caller.Post($"/api/flags/{post}/resolve", new { result = "toCase", by = Inspector });
        Assert.Equal((HttpStatusCode.Conflict, "reference-needed"), (missing, why.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await Caller.Post($"/api/flags/{post}/resolve", new { result = "toCase", by = Inspector, reference = "case 7" })).Status);
        await Caller.Settled();
        Assert.DoesNotContain(await Caller.All("/api/flags"), each => Post(each) == post);
        Assert.Equal(("resolved", "toCase"), Result(await Caller.Get($"/api/flags/{post}")));

        Assert.Equal(HttpStatusCode.OK, (await Caller.Post($"/api/flags/{post}/reopen", new { by = Inspector, why = "The author goes on" })).Status);
        await Caller.Settled();
        Assert.Contains(await Caller.All("/api/flags?state=seen"), each => Post(each) == post);
    }

    [Fact]
    public async Task A_flag_is_narrowed_to_a_unit_and_asked_for_in_vain_is_404()
    {
        var post = await Flagged();
        var unit = (await Caller.Get($"/api/flags/{post}")).GetProperty("unit").GetString();
        Assert.Contains(await Caller.All("/api/flags?unit=" + unit), each => Post(each) == post);
        Assert.DoesNotContain(await Caller.All("/api/flags?unit=up/police"), each => Post(each) == post);
        Assert.Equal("no-such-flag", (await Caller.Get("/api/flags/999999-0")).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await Caller.Post("/api/flags/999999-0/see", new { by = Inspector })).Status);
        Assert.Equal("unknown-officer", (await Caller.Post($"/api/flags/{post}/see", new { by = "nobody" })).Content.GetProperty("code").GetString());
        Assert.Equal("state", (await Caller.Get("/api/flags?state=resolved")).GetProperty("code").GetString());
    }

    private async Task<string> Flagged()
    {
        var number = Interlocked.Increment(ref numbers);
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var draft = Doors.Draft(Channel.X, $"Angry {number}", $"I will come and shoot the inspector of Whitefield, he will die {number}", number, at);
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.X, draft)));
        var post = (await WebhookTests.Decided(Caller, draft.Text)).GetProperty("id").GetString()!;
        await Wait.Until("the post is flagged", async () => (await Caller.All("/api/flags")).Any(flag => Post(flag) == post));
        return post;
    }

    private static string Post(JsonElement flag) => flag.GetProperty("post").GetString()!;

    private static (string?, string?) Result(JsonElement flag) => (flag.GetProperty("state").GetString(), flag.GetProperty("result").GetString());
}
