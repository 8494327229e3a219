namespace Monitor.Core.Posts;

/// <summary>The six language forms that a post is written in; <see cref="Mixed"/> when no one form holds most of its words.</summary>
public enum Language : byte { None = 0, English, Hindi, HindiLatin, Kannada, KannadaLatin, Mixed }

public enum Sentiment : byte { None = 0, Negative, Neutral, Positive }

/// <summary>Antisocial labels (design section 7). Lawful criticism of the police is none of them.</summary>
public enum Label : byte { None = 0, Abuse, Hate, Threat, Incitement, SexualHarassment, SelfHarm }

/// <summary>Whether the post asks the police for something. <see cref="Unsure"/> goes to triage, never into silence.</summary>
public enum ComplaintCall : byte { None = 0, Yes, No, Unsure }

public enum Urgency : byte { None = 0, Low, Normal, High, Critical }

/// <summary>What a complaint is about; stored and shown by its code in upper snake case (<c>TRAFFIC_JAM</c>), domain.md section 2.3.</summary>
public enum Category : byte
{
    None = 0, TrafficJam, TrafficViolation, IllegalParking, Accident, LostMobile, TheftSnatch, CyberFraud, LoanApp, WomenSafety, Domestic, Child, Missing,
    SelfHarm, Assault, Threat, BombHoax, CommunalRumour, Drugs, Noise, LandDispute, PoliceMisconduct, PassportVerification, Other, NotPolice,
}

/// <summary>A probability for one label, 0 to 1.</summary>
public readonly record struct LabelScore(Label Label, double Probability);

/// <summary>A stretch of the post's text that weighed in the verdict: UTF-16 offsets, end exclusive; never the word itself, so that erasing the text erases it.</summary>
public readonly record struct WeighedWord(int Start, int End, double Weight);

/// <summary>What the classifier says of one text. Recorded in the event, so that replay never depends on today's model.</summary>
/// <param name="Language">The form that holds most of the words.</param>
/// <param name="Sentiment">Shown as counts only.</param>
/// <param name="Antisocial">Labels with a probability of 0.05 or more.</param>
/// <param name="Flags">Labels at or above their threshold, rules applied (a victim who quotes a threat is not a threat).</param>
/// <param name="Complaint">The decision by the two thresholds of the model.</param>
/// <param name="ComplaintProbability">0 to 1.</param>
/// <param name="Category"><see cref="Category.None"/> where <see cref="Complaint"/> is No.</param>
/// <param name="CategoryConfidence">0 to 1.</param>
/// <param name="Urgency"><see cref="Urgency.None"/> where <see cref="Complaint"/> is No.</param>
/// <param name="Words">At most 8, heaviest first.</param>
/// <param name="Model">Version of the model file.</param>
public sealed record Verdict(
    Language Language,
    Sentiment Sentiment,
    IReadOnlyList<LabelScore> Antisocial,
    IReadOnlyList<Label> Flags,
    ComplaintCall Complaint,
    double ComplaintProbability,
    Category Category,
    double CategoryConfidence,
    Urgency Urgency,
    IReadOnlyList<WeighedWord> Words,
    string Model);
