using Monitor.Classifier.Rules;
using Monitor.Core.Posts;

namespace Monitor.Classifier;

/// <summary>One text read by the model and the rules: its language and the probability of every head, before any threshold. Reused from text to text by one thread.</summary>
internal sealed class Reading
{
    /// <summary>
    /// What goes before everything (P0) is not made by a category that is merely the likeliest of many unlikely ones: it takes this much probability of its own.
    /// </summary>
    private const float GraveFrom = 0.33f;
    private const float CategoryFloor = 0.12f;

    private readonly float[] probabilities = new float[Heads.Width];

    public Features Features { get; } = new();

    public Scores Scores { get; } = new();

    public Findings Findings { get; } = new();

    public Language Language { get; private set; }

    public Sentiment Sentiment => (Sentiment)(1 + Best(Heads.Sentiment, Heads.SentimentCount));

    public float Antisocial => probabilities[Heads.Antisocial];

    public float Complaint => probabilities[Heads.Complaint];

    public float this[Label label] => probabilities[Heads.Of(label)];

    public float this[Sentiment sentiment] => probabilities[Heads.Of(sentiment)];

    private float this[Category category] => probabilities[Heads.Of(category)];

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
    }

    /// <summary>
    /// The likeliest category and its probability. Self-harm opens a P0 docket: it is the category exactly where the text carries that flag, else the next likeliest is;
    /// of the other P0 categories see <see cref="GraveFrom"/>. What no category explains to <see cref="CategoryFloor"/> is OTHER, for a person to sort.
    /// </summary>
    public (Category Category, float Probability) CategoryOf(bool isSelfHarm)
    {
        if (isSelfHarm) return (Category.SelfHarm, this[Label.SelfHarm]);
        var (best, passedOver) = (Category.Other, 0f);
        for (var category = Category.TrafficJam; category <= Category.NotPolice; category++)
        {
            if (!MaySay(category)) passedOver += this[category];
            else if (this[category] > this[best]) best = category;
        }
        var probability = Math.Min(1, this[best] / Math.Max(1e-6f, 1 - passedOver));
        return (probability < CategoryFloor ? Category.Other : best, probability);
    }

    private bool MaySay(Category category) =>
        category != Category.SelfHarm && (category is not (Category.BombHoax or Category.CommunalRumour) || this[category] >= GraveFrom);

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
