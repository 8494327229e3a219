using Monitor.Classifier.Rules;
using Monitor.Core.Posts;

namespace Monitor.Classifier;

/// <summary>One text read by the model and the rules: its language and the probability of every head, before any threshold. Reused from text to text by one thread.</summary>
internal sealed class Reading
{
    /// <summary>
    /// What goes before everything (P0) is not made by a category that is merely the likeliest of many unlikely ones: it takes this much probability of its own, or for
    /// self-harm some of the label's.
    /// </summary>
    private const float GraveFrom = 0.33f;
    private const float SelfHarmLabelFrom = 0.1f;

    private readonly float[] probabilities = new float[Heads.Width];

    public Features Features { get; } = new();

    public Scores Scores { get; } = new();

    public Findings Findings { get; } = new();

    public Language Language { get; private set; }

    public Sentiment Sentiment => (Sentiment)(1 + Best(Heads.Sentiment, Heads.SentimentCount));

    public float Antisocial => probabilities[Heads.Antisocial];

    public float Complaint => probabilities[Heads.Complaint];

    public Category Category { get; private set; }

    public float CategoryProbability => probabilities[Heads.Of(Category)];

    public float this[Label label] => probabilities[Heads.Of(label)];

    public float this[Sentiment sentiment] => probabilities[Heads.Of(sentiment)];

    public float this[Urgency urgency] => probabilities[Heads.Of(urgency)];

    public void Read(string text, Weights weights, Lexicon lexicon)
    {
        Features.Read(text);
        Scores.Sum(Features, weights);
        Language = LanguageVote.Of(Features, Scores, weights);
        Findings.Read(Features.Tokens, lexicon);
        Scores.Logits.CopyTo(probabilities.AsSpan());
        var bias = weights.Biases.AsSpan((int)Language * Heads.Width, Heads.Used);
        for (var head = 0; head < bias.Length; head++) probabilities[head] += bias[head];
        Findings.Push(probabilities);
        for (var head = Heads.Antisocial; head <= Heads.Complaint; head++) probabilities[head] = 1 / (1 + MathF.Exp(-probabilities[head]));
        Softmax(probabilities.AsSpan(Heads.Sentiment, Heads.SentimentCount));
        Softmax(probabilities.AsSpan(Heads.Urgency, Heads.UrgencyCount));
        Softmax(probabilities.AsSpan(Heads.Category, Heads.CategoryCount));
        Category = LikeliestCategory();
    }

    private Category LikeliestCategory()
    {
        while (true)
        {
            var best = Best(Heads.Category, Heads.CategoryCount);
            var likeliest = (Category)(1 + best);
            var isGrave = likeliest is Category.SelfHarm or Category.BombHoax or Category.CommunalRumour;
            if (!isGrave || probabilities[Heads.Category + best] is >= GraveFrom or 0) return likeliest;
            if (likeliest == Category.SelfHarm && this[Label.SelfHarm] >= SelfHarmLabelFrom) return likeliest;
            probabilities[Heads.Category + best] = 0;
        }
    }

    private int Best(int head, int count)
    {
        var best = 0;
        for (var i = 1; i < count; i++)
        {
            if (probabilities[head + i] > probabilities[head + best]) best = i;
        }
        return best;
    }

    private static void Softmax(Span<float> values)
    {
        var max = float.MinValue;
        foreach (var value in values) max = Math.Max(max, value);
        var sum = 0f;
        foreach (ref var value in values) sum += value = MathF.Exp(value - max);
        foreach (ref var value in values) value /= sum;
    }
}
