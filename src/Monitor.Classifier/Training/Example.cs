using Monitor.Core.Posts;

namespace Monitor.Classifier.Training;

/// <summary>One labelled text. A value of null means that the set does not say.</summary>
public sealed record Example(string Set, string Text)
{
    /// <summary>The set's language form; a set of several forms says none.</summary>
    public Language Language { get; init; }

    public Sentiment Sentiment { get; init; }

    /// <summary>The set has no neutral rows, so they say nothing against neutral.</summary>
    public bool LacksNeutral { get; init; }

    public bool? Antisocial { get; init; }

    /// <summary>By label, in the order of the Core labels, after None; null where no label is said.</summary>
    public bool?[]? Labels { get; init; }

    public bool? Complaint { get; init; }

    public Category Category { get; init; }

    public Urgency Urgency { get; init; }

    /// <summary>How much the row counts beside one of an ordinary set.</summary>
    public float Weight { get; init; } = 1;

    public bool? this[Label label] => Labels?[(int)label - 1];
}
