using Monitor.Core.Posts;

namespace Monitor.Classifier;

/// <summary>Which column of the weights speaks for what. Stored in every model file by order: change only by adding, together with <see cref="Weights.FormatVersion"/>.</summary>
internal static class Heads
{
    public const int Sentiment = 0;
    public const int SentimentCount = 3;
    public const int Antisocial = 3;
    public const int Labels = 4;
    public const int LabelCount = 6;
    public const int Complaint = 10;
    public const int Urgency = 11;
    public const int UrgencyCount = 4;
    public const int LatinLanguage = 15;
    public const int LatinLanguageCount = 3;
    public const int Category = 18;
    public const int CategoryCount = 24;
    public const int Used = 42;

    /// <summary>Columns of a row, padded to whole vectors.</summary>
    public const int Width = 48;

    public const int LanguageCount = 7;

    public static int Of(Label label) => Labels + (int)label - 1;

    public static int Of(Category category) => Category + (int)category - 1;

    public static int Of(Sentiment sentiment) => Sentiment + (int)sentiment - 1;

    public static int Of(Urgency urgency) => Urgency + (int)urgency - 1;
}
