using System.Globalization;
using System.Text;
using Monitor.Core.Posts;

namespace Monitor.Classifier.Training;

/// <summary>One figure of the held-out posts: <paramref name="Right"/> of <paramref name="Of"/> posts.</summary>
public readonly record struct Share(string Task, int Right, int Of)
{
    /// <summary>0 to 1; nothing asked is nothing wrong.</summary>
    public double Value => Of == 0 ? 1 : (double)Right / Of;
}

/// <summary>
/// Measures on the posts of the folder <c>held-out</c> below the project's own: they are never fitted to and no threshold is chosen on them, so their figures are the
/// ones to trust. Counted are the mistakes that mislead a control room: a missed threat, a needless flag, a docket of the wrong category.
/// </summary>
public static class HeldOut
{
    /// <returns>No figures where the folder has no held-out posts.</returns>
    public static IReadOnlyList<Share> Measure(PostClassifier classifier, string seedsPostsDirectory)
    {
        var pairs = Read(seedsPostsDirectory).Select(row => (Row: row, Said: classifier.Classify(row.Text))).ToList();
        if (pairs.Count == 0) return [];
        var shares = new List<Share>
        {
            Count("language right", pairs, _ => true, pair => pair.Said.Language == pair.Row.Language),
            Count("sentiment right", pairs, _ => true, pair => pair.Said.Sentiment == pair.Row.Sentiment),
            Count("complaints called yes or unsure", pairs, pair => pair.Row.Complaint == true, pair => pair.Said.Complaint != ComplaintCall.No),
            Count("no complaints called no or unsure", pairs, pair => pair.Row.Complaint == false, pair => pair.Said.Complaint != ComplaintCall.Yes),
            Count("category right", pairs, pair => pair.Row.Complaint == true, IsCategoryRight),
        };
        foreach (var form in pairs.GroupBy(pair => pair.Row.Language).OrderBy(form => form.Key))
            shares.Add(Count($"category right, {Codes.Of(form.Key)}", [.. form], pair => pair.Row.Complaint == true, IsCategoryRight));
        foreach (var label in Enum.GetValues<Label>().Skip(1))
        {
            shares.Add(Count($"{Codes.Of(label)}: found", pairs, pair => pair.Row[label] == true, pair => pair.Said.Flags.Contains(label)));
            shares.Add(Count($"{Codes.Of(label)}: flags that are right", pairs, pair => pair.Said.Flags.Contains(label), pair => pair.Row[label] == true));
        }
        shares.Add(Count("posts with a label that carry any flag", pairs, pair => HasLabel(pair.Row), pair => pair.Said.Flags.Count > 0));
        shares.Add(Count("posts without a label that carry no flag", pairs, pair => !HasLabel(pair.Row), pair => pair.Said.Flags.Count == 0));
        return shares;
    }

    public static IReadOnlyList<Example> Read(string seedsPostsDirectory)
    {
        var directory = Path.Combine(seedsPostsDirectory, "held-out");
        return Directory.Exists(directory) ? SeedPosts.Read(directory) : [];
    }

    /// <summary>The figures as a markdown table.</summary>
    public static string Table(IEnumerable<Share> shares)
    {
        var table = new StringBuilder("| held-out posts | right | of | share |\n|---|---:|---:|---:|\n");
        foreach (var share in shares) table.Append(CultureInfo.InvariantCulture, $"| {share.Task} | {share.Right} | {share.Of} | {share.Value:0.000} |\n");
        return table.ToString();
    }

    private static bool IsCategoryRight((Example Row, Verdict Said) pair) => pair.Said.Category == pair.Row.Category;

    private static bool HasLabel(Example row) => row.Labels!.Any(label => label == true);

    private static Share Count(string task, List<(Example Row, Verdict Said)> pairs, Func<(Example Row, Verdict Said), bool> asks, Func<(Example Row, Verdict Said), bool> isRight)
    {
        var asked = pairs.Where(asks).ToList();
        return new Share(task, asked.Count(isRight), asked.Count);
    }
}
