using Monitor.Core.Posts;

namespace Monitor.Classifier.Training;

/// <summary>What one example asks of the heads: which of them it speaks of, and the slope of their loss.</summary>
internal static class Targets
{
    private static readonly Label[] Labels = [.. Enum.GetValues<Label>().Skip(1)];

    public static void Choose(Example example, int[] active, out int count)
    {
        count = 0;
        if (example.Sentiment != Sentiment.None) Add(active, ref count, Heads.Sentiment, Heads.SentimentCount);
        if (example.Antisocial is not null) active[count++] = Heads.Antisocial;
        foreach (var label in Labels)
        {
            if (example[label] is not null) active[count++] = Heads.Of(label);
        }
        if (example.Complaint is not null) active[count++] = Heads.Complaint;
        if (example.Urgency != Urgency.None) Add(active, ref count, Heads.Urgency, Heads.UrgencyCount);
        if (example.Category != Category.None) Add(active, ref count, Heads.Category, Heads.CategoryCount);
    }

    public static void Gradients(Example example, float[] logits, float[] gradients)
    {
        if (example.Sentiment != Sentiment.None)
        {
            var left = example.LacksNeutral ? Heads.Of(Sentiment.Neutral) : -1;
            Softmax(logits, gradients, Heads.Sentiment, Heads.SentimentCount, (int)example.Sentiment - 1, left, example.Weight);
        }
        Sigmoid(logits, gradients, Heads.Antisocial, example.Antisocial, example.Weight);
        foreach (var label in Labels) Sigmoid(logits, gradients, Heads.Of(label), example[label], example.Weight);
        Sigmoid(logits, gradients, Heads.Complaint, example.Complaint, example.Weight);
        if (example.Urgency != Urgency.None) Softmax(logits, gradients, Heads.Urgency, Heads.UrgencyCount, (int)example.Urgency - 1, -1, example.Weight);
        if (example.Category != Category.None) Softmax(logits, gradients, Heads.Category, Heads.CategoryCount, (int)example.Category - 1, -1, example.Weight);
    }

    /// <param name="left">A head that the example says nothing of, or -1.</param>
    public static void Softmax(float[] logits, float[] gradients, int first, int count, int target, int left, float weight)
    {
        var max = float.MinValue;
        for (var head = first; head < first + count; head++) max = head == left ? max : Math.Max(max, logits[head]);
        var sum = 0f;
        for (var head = first; head < first + count; head++) sum += head == left ? 0 : MathF.Exp(logits[head] - max);
        for (var head = first; head < first + count; head++)
            gradients[head] = head == left ? 0 : weight * ((MathF.Exp(logits[head] - max) / sum) - (head == first + target ? 1 : 0));
    }

    private static void Sigmoid(float[] logits, float[] gradients, int head, bool? target, float weight)
    {
        if (target is { } yes) gradients[head] = weight * ((1 / (1 + MathF.Exp(-logits[head]))) - (yes ? 1 : 0));
    }

    private static void Add(int[] active, ref int count, int first, int length)
    {
        for (var i = 0; i < length; i++) active[count++] = first + i;
    }
}
