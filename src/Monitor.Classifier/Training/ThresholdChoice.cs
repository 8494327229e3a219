using Monitor.Classifier.Rules;
using Monitor.Core.Posts;

namespace Monitor.Classifier.Training;

/// <summary>
/// Chooses thresholds and the balance of the sentiments on the validation rows: for each language what gives the best mean of macro-F1 over its sets, each weighed by
/// the root of its size, so that no set alone decides; for the rare labels what the project's own posts say. A group with too few rows keeps the general choice.
/// A missed threat costs more than a look, a needless flag of abuse costs trust: threats, incitement and self-harm lean to recall, abuse and antisocial to precision.
/// </summary>
internal static class ThresholdChoice
{
    private const string OwnGroup = "seeds";
    private const int RowsMin = 30;
    private const int HitsMin = 8;
    private const float UnsureBand = 0.15f;
    private const double Recall = 2;
    private const double Precision = 0.6;

    public static Weights Choose(Learner learner, IReadOnlyList<Example> val)
    {
        var draft = new PostClassifier(learner.ToWeights(Thresholds.Untrained, []), Lexicon.Shipped);
        var points = val.Select(example => Point.Of(example, draft.Read(example.Text))).ToList();
        var shift = new float[Heads.LanguageCount * Heads.Width];
        var antisocial = new float[Heads.LanguageCount];
        for (var language = Language.None; language <= Language.Mixed; language++)
        {
            var own = points.Where(point => point.Language == language).ToList();
            antisocial[(int)language] = Choose(own, points, point => point.Antisocial, point => point.Example.Antisocial, Precision);
            // A language's own complaints are few: they count half. After the shift the middle between yes and no is one half in every language.
            var pooled = Choose(points, [], point => point.Complaint, point => point.Example.Complaint);
            var middle = (Choose(own, points, point => point.Complaint, point => point.Example.Complaint) + pooled) / 2;
            shift[((int)language * Heads.Width) + Heads.Complaint] = -MathF.Log(middle / (1 - middle));
            Balance(own).CopyTo(shift.AsSpan(((int)language * Heads.Width) + Heads.Sentiment));
        }
        var said = points.Where(point => point.Group == OwnGroup).ToList();
        var labels = new float[Heads.LabelCount];
        for (var label = Label.Abuse; label <= Label.SelfHarm; label++)
        {
            var of = label;
            var leaning = of switch { Label.Abuse => Precision, Label.Threat or Label.Incitement or Label.SelfHarm => Recall, _ => 1 };
            labels[(int)label - 1] = Choose(of == Label.Hate ? points : said, [], point => point.Labels[(int)of - 1], point => point.Example[of], leaning);
        }
        return learner.ToWeights(new Thresholds(antisocial, labels, 0.5f - UnsureBand, 0.5f + UnsureBand), shift);
    }

    /// <summary>The threshold with the best mean over the sets of <paramref name="own"/>, else of <paramref name="all"/>, else one half.</summary>
    /// <param name="leaning">How much recall counts beside precision; at one macro-F1 decides.</param>
    private static float Choose(List<Point> own, List<Point> all, Func<Point, float> score, Func<Point, bool?> truth, double leaning = 1) =>
        Best(own, score, truth, leaning) ?? Best(all, score, truth, leaning) ?? 0.5f;

    private static float? Best(List<Point> points, Func<Point, float> score, Func<Point, bool?> truth, double leaning)
    {
        var sets = points.Where(point => truth(point) is not null).GroupBy(point => point.Group)
            .Select(set => set.Select(point => (Score: score(point), Truth: truth(point)!.Value)).ToList())
            .Where(set => set.Count >= RowsMin && set.Count(point => point.Truth) >= HitsMin).ToList();
        if (sets.Count == 0) return null;
        return Enumerable.Range(leaning > 1 ? 8 : 10, 36).Select(step => step * 0.02f)
            .MaxBy(threshold => sets.Sum(set => Math.Sqrt(set.Count) * Worth(set.Select(point => (point.Truth, point.Score >= threshold)), leaning)));
    }

    private static double Worth(IEnumerable<(bool Truth, bool Said)> pairs, double leaning) => leaning == 1 ? MacroF1.Binary(pairs) : MacroF1.Leaning(pairs, leaning);

    /// <summary>What to add to negative, neutral and positive, so that the rarer of them are not drowned.</summary>
    private static float[] Balance(List<Point> own)
    {
        var sets = own.Where(point => point.Example.Sentiment != Sentiment.None).GroupBy(point => point.Group).Select(set => set.ToList())
            .Where(set => set.Count >= RowsMin).ToList();
        if (sets.Count == 0) return [0, 0, 0];
        var steps = Enumerable.Range(-6, 13).Select(step => step * 0.2f).ToList();
        var choices = steps.SelectMany(negative => steps.Select(neutral => new[] { negative, neutral, 0f }));
        return choices.MaxBy(choice => sets.Sum(set => Math.Sqrt(set.Count) * MacroF1.Of(set.Select(point => (point.Example.Sentiment, point.Feels(choice))))))!;
    }

    private sealed record Point(Example Example, Language Language, float Antisocial, float Complaint, float[] Labels, float[] Sentiments)
    {
        /// <summary>The project's own posts are one set, whatever their language.</summary>
        public string Group => Example.Set.StartsWith("seeds/", StringComparison.Ordinal) ? OwnGroup : Example.Set;

        public static Point Of(Example example, Reading read) => new(
            example,
            read.Language,
            read.Antisocial,
            read.Complaint,
            [.. Enum.GetValues<Label>().Skip(1).Select(label => read[label])],
            [.. Enum.GetValues<Sentiment>().Skip(1).Select(sentiment => MathF.Log(read[sentiment] + 1e-9f))]);

        public Sentiment Feels(float[] shift)
        {
            var best = 0;
            for (var i = 1; i < shift.Length; i++)
            {
                if (Sentiments[i] + shift[i] > Sentiments[best] + shift[best]) best = i;
            }
            return (Sentiment)(1 + best);
        }
    }
}
