using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitor.Channels;
using Monitor.Core.Posts;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>A docket over HTTP, from opened by hand to closed with four stamps.</summary>
public sealed class ComplaintApiTests(LiveServer server) : IClassFixture<LiveServer>
{
    private const string Station = "blr/whitefield-ps";
    private const string Inspector = Station + "/inspector";
    private const string Writer = Station + "/writer";
    private const string Acp = "blr/whitefield-sd/acp";
    private const string Dcp = "blr/whitefield-division/dcp";

    private Caller Caller => server.Caller;

    [Fact]
    public async Task A_post_becomes_a_docket_that_is_closed_with_four_stamps()
    {
        var draft = Doors.Draft(Channel.X, "Robbed", "Laptop bag stolen from my car at Hope Farm, Whitefield, glass broken. Please help", 1,
            TimeProvider.System.GetUtcNow().AddMinutes(-5));
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.X, draft)));
        var docket = (await WebhookTests.Decided(Caller, draft.Text)).GetProperty("docket").GetString()!;
        await Caller.Settled();
        await Done(docket, "accept", new { by = Inspector }, "accepted");
        await Done(docket, "act", new { action = new { kind = "fir", number = "0412/2026", sections = new[] { "BNS 303" } }, by = Inspector }, "acted");

        // The station answers in the platform's own app: the platform's word of it holds the delivery id.
        var now = TimeProvider.System.GetUtcNow();
        var answer = draft with
        {
            Id = PlatformIds.Post(Channel.X, draft.Account, now, 2), AuthorId = draft.Account, AuthorName = "BlrCityPolice", AuthorHandle = "BlrCityPolice", ToId = draft.AuthorId,
            InReplyTo = draft.Id, Text = "An FIR is registered, number 0412/2026. The inspector will call you.", PostedAt = now,
        };
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Sign(Channel.X, Channels.X.Write.Post(answer, "post.create"))));
        await Wait.Until("the answer is on the docket", async () =>
            (await Caller.Get("/api/complaints/" + docket)).GetProperty("stamps").GetProperty("deliveryHeldAt").ValueKind == JsonValueKind.String);

        var seen = await Done(docket, "check", new { by = Acp }, "checked", "approved");
        if (seen.GetProperty("stamps").GetProperty("secondCheckNeeded").GetBoolean())
        {
            Assert.Equal("stamp-missing", (await Command(docket, "close", new { by = Inspector })).Content.GetProperty("code").GetString());
            seen = await Done(docket, "check", new { by = Dcp }, "approved");
        }

        var stamps = seen.GetProperty("stamps");
        Assert.Equal((Inspector, Acp), (stamps.GetProperty("actedBy").GetString(), stamps.GetProperty("check").GetProperty("by").GetString()));
        Assert.Equal(JsonValueKind.String, stamps.GetProperty("answeredAt").ValueKind);
        Assert.Equal(JsonValueKind.Null, stamps.GetProperty("missing").ValueKind);
        var closed = await Done(docket, "close", new { by = Inspector }, "closed");
        Assert.DoesNotContain(closed.GetProperty("clocks").EnumerateArray(), clock =>
            clock.GetProperty("state").GetString() is "running" or "late" && clock.GetProperty("clock").GetString() != "reportUp");
        await Caller.Settled();
        Assert.Contains(await Caller.All("/api/complaints?state=closed"), item => item.GetProperty("docket").GetString() == docket);
    }

    [Fact]
    public async Task An_officer_who_joins_an_incident_does_not_say_how_large_it_is()
    {
        var docket = await Opened("NOISE");
        var before = (await Caller.Get("/api/complaints/" + docket)).GetProperty("priority").GetInt32();
        var (status, problem) = await Command(docket, "join", new { incident = "the-fair", size = 10_000, by = Inspector });
        Assert.Equal((HttpStatusCode.BadRequest, "size"), (status, problem.GetProperty("code").GetString()));
        (status, problem) = await Command(docket, "join", new { incident = "", by = Inspector });
        Assert.Equal((HttpStatusCode.Conflict, "incident-needed"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await Command(docket, "join", new { incident = "the-fair", by = Inspector })).Status);
        await Caller.Settled();
        Assert.Equal(before, (await Caller.Get("/api/complaints/" + docket)).GetProperty("priority").GetInt32());
    }

    [Fact]
    public async Task A_docket_from_a_call_does_not_close_while_a_stamp_is_missing()
    {
        var docket = await Opened("NOISE");
        await Done(docket, "accept", new { by = Inspector }, "accepted");
        var action = new { kind = "patrolSent", number = "112/4711", sections = Array.Empty<string>(), note = (string?)null };
        await Done(docket, "act", new { action, by = Inspector }, "acted");
        var answer = new { text = "The patrol stopped the loudspeaker. Thank you for calling.", account = "x/1400000001", by = Writer };
        await Done(docket, "reply", answer, "acted");
        await Done(docket, "check", new { by = Acp }, "checked", "approved");
        var seen = await Caller.Get("/api/complaints/" + docket);
        if (seen.GetProperty("state").GetString() == "checked")
        {
            seen = await Done(docket, "check", new { by = Dcp }, "approved");
        }

        Assert.Equal(Inspector, seen.GetProperty("stamps").GetProperty("actedBy").GetString());
        Assert.Equal(Acp, seen.GetProperty("stamps").GetProperty("check").GetProperty("by").GetString());
        var (status, problem) = await Command(docket, "close", new { by = Inspector });
        Assert.Equal((HttpStatusCode.Conflict, "stamp-missing"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(problem.GetProperty("detail").GetString(), seen.GetProperty("stamps").GetProperty("missing").GetString());
        var history = seen.GetProperty("history").EnumerateArray().Select(line => line.GetProperty("event").GetString()!).ToList();
        Assert.True(history.Count >= 5, string.Join(", ", history));
        Assert.Equal(history.Count, seen.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task Every_clock_says_why_it_is_due_when_it_is()
    {
        var complaint = await Caller.Get("/api/complaints/" + await Opened("THEFT_SNATCH"));
        var clocks = complaint.GetProperty("clocks").EnumerateArray().ToList();
        Assert.Contains(clocks, clock => clock.GetProperty("clock").GetString() == "accept");
        Assert.All(clocks, clock =>
        {
            var why = clock.GetProperty("explanation");
            Assert.True(why.GetProperty("agrees").GetBoolean());
            Assert.Equal(clock.GetProperty("dueAt").GetString(), why.GetProperty("dueAt").GetString());
            Assert.EndsWith("Z", clock.GetProperty("dueAt").GetString(), StringComparison.Ordinal);
            Assert.NotEmpty(why.GetProperty("counted").EnumerateArray());
            var counted = why.GetProperty("counted").EnumerateArray().Aggregate(
                TimeSpan.Zero, (sum, part) => sum + (part.GetProperty("to").GetDateTimeOffset() - part.GetProperty("from").GetDateTimeOffset()));
            Assert.Equal(TimeSpan.Parse(why.GetProperty("target").GetString()!, System.Globalization.CultureInfo.InvariantCulture), counted);
        });
    }

    [Fact]
    public async Task A_command_on_an_older_version_is_412_and_changes_nothing()
    {
        var docket = await Opened("NOISE");
        using var read = await Caller.Http.GetAsync("/api/complaints/" + docket);
        var tag = read.Headers.ETag!.Tag;
        var (first, _) = await Command(docket, "accept", new { by = Inspector }, ("If-Match", tag));
        Assert.Equal(HttpStatusCode.OK, first);
        var (second, problem) = await Command(docket, "transfer", new { unit = "blr/kadugodi-ps", by = Inspector, note = "not ours" }, ("If-Match", tag));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "other-version"), (second, problem.GetProperty("code").GetString()));
        Assert.Equal(Station, (await Caller.Get("/api/complaints/" + docket)).GetProperty("unit").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await Command(docket, "accept", new { by = Inspector }, ("If-Match", "\"seven\""))).Status);
    }

    [Fact]
    public async Task The_same_idempotency_key_twice_acts_once()
    {
        var docket = await Opened("NOISE");
        var writing = new { text = "We are on our way.", account = "x/1400000001", by = Writer };
        var (first, one) = await Command(docket, "reply", writing, ("Idempotency-Key", "reply-1"));
        var (second, two) = await Command(docket, "reply", writing, ("Idempotency-Key", "reply-1"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first, second));
        Assert.Equal(one.GetProperty("version").GetInt64(), two.GetProperty("version").GetInt64());
        var (long1, _) = await Command(docket, "reply", writing, ("Idempotency-Key", new string('k', 101)));
        Assert.Equal(HttpStatusCode.BadRequest, long1);
    }

    [Fact]
    public async Task A_post_is_opened_by_hand_only_while_it_is_on_no_docket()
    {
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var robbed = Doors.Draft(Channel.X, "Robbed twice", "Phone snatched at the bus stop of Hope Farm, Whitefield, two men on a scooter. Please help", 41, at);
        var praise = Doors.Draft(Channel.X, "Thankful", "Thank you for the quick help yesterday, wonderful work by the whole team", 42, at);
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.X, robbed)));
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.X, praise)));
        var taken = (await WebhookTests.Decided(Caller, robbed.Text)).GetProperty("id").GetString();
        var free = (await WebhookTests.Decided(Caller, praise.Text)).GetProperty("id").GetString();
        await Caller.Settled();

        object Body(string? post) => new { source = "missedPost", category = "NOISE", by = Inspector, posts = new[] { post }, unit = Station };
        var (status, problem) = await Caller.Post("/api/complaints", Body(taken));
        Assert.Equal((HttpStatusCode.Conflict, "post-has-docket"), (status, problem.GetProperty("code").GetString()));
        var (first, opened) = await Caller.Post("/api/complaints", Body(free), ("Idempotency-Key", "by-hand-1"));
        Assert.True(first == HttpStatusCode.Created, opened.ToString());
        var (repeated, same) = await Caller.Post("/api/complaints", Body(free), ("Idempotency-Key", "by-hand-1"));
        Assert.True(repeated is HttpStatusCode.OK or HttpStatusCode.Created, same.ToString());
        Assert.Equal(opened.GetProperty("docket").GetString(), same.GetProperty("docket").GetString());
        var (again, refused) = await Caller.Post("/api/complaints", Body(free));
        Assert.Equal((HttpStatusCode.Conflict, "post-has-docket"), (again, refused.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task What_a_rule_forbids_is_409_with_its_code_and_a_sentence()
    {
        var docket = await Opened("NOISE");
        var (status, problem) = await Command(docket, "close", new { by = Inspector });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal(409, problem.GetProperty("status").GetInt32());
        Assert.True(problem.GetProperty("code").GetString()!.Length > 3 && problem.GetProperty("detail").GetString()!.EndsWith('.'), problem.ToString());
        var (stranger, unknown) = await Command(docket, "accept", new { by = "nobody" });
        Assert.True((int)stranger is 404 or 409, $"{(int)stranger} {unknown}");
    }

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        Assert.Equal("no-such-complaint", (await Caller.Get("/api/complaints/M1-9")).GetProperty("code").GetString());
        Assert.Equal("no-such-complaint", (await Caller.Get("/api/complaints/" + Core.Posts.Docket.Number(999_999, 0))).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await Command("M1-9", "accept", new { by = Inspector })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Command(await Opened("NOISE"), "explode", new { by = Inspector })).Status);
        Assert.Equal("no-such-unit", (await Caller.Get("/api/complaints?unit=blr/atlantis")).GetProperty("code").GetString());
        Assert.Equal("no-such-post", (await Caller.Get("/api/posts/999999-0")).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{""")]
    [InlineData("""null""")]
    [InlineData("""[]""")]
    [InlineData("""{"source":"call"}""")]
    [InlineData("""{"source":"telepathy","category":"NOISE","by":"blr/whitefield-ps/inspector","text":"a"}""")]
    [InlineData("""{"source":"call","category":"NOISE","by":"blr/whitefield-ps/inspector","text":"a","surprise":1}""")]
    [InlineData("""{"source":"call","category":"NOISE","by":"blr/whitefield-ps/inspector"}""")]
    [InlineData("""{"source":"call","category":"NOISE","by":null,"text":"a"}""")]
    [InlineData("""{"source":"call","category":"NOISE","by":"blr/whitefield-ps/inspector","text":"a","priority":9}""")]
    public async Task A_body_that_cannot_be_read_is_400_with_problem_details(string body)
    {
        using var answer = await Caller.Http.PostAsync("/api/complaints", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.NotEmpty(problem.GetProperty("code").GetString()!);
    }

    [Theory]
    [InlineData("source", """{"category":"NOISE","by":"blr/whitefield-ps/inspector","text":"a"}""")]
    [InlineData("source", """{"source":"telepathy","category":"NOISE","by":"blr/whitefield-ps/inspector","text":"a"}""")]
    [InlineData("priority", """{"source":"call","category":"NOISE","by":"blr/whitefield-ps/inspector","text":"a","priority":9}""")]
    [InlineData("surprise", """{"source":"call","category":"NOISE","by":"blr/whitefield-ps/inspector","text":"a","surprise":1}""")]
    [InlineData("by", """{"source":"call","category":"NOISE","by":null,"text":"a"}""")]
    public async Task A_wrong_body_names_the_field(string field, string body)
    {
        var (status, problem) = await Caller.Post("/api/complaints", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal((HttpStatusCode.BadRequest, field), (status, problem.GetProperty("field").GetString()));
        Assert.DoesNotContain("Monitor.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("priority", "/api/complaints?priority=high")]
    [InlineData("priority", "/api/complaints?priority=7")]
    [InlineData("state", "/api/complaints?state=asleep")]
    [InlineData("limit", "/api/complaints?limit=0")]
    [InlineData("after", "/api/complaints?after=nonsense")]
    [InlineData("since", "/api/posts?since=yesterday")]
    [InlineData("channel", "/api/posts?channel=telegraph")]
    [InlineData("after", "/api/posts?after=nonsense")]
    [InlineData("limit", "/api/alerts?limit=many")]
    [InlineData("after", "/api/units?after=nonsense")]
    [InlineData("after", "/api/triage?after=non.sense")]
    [InlineData("after", "/api/alerts?after=%2B%2B")]
    [InlineData("after", "/api/parked?after=%E0%A4%95")]
    public async Task A_wrong_parameter_is_400_and_named(string field, string path)
    {
        var problem = await Caller.Get(path);
        Assert.Equal((400, field), (problem.GetProperty("status").GetInt32(), problem.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Units_and_accounts_go_on_page_by_page_too()
    {
        var seats = server.Running.Services.GetRequiredService<MonitorNode>().Rulebook.Seats.All.Count(seat => seat.UnitId is not null);
        await Wait.Until("every account is registered", async () => (await Caller.All("/api/accounts")).Count == seats);
        await Caller.Settled();
        foreach (var path in new[] { "/api/units", "/api/accounts" })
        {
            var whole = await Caller.Get(path);
            Assert.Equal(JsonValueKind.Null, whole.GetProperty("next").ValueKind);
            var paged = await Caller.All(path, page: 7);
            Assert.Equal(whole.GetProperty("items").EnumerateArray().Select(item => item.ToString()), paged.Select(item => item.ToString()));
        }
    }

    [Fact]
    public async Task Lists_are_narrowed_and_go_on_page_by_page_without_gap_or_repeat()
    {
        var mine = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            mine.Add(await Opened("DRUGS", "blr/hennur-ps"));
        }

        await Caller.Settled();
        var listed = (await Caller.All("/api/complaints?unit=blr/hennur-ps", page: 3)).Select(item => item.GetProperty("docket").GetString()!).ToList();
        Assert.Equal(mine.Order(), listed.Order());
        Assert.Empty(await Caller.All("/api/complaints?unit=blr/hennur-ps&state=closed"));
        Assert.All(await Caller.All("/api/complaints?unit=blr/hennur-ps&state=accepted"), item => Assert.Equal("accepted", item.GetProperty("state").GetString()));
        var priority = (await Caller.Get("/api/complaints/" + mine[0])).GetProperty("priority").GetInt32();
        Assert.Equal(mine.Count, (await Caller.All($"/api/complaints?unit=blr/hennur-ps&priority={priority}")).Count);
        Assert.Empty(await Caller.All($"/api/complaints?unit=blr/hennur-ps&priority={(priority + 1) % 5}"));
        Assert.Equal("after", (await Caller.Get("/api/complaints?after=nonsense")).GetProperty("code").GetString());
    }

    private async Task<string> Opened(string category, string unit = Station)
    {
        var (status, content) = await Caller.Post(
            "/api/complaints", new { source = "call", category, by = unit + "/inspector", text = "Loudspeakers after midnight near the lake", unit });
        Assert.True(status == HttpStatusCode.Created, content.ToString());
        return content.GetProperty("docket").GetString()!;
    }

    private Task<(HttpStatusCode Status, JsonElement Content)> Command(string docket, string verb, object body, params (string, string)[] headers) =>
        Caller.Post($"/api/complaints/{docket}/{verb}", body, headers);

    private async Task<JsonElement> Done(string docket, string verb, object body, params string[] states)
    {
        var (status, content) = await Command(docket, verb, body);
        Assert.True(status == HttpStatusCode.OK, $"{verb}: {(int)status} {content}");
        var seen = await Caller.Get("/api/complaints/" + docket);
        Assert.Contains(seen.GetProperty("state").GetString(), states);
        return seen;
    }
}
