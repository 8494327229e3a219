using Monitor.Classifier.Rules;
using Monitor.Core.Posts;

namespace Monitor.Classifier.Training;

/// <summary>
/// Chooses thresholds on the validation rows: the antisocial threshold of each language by the mean macro-F1 over the sets of that language, each label's and the
/// complaint's by their own; a group with too few rows keeps the general one.
/// </summary>
internal static class ThresholdChoice
{
    private const int RowsMin = 40;
    private const int HitsMin = 8;
    private const float UnsureBand = 0.15f;

    public static Weights Choose(Learner learner, IReadOnlyList<Example> val)
    {
        var draft = new PostClassifier(learner.ToWeights(Thresholds.Untrained, []), Lexicon.Shipped);
        var points = val.Select(example => Point.Of(example, draft.Read(example.Text))).ToList();
        var shift = new float[Heads.LanguageCount * Heads.Width];
        var complaint = Best(points.Where(point => point.Example.Complaint is not null), point => point.Complaint, point => point.Example.Complaint!.Value) ?? 0.5f;
        // After the shift the middle between yes and no is one half, for every language.
        for (var language = 0; language < Heads.LanguageCount; language++) shift[(language * Heads.Width) + Heads.Complaint] = -MathF.Log(complaint / (1 - complaint));
        var antisocial = new float[Heads.LanguageCount];
        var general = Best(points.Where(point => point.Example.Antisocial is not null), point => point.Antisocial, point => point.Example.Antisocial!.Value) ?? 0.5f;
        for (var language = 0; language < antisocial.Length; language++)
        {
            var own = points.Where(point => point.Language == (Language)language && point.Example.Antisocial is not null);
            antisocial[language] = Best(own, point => point.Antisocial, point => point.Example.Antisocial!.Value) ?? general;
        }
        var labels = new float[Heads.LabelCount];
        for (var label = Label.Abuse; label <= Label.SelfHarm; label++)
        {
            var chosen = Best(points.Where(point => point.Example[label] is not null), point => point.Labels[(int)label - 1], point => point.Example[label]!.Value);
            labels[(int)label - 1] = chosen ?? 0.5f;
        }
        return learner.ToWeights(new Thresholds(antisocial, labels, 0.5f - UnsureBand, 0.5f + UnsureBand), shift);
    }

    /// <summary>The threshold with the best mean of macro-F1 over the sets; null where no set has enough rows.</summary>
    private static float? Best(IEnumerable<Point> points, Func<Point, float> score, Func<Point, bool> truth)
    {
        var sets = points.GroupBy(point => point.Group).Select(set => set.Select(point => (Score: score(point), Truth: truth(point))).ToList())
            .Where(set => set.Count >= RowsMin && set.Count(point => point.Truth) >= HitsMin).ToList();
        if (sets.Count == 0) return null;
        return Enumerable.Range(10, 36).Select(step => step * 0.02f)
            .MaxBy(threshold => sets.Average(set => MacroF1.Binary(set.Select(point => (point.Truth, point.Score >= threshold)))));
    }

    private sealed record Point(Example Example, Language Language, float Antisocial, float Complaint, float[] Labels)
    {
        /// <summary>The project's own posts are one set, whatever their language.</summary>
        public string Group => Example.Set.StartsWith("seeds/", StringComparison.Ordinal) ? "seeds" : Example.Set;

        public static Point Of(Example example, Reading read) =>
            new(example, read.Language, read.Antisocial, read.Complaint, [.. Enum.GetValues<Label>().Skip(1).Select(label => read[label])]);
    }
}
