using System.Globalization;
using System.Text;
using Monitor.Core.Posts;

namespace Monitor.Classifier.Training;

/// <summary>The model card: what was learnt from, under which licence, how it was fitted, where it is weak, and every validation figure.</summary>
internal static class ModelCard
{
    private static readonly (string Set, string From, string Licence)[] Sources =
    [
        ("antisocial/edos-english", "SemEval-2023 Task 10 EDOS, sexism (Reddit, Gab)", "CC0"),
        ("antisocial/hasoc2019-english", "HASOC 2019", "none stated"),
        ("antisocial/hasoc2019-hindi", "HASOC 2019", "none stated"),
        ("antisocial/hasoc2020-english", "HASOC 2020", "none stated"),
        ("antisocial/hasoc2020-hindi", "HASOC 2020", "none stated"),
        ("antisocial/hasoc2021-english", "HASOC 2021", "none stated"),
        ("antisocial/kannada", "KanCMD / DravidianCodeMix", "CC BY 4.0"),
        ("antisocial/olid-english", "OLID through TweetEval", "\"without any restrictions\""),
        ("complaint/acl2019-english", "Preotiuc-Pietro and others, ACL 2019", "none stated"),
        ("complaint/bengaluru-civic", "Bengaluru citizen reports", "MIT"),
        ("sentiment/hindi", "hi_3500 lineage, without neutral rows", "none stated"),
        ("sentiment/kannada", "KanCMD / DravidianCodeMix", "CC BY 4.0"),
        ("sentiment/semeval2017-english", "SemEval-2013 to 2017 Task 4A", "tweets, none stated"),
        ("sentiment/sentimix-hinglish", "SemEval-2020 Task 9 SentiMix", "none stated"),
        ("seeds", "written for this project, seeds/posts", "the project's own"),
        ("officers", "what officers decided in triage and of flags, `monitor labels`", "the force's own"),
    ];

    public static string Write(Trainer trainer, PostClassifier fitted, IReadOnlyList<Mark> marks, LabelledFiles files, string date)
    {
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"# Model card: {fitted.Version}\n\nFitted {date} by `monitor train`.\n\n");
        card.Append("Text of a post in; language, sentiment, antisocial labels, complaint, category and urgency out. For the triage of posts to a police force,\n"
            + "always with a person who decides. Not for judging people.\n\n## Learnt from\n\n"
            + "| set | from | licence as stated | fitted | for choosing |\n|---|---|---|---:|---:|\n");
        AddSources(card, files);
        card.Append(CultureInfo.InvariantCulture, $"""

            ## How

            Linear heads over hashed features (character n-grams of 2 to 5 within words, words, word pairs, sound keys that join scripts, concepts that join
            languages) in a table of 2^{trainer.Bits} rows, logistic loss, AdaGrad, {trainer.Epochs} rounds, seed {trainer.Seed}, one byte a weight.
            Rules of `seeds/lexicons` add to the scores. Thresholds are chosen on the validation rows.

            ## Thresholds


            """);
        AddThresholds(card, fitted.Thresholds);
        card.Append("\n## Held-out figures\n\nOn the posts of `seeds/posts/held-out`: never fitted to, no threshold chosen on them.\n\n")
            .Append(HeldOut.Table(HeldOut.Measure(fitted, files.Own)));
        card.Append("\n## Validation figures\n\n").Append(Evaluation.Table(marks)).Append(Weaknesses);
        return card.ToString();
    }

    private const string Weaknesses =
        "\n## Where it is weak\n\n"
        + "- The antisocial sets hold profanity, film comments and politics of 2019-2021; scores on other domains are lower by 10 to 40 points.\n"
        + "- Complaints in Hindi, Kannada and their Latin forms, and all threats outside English, are learnt from the project's own posts only.\n"
        + "- The Hindi sentiment set has no neutral rows; neutral in Devanagari is learnt from the project's own posts.\n"
        + "- The figures on the project's own posts are of posts by the same writers as the fitted ones, so they flatter;\n"
        + "  the held-out posts were written apart from the fitted ones, though by the same hand as a part of them.\n"
        + "- Veiled threats, irony, quotes without a word of the victim, and pictures are beyond it.\n";

    private static void AddSources(StringBuilder card, LabelledFiles files)
    {
        var fitted = files.Rows("train").GroupBy(SourceOf).ToDictionary(set => set.Key, set => set.Count());
        var chosen = files.Rows("val").GroupBy(SourceOf).ToDictionary(set => set.Key, set => set.Count());
        foreach (var (set, from, licence) in Sources.Where(source => fitted.ContainsKey(source.Set) || chosen.ContainsKey(source.Set)))
            card.Append(CultureInfo.InvariantCulture, $"| {set} | {from} | {licence} | {fitted.GetValueOrDefault(set)} | {chosen.GetValueOrDefault(set)} |\n");
    }

    private static string SourceOf(Example example) => example.Set.Split('/') is ["seeds" or "officers", _] and [var source, ..] ? source : example.Set;

    private static void AddThresholds(StringBuilder card, Thresholds thresholds)
    {
        card.Append("| decision | from probability |\n|---|---:|\n");
        for (var label = Label.Abuse; label <= Label.SelfHarm; label++)
            card.Append(CultureInfo.InvariantCulture, $"| {Codes.Of(label)} | {thresholds.Labels[(int)label - 1]:0.00} |\n");
        for (var language = Language.English; language <= Language.Mixed; language++)
            card.Append(CultureInfo.InvariantCulture, $"| antisocial of any kind, {Codes.Of(language)} | {thresholds.Antisocial[(int)language]:0.00} |\n");
        card.Append(CultureInfo.InvariantCulture, $"| complaint yes / unsure | {thresholds.ComplaintYes:0.00} / {thresholds.ComplaintNo:0.00} |\n");
    }
}
