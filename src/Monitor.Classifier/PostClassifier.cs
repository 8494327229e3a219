using System.Reflection;
using Monitor.Classifier.Rules;
using Monitor.Core.Posts;

namespace Monitor.Classifier;

/// <summary>
/// Text in, <see cref="Verdict"/> out: the fitted model and the rules of the lexicons combined (design section 7). Pure: the same text and model give the same verdict.
/// Safe from any number of threads; each keeps working memory of about half a megabyte.
/// </summary>
public sealed class PostClassifier
{
    /// <summary>Labels less probable than this are left out of a verdict.</summary>
    public const double ShownFrom = 0.05;

    [ThreadStatic] private static Reading? reading;
    private static readonly Lazy<PostClassifier> shipped = new(LoadShipped);
    private readonly Weights weights;
    private readonly Lexicon lexicon;

    internal PostClassifier(Weights weights, Lexicon lexicon)
    {
        this.weights = weights;
        this.lexicon = lexicon;
    }

    /// <summary>The model that comes with this build.</summary>
    public static PostClassifier Shipped => shipped.Value;

    /// <summary>The version of the model file: a hash of its contents.</summary>
    public string Version => weights.Version;

    /// <summary>Where this model's probabilities become decisions.</summary>
    public Thresholds Thresholds => weights.Thresholds;

    /// <exception cref="InvalidDataException">The stream is no model file that this build reads.</exception>
    public static PostClassifier Load(Stream stream) => new(Weights.Load(stream), Lexicon.Shipped);

    public void Save(Stream stream) => weights.Save(stream);

    /// <summary>Classifies a text of any length and content; of a very long one the first 4,000 UTF-16 units.</summary>
    public Verdict Classify(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return VerdictOf(Read(text));
    }

    /// <summary>The probabilities behind a verdict, for choosing thresholds; valid until this thread's next call.</summary>
    internal Reading Read(string text)
    {
        var current = reading ??= new Reading();
        current.Read(text, weights, lexicon);
        return current;
    }

    private Verdict VerdictOf(Reading read)
    {
        var flags = Flagging.Of(read, weights.Thresholds);
        var complaint = ComplaintOf(read, flags);
        var isOpen = complaint != ComplaintCall.No;
        var (category, confidence) = isOpen ? read.CategoryOf(flags.Contains(Label.SelfHarm)) : (Category.None, 0);
        return new Verdict(
            read.Language,
            read.Sentiment,
            Flagging.Shown(read),
            flags,
            complaint,
            Math.Round(read.Complaint, 4),
            category,
            Math.Round(confidence, 4),
            isOpen ? UrgencyRule.Of(read, category) : Urgency.None,
            WeighedWords.Of(read, flags, category, weights),
            weights.Version);
    }

    // A life at risk is a call for help, however it is worded.
    private ComplaintCall ComplaintOf(Reading read, IReadOnlyList<Label> flags)
    {
        if (flags.Count > 0 && flags.Contains(Label.SelfHarm)) return ComplaintCall.Yes;
        if (read.Complaint >= weights.Thresholds.ComplaintYes) return ComplaintCall.Yes;
        return read.Complaint < weights.Thresholds.ComplaintNo ? ComplaintCall.No : ComplaintCall.Unsure;
    }

    private static PostClassifier LoadShipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("posts.model")
            ?? throw new InvalidOperationException("This build has no model file: fit one with `monitor train` and put it at src/Monitor.Classifier/posts.model.");
        return Load(stream);
    }
}
