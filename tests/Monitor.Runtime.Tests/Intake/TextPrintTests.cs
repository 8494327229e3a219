using System.Numerics;
using Monitor.Runtime.Intake;
using Xunit;

namespace Monitor.Runtime.Tests.Intake;

public sealed class TextPrintTests
{
    [Theory]
    [InlineData("@citypolice Loud MUSIC, again!! https://t.example/x", "loud music again")]
    [InlineData("  शोर   बहुत है।", "शोर बहुत है")]
    [InlineData("ರಸ್ತೆ ಜಾಮ್", "ರಸ್ತೆ ಜಾಮ್")]
    public void Copies_that_differ_in_handles_links_case_and_marks_are_one_text(string text, string normal) => Assert.Equal(normal, TextPrint.Normalise(text));

    [Fact]
    public void Texts_that_differ_in_one_word_of_many_are_alike_and_others_are_not()
    {
        var one = TextPrint.Of("Huge fire at the market near the old bridge please send somebody now many people are here").Likeness;
        var other = TextPrint.Of("Huge fire at the market near the old bridge please send someone now many people are here").Likeness;
        var third = TextPrint.Of("My phone was stolen on the bus this morning and nobody at the station listens").Likeness;
        Assert.InRange(BitOperations.PopCount((ulong)(one ^ other)), 0, 16);
        Assert.InRange(BitOperations.PopCount((ulong)(one ^ third)), 20, 44);
    }

    [Theory]
    [InlineData("Huge fire at the market near the old bridge please send somebody now many people are here", -4380027077810415239)]
    [InlineData("ok", -7339844943377426293)]
    [InlineData("", 0)]
    public void The_likeness_that_events_keep_never_changes(string text, long likeness) => Assert.Equal(likeness, TextPrint.Of(text).Likeness);

    [Theory]
    [InlineData("what about 1042-7?", false)]
    [InlineData("call 080-22942222", false)]
    public void A_number_with_a_wrong_check_digit_is_no_docket(string text, bool found)
    {
        var right = Core.Posts.Docket.Number(1042, 0);
        Assert.Equal(found || text.Contains(right, StringComparison.Ordinal), TextPrint.Of(text).Docket is not null);
        Assert.Equal(right, TextPrint.Of($"see {right}, please").Docket);
    }
}
