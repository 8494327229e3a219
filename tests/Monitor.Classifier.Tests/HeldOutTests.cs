using System.Globalization;
using Monitor.Classifier.Training;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Classifier.Tests;

/// <summary>The shipped model on posts that it has never seen: what it reached when it was fitted, less a small margin.</summary>
public sealed class HeldOutTests
{
    private static readonly string Posts = Path.Combine(FindRoot(), "seeds", "posts");
    private static readonly Dictionary<string, Share> Measured = HeldOut.Measure(PostClassifier.Shipped, Posts).ToDictionary(share => share.Task);

    [Theory]
    [InlineData("threat: found", 0.87)]
    [InlineData("incitement: found", 0.91)]
    [InlineData("self_harm: found", 0.88)]
    [InlineData("sexual_harassment: found", 0.88)]
    [InlineData("abuse: found", 0.94)]
    [InlineData("category right", 0.91)]
    [InlineData("complaints called yes or unsure", 0.95)]
    [InlineData("posts without a label that carry no flag", 0.93)]
    public void The_held_out_figures_stay(string task, double least) =>
        Assert.True(Measured[task].Value >= least, $"{task}: {Measured[task].Right} of {Measured[task].Of}, at least {least:0.00} is asked.");

    [Fact]
    public void Self_harm_is_a_category_exactly_where_it_is_a_flag() => Assert.All(
        HeldOut.Read(Posts).Concat(SeedPosts.Read(Posts)).Select(post => PostClassifier.Shipped.Classify(post.Text)),
        verdict => Assert.Equal(verdict.Flags.Contains(Label.SelfHarm), verdict.Category == Category.SelfHarm));

    [Fact]
    public void The_held_out_posts_are_of_every_form_category_and_label_and_none_of_them_is_fitted_to()
    {
        var posts = HeldOut.Read(Posts);
        Assert.True(posts.Count >= 300, $"{posts.Count} posts");
        Assert.All(Enum.GetValues<Language>().Skip(1), form =>
        {
            var own = posts.Where(post => post.Language == form).ToList();
            Assert.Equal(Enum.GetValues<Category>().Length - 1, own.Select(post => post.Category).Distinct().Count(category => category != Category.None));
            Assert.All(Enum.GetValues<Label>().Skip(1), label => Assert.True(own.Count(post => post[label] == true) >= 3, $"{form} {label}"));
        });
        Assert.Empty(posts.Select(post => post.Text).Intersect(SeedPosts.Read(Posts).Select(post => post.Text)));
    }

    [Fact]
    public void The_card_of_the_shipped_model_states_the_held_out_figures()
    {
        var card = File.ReadAllText(Path.Combine(FindRoot(), "src", "Monitor.Classifier", "posts.model.md"));
        Assert.All(Measured.Values, share => Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"| {share.Task} | {share.Right} | {share.Of} | {share.Value:0.000} |"), card, StringComparison.Ordinal));
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Monitor.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("Monitor.sln is in no folder above the tests.");
    }
}
