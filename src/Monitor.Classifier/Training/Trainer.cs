using Monitor.Core.Posts;
using Monitor.Classifier.Rules;

namespace Monitor.Classifier.Training;

/// <summary>How far a fit is: a stage in words, and its share done from 0 to 1.</summary>
public readonly record struct TrainingProgress(string Stage, double Done);

/// <summary>
/// Fits the classifier from the labelled sets and the project's own posts: first the language of Latin words, then all other heads together, then thresholds and biases
/// on the validation rows, which are never fitted to. The same inputs give the same bytes.
/// </summary>
public sealed class Trainer
{
    /// <summary>Rows of the table as a power of two. Default: 19, a model file of some megabytes.</summary>
    public int Bits { get; init; } = 19;

    /// <summary>How often every row is learnt from. Default: 5.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>How far a weight moves at its first use. Default: 0.12.</summary>
    public float Step { get; init; } = 0.12f;

    public int Seed { get; init; } = 20_261;

    /// <summary>Fits to the train rows; the data folder may lack sets.</summary>
    public PostClassifier Fit(LabelledFiles files, IProgress<TrainingProgress>? progress = null) => Fit(files.Rows("train"), files.Rows("val"), progress);

    public PostClassifier Fit(IReadOnlyList<Example> train, IReadOnlyList<Example> val, IProgress<TrainingProgress>? progress = null) =>
        new(FitWeights(train, val, progress), Lexicon.Shipped);

    internal Weights FitWeights(IReadOnlyList<Example> train, IReadOnlyList<Example> val, IProgress<TrainingProgress>? progress)
    {
        var learner = new Learner(Bits, Step);
        var random = new Random(Seed);
        FitLanguage(learner, train, random, progress);
        var examples = Mixture.Of(train, random);
        var languages = LanguagesOf(learner, examples);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            var rate = 1 - (0.8f * epoch / Epochs);
            for (var i = 0; i < order.Length; i++)
            {
                if (i % 2_000 == 0) progress?.Report(new($"fit, round {epoch + 1} of {Epochs}", (double)i / order.Length));
                learner.Learn(examples[order[i]], languages[order[i]], rate);
            }
        }
        progress?.Report(new("thresholds", 0));
        return ThresholdChoice.Choose(learner, val);
    }

    private void FitLanguage(Learner learner, IReadOnlyList<Example> train, Random random, IProgress<TrainingProgress>? progress)
    {
        var rows = train.Where(example => LatinLanguage(example) >= 0).ToArray();
        var counts = new int[Heads.LatinLanguageCount];
        foreach (var row in rows) counts[LatinLanguage(row)]++;
        // English has ten times the rows of Kannada: every language counts alike.
        const int target = 12_000;
        random.Shuffle(rows);
        var taken = new int[Heads.LatinLanguageCount];
        var sample = rows.Where(row => taken[LatinLanguage(row)]++ < target).ToArray();
        for (var epoch = 0; epoch < 3; epoch++)
        {
            progress?.Report(new("language of words", epoch / 3.0));
            foreach (var row in sample)
            {
                var language = LatinLanguage(row);
                learner.LearnLanguage(row, language, Math.Max(1, (float)target / counts[language]), 1 - (0.3f * epoch), trusts: epoch > 0);
            }
        }
    }

    private static int LatinLanguage(Example example) => example.Language switch
    {
        Language.English => 0,
        Language.HindiLatin => 1,
        Language.KannadaLatin => 2,
        _ => -1,
    };

    private static Language[] LanguagesOf(Learner learner, IReadOnlyList<Example> examples)
    {
        var draft = new PostClassifier(learner.ToWeights(Thresholds.Untrained, []), Lexicon.Shipped);
        return [.. examples.Select(example => draft.Read(example.Text).Language)];
    }
}
