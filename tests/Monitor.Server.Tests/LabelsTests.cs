using System.Net;
using System.Text.Json;
using Monitor.Classifier.Training;
using Monitor.Core.Posts;
using Monitor.Server.Labels;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>What officers decide comes out as labelled posts that training reads, and says nothing of who wrote them.</summary>
public sealed class LabelsTests
{
    private const string Dcp = "blr/whitefield-division/dcp";
    private const string Operator = "blr/command-centre/operator-night-1";

    private static readonly DateTimeOffset At = TimeProvider.System.GetUtcNow().AddMinutes(-5);

    [Fact]
    public async Task What_is_decided_in_triage_and_of_flags_is_read_back_by_training_with_the_running_server_and_without_it()
    {
        using var folder = new TestFolder();
        var data = folder.Sub("data");
        string opened, dismissed, gone, harmless;
        await using (var running = await Running.Live(data))
        {
            var caller = running.Caller;
            opened = await Triaged(caller, 2, "Ashavini", "open", new { by = Operator });
            dismissed = await Triaged(caller, 3, "Ravindrix", "dismiss", new { by = Operator, why = "thanks only" });
            gone = await Triaged(caller, 4, "Meenaksha", "dismiss", new { by = Operator, why = "spam" });
            harmless = await Harmless(caller);
            await Delete(caller, gone);
            await caller.Settled();
            var (code, output, errors) = await Executable.Run("", "labels", "--to", folder.Sub("live.jsonl"), "--by", Dcp, "--data", data);
            Assert.True(code == 0, errors);
            Assert.StartsWith("3 posts", output, StringComparison.Ordinal);
            Assert.Contains("100%", errors, StringComparison.Ordinal);
            (code, _, errors) = await Executable.Run("", "labels", "--to", folder.Sub("live.jsonl"), "--by", Dcp, "--data", data);
            Assert.Equal(1, code);
            Assert.Contains("is there already", errors, StringComparison.Ordinal);
            var (status, problem) = await caller.Post("/api/admin/labels", new { file = folder.Sub("other.jsonl"), by = "blr/whitefield-ps/writer" });
            Assert.Equal((HttpStatusCode.Conflict, "rank-needed"), (status, problem.GetProperty("code").GetString()));
        }

        var seeds = Directory.CreateDirectory(folder.Sub("posts")).FullName;
        var (ended, _, offline) = await Executable.Run("", "labels", "--to", Path.Combine(seeds, "officers.jsonl"), "--data", data);
        Assert.True(ended == 0, offline);
        Assert.Equal(await File.ReadAllTextAsync(folder.Sub("live.jsonl")), await File.ReadAllTextAsync(Path.Combine(seeds, "officers.jsonl")));

        var read = SeedPosts.Read(seeds).ToDictionary(post => post.Text);
        Assert.Equal(3, read.Count);
        Assert.Equal(((bool?)true, (bool?)null), (read[opened].Complaint, read[opened].Antisocial));
        Assert.Equal(((bool?)false, Category.None), (read[dismissed].Complaint, read[dismissed].Category));
        Assert.Equal(((bool?)null, (bool?)false), (read[harmless].Complaint, read[harmless].Antisocial));
        Assert.DoesNotContain(gone, read.Keys);
        var file = await File.ReadAllTextAsync(Path.Combine(seeds, "officers.jsonl"));
        Assert.All(["Ashavini", "Ravindrix", "Meenaksha", "Harmlessa", "9845012345"], word => Assert.DoesNotContain(word, file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Call me on +91 98450-12345 now", "Call me on [number] now")]
    [InlineData("फोन ९८४५०१२३४५ पर", "फोन [number] पर")]
    [InlineData("asha.rao@example.org wrote, see https://x.com/asha/status/17 please", "[mail] wrote, see [link] please")]
    [InlineData("@BlrCityPolice @neighbour_7 parks here", "@BlrCityPolice @user parks here")]
    [InlineData("I am Asha, ASHA rao of 4th Cross. Asharam stays", "I am [name], [name] [name] of 4th Cross. Asharam stays")]
    [InlineData("ಆಶಾ ಮನೆ 12 ನೇ ಅಡ್ಡರಸ್ತೆ 560066", "ಆಶಾ ಮನೆ 12 ನೇ ಅಡ್ಡರಸ್ತೆ 560066")]
    public void A_text_is_rid_of_numbers_addresses_handles_and_the_writers_own_name(string text, string left) =>
        Assert.Equal(left, Scrubbing.Of(text, new HashSet<string> { "blrcitypolice" }, "Asha Rao", "asha_r"));

    private static async Task<string> Triaged(Caller caller, int which, string author, string verb, object body)
    {
        var post = await Unsure.Triaged(caller, which, author);
        var (status, content) = await caller.Post($"/api/posts/{post.GetProperty("id").GetString()}/{verb}", body);
        Assert.True(status == HttpStatusCode.OK, content.ToString());
        return post.GetProperty("text").GetString()!;
    }

    private static async Task<string> Harmless(Caller caller)
    {
        const string Words = "I will come and shoot the inspector of Whitefield, he will die, call 9845012345";
        var draft = Doors.Draft(Channel.Facebook, "Harmlessa", Words, 9401, At);
        Assert.Equal(HttpStatusCode.OK, await caller.Deliver(Doors.Signed(Channel.Facebook, draft)));
        var post = (await WebhookTests.Decided(caller, draft.Text)).GetProperty("id").GetString()!;
        await Wait.Until("the post is flagged", async () => (await caller.All("/api/flags")).Any(flag => flag.GetProperty("post").GetString() == post));
        Assert.Equal(HttpStatusCode.OK, (await caller.Post($"/api/flags/{post}/resolve", new { result = "harmless", by = "blr/whitefield-ps/inspector" })).Status);
        return Words.Replace("9845012345", "[number]", StringComparison.Ordinal);
    }

    /// <summary>Withdrawn on the platform.</summary>
    private static async Task Delete(Caller caller, string text)
    {
        var post = (await caller.All("/api/posts")).Single(each => each.GetProperty("text").GetString() == text);
        Assert.Equal(HttpStatusCode.OK, await caller.Deliver(Unsure.Deletion(text)));
        var path = "/api/posts/" + post.GetProperty("id").GetString();
        await Wait.Until("its words are gone", async () => (await caller.Get(path)).GetProperty("text").ValueKind == JsonValueKind.Null);
    }
}
