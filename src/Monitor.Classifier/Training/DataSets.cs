using Monitor.Core.Posts;

namespace Monitor.Classifier.Training;

/// <summary>Reads the labelled sets of the data directory: tab-separated <c>train.tsv</c> and <c>val.tsv</c> under sentiment, antisocial and complaint.</summary>
public static class DataSets
{
    private static readonly string[] Kinds = ["sentiment", "antisocial", "complaint"];

    /// <param name="split"><c>train</c> or <c>val</c>.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such data directory.</exception>
    public static List<Example> Read(string directory, string split)
    {
        if (!Directory.Exists(directory)) throw new DirectoryNotFoundException($"No data directory at {directory}: name it with --data.");
        var examples = new List<Example>();
        foreach (var kind in Kinds)
        {
            var home = Path.Combine(directory, kind);
            if (!Directory.Exists(home)) continue;
            foreach (var set in Directory.GetDirectories(home).Order(StringComparer.Ordinal))
            {
                var file = Path.Combine(set, split + ".tsv");
                if (File.Exists(file)) Read(file, $"{kind}/{Path.GetFileName(set)}", examples);
            }
        }
        return examples;
    }

    private static void Read(string file, string set, List<Example> into)
    {
        using var reader = new StreamReader(file);
        var columns = reader.ReadLine()?.Split('\t') ?? [];
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            if (cells.Length < columns.Length || cells[0].Length == 0) continue;
            var row = columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second);
            into.Add(Of(set, row));
        }
    }

    private static Example Of(string set, Dictionary<string, string> row)
    {
        var example = new Example(set, row["text"]) { Language = LanguageOf(set), Weight = WeightOf(set) };
        if (row.TryGetValue("sentiment", out var sentiment) && Codes.TrySentiment(sentiment, out var felt))
            example = example with { Sentiment = felt, LacksNeutral = set == "sentiment/hindi" };
        if (row.TryGetValue("antisocial", out var antisocial)) example = WithLabels(example, antisocial == "yes", row);
        if (row.TryGetValue("complaint", out var complaint))
            return example with { Complaint = complaint == "yes", Category = complaint == "yes" ? Category.NotPolice : Category.None };
        if (row.TryGetValue("category", out var category))
            return example with { Complaint = true, Category = category == "Traffic/Parking" ? Traffic(row["text"]) : Category.NotPolice };
        return example;
    }

    // The civic set has one box for traffic and parking; the word for parking tells them apart.
    private static Category Traffic(string text) =>
        text.Contains("park", StringComparison.OrdinalIgnoreCase) ? Category.IllegalParking
        : text.Contains("jam", StringComparison.OrdinalIgnoreCase) || text.Contains("congest", StringComparison.OrdinalIgnoreCase)
            || text.Contains("traffic", StringComparison.OrdinalIgnoreCase) || text.Contains("signal", StringComparison.OrdinalIgnoreCase) ? Category.TrafficJam
        : Category.None;

    private static Example WithLabels(Example example, bool antisocial, Dictionary<string, string> row)
    {
        var saysThreat = row.ContainsKey("threat");
        if (!antisocial) return example with { Antisocial = false, Labels = saysThreat ? [null, false, false, false, null, null] : [false, false, null, null, null, null] };
        if (row.TryGetValue("threat", out var threat)) return example with { Antisocial = true, Labels = [null, true, threat == "yes", null, null, null] };
        var kind = row.GetValueOrDefault("kind");
        bool? hate = kind switch { "HATE" => true, "OFFN" or "PRFN" or "Offensive_Targeted_Insult_Individual" or "Offensive_Untargetede" => false, _ => null };
        return example with { Antisocial = true, Labels = [hate == true ? null : true, hate, null, null, null, null] };
    }

    private static Language LanguageOf(string set) =>
        set.EndsWith("english", StringComparison.Ordinal) || set.EndsWith("civic", StringComparison.Ordinal) ? Language.English
        : set.EndsWith("hinglish", StringComparison.Ordinal) ? Language.HindiLatin
        : set.EndsWith("hindi", StringComparison.Ordinal) ? Language.Hindi
        : set.EndsWith("kannada", StringComparison.Ordinal) ? Language.KannadaLatin
        : Language.None;

    // Large sets count less a row, so that no set drowns the others; small ones of rare languages count more.
    private static float WeightOf(string set) => set switch
    {
        "sentiment/semeval2017-english" => 0.5f,
        "sentiment/kannada" or "antisocial/kannada" => 1.5f,
        "antisocial/edos-english" => 0.5f,
        "antisocial/olid-english" => 0.7f,
        "complaint/bengaluru-civic" => 0.25f,
        _ => 1f,
    };
}
