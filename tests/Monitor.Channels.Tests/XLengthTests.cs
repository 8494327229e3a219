using Monitor.Channels.X;
using Xunit;

namespace Monitor.Channels.Tests;

/// <summary>The weights of domain.md 1.1.</summary>
public sealed class XLengthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("hello", 5)]
    [InlineData("थाना", 4)]
    [InlineData("क्षि", 4)]
    [InlineData("ಕನ್ನಡ", 5)]
    [InlineData("।", 1)]
    [InlineData("₹", 2)]
    [InlineData("…", 2)]
    [InlineData("•", 2)]
    [InlineData("→", 2)]
    [InlineData("✓", 2)]
    [InlineData("🙏", 2)]
    [InlineData("🙏🏽", 2)]
    [InlineData("👨‍👩‍👧", 2)]
    [InlineData("🇮🇳", 2)]
    [InlineData("❤️", 2)]
    [InlineData("1️⃣", 2)]
    [InlineData("ಪೊ", 2)]
    [InlineData("\u0CAA\u0CC6\u0CC2", 2)]
    [InlineData("ज़", 2)]
    [InlineData("\u095B", 2)]
    [InlineData("https://example.com/a/very/long/path?with=query&more=1", 23)]
    [InlineData("see bcp.karnataka.gov.in.", 28)]
    [InlineData("a@b.com", 7)]
    [InlineData("中文", 4)]
    public void A_text_weighs_what_X_counts(string text, int weight) => Assert.Equal(weight, XLength.Weigh(text));

    [Fact]
    public void Kannada_of_280_code_points_just_fits()
    {
        var full = string.Concat(Enumerable.Repeat("ಕ", XLength.Max));
        Assert.Equal(XLength.Max, XLength.Weigh(full));
        Assert.Equal(XLength.Max + 2, XLength.Weigh(full + "₹"));
    }
}
