using FsCheck;
using FsCheck.Fluent;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Classifier.Tests;

/// <summary>What holds for every text, broken surrogates and control characters included.</summary>
public sealed class PropertyTests
{
    private static readonly Config Replayed = Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20261121, 7);

    private static readonly Gen<char> AnyUnit = Gen.OneOf(
        Gen.Choose(0, 0xFFFF).Select(unit => (char)unit),
        Gen.Choose(0x20, 0x7E).Select(unit => (char)unit),
        Gen.Choose(0x0900, 0x097F).Select(unit => (char)unit),
        Gen.Choose(0x0C80, 0x0CFF).Select(unit => (char)unit),
        Gen.Choose(0xD800, 0xDFFF).Select(unit => (char)unit),
        Gen.Elements(' ', '@', '#', '*', '\u200D', '\uFE0F', '\'', '!'));

    private static readonly Arbitrary<string> AnyText = AnyUnit.ArrayOf().Select(units => new string(units)).ToArbitrary();

    [Fact]
    public void Any_text_has_a_verdict_whose_figures_are_in_range() => Prop.ForAll(AnyText, text =>
    {
        var verdict = PostClassifier.Shipped.Classify(text);
        return verdict.Words.Count <= 8
            && verdict.Words.All(word => word.Start >= 0 && word.Start < word.End && word.End <= text.Length && word.Weight > 0)
            && verdict.Language != Language.None && verdict.Sentiment != Sentiment.None && verdict.Complaint != ComplaintCall.None
            && verdict.ComplaintProbability is >= 0 and <= 1 && verdict.CategoryConfidence is >= 0 and <= 1
            && verdict.Antisocial.All(score => score.Probability is >= 0.05 and <= 1)
            && (verdict.Complaint == ComplaintCall.No) == (verdict.Category == Category.None)
            && (verdict.Complaint == ComplaintCall.No) == (verdict.Urgency == Urgency.None);
    }).Check(Replayed);

    [Fact]
    public void The_same_text_has_the_same_verdict() => Prop.ForAll(AnyText, text =>
    {
        var first = VerdictLine.Write(default, PostClassifier.Shipped.Classify(text));
        PostClassifier.Shipped.Classify("something else in between, चोरी ಕಳ್ಳತನ");
        return first == VerdictLine.Write(default, PostClassifier.Shipped.Classify(text));
    }).Check(Replayed);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("\uD83D")]
    [InlineData("\uDE00\uD83D")]
    [InlineData("@")]
    [InlineData("https://")]
    public void Texts_without_a_word_are_no_complaint_of_any_weight(string text) => Assert.Empty(PostClassifier.Shipped.Classify(text).Flags);

    [Fact]
    public void A_very_long_text_is_read_to_its_bound() => Assert.NotNull(PostClassifier.Shipped.Classify(string.Concat(Enumerable.Repeat("a b c चोरी 😀 ", 20_000))));

    [Fact]
    public void Many_threads_get_the_verdicts_that_one_gets()
    {
        string[] texts = ["my phone was stolen", "मेरा फोन गुम हो गया", "nan bike kalavu aagide", "you bastard", "good morning"];
        var expected = texts.Select(text => VerdictLine.Write(default, PostClassifier.Shipped.Classify(text))).ToArray();
        Parallel.For(0, 2_000, i => Assert.Equal(expected[i % texts.Length], VerdictLine.Write(default, PostClassifier.Shipped.Classify(texts[i % texts.Length]))));
    }

    [Fact]
    public void A_verdict_allocates_less_than_a_kilobyte()
    {
        const string text = "Sir my bike was stolen from outside the court yesterday evening, cctv is there, please help @bareillypolice";
        PostClassifier.Shipped.Classify(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) PostClassifier.Shipped.Classify(text);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 1_024);
    }
}
