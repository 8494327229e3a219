using Monitor.Classifier.Text;
using Monitor.Core.Posts;

namespace Monitor.Classifier.Training;

/// <summary>
/// Fits the linear heads by stochastic gradient steps on the logistic loss, each weight with a step of its own that shrinks as it is used (AdaGrad). Deterministic: the
/// order of the examples alone decides.
/// </summary>
internal sealed class Learner(int bits, float step)
{
    private const float EnglishMargin = -0.3f;
    private const float BiasStep = 0.05f;
    private const float Epsilon = 1e-3f;

    private readonly float[] rows = new float[(1 << bits) * Heads.Width];
    private readonly float[] squares = new float[(1 << bits) * Heads.Width];
    private readonly float[] biases = StartBiases();
    private readonly float[] biasSquares = new float[Heads.LanguageCount * Heads.Width];
    private readonly float[] logits = new float[Heads.Width];
    private readonly float[] gradients = new float[Heads.Width];
    private readonly int[] active = new int[Heads.Width];
    private readonly int shift = 32 - bits;
    private int activeCount;

    public Features Features { get; } = new();

    /// <summary>One step on all heads that the example speaks of.</summary>
    public void Learn(Example example, Language language, float rate)
    {
        Features.Read(example.Text);
        Targets.Choose(example, active, out activeCount);
        if (activeCount == 0) return;
        var unit = 1 / MathF.Sqrt(Features.SquaredLength);
        var bias = (int)language * Heads.Width;
        for (var i = 0; i < activeCount; i++) logits[active[i]] = biases[bias + active[i]];
        for (var t = 0; t < Features.Tokens.Count; t++)
        {
            Sum(Features.Grams(t), unit);
            Sum(Features.Wholes(t), unit * Features.WholeValue);
        }
        Targets.Gradients(example, logits, gradients);
        for (var t = 0; t < Features.Tokens.Count; t++)
        {
            Update(Features.Grams(t), unit, rate);
            Update(Features.Wholes(t), unit * Features.WholeValue, rate);
        }
        for (var i = 0; i < activeCount; i++)
        {
            var gradient = gradients[active[i]];
            ref var square = ref biasSquares[bias + active[i]];
            square += gradient * gradient;
            biases[bias + active[i]] -= BiasStep * rate * gradient / MathF.Sqrt(square + Epsilon);
        }
    }

    /// <summary>
    /// One step on the language of each Latin word of a text whose language is known. English words stand in every Indian post: once the head knows English a little
    /// (<paramref name="trusts"/>), a word of an Indian post that it takes for English is learnt as English.
    /// </summary>
    public void LearnLanguage(Example example, int language, float weight, float rate, bool trusts)
    {
        Features.Read(example.Text);
        for (activeCount = 0; activeCount < Heads.LatinLanguageCount; activeCount++) active[activeCount] = Heads.LatinLanguage + activeCount;
        for (var t = 0; t < Features.Tokens.Count; t++)
        {
            var token = Features.Tokens.Items[t];
            if (token.Kind != TokenKind.Word || token.Length < 2 || !Fold.IsLatin(Features.Tokens.Word(token)[0])) continue;
            var grams = Features.Grams(t);
            var unit = LanguageVote.UnitOf(grams.Length);
            for (var i = 0; i < activeCount; i++) logits[active[i]] = 0;
            Sum(grams, unit);
            Sum(Features.Wholes(t)[..1], unit * Features.WholeValue);
            var target = trusts && logits[Heads.LatinLanguage] > logits[Heads.LatinLanguage + language] + EnglishMargin ? 0 : language;
            Targets.Softmax(logits, gradients, Heads.LatinLanguage, Heads.LatinLanguageCount, target, -1, weight);
            Update(grams, unit, rate);
            Update(Features.Wholes(t)[..1], unit * Features.WholeValue, rate);
        }
    }

    /// <summary>The weights in one byte each; a column's scale is set by its largest weight after the few that are far out are cut.</summary>
    public Weights ToWeights(Thresholds thresholds, ReadOnlySpan<float> biasShifts)
    {
        var packed = new sbyte[rows.Length];
        var scales = new float[Heads.Width];
        var column = new float[1 << bits];
        for (var head = 0; head < Heads.Width; head++)
        {
            for (var row = 0; row < column.Length; row++) column[row] = MathF.Abs(rows[(row * Heads.Width) + head]);
            Array.Sort(column);
            var largest = column[^Math.Max(1, column.Length / 20_000)];
            scales[head] = largest == 0 ? 1 : largest / 127;
            for (var row = 0; row < column.Length; row++)
            {
                var value = rows[(row * Heads.Width) + head] / scales[head];
                packed[(row * Heads.Width) + head] = (sbyte)Math.Clamp(MathF.Round(value), -127, 127);
            }
        }
        var shifted = biases.ToArray();
        for (var i = 0; i < biasShifts.Length; i++) shifted[i] += biasShifts[i];
        return Weights.Of(bits, packed, scales, shifted, thresholds);
    }

    // Labels are rare: unless a text says otherwise there is none.
    private static float[] StartBiases()
    {
        var start = new float[Heads.LanguageCount * Heads.Width];
        for (var language = 0; language < Heads.LanguageCount; language++) start.AsSpan((language * Heads.Width) + Heads.Labels, Heads.LabelCount).Fill(-3);
        return start;
    }

    private void Sum(ReadOnlySpan<uint> features, float value)
    {
        foreach (var feature in features)
        {
            var row = rows.AsSpan((int)(feature >> shift) * Heads.Width, Heads.Width);
            for (var i = 0; i < activeCount; i++) logits[active[i]] += row[active[i]] * value;
        }
    }

    private void Update(ReadOnlySpan<uint> features, float value, float rate)
    {
        foreach (var feature in features)
        {
            var at = (int)(feature >> shift) * Heads.Width;
            for (var i = 0; i < activeCount; i++)
            {
                var gradient = gradients[active[i]] * value;
                ref var square = ref squares[at + active[i]];
                square += gradient * gradient;
                rows[at + active[i]] -= step * rate * gradient / MathF.Sqrt(square + Epsilon);
            }
        }
    }
}
