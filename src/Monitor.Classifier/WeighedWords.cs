using Monitor.Core.Posts;

namespace Monitor.Classifier;

/// <summary>Names the words that spoke most for what was decided: for the first flag, else for complaint and category, else for the sentiment.</summary>
internal static class WeighedWords
{
    private const int CountMax = 8;
    private const float Least = 0.02f;

    [ThreadStatic] private static float[]? weightsOfTokens;

    public static IReadOnlyList<WeighedWord> Of(Reading read, IReadOnlyList<Label> flags, Category category, Weights weights)
    {
        var tokens = read.Features.Tokens.Items;
        var values = (weightsOfTokens ??= new float[Text.Tokens.CountMax]).AsSpan(0, tokens.Length);
        values.Clear();
        if (flags.Count > 0)
        {
            Add(read, weights, Heads.Of(flags[0]), values);
            if (flags[0] != Label.SelfHarm) Add(read, weights, Heads.Antisocial, values);
        }
        else if (category != Category.None)
        {
            Add(read, weights, Heads.Complaint, values);
            Add(read, weights, Heads.Of(category), values);
        }
        else Add(read, weights, Heads.Of(read.Sentiment), values);
        return Heaviest(tokens, values);
    }

    private static void Add(Reading read, Weights weights, int head, Span<float> values)
    {
        var scale = read.Scores.Unit * weights.Scales[head];
        for (var t = 0; t < values.Length; t++) values[t] += read.Scores.Share(t, head) * scale;
        read.Findings.Weigh(head, values);
    }

    private static WeighedWord[] Heaviest(ReadOnlySpan<Text.Token> tokens, Span<float> values)
    {
        Span<int> best = stackalloc int[CountMax];
        var count = 0;
        for (var t = 0; t < values.Length; t++)
        {
            if (values[t] < Least || (count == CountMax && values[t] <= values[best[count - 1]])) continue;
            var at = count == CountMax ? count - 1 : count++;
            for (; at > 0 && values[best[at - 1]] < values[t]; at--) best[at] = best[at - 1];
            best[at] = t;
        }
        var words = new WeighedWord[count];
        for (var i = 0; i < count; i++) words[i] = new WeighedWord(tokens[best[i]].From, tokens[best[i]].To, Math.Round(values[best[i]], 3));
        return words;
    }
}
