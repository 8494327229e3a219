namespace Monitor.Classifier;

/// <summary>Where probabilities become decisions; chosen on the validation rows and stored with the weights.</summary>
/// <param name="Antisocial">By language: from here on a text is antisocial in some way.</param>
/// <param name="Labels">By label, in the order of the Core labels.</param>
/// <param name="ComplaintNo">Below: no complaint.</param>
/// <param name="ComplaintYes">From here on: a complaint. Between the two: unsure.</param>
public sealed record Thresholds(float[] Antisocial, float[] Labels, float ComplaintNo, float ComplaintYes)
{
    /// <summary>What <c>classify</c> answers where only yes or no is asked for.</summary>
    public float ComplaintMiddle => (ComplaintNo + ComplaintYes) / 2;

    public static Thresholds Untrained { get; } = new(
        [.. Enumerable.Repeat(0.5f, Heads.LanguageCount)], [.. Enumerable.Repeat(0.5f, Heads.LabelCount)], 0.35f, 0.65f);
}
