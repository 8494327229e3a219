using System.Text.Json;
using Xunit;

namespace Monitor.Classifier.Tests;

public sealed class VerdictLineTests
{
    [Fact]
    public void A_line_has_the_fields_of_the_command_in_their_order()
    {
        var line = VerdictLine.Answer(PostClassifier.Shipped, """{"id":"p-1","text":"my phone was stolen at Majestic"}""");
        using var answer = JsonDocument.Parse(line);
        Assert.Equal(
            ["id", "language", "sentiment", "antisocial", "flags", "complaint", "category", "urgency", "words", "model"],
            answer.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal("p-1", answer.RootElement.GetProperty("id").GetString());
        Assert.Equal("THEFT_SNATCH", answer.RootElement.GetProperty("category").GetString());
        Assert.All(answer.RootElement.GetProperty("words").EnumerateArray(), word => Assert.True(word.GetProperty("start").GetInt32() < word.GetProperty("end").GetInt32()));
    }

    [Fact]
    public void What_is_no_complaint_has_neither_category_nor_urgency()
    {
        using var answer = JsonDocument.Parse(VerdictLine.Answer(PostClassifier.Shipped, """{"id":7,"text":"Good morning everyone"}"""));
        Assert.Equal(7, answer.RootElement.GetProperty("id").GetInt32());
        Assert.False(answer.RootElement.GetProperty("complaint").GetBoolean());
        Assert.Equal(JsonValueKind.Null, answer.RootElement.GetProperty("category").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.RootElement.GetProperty("urgency").ValueKind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"id":1}""")]
    [InlineData("""{"id":1,"text":5}""")]
    public void A_line_without_a_text_is_refused(string line) => Assert.ThrowsAny<JsonException>(() => VerdictLine.Answer(PostClassifier.Shipped, line));
}
