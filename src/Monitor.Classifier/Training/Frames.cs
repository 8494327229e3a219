using System.Reflection;
using Monitor.Core.Posts;

namespace Monitor.Classifier.Training;

/// <summary>
/// What people write around what they have to say (<c>frames.tsv</c>): a greeting, a place, a plea, an outcry. A few thousand posts are too few to learn that none of it
/// says what a post is about, so copies of the project's own posts are framed anew while fitting. Deterministic: the random numbers come from the caller.
/// </summary>
internal static class Frames
{
    private static readonly Dictionary<(Language Form, string Part), string[]> Parts = ReadShipped();

    /// <summary>The text in a frame of its language form; only a complaint pleads.</summary>
    public static string Put(Example example, Random random)
    {
        var form = example.Language;
        var text = example.Text;
        if (random.Next(5) < 3) text = With(text, Pick(form, "places", random), random);
        if (random.Next(2) == 0) text = $"{Pick(form, "greetings", random)}{(random.Next(2) == 0 ? "," : "")} {text}";
        if (example.Complaint == true && random.Next(5) < 3) text = $"{text}{(random.Next(2) == 0 ? "." : "")} {Pick(form, "pleas", random)}";
        if (random.Next(3) == 0) text = $"{text} {Pick(form, "outcries", random)}";
        return random.Next(2) == 0 ? text : random.Next(2) == 0 ? $"@BlrCityPolice {text}" : $"{text} @blrcitytraffic";
    }

    private static string With(string text, string place, Random random)
    {
        var words = text.Split(' ');
        var at = random.Next(3) == 0 ? words.Length : random.Next(words.Length);
        return string.Join(' ', [.. words[..at], place, .. words[at..]]);
    }

    private static string Pick(Language form, string part, Random random)
    {
        var texts = Parts[(form, part)];
        return texts[random.Next(texts.Length)];
    }

    private static Dictionary<(Language Form, string Part), string[]> ReadShipped()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("frames.tsv")!);
        var parts = new Dictionary<(Language Form, string Part), string[]>();
        while (reader.ReadLine() is { } row)
        {
            if (row.StartsWith('#') || row.Split('\t') is not [var code, var part, var texts] || !Codes.TryLanguage(code, out var form)) continue;
            parts[(form, part)] = texts.Split(" | ");
        }
        return parts;
    }
}
