using Monitor.Classifier.Text;
using Monitor.Core.Posts;

namespace Monitor.Classifier.Rules;

/// <summary>
/// What the lexicons find in one text, and how it moves the scores (design section 7). Rules add logits to the fitted model, at most <see cref="PushMax"/> a head:
/// a phrase speaks for its label or category; words of a victim or witness ("he threatens me") and of the press take away from every label but self-harm;
/// words of an office (police, minister) without a slur take away from abuse and hate, since to criticise them is lawful;
/// words of a film, a song or a game take away from threats and incitement. One instance is reused from text to text.
/// </summary>
internal sealed class Findings
{
    private const float PushMax = 6;
    private const float VictimPush = 1.5f;
    private const float AggressorPull = 2;
    private const float FictionPull = 3;
    private static readonly Label[] Labels = [.. Enum.GetValues<Label>().Skip(1)];
    private readonly List<(Entry Entry, int First, int Last)> found = [];
    private readonly float[] pushes = new float[Heads.Width];
    private float victim;
    private float report;
    private float fiction;
    private float office;
    private bool isSlur;

    public void Read(Tokens tokens, Lexicon lexicon)
    {
        found.Clear();
        Array.Clear(pushes);
        (victim, report, fiction, office, isSlur) = (0, 0, 0, 0, false);
        for (var t = 0; t < tokens.Count; t++) lexicon.Match(tokens, t, found);
        foreach (var (entry, _, _) in found) Take(entry);
    }

    /// <summary>Adds the pushes to the logits.</summary>
    public void Push(Span<float> logits)
    {
        for (var head = 0; head < Heads.Used; head++) logits[head] += Math.Clamp(pushes[head], -PushMax, PushMax);
        var pull = Math.Min(victim + report, PushMax);
        logits[Heads.Antisocial] -= pull;
        foreach (var label in Labels)
        {
            if (label != Label.SelfHarm) logits[Heads.Of(label)] -= pull;
        }
        if (!isSlur)
        {
            logits[Heads.Antisocial] -= office;
            logits[Heads.Of(Label.Abuse)] -= office;
            logits[Heads.Of(Label.Hate)] -= office;
        }
        // Who is threatened or abused asks for help; a report of the press does not, and who threatens and abuses hardly ever does.
        logits[Heads.Complaint] += Math.Min(victim, VictimPush) - Math.Clamp(logits[Heads.Antisocial], 0, AggressorPull);
        if (fiction == 0) return;
        logits[Heads.Antisocial] -= FictionPull;
        logits[Heads.Of(Label.Threat)] -= FictionPull;
        logits[Heads.Of(Label.Incitement)] -= FictionPull;
        logits[Heads.Of(Label.SelfHarm)] -= FictionPull;
    }

    /// <summary>Adds to each token's weight what the lexicon says of it for the head.</summary>
    public void Weigh(int head, Span<float> weights)
    {
        foreach (var (entry, first, last) in found)
        {
            if (HeadOf(entry) != head) continue;
            for (var t = first; t <= last; t++) weights[t] += entry.Strength / (last - first + 1);
        }
    }

    private void Take(in Entry entry)
    {
        switch (entry.Effect)
        {
            case Effect.Victim: victim += entry.Strength; break;
            case Effect.Report: report += entry.Strength; break;
            case Effect.Fiction: fiction += entry.Strength; break;
            case Effect.Office: office = Math.Max(office, entry.Strength); break;
            case Effect.Notice: pushes[Heads.Complaint] -= entry.Strength; break;
            default:
                pushes[HeadOf(entry)] += entry.Strength;
                if (entry.Effect != Effect.Label || entry.Label == Label.SelfHarm) break;
                pushes[Heads.Antisocial] += entry.Strength;
                isSlur = true;
                break;
        }
    }

    private static int HeadOf(in Entry entry) => entry.Effect switch
    {
        Effect.Label => Heads.Of(entry.Label),
        Effect.Category => Heads.Of(entry.Category),
        Effect.Complaint => Heads.Complaint,
        _ => -1,
    };
}
