using Xunit;

namespace Monitor.Classifier.Tests;

/// <summary>Offsets are of the original text in UTF-16, whatever was dropped or folded on the way.</summary>
public sealed class OffsetTests
{
    [Theory]
    [InlineData("👨‍👩‍👧 😀 please help, my bike was stolen", "stolen")]
    [InlineData("🇮🇳🙏🏽 mera phone chori ho gaya", "chori")]
    [InlineData("𝖒𝖔𝖙𝖍𝖊𝖗𝖋𝖚𝖈𝖐𝖊𝖗 get lost", "𝖒𝖔𝖙𝖍𝖊𝖗𝖋𝖚𝖈𝖐𝖊𝖗")]
    [InlineData("you f\u200Bu\u200Bc\u200Bk\u200Be\u200Br", "f\u200Bu\u200Bc\u200Bk\u200Be\u200Br")]
    [InlineData("ಸರ್, ಗಾಂಜಾ ಮಾರುತ್ತಾರೆ ಶಾಲೆ ಹತ್ತಿರ", "ಗಾಂಜಾ")]
    [InlineData("मेरा फ़ोन गुम हो गया", "फ़ोन")]
    public void The_word_that_weighed_is_found_at_its_offsets(string text, string word)
    {
        var words = PostClassifier.Shipped.Classify(text).Words.Select(weighed => text[weighed.Start..weighed.End]).ToList();
        Assert.Contains(word, words);
    }

    [Fact]
    public void Words_come_heaviest_first_and_are_at_most_eight()
    {
        var text = string.Join(' ', Enumerable.Repeat("my phone was stolen by a thief who snatched my gold chain near the bus stop", 5));
        var words = PostClassifier.Shipped.Classify(text).Words;
        Assert.Equal(8, words.Count);
        Assert.Equal(words.OrderByDescending(word => word.Weight), words);
    }
}
