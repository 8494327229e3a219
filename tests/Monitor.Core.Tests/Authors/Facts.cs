using Monitor.Core.Posts;

namespace Monitor.Core.Tests.Authors;

/// <summary>Posts and answers for tests: short to write, whole in content.</summary>
internal static class Facts
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 2, 6, 30, 0, TimeSpan.Zero);

    public static DateTimeOffset At(double minutes) => Noon + TimeSpan.FromMinutes(minutes);

    public static Verdict Verdict(
        ComplaintCall complaint = ComplaintCall.Yes, Category category = Category.TrafficJam, Sentiment sentiment = Sentiment.Negative, params Label[] flags) =>
        new(
            Language.English, sentiment, [], flags, complaint, complaint == ComplaintCall.Yes ? 0.9 : complaint == ComplaintCall.Unsure ? 0.5 : 0.1,
            complaint == ComplaintCall.No ? Category.None : category, 0.9, complaint == ComplaintCall.No ? Urgency.None : Urgency.Normal, [], "test-1");

    public static Located In(string? unit) => unit is null ? Located.Nowhere : new Located(unit, new Dictionary<Wing, string>(), 0.9, []);

    public static PostFacts Post(string id, double minutes, Verdict? verdict = null, string? unit = "blr/whitefield-ps", string author = "a1") =>
        new(
            id, Channel.X, author, "x/1", false, At(minutes), At(minutes), null, null, Office.None, [], "h" + id, 0, null, verdict ?? Verdict(), In(unit));

    public static AnswerFacts Answer(string id, double minutes, string? to = null, bool main = false, bool automatic = false, params string[] mentions) =>
        new(id, Channel.X, "x/1", "blr/whitefield-ps", main, At(minutes), At(minutes), to, automatic, mentions, false, false);
}
