using System.Globalization;
using System.Text;
using Monitor.Core.Posts;

namespace Monitor.Classifier.Training;

/// <summary>One figure: how well a task is done on the rows of one set.</summary>
/// <param name="Score">Macro-F1, 0 to 1.</param>
public readonly record struct Mark(string Task, string Set, int Posts, double Score);

/// <summary>Measures a classifier on labelled rows: macro-F1 by task and set, the project's own posts by language.</summary>
public static class Evaluation
{
    /// <summary>Measures on the validation rows.</summary>
    public static IReadOnlyList<Mark> Measure(PostClassifier classifier, LabelledFiles files) => Measure(classifier, files.Rows("val"));

    public static IReadOnlyList<Mark> Measure(PostClassifier classifier, IReadOnlyList<Example> rows)
    {
        var marks = new List<Mark>();
        foreach (var set in rows.GroupBy(row => row.Set).OrderBy(set => set.Key, StringComparer.Ordinal))
            Measure(marks, set.Key, [.. set.Select(row => (row, classifier.Classify(row.Text)))]);
        var own = rows.Where(row => row.Set.StartsWith("seeds/", StringComparison.Ordinal)).Select(row => (row, classifier.Classify(row.Text))).ToList();
        if (own.Count > 0) MeasureOwn(marks, own);
        return marks;
    }

    /// <summary>The marks as a markdown table.</summary>
    public static string Table(IEnumerable<Mark> marks)
    {
        var table = new StringBuilder("| task | set | posts | macro-F1 |\n|---|---|---:|---:|\n");
        foreach (var mark in marks) table.Append(CultureInfo.InvariantCulture, $"| {mark.Task} | {mark.Set} | {mark.Posts} | {mark.Score:0.000} |\n");
        return table.ToString();
    }

    private static void Measure(List<Mark> marks, string set, List<(Example Row, Verdict Said)> pairs)
    {
        Add(marks, "sentiment", set, pairs, row => row.Sentiment != Sentiment.None, row => row.Sentiment, said => said.Sentiment);
        Add(marks, "antisocial", set, pairs, row => row.Antisocial is not null, row => row.Antisocial == true, said => said.Flags.Any(flag => flag != Label.SelfHarm));
        if (set == "antisocial/edos-english")
        {
            Add(marks, "threat", set, pairs, row => row[Label.Threat] is not null, row => row[Label.Threat] == true,
                said => said.Flags.Contains(Label.Threat) || said.Flags.Contains(Label.Incitement));
        }
        if (pairs.Any(pair => pair.Row.Complaint == false)) Add(marks, "complaint", set, pairs, row => row.Complaint is not null, row => row.Complaint == true, IsComplaint);
        if (set.StartsWith("seeds/", StringComparison.Ordinal) || set.StartsWith("officers/", StringComparison.Ordinal)) MeasureSeeds(marks, set, pairs);
        else if (set == "complaint/bengaluru-civic") Add(marks, "traffic or other", set, pairs, row => true, row => row.Category != Category.NotPolice, IsTraffic);
    }

    private static void MeasureSeeds(List<Mark> marks, string set, List<(Example Row, Verdict Said)> pairs)
    {
        Add(marks, "category", set, pairs, row => row.Category != Category.None, row => row.Category, said => said.Category);
        Add(marks, "urgency", set, pairs, row => row.Urgency != Urgency.None, row => row.Urgency, said => said.Urgency);
    }

    private static void MeasureOwn(List<Mark> marks, List<(Example Row, Verdict Said)> pairs)
    {
        Add(marks, "language", "seeds", pairs, row => true, row => row.Language, said => said.Language);
        Add(marks, "category", "seeds", pairs, row => row.Category != Category.None, row => row.Category, said => said.Category);
        Add(marks, "urgency", "seeds", pairs, row => row.Urgency != Urgency.None, row => row.Urgency, said => said.Urgency);
        foreach (var label in Enum.GetValues<Label>().Skip(1))
            Add(marks, Codes.Of(label), "seeds", pairs, row => row[label] is not null, row => row[label] == true, said => said.Flags.Contains(label));
    }

    /// <summary>Unsure counts as what it more probably is, as in <c>monitor classify</c>.</summary>
    private static bool IsComplaint(Verdict said) => said.Complaint == ComplaintCall.Yes || (said.Complaint == ComplaintCall.Unsure && said.ComplaintProbability >= 0.5);

    private static bool IsTraffic(Verdict said) =>
        said.Category is Category.TrafficJam or Category.TrafficViolation or Category.IllegalParking or Category.Accident;

    private static void Add<T>(List<Mark> marks, string task, string set, List<(Example Row, Verdict Said)> pairs,
        Func<Example, bool> counts, Func<Example, T> truth, Func<Verdict, T> said) where T : notnull
    {
        var rows = pairs.Where(pair => counts(pair.Row)).Select(pair => (truth(pair.Row), said(pair.Said))).ToList();
        if (rows.Count > 0) marks.Add(new Mark(task, set, rows.Count, MacroF1.Of(rows)));
    }
}
