using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Monitor.Channels;
using Monitor.Channels.Scenario;
using Monitor.Classifier;
using Monitor.Classifier.Training;
using Monitor.Core.Posts;
using Monitor.Server.Hosting;
using Monitor.Server.Labels;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>Posts of which the model that comes with this build is unsure, so that they wait in triage.</summary>
internal static class Unsure
{
    private static readonly Lazy<IReadOnlyList<string>> Found = new(() =>
        [.. SeedPosts.Read(Path.Combine(Seeds.Find().Folder, "posts")).Select(post => post.Text).Where(IsUnsure).Where(SaysNoName).Take(20)]);

    private static readonly ConcurrentDictionary<string, Draft> Sent = new();

    private static int numbers = 500_000;

    /// <summary>Delivers the n-th such text as a comment by a person of its own, and waits until it is in triage.</summary>
    public static async Task<JsonElement> Triaged(Caller caller, int which, string author)
    {
        var number = Interlocked.Increment(ref numbers);
        var draft = Doors.Draft(Channel.Facebook, author, Found.Value[which], number, TimeProvider.System.GetUtcNow().AddMinutes(-5));
        Sent[draft.Text] = draft;
        Assert.Equal(HttpStatusCode.OK, await caller.Deliver(Doors.Signed(Channel.Facebook, draft)));
        var post = await WebhookTests.Decided(caller, draft.Text);
        await caller.Settled();
        Assert.True(post.GetProperty("triage").GetBoolean(), post.ToString());
        return post;
    }

    /// <summary>The platform's word that its author has withdrawn it.</summary>
    public static SignedBody Deletion(string text) => Doors.Sign(Channel.Facebook, Channels.Facebook.Write.Comment(Sent[text], "remove"));

    private static bool SaysNoName(string text) => Scrubbing.Of(text, new HashSet<string>(), null, null) == text;

    private static bool IsUnsure(string text) => PostClassifier.Shipped.Classify(text) is { Complaint: ComplaintCall.Unsure, Flags.Count: 0 };
}
