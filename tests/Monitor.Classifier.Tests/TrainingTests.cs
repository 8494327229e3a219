using System.Globalization;
using Monitor.Classifier.Training;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Classifier.Tests;

public sealed class TrainingTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void The_same_rows_give_the_same_bytes()
    {
        var rows = SeedPosts.Read(Path.Combine(Root, "seeds", "posts"), "val");
        Assert.Equal(Bytes(rows), Bytes(rows));

        static byte[] Bytes(List<Example> rows)
        {
            using var stream = new MemoryStream();
            new Trainer { Bits = 12, Epochs = 1 }.Fit(rows, rows).Save(stream);
            return stream.ToArray();
        }
    }

    [Fact]
    public void A_saved_model_reads_back_the_same()
    {
        var rows = SeedPosts.Read(Path.Combine(Root, "seeds", "posts"), "val");
        var fitted = new Trainer { Bits = 12, Epochs = 1 }.Fit(rows, rows);
        using var stream = new MemoryStream();
        fitted.Save(stream);
        stream.Position = 0;
        var loaded = PostClassifier.Load(stream);
        Assert.Equal(fitted.Version, loaded.Version);
        Assert.All(rows, row => Assert.Equal(VerdictLine.Write(default, fitted.Classify(row.Text)), VerdictLine.Write(default, loaded.Classify(row.Text))));
    }

    [Fact]
    public void The_card_of_the_shipped_model_states_what_it_scores_on_the_projects_own_posts()
    {
        var card = File.ReadAllText(Path.Combine(Root, "src", "Monitor.Classifier", "posts.model.md"));
        Assert.Contains(PostClassifier.Shipped.Version, card, StringComparison.Ordinal);
        var marks = Evaluation.Measure(PostClassifier.Shipped, new LabelledFiles(null, Path.Combine(Root, "seeds", "posts"), []));
        Assert.NotEmpty(marks);
        Assert.All(marks, mark => Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"| {mark.Task} | {mark.Set} | {mark.Posts} | {mark.Score:0.000} |"), card, StringComparison.Ordinal));
    }

    [Fact]
    public void The_shipped_model_file_is_at_most_ten_megabytes() =>
        Assert.InRange(new FileInfo(Path.Combine(Root, "src", "Monitor.Classifier", "posts.model")).Length, 1, 10_000_000);

    [Fact]
    public void The_projects_own_posts_are_many_and_of_every_kind()
    {
        var posts = SeedPosts.Read(Path.Combine(Root, "seeds", "posts"));
        Assert.True(posts.Count >= 1_500, $"{posts.Count} posts");
        Assert.Equal(posts.Count, posts.Select(post => post.Text).Distinct().Count());
        Assert.Equal(Enum.GetValues<Category>().Length - 1, posts.Select(post => post.Category).Distinct().Count(category => category != Category.None));
        Assert.All(Enum.GetValues<Label>().Skip(1), label => Assert.True(posts.Count(post => post[label] == true) >= 20, $"{label}"));
        Assert.All(Enum.GetValues<Language>().Skip(1), language => Assert.True(posts.Count(post => post.Language == language) >= 100, $"{language}"));
    }

    [Fact]
    public void A_row_that_is_no_post_names_its_file_and_line()
    {
        var directory = Directory.CreateTempSubdirectory("seed-posts").FullName;
        File.WriteAllText(Path.Combine(directory, "x.jsonl"), "{\"id\":\"x\"}\n");
        var refused = Assert.Throws<InvalidDataException>(() => SeedPosts.Read(directory));
        Assert.Contains("x.jsonl, line 1", refused.Message, StringComparison.Ordinal);
        Directory.Delete(directory, true);
    }

    [Fact]
    public void What_a_row_leaves_open_teaches_nothing()
    {
        var directory = Directory.CreateTempSubdirectory("seed-posts").FullName;
        File.WriteAllText(
            Path.Combine(directory, "x.jsonl"),
            """{"id":"x","text":"So be it","language":"en","sentiment":null,"labels":null,"complaint":true,"category":null,"urgency":null,"unit":"blr/hsr-ps"}""" + "\n"
            + """{"id":"y","text":"As you like","language":"en","sentiment":null,"labels":[],"complaint":null,"category":null,"urgency":null}""" + "\n");
        var (open, harmless) = (SeedPosts.Read(directory)[0], SeedPosts.Read(directory)[1]);
        Directory.Delete(directory, true);
        Assert.Equal((Sentiment.None, (bool?)null, (bool?)true, Category.None, Urgency.None), (open.Sentiment, open.Antisocial, open.Complaint, open.Category, open.Urgency));
        Assert.Null(open[Label.Threat]);
        Assert.Equal(((bool?)false, (bool?)false, (bool?)null), (harmless.Antisocial, harmless[Label.Threat], harmless.Complaint));
        Assert.DoesNotContain(Evaluation.Measure(PostClassifier.Shipped, [open]), mark => mark.Task is "threat" or "sentiment" or "category");
    }

    [Fact]
    public void What_officers_decided_is_fitted_to_and_measured_as_a_set_of_its_own_a_fifth_held_back()
    {
        var folder = Directory.CreateTempSubdirectory("officers").FullName;
        var (file, model, none) = (Path.Combine(folder, "officers.jsonl"), Path.Combine(folder, "m.model"), Directory.CreateDirectory(Path.Combine(folder, "none")).FullName);
        File.WriteAllLines(file, Enumerable.Range(0, 100).Select(n =>
            $$"""{"id":"o{{n}}","text":"Zubrigant number {{n}} again","language":"en","sentiment":null,"labels":null,"complaint":true,"category":"NOISE","urgency":null}"""));
        var marks = Workbench.Train(new LabelledFiles(none, none, [file]), model, model + ".md", "2026-11-22");
        var (card, held) = (File.ReadAllText(model + ".md"), marks.Single(mark => mark is { Task: "category", Set: "officers/en" }).Posts);
        Assert.InRange(held, 10, 30);
        Assert.Contains($"| officers | what officers decided in triage and of flags, `monitor labels` | the force's own | {100 - held} | {held} |", card, StringComparison.Ordinal);
        using (var stream = File.OpenRead(model))
        {
            Assert.Equal((ComplaintCall.Yes, Category.Noise), PostClassifier.Load(stream).Classify("Zubrigant once more") is var said ? (said.Complaint, said.Category) : default);
        }
        File.WriteAllText(model, "the one that works");
        Assert.ThrowsAny<IOException>(() => Workbench.Train(new LabelledFiles(none, none, [file]), model, Path.Combine(folder, "nowhere", "card.md"), "2026-11-22"));
        Assert.Equal("the one that works", File.ReadAllText(model));
        Directory.Delete(folder, true);
    }

    [Fact]
    public void Macro_f1_is_the_mean_over_classes()
    {
        (bool, bool)[] pairs = [(true, true), (true, false), (false, false), (false, false)];
        Assert.Equal(((2.0 / 3) + (4.0 / 5)) / 2, MacroF1.Binary(pairs), 9);
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Monitor.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("Monitor.sln is in no folder above the tests.");
    }
}
