using System.Net;
using System.Text;
using System.Text.Json;
using Monitor.Channels;
using Monitor.Channels.Scenario;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>The four doors of the running server.</summary>
public sealed class WebhookTests(LiveServer server) : IClassFixture<LiveServer>
{
    private static readonly DateTimeOffset At = TimeProvider.System.GetUtcNow().AddMinutes(-5);

    /// <summary>Ids of the mutated posts begin here: a platform's id is claimed by the first body that carries it, and a body may be changed in its text alone.</summary>
    private const int MutantsFrom = 1_000_000;

    private static int numbers;

    private Caller Caller => server.Caller;

    [Fact]
    public async Task X_is_answered_with_the_signed_token()
    {
        var answer = await Caller.Get("/webhooks/x?crc_token=abc");
        Assert.Equal(Channels.X.Signature.Of("x-secret", "abc"u8), answer.GetProperty("response_token").GetString());
    }

    [Theory]
    [InlineData("facebook")]
    [InlineData("instagram")]
    [InlineData("whatsapp")]
    public async Task Meta_reads_its_challenge_back_only_with_the_right_token(string door)
    {
        Assert.Equal("777", await Caller.Http.GetStringAsync($"/webhooks/{door}?hub.mode=subscribe&hub.challenge=777&hub.verify_token={Doors.VerifyToken}"));
        using var wrong = await Caller.Http.GetAsync($"/webhooks/{door}?hub.mode=subscribe&hub.challenge=777&hub.verify_token=guess");
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
    }

    [Theory]
    [InlineData(Channel.X)]
    [InlineData(Channel.Facebook)]
    [InlineData(Channel.Instagram)]
    [InlineData(Channel.WhatsApp)]
    public async Task A_signed_post_is_in_the_list_with_its_verdict_and_its_docket(Channel channel)
    {
        var text = $"Laptop bag stolen from my car at Hope Farm, Whitefield, glass broken. Please help, case {channel} {Next()}";
        var draft = Doors.Draft(channel, $"Citizen of {channel}", text, Next(), At);
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(channel, draft)));
        var post = await Decided(draft.Text);
        Assert.Equal(channel.ToString().ToLowerInvariant(), post.GetProperty("channel").GetString());
        Assert.Equal("THEFT_SNATCH", post.GetProperty("verdict").GetProperty("category").GetString());
        Assert.Equal("en", post.GetProperty("verdict").GetProperty("language").GetString());
        Assert.Equal("blr/whitefield-ps", post.GetProperty("unit").GetString());
        Assert.NotEqual(draft.AuthorId, post.GetProperty("authorId").GetString());
        await Caller.Settled();
        var complaint = await Caller.Get("/api/complaints/" + post.GetProperty("docket").GetString());
        Assert.Contains(post.GetProperty("id").GetString(), complaint.GetProperty("postIds").EnumerateArray().Select(id => id.GetString()));
    }

    [Fact]
    public async Task A_wrong_signature_is_refused_and_nothing_is_stored()
    {
        var draft = Doors.Draft(Channel.X, "Forger", $"forged words {Next()}", Next(), At);
        var right = Doors.Signed(Channel.X, draft);
        var before = (await Caller.Metrics())["monitor_deliveries_accepted_total"];
        var forged = right with { Body = [.. right.Body, (byte)' '] };
        Assert.Equal(HttpStatusCode.Forbidden, await Caller.Deliver(forged));
        Assert.Equal(HttpStatusCode.Forbidden, await Caller.Deliver(right with { Signature = "sha256=AAAA" }));
        Assert.Equal(HttpStatusCode.Forbidden, await Caller.Deliver(right with { Header = "x-other" }));
        Assert.Equal(HttpStatusCode.Forbidden, await Caller.Deliver(right with { Path = "/webhooks/facebook" }));
        await Caller.Settled();
        Assert.DoesNotContain(await Caller.All("/api/posts"), post => post.GetProperty("text").GetString() == draft.Text);
        Assert.Equal(before, (await Caller.Metrics())["monitor_deliveries_accepted_total"]);
    }

    [Fact]
    public async Task Without_a_secret_the_doors_stay_closed()
    {
        using var folder = new TestFolder();
        await using var closed = await Running.Start("--Demo:Enabled=false", "--Journal:Kind=Memory", "--Data:Directory=" + folder.Path);
        foreach (var channel in new[] { Channel.X, Channel.Facebook, Channel.Instagram, Channel.WhatsApp })
        {
            var body = Doors.Signed(channel, Doors.Draft(channel, "Early", "hello", Next(), At));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await closed.Caller.Deliver(body));
            using var challenge = await closed.Caller.Http.GetAsync(body.Path + "?crc_token=a&hub.mode=subscribe&hub.challenge=1&hub.verify_token=");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, challenge.StatusCode);
        }

        Assert.Contains(closed.Said, line => line.Contains("Channels:WhatsApp:AppSecret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_over_three_megabytes_is_too_large_and_one_of_three_is_taken()
    {
        var most = new byte[Webhook.BodyBytesMax];
        most.AsSpan().Fill((byte)' ');
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Sign(Channel.WhatsApp, most)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Caller.Deliver(Doors.Sign(Channel.WhatsApp, [.. most, (byte)' '])));
    }

    [Fact]
    public async Task The_same_delivery_twice_and_the_same_post_in_another_body_give_one_post()
    {
        var draft = Doors.Draft(Channel.X, "Twice", $"Chain snatched near Hope Farm, Whitefield, two men on a black bike {Next()}", Next(), At);
        var body = Doors.Signed(Channel.X, draft);
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(body));
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(body));
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Sign(Channel.X, [.. body.Body, (byte)'\n'])));
        await Decided(draft.Text);
        await Caller.Settled();
        Assert.Single(await Caller.All("/api/posts"), post => post.GetProperty("text").GetString() == draft.Text);
    }

    [Fact]
    public async Task A_mention_that_names_only_an_id_is_listed_as_unfinished()
    {
        var body = Encoding.UTF8.GetBytes(
            """{"object":"instagram","entry":[{"id":"17841400000000101","changes":[{"field":"mentions","value":{"media_id":"179900","comment_id":"179901"}}]}]}""");
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Sign(Channel.Instagram, body)));
        await Caller.Settled();
        var parked = Assert.Single(await Caller.All("/api/parked"), item => item.GetProperty("kind").GetString() == "mentioned");
        Assert.Equal(("instagram", "post-unknown", false),
            (parked.GetProperty("channel").GetString(), parked.GetProperty("why").GetString(), parked.GetProperty("overdue").GetBoolean()));
        Assert.True((await Caller.Metrics())["monitor_items_parked{kind=\"mentioned\"}"] >= 1);
    }

    [Fact]
    public async Task Signed_garbage_is_stored_answered_with_200_counted_and_listed()
    {
        byte[][] garbage = ["{"u8.ToArray(), [0xFF, 0xFE, 0x00], [], "null"u8.ToArray(), "[[[[{}]]]]"u8.ToArray(), """{"data":{"event_type":7}}"""u8.ToArray()];
        var metrics = await Caller.Metrics();
        var before = metrics["monitor_intake_head"];
        foreach (var body in garbage)
        {
            Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Sign(Channel.X, body)));
        }

        await Caller.Settled();
        Assert.True((await Caller.Metrics())["monitor_intake_head"] >= before + garbage.Length);
        Assert.True((await Caller.Metrics())["monitor_deliveries_unreadable_total"] >= metrics["monitor_deliveries_unreadable_total"] + 2);
        Assert.Contains(await Caller.All("/api/parked"), parked => parked.GetProperty("why").GetString() == "fault:unreadable:unreadable");
        Assert.Equal("ready", await Caller.Http.GetStringAsync("/health/ready"));
    }

    /// <summary>400 over HTTP in a test run, <c>MONITOR_MUTATIONS=10000</c> for more; the channels' own tests take 10,000.</summary>
    [Fact]
    public async Task Mutated_bodies_never_make_the_server_fail_and_nothing_forged_is_accepted()
    {
        const int Seed = 20261122;
        var count = int.Parse(Environment.GetEnvironmentVariable("MONITOR_MUTATIONS") ?? "400", System.Globalization.CultureInfo.InvariantCulture);
        var random = new Random(Seed);
        Channel[] channels = [Channel.X, Channel.Facebook, Channel.Instagram, Channel.WhatsApp];
        var bodies = Enumerable.Range(0, count).Select(round =>
        {
            var channel = channels[round % channels.Length];
            var original = Doors.Signed(channel, Doors.Draft(channel, "Mutant " + (round % 7), "Chain snatched near Hope Farm", MutantsFrom + round, At));
            return (round, original, mutated: Doors.Sign(channel, Mutations.Of(random, original.Body)));
        }).ToList();
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (body, _) =>
        {
            var status = await Caller.Deliver(body.mutated);
            Assert.True((int)status < 500 && status != HttpStatusCode.Forbidden, $"MONITOR_MUTATIONS={count}, seed {Seed}, round {body.round}: {(int)status}");
            if (!body.original.Body.AsSpan().SequenceEqual(body.mutated.Body))
            {
                var forged = await Caller.Deliver(body.mutated with { Signature = body.original.Signature });
                Assert.True(forged is HttpStatusCode.Forbidden or HttpStatusCode.RequestEntityTooLarge, $"Seed {Seed}, round {body.round}: forged, {(int)forged}");
            }
        });
        await Caller.Settled();
        Assert.Equal("ready", await Caller.Http.GetStringAsync("/health/ready"));
        Assert.Equal(0, (await Caller.Metrics())["monitor_streams_quarantined"]);
    }

    private static int Next() => Interlocked.Increment(ref numbers);

    private Task<JsonElement> Decided(string text) => Decided(Caller, text);

    /// <summary>The post with this text once it has its verdict.</summary>
    internal static async Task<JsonElement> Decided(Caller caller, string text)
    {
        var found = await Wait.For($"the post '{text}' is decided on", async () =>
        {
            var posts = await caller.All("/api/posts");
            var post = posts.FirstOrDefault(each => each.GetProperty("text").GetString() == text);
            return post.ValueKind == JsonValueKind.Object && post.GetProperty("verdict").ValueKind == JsonValueKind.Object ? (object)post : null;
        });
        return (JsonElement)found;
    }
}
