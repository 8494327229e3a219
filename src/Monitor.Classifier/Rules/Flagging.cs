using Monitor.Core.Posts;

namespace Monitor.Classifier.Rules;

/// <summary>
/// From probabilities to flags: each label at its own threshold, abuse and hate only where the text is antisocial beyond its language's threshold; a text that is
/// so without any label reaching its own is flagged with the likelier of abuse and hate.
/// </summary>
internal static class Flagging
{
    private static readonly Label[] Labels = [.. Enum.GetValues<Label>().Skip(1)];
    private static readonly Label[][] Single = [.. Enum.GetValues<Label>().Select(label => new[] { label })];
    private static readonly Label[] Nothing = [];

    public static IReadOnlyList<Label> Of(Reading read, Thresholds thresholds)
    {
        var isAntisocial = read.Antisocial >= thresholds.Antisocial[(int)read.Language];
        var first = Label.None;
        List<Label>? several = null;
        foreach (var label in Labels)
        {
            if (read[label] < thresholds.Labels[(int)label - 1] || (label <= Label.Hate && !isAntisocial)) continue;
            if (first == Label.None) first = label;
            else (several ??= [first]).Add(label);
        }
        if (several is not null) return several;
        if (first != Label.None) return Single[(int)first];
        if (!isAntisocial) return Nothing;
        return Single[(int)(read[Label.Hate] > read[Label.Abuse] ? Label.Hate : Label.Abuse)];
    }

    /// <summary>The labels worth showing. Abuse shows the probability of any antisocial kind where no label by itself explains it.</summary>
    public static IReadOnlyList<LabelScore> Shown(Reading read)
    {
        List<LabelScore>? shown = null;
        foreach (var label in Labels)
        {
            var probability = Math.Round(read[label], 4);
            if (probability >= PostClassifier.ShownFrom) (shown ??= []).Add(new LabelScore(label, probability));
        }
        return shown is null ? [] : shown;
    }
}
