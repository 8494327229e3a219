namespace Monitor.Classifier.Training;

/// <summary>The mean over classes of the harmonic mean of precision and recall. A class that never occurs is left out; to predict it still costs the others' recall.</summary>
public static class MacroF1
{
    public static double Binary(IEnumerable<(bool Truth, bool Said)> pairs) => Of(pairs);

    /// <summary>F of the positive class alone, where recall counts <paramref name="leaning"/> times as much as precision.</summary>
    public static double Leaning(IEnumerable<(bool Truth, bool Said)> pairs, double leaning)
    {
        var (right, said, real) = (0, 0, 0);
        foreach (var pair in pairs)
        {
            if (pair is (true, true)) right++;
            if (pair.Said) said++;
            if (pair.Truth) real++;
        }
        var weight = leaning * leaning;
        return right == 0 ? 0 : (1 + weight) * right / ((weight * real) + said);
    }

    public static double Of<T>(IEnumerable<(T Truth, T Said)> pairs) where T : notnull
    {
        var hits = new Dictionary<T, (int Right, int Said, int True)>();
        foreach (var (truth, said) in pairs)
        {
            var entry = hits.GetValueOrDefault(truth);
            hits[truth] = entry with { True = entry.True + 1, Right = entry.Right + (truth.Equals(said) ? 1 : 0) };
            hits[said] = hits.GetValueOrDefault(said) with { Said = hits.GetValueOrDefault(said).Said + 1 };
        }
        return hits.Count == 0 ? 0 : hits.Values.Where(entry => entry.True > 0).Average(entry => 2.0 * entry.Right / (entry.Said + entry.True));
    }
}
