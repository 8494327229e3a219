using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Classifier.Training;

/// <summary>
/// Reads the project's own labelled posts: <c>seeds/posts/*.jsonl</c>, one object a line with <c>id, text, language, sentiment, labels, complaint, category, urgency</c>.
/// Null, but for text and language, is what nobody has said: such a row teaches what it says and nothing else (<c>monitor labels</c> writes what officers decided so).
/// A fifth of them, chosen by a hash of the id, is for choosing and never fitted to.
/// </summary>
public static class SeedPosts
{
    private const int Fifth = 5;
    private const string Set = "seeds";

    /// <exception cref="InvalidDataException">A line that is no such object; the message names file and line.</exception>
    public static List<Example> Read(string directory) =>
        [.. Directory.GetFiles(directory, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(file => ReadFile(file, Set))];

    /// <summary>The rows of one such file.</summary>
    /// <param name="set">Under which figures name them, with their language: <c>seeds</c>, <c>officers</c>.</param>
    /// <exception cref="InvalidDataException">A line that is no such object; the message names file and line.</exception>
    public static List<Example> ReadFile(string file, string set)
    {
        var examples = new List<Example>();
        var line = 0;
        foreach (var row in File.ReadLines(file))
        {
            line++;
            if (row.Length > 0) examples.Add(Parse(row, set, $"{Path.GetFileName(file)}, line {line}"));
        }
        return examples;
    }

    /// <summary>The rows of one split, <c>train</c> or <c>val</c>.</summary>
    public static List<Example> Read(string directory, string split)
    {
        var all = Read(directory);
        return [.. all.Where(example => IsVal(example.Text) == (split == "val"))];
    }

    /// <summary>By the text, not the id: the same words never stand on both sides.</summary>
    public static bool IsVal(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = (hash ^ c) * 16777619u;
        return (hash ^ (hash >> 16)) % Fifth == 0;
    }

    private static Example Parse(string row, string set, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(row);
            var post = document.RootElement;
            var labels = Said(post, "labels")?.EnumerateArray().Select(label => Take<Label>(label.GetString(), Codes.TryLabel)).ToList();
            var complaint = Said(post, "complaint")?.GetBoolean();
            var language = Take<Language>(post.GetProperty("language").GetString(), Codes.TryLanguage);
            return new Example($"{set}/{Codes.Of(language)}", post.GetProperty("text").GetString()!)
            {
                Language = language,
                Sentiment = TakeSaid<Sentiment>(post, "sentiment", Codes.TrySentiment),
                Antisocial = labels?.Any(label => label != Label.SelfHarm),
                Labels = labels is null ? null : [.. Enum.GetValues<Label>().Skip(1).Select(label => (bool?)labels.Contains(label))],
                Complaint = complaint,
                Category = complaint == true ? TakeSaid<Category>(post, "category", Codes.TryCategory) : Category.None,
                Urgency = complaint == true ? TakeSaid<Urgency>(post, "urgency", Codes.TryUrgency) : Urgency.None,
                Weight = 1.5f,
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{where}: {e.Message}", e);
        }
    }

    private delegate bool Parser<T>(string code, out T value);

    /// <summary>Null where the row has null; a row must have the member.</summary>
    private static JsonElement? Said(JsonElement post, string name) => post.GetProperty(name) is { ValueKind: not JsonValueKind.Null } said ? said : null;

    private static T TakeSaid<T>(JsonElement post, string name, Parser<T> parse) where T : struct => Said(post, name) is { } said ? Take(said.GetString(), parse) : default;

    private static T Take<T>(string? code, Parser<T> parse) => parse(code ?? "", out var value) ? value : throw new FormatException($"unknown code '{code}'");
}
