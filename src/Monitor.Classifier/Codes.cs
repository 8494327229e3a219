using Monitor.Core.Posts;

namespace Monitor.Classifier;

/// <summary>The codes by which verdicts are written in JSON, seeds and lexicons.</summary>
public static class Codes
{
    private static readonly string[] Languages = ["", "en", "hi", "hi-Latn", "kn", "kn-Latn", "mixed"];
    private static readonly string[] Labels = ["", "abuse", "hate", "threat", "incitement", "sexual_harassment", "self_harm"];
    private static readonly string[] Sentiments = ["", "negative", "neutral", "positive"];
    private static readonly string[] Urgencies = ["", "low", "normal", "high", "critical"];
    private static readonly string[] Categories = [.. Enum.GetNames<Category>().Select(Snake)];

    public static string Of(Language language) => Languages[(int)language];

    public static string Of(Label label) => Labels[(int)label];

    public static string Of(Sentiment sentiment) => Sentiments[(int)sentiment];

    public static string Of(Urgency urgency) => Urgencies[(int)urgency];

    public static string Of(Category category) => Categories[(int)category];

    public static bool TryLanguage(string code, out Language language) => Try(Languages, code, out language);

    public static bool TryLabel(string code, out Label label) => Try(Labels, code, out label);

    public static bool TrySentiment(string code, out Sentiment sentiment) => Try(Sentiments, code, out sentiment);

    public static bool TryUrgency(string code, out Urgency urgency) => Try(Urgencies, code, out urgency);

    public static bool TryCategory(string code, out Category category) => Try(Categories, code, out category);

    private static bool Try<T>(string[] codes, string code, out T value) where T : struct, Enum
    {
        var index = code.Length == 0 ? -1 : Array.IndexOf(codes, code);
        value = (T)Enum.ToObject(typeof(T), Math.Max(index, 0));
        return index > 0;
    }

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
}
