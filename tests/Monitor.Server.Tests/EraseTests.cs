using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Monitor.Channels;
using Monitor.Channels.Scenario;
using Monitor.Core.Posts;
using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>A post that its author deletes on the platform leaves every file of the data directory.</summary>
public sealed class EraseTests
{
    private static readonly DateTimeOffset At = TimeProvider.System.GetUtcNow().AddMinutes(-5);

    [Fact]
    public async Task A_deleted_post_leaves_no_word_name_or_number_in_any_file_and_the_rest_replays_as_before()
    {
        using var folder = new TestFolder();
        Draft[] drafts = [.. new[] { Channel.X, Channel.Facebook, Channel.WhatsApp }.Select((channel, i) =>
            Doors.Draft(channel, $"Zyxwina Qorvath{i}", $"Chain snatched near Hope Farm, Whitefield by plumquartz{i}", i, At))];
        Channel[] channels = [Channel.X, Channel.Facebook, Channel.WhatsApp];
        var kept = Doors.Draft(Channel.X, "Keeper", "Laptop bag stolen from my car at Hope Farm, Whitefield", 9, At);
        string before;
        string[] ids;
        await using (var server = await Running.Live(folder.Path))
        {
            await server.Caller.Deliver(Doors.Signed(Channel.X, kept));
            foreach (var (channel, draft) in channels.Zip(drafts))
            {
                Assert.Equal(HttpStatusCode.OK, await server.Caller.Deliver(Doors.Signed(channel, draft)));
            }

            await server.Caller.Settled();
            ids = [.. (await server.Caller.All("/api/posts")).Where(post => post.GetProperty("text").GetString() != kept.Text).Select(post => post.GetProperty("id").GetString()!)];
            Assert.Equal(drafts.Length, ids.Length);
            Assert.All(Traces(drafts), trace => Assert.NotEmpty(FilesWith(folder.Path, trace)));
            await Delete(server.Caller, channels, drafts);
            Assert.All(await server.Caller.All("/api/posts"), post => Assert.DoesNotContain("plumquartz", post.ToString(), StringComparison.Ordinal));
            before = await Dockets(server.Caller);
            await server.Services.GetRequiredService<IJournal>().CleanUp(CancellationToken.None);
            Assert.Empty(Left(folder.Path, drafts));
        }

        Assert.Empty(Left(folder.Path, drafts));
        File.Delete(Path.Combine(folder.Path, "board.snapshot"));
        await using (var again = await Running.Live(folder.Path))
        {
            await again.Caller.Settled();
            Assert.Equal(before, await Dockets(again.Caller));
            foreach (var id in ids)
            {
                var post = await again.Caller.Get("/api/posts/" + id);
                Assert.True(post.GetProperty("deleted").GetBoolean());
                Assert.Equal(JsonValueKind.Null, post.GetProperty("text").ValueKind);
                Assert.Equal(JsonValueKind.Object, post.GetProperty("verdict").ValueKind);
            }
        }

        Assert.Empty(Left(folder.Path, drafts));
    }

    [Fact]
    public async Task A_post_that_is_deleted_by_the_id_of_its_last_version_leaves_every_file_with_all_its_versions()
    {
        using var folder = new TestFolder();
        var first = Doors.Draft(Channel.X, "Zyxwina Qorvath0", "Chain snatched near Hope Farm, Whitefield by plumquartz0", 0, At);
        var second = first with { Id = PlatformIds.Post(Channel.X, first.Account, At.AddMinutes(1), 50), Text = first.Text + " on a black bike" };
        await using var server = await Running.Live(folder.Path);
        await server.Caller.Deliver(Doors.Signed(Channel.X, first));
        await server.Caller.Deliver(Doors.Sign(Channel.X, Channels.X.Write.Post(second, "post.mention.create", first.Id)));
        await server.Caller.Settled();
        var post = Assert.Single(await server.Caller.All("/api/posts"));
        Assert.Equal(second.Text, post.GetProperty("text").GetString());
        await server.Caller.Deliver(Doors.Sign(Channel.X, Channels.X.Write.Deleted(second)));
        await server.Caller.Settled();
        await Wait.Until("the post is erased", async () => (await server.Caller.Get("/api/posts/" + post.GetProperty("id").GetString())).GetProperty("deleted").GetBoolean());
        await Wait.Until("no word is left", async () =>
        {
            await server.Services.GetRequiredService<IJournal>().CleanUp(CancellationToken.None);
            return Left(folder.Path, [first, second]).Count == 0;
        });
    }

    [Fact]
    public async Task A_deleted_post_leaves_the_bodies_of_those_that_quote_or_repost_it_and_what_is_left_says_that_it_was_cut()
    {
        using var folder = new TestFolder();
        var quoted = Doors.Draft(Channel.X, "Zyxwina Qorvath0", "Chain snatched near Hope Farm, Whitefield by plumquartz0", 0, At);
        var quoting = Doors.Draft(Channel.X, "Keeper", "The same two men took mine at Hope Farm, brindlevane market", 1, At) with { Quotes = quoted.Id };
        var reposting = Doors.Draft(Channel.X, "Passer", "RT", 2, At);
        await using var server = await Running.Live(folder.Path);
        foreach (var body in new[] { Doors.Body(Channel.X, quoted), Including(quoted, quoting, "quoted"), Including(quoted, reposting, "retweeted") })
        {
            Assert.Equal(HttpStatusCode.OK, await server.Caller.Deliver(Doors.Sign(Channel.X, body)));
        }

        await server.Caller.Settled();
        await server.Caller.Deliver(Doors.Sign(Channel.X, Channels.X.Write.Deleted(quoted)));
        await server.Caller.Settled();
        await Wait.Until("no word is left", async () =>
        {
            await server.Services.GetRequiredService<IJournal>().CleanUp(CancellationToken.None);
            return Left(folder.Path, [quoted]).Count == 0;
        });
        Assert.Single(await server.Caller.All("/api/posts"), post => post.GetProperty("text").GetString() == quoting.Text);
        Assert.NotEmpty(FilesWith(folder.Path, "brindlevane"));
        Assert.NotEmpty(FilesWith(folder.Path, "\"why\":\"The body received also held the words of another post"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deleted_post_takes_its_writer_out_of_our_answers_and_their_delivery_states_however_late_they_come(bool late)
    {
        using var folder = new TestFolder();
        Draft[] drafts = [.. new[] { Channel.X, Channel.Facebook, Channel.WhatsApp }.Select((channel, i) =>
            Doors.Draft(channel, $"Zyxwina Qorvath{i}", $"Chain snatched near Hope Farm, Whitefield by plumquartz{i}", i, At))];
        // Known by the number alone, as where the business-scoped id is hidden.
        drafts[2] = drafts[2] with { AuthorId = drafts[2].Number! };
        var kept = Doors.Draft(Channel.WhatsApp, "Keeper", "Laptop bag stolen from my car at Hope Farm, Whitefield", 9, At);
        var answers = Answers(drafts, kept);
        await using (var server = await Running.Live(folder.Path))
        {
            await Deliver(server.Caller, [Doors.Signed(Channel.WhatsApp, kept), .. new[] { Channel.X, Channel.Facebook, Channel.WhatsApp }.Zip(drafts, Doors.Signed)]);
            await Deliver(server.Caller, late ? [] : answers[..^1]);
            Assert.Equal(late ? 4 : 8, (await server.Caller.All("/api/posts")).Count);
            await Delete(server.Caller, [Channel.X, Channel.Facebook, Channel.WhatsApp], drafts);
            await Deliver(server.Caller, late ? answers : [answers[^1]]);
            await Wait.Until("nothing of them is left", async () =>
            {
                await server.Services.GetRequiredService<IJournal>().CleanUp(CancellationToken.None);
                return Left(folder.Path, drafts).Count == 0;
            });
            Assert.NotEmpty(FilesWith(folder.Path, kept.Number!));
            // A message id of WhatsApp's holds the number of the other side.
            Assert.Empty(FilesWith(folder.Path, Assert.Single(Webhook.Read(Channel.WhatsApp, answers[2].Body).Items).PlatformId));
            Assert.Equal(4, (await server.Caller.All("/api/posts")).Count(post => post.GetProperty("text").GetString()?.Contains("taken up", StringComparison.Ordinal) == true));
        }

        Assert.Empty(Left(folder.Path, drafts));
    }

    /// <summary>Typed in each platform's own app, what WhatsApp says of them after, one of it in one body with what concerns another; a state of the first last.</summary>
    private static SignedBody[] Answers(Draft[] drafts, Draft kept)
    {
        Draft To(Channel channel, Draft draft, string text) => new()
        {
            Id = PlatformIds.Post(channel, draft.Account + (draft == kept ? "" : draft.Number), At.AddMinutes(1), 70 + Array.IndexOf(drafts, draft)), Account = draft.Account,
            AuthorId = draft.Account, Text = text, PostedAt = At.AddMinutes(1), InReplyTo = draft.Id, ToId = draft.AuthorId,
        };
        var facebook = To(Channel.Facebook, drafts[1], "It is taken up") with { AuthorName = "Bengaluru City Police" };
        var (echo, other) = (To(Channel.WhatsApp, drafts[2], "It is taken up"), To(Channel.WhatsApp, kept, "Yours is taken up"));
        SignedBody Status(Draft answer, string state) => Doors.Sign(Channel.WhatsApp, Channels.WhatsApp.Write.Status(answer, state, null));
        return
        [
            Doors.Sign(Channel.X, Channels.X.Write.Post(To(Channel.X, drafts[0], $"@{drafts[0].AuthorHandle} it is taken up, @{drafts[0].AuthorHandle}!"), "post.create")),
            Doors.Sign(Channel.Facebook, Channels.Facebook.Write.Comment(facebook)),
            Doors.Sign(Channel.WhatsApp, Channels.WhatsApp.Write.Echo(echo)), Doors.Sign(Channel.WhatsApp, Channels.WhatsApp.Write.Echo(other)),
            Status(echo, "sent"), Status(other, "sent"),
            Doors.Sign(Channel.WhatsApp, Together(Channels.WhatsApp.Write.Status(echo, "delivered", null), Channels.WhatsApp.Write.Status(other, "delivered", null))),
            Status(echo, "read"),
        ];
    }

    /// <summary>As WhatsApp may send what happened at one time: the changes of both in one body.</summary>
    private static byte[] Together(byte[] one, byte[] other)
    {
        var body = JsonNode.Parse(one)!;
        body["entry"]!.AsArray().Add(JsonNode.Parse(other)!["entry"]![0]!.DeepClone());
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private static async Task Deliver(Caller caller, params IEnumerable<SignedBody> bodies)
    {
        foreach (var body in bodies)
        {
            Assert.Equal(HttpStatusCode.OK, await caller.Deliver(body));
        }

        await caller.Settled();
    }

    /// <summary>As X delivers it: the other post and its author stand in the body.</summary>
    private static byte[] Including(Draft other, Draft draft, string how)
    {
        var body = JsonNode.Parse(Doors.Body(Channel.X, draft))!;
        var (envelope, payload) = (body["data"]!, body["data"]!["payload"]!);
        payload["referenced_tweets"] = new JsonArray(new JsonObject { ["type"] = how, ["id"] = other.Id });
        var includes = envelope["includes"] ??= new JsonObject();
        includes["tweets"] = new JsonArray(new JsonObject { ["id"] = other.Id, ["text"] = other.Text, ["author_id"] = other.AuthorId });
        includes["users"] = new JsonArray(
            new JsonObject { ["id"] = draft.AuthorId, ["name"] = draft.AuthorName, ["username"] = draft.AuthorHandle },
            new JsonObject { ["id"] = other.AuthorId, ["name"] = other.AuthorName, ["username"] = other.AuthorHandle });
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private static async Task Delete(Caller caller, Channel[] channels, Draft[] drafts)
    {
        byte[][] bodies =
        [
            Channels.X.Write.Deleted(drafts[0]), Channels.Facebook.Write.Comment(drafts[1], "remove"),
            Channels.WhatsApp.Write.Revoked(drafts[2], PlatformIds.Post(Channel.WhatsApp, drafts[2].Account, At, 99)),
        ];
        foreach (var (channel, body) in channels.Zip(bodies))
        {
            Assert.Equal(HttpStatusCode.OK, await caller.Deliver(Doors.Sign(channel, body)));
        }

        await caller.Settled();
    }

    private static IEnumerable<string> Traces(Draft[] drafts) => drafts.SelectMany(draft =>
        new[] { draft.Text, "plumquartz" + draft.Text[^1], draft.AuthorName, draft.AuthorHandle, draft.AuthorId, draft.Number }.OfType<string>()
            .Concat(draft.Id.StartsWith("wamid", StringComparison.Ordinal) ? [draft.Id] : []));

    /// <summary>What is still there, with the file.</summary>
    private static List<string> Left(string directory, Draft[] drafts) =>
        [.. Traces(drafts).SelectMany(trace => FilesWith(directory, trace).Select(file => $"'{trace}' in {Path.GetFileName(file)}"))];

    /// <summary>Byte by byte, as UTF-8, as UTF-16 and as JSON escapes non-ASCII; other processes' locks do not keep us from reading.</summary>
    private static IEnumerable<string> FilesWith(string directory, string trace)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(trace), Encoding.Unicode.GetBytes(trace), Encoding.UTF8.GetBytes(trace.ToUpperInvariant())];
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            if (forms.Any(form => bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(form) >= 0))
            {
                yield return file;
            }
        }
    }

    private static async Task<string> Dockets(Caller caller)
    {
        var lines = new List<string>();
        foreach (var item in await caller.All("/api/complaints"))
        {
            var complaint = await caller.Get("/api/complaints/" + item.GetProperty("docket").GetString());
            lines.Add(string.Join(' ', new[] { "docket", "state", "priority", "category", "unit", "postIds", "authorId" }.Select(name => complaint.GetProperty(name).ToString())));
        }

        return string.Join('\n', lines);
    }
}
