using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>The OpenAPI document says what the server does: every example in it is sent, every list that it names is read.</summary>
public sealed class ApiDocumentTests(LiveServer server) : IClassFixture<LiveServer>
{
    /// <summary>What an example may be answered with on a docket that has just been opened: done, or a rule's refusal; never that the body is wrong.</summary>
    private static readonly HttpStatusCode[] Understood = [HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Conflict];

    /// <summary>Refusals of examples that name something which this server does not have: an answer, a post of the docket, an alert, a docket to link, a file.</summary>
    private static readonly string?[] OfAnotherDay =
        ["no-such-answer", "no-such-post", "no-such-alert", "no-such-complaint", "no-such-flag", "no-such-quarantine", "file", "not-linked", "not-parted"];

    private Caller Caller => server.Caller;

    [Fact]
    public async Task Every_command_has_an_example_that_the_server_understands()
    {
        var post = await Delivered();
        var wrong = new List<string>();
        var done = 0;
        foreach (var (path, operation) in await Operations("post"))
        {
            var content = operation.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").GetProperty("application/json") : default;
            if (content.ValueKind != JsonValueKind.Object || !content.TryGetProperty("example", out var example))
            {
                wrong.Add(path + " has no example");
                continue;
            }

            var docket = path.Contains("{docket}", StringComparison.Ordinal) ? await Opened() : "";
            var sent = example.ToString().Replace("/srv/backup", server.Directory + "-backup", StringComparison.Ordinal).Replace("1043-0", post, StringComparison.Ordinal);
            var at = path.Replace("{docket}", docket, StringComparison.Ordinal).Replace("/api/posts/{id}", "/api/posts/" + post, StringComparison.Ordinal)
                .Replace("{post}", post, StringComparison.Ordinal).Replace("{channel}/{account}", "x/1400000126", StringComparison.Ordinal);
            var (status, answer) = await Caller.Post(at.Replace("{id}", "breach:" + docket, StringComparison.Ordinal), new StringContent(sent, Encoding.UTF8, "application/json"));
            var code = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("code", out var named) ? named.GetString() : null;
            done += status is HttpStatusCode.OK or HttpStatusCode.Created ? 1 : 0;
            if (!Understood.Contains(status) && !OfAnotherDay.Contains(code) || code is "unknown-officer" or "unknown-unit")
            {
                wrong.Add($"{path} {sent}: {(int)status} {answer}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.True(done >= 10, $"Only {done} examples did something.");
    }

    /// <summary>Rank rules hold from the start (design section 11): nothing but the demo is done in nobody's name.</summary>
    [Fact]
    public async Task No_command_is_taken_from_nobody()
    {
        var (wrong, docket) = (new List<string>(), await Opened());
        foreach (var (path, operation) in await Operations("post"))
        {
            if (path.StartsWith("/api/", StringComparison.Ordinal) && !path.StartsWith("/api/demo/", StringComparison.Ordinal))
            {
                var unsigned = JsonObject.Create(operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example"))!;
                Assert.True(unsigned.Remove("by") || unsigned["leave"]!.AsObject().Remove("by"), path);
                var (status, answer) = await Caller.Post(path.Replace("{docket}", docket, StringComparison.Ordinal).Replace('{', 'x').Replace('}', 'x'), unsigned);
                wrong.AddRange(status == HttpStatusCode.BadRequest && answer.GetProperty("code").GetString() is "by" or "leave" ? [] : [$"{path}: {(int)status} {answer}"]);
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    /// <summary>Answers of a webhook or a health check are words or nothing; everything else is JSON with an example.</summary>
    [Fact]
    public async Task Every_answer_and_every_refusal_has_an_example_that_fits_its_schema()
    {
        var document = await Caller.Get("/openapi/v1.json");
        var (wrong, seen) = (new List<string>(), 0);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Where(each => each.Value.TryGetProperty("responses", out _)))
            {
                foreach (var response in operation.Value.GetProperty("responses").EnumerateObject())
                {
                    var name = $"{operation.Name} {path.Name} {response.Name}";
                    if (!response.Value.TryGetProperty("content", out var content))
                    {
                        wrong.AddRange(path.Name.StartsWith("/api/", StringComparison.Ordinal) ? [name + " says nothing of its content"] : []);
                        continue;
                    }

                    foreach (var media in content.EnumerateObject())
                    {
                        seen++;
                        wrong.AddRange(media.Value.TryGetProperty("example", out var example)
                            ? SchemaFit.Faults(document, media.Value.GetProperty("schema"), example, name)
                            : [name + " has no example"]);
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.True(seen > 150, $"Only {seen} examples.");
    }

    [Theory]
    [InlineData("""{"items":[{"phrase":"hope farm","unit":"blr/whitefield-ps","taughtBy":"x","taughtAt":"2026-03-02T12:00:00Z","extra":1}],"next":null}""", "extra")]
    [InlineData("""{"items":[{"phrase":7,"unit":"blr/whitefield-ps","taughtBy":"x","taughtAt":"2026-03-02T12:00:00Z"}],"next":null}""", "phrase")]
    [InlineData("""{"items":[]}""", "next is missing")]
    public async Task An_example_that_drifts_from_its_schema_is_found(string drifted, string named)
    {
        var document = await Caller.Get("/openapi/v1.json");
        var schema = document.GetProperty("paths").GetProperty("/api/aliases").GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content")
            .GetProperty("application/json").GetProperty("schema");
        Assert.Contains(SchemaFit.Faults(document, schema, JsonSerializer.Deserialize<JsonElement>(drifted), "aliases"), fault => fault.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_command_says_how_it_answers_and_what_a_complaint_is_answered_with_is_what_the_document_says()
    {
        foreach (var (path, operation) in await Operations("post"))
        {
            var codes = operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).ToList();
            Assert.All(["200", "400", "404", "409", "503"], code => Assert.True(codes.Contains(code), $"{path} says nothing of {code}"));
        }

        var document = await Caller.Get("/openapi/v1.json");
        var schema = document.GetProperty("paths").GetProperty("/api/complaints/{docket}").GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content")
            .GetProperty("application/json").GetProperty("schema");
        var faults = SchemaFit.Faults(document, schema, await Caller.Get("/api/complaints/" + await Opened()), "a complaint").ToList();
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public async Task Every_list_that_the_document_names_answers_items_and_next_and_no_more_fields_than_it_says()
    {
        await Delivered();
        await Opened();
        await Caller.Settled();
        var document = await Caller.Get("/openapi/v1.json");
        foreach (var (path, operation) in (await Operations("get")).Where(operation => !operation.Path.Contains('{', StringComparison.Ordinal)))
        {
            var answer = await Caller.Get(path);
            Assert.Equal(["items", "next"], answer.EnumerateObject().Select(field => field.Name));
            var schema = Resolved(document, operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema"));
            var item = Resolved(document, schema.GetProperty("properties").GetProperty("items").GetProperty("items"));
            var said = item.GetProperty("properties").EnumerateObject().Select(field => field.Name).ToHashSet();
            foreach (var each in answer.GetProperty("items").EnumerateArray())
            {
                Assert.True(each.EnumerateObject().All(field => said.Contains(field.Name)), $"{path}: {each} has more than {string.Join(", ", said)}");
            }
        }
    }

    /// <summary>Commands and lists of the API.</summary>
    private async Task<List<(string Path, JsonElement Operation)>> Operations(string method) =>
        [.. (await Caller.Get("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/api/", StringComparison.Ordinal))
            .Where(path => path.Value.TryGetProperty(method, out _)).Select(path => (path.Name, path.Value.GetProperty(method)))];

    private static JsonElement Resolved(JsonElement document, JsonElement schema) => schema.TryGetProperty("$ref", out var name)
        ? document.GetProperty("components").GetProperty("schemas").GetProperty(name.GetString()!.Split('/')[^1])
        : schema;

    private async Task<string> Delivered()
    {
        var draft = Doors.Draft(Channel.X, "Reader", "Chain snatched near Hope Farm, Whitefield, two men on a bike", 77, TimeProvider.System.GetUtcNow().AddMinutes(-5));
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.X, draft)));
        return (await WebhookTests.Decided(Caller, draft.Text)).GetProperty("id").GetString()!;
    }

    private async Task<string> Opened()
    {
        var (status, content) = await Caller.Post(
            "/api/complaints", new { source = "call", category = "NOISE", by = "blr/whitefield-ps/inspector", text = "Loudspeakers", unit = "blr/whitefield-ps" });
        Assert.True(status == HttpStatusCode.Created, content.ToString());
        return content.GetProperty("docket").GetString()!;
    }
}
