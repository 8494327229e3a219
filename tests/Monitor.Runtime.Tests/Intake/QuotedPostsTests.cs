using System.Text.Json;
using Monitor.Core.Posts;
using Xunit;
using static Monitor.Runtime.Tests.Intake.IntakeStage;

namespace Monitor.Runtime.Tests.Intake;

/// <summary>Words of an erased post go out of every body that quotes it or passes it on; what is left says that it was cut.</summary>
public sealed class QuotedPostsTests
{
    private const string Words = "zyxwina saw it";

    private readonly IntakeStage stage = new();

    private static Item Quote(string id, string of) => Post(id, "8", "The same here") with { Quotes = of, Embeds = [of] };

    private static Item Repost(string id, string author, string of) =>
        Post(id, author, Words) with { Kind = ItemKind.Reaction, PlatformId = of, RepostId = id, Quotes = of, Embeds = [of], Detail = "repost" };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_quote_keeps_its_own_words_beside_the_body_that_goes_with_the_quoted_post(bool quotedComesFirst)
    {
        var first = await stage.Deliver(quotedComesFirst ? Post("p1", "7", Words) : Quote("p2", "p1"));
        var second = await stage.Deliver(quotedComesFirst ? Quote("p2", "p1") : Post("p1", "7", Words));
        Assert.All([await stage.Body(first), await stage.Body(second)], Assert.NotEmpty);
        await stage.Deliver(Deletion("p1"));
        Assert.Equal(["", ""], [await stage.Body(first), await stage.Body(second)]);
        await NoWordIsLeft();
        var extract = JsonDocument.Parse((await stage.Log()).Single(stored => stored.Channel == "extract").Body).RootElement;
        Assert.Equal(quotedComesFirst ? second : first, extract.GetProperty("cutFrom").GetInt64());
        Assert.Equal("The same here", extract.GetProperty("item").GetProperty("text").GetString());
        Assert.Contains("deleted on its platform", extract.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal("The same here", (await stage.Rows()).Single(row => row.Erased is null).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_quotes_a_post_that_comes_only_after_a_restart_goes_with_it(bool quote)
    {
        var first = await stage.Deliver(quote ? Quote("p2", "p1") : Repost("p2", "8", "p1"));
        stage.Restart();
        await stage.Deliver(Post("p1", "7", Words));
        await stage.Deliver(Deletion("p1"));
        Assert.Empty(await stage.Body(first));
        await NoWordIsLeft();
        Assert.Equal(quote ? 1 : 0, (await stage.Log()).Count(stored => stored.Channel == "extract"));
    }

    [Fact]
    public async Task The_part_that_was_kept_goes_with_the_quoting_post()
    {
        await stage.Deliver(Post("p1", "7", Words));
        await stage.Deliver(Quote("p2", "p1"));
        await stage.Deliver(Deletion("p2"));
        Assert.DoesNotContain(await stage.Log(), stored => Text(stored).Contains("The same here", StringComparison.Ordinal));
        Assert.NotEmpty(await stage.Body(1));
    }

    [Fact]
    public async Task What_quotes_a_post_after_it_was_erased_is_cut_at_once()
    {
        await stage.Deliver(Post("p1", "7", Words));
        await stage.Deliver(Deletion("p1"));
        var quote = await stage.Deliver(Quote("p2", "p1"));
        stage.Pass(TimeSpan.FromSeconds(2));
        Assert.Empty(await stage.Body(quote));
        Assert.Single(await stage.Log(), stored => stored.Channel == "extract" && Text(stored).Contains("The same here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repost_by_whomever_holds_nothing_of_a_post_that_was_deleted_known_or_not()
    {
        await stage.Deliver(Post("p1", "7", Words));
        await stage.Deliver(Repost("p2", "8", "p1"));
        await stage.Deliver(Repost("p3", "9", "p1"));
        await stage.Deliver(Repost("p4", "8", "p5"));
        await stage.Deliver(Deletion("p1"));
        await stage.Deliver(Deletion("p5"));
        await stage.Deliver(Repost("p6", "7", "p5"));
        stage.Pass(TimeSpan.FromSeconds(2));
        await NoWordIsLeft();
    }

    [Fact]
    public async Task Where_more_is_quoted_that_nobody_has_sent_than_is_remembered_the_oldest_goes_first()
    {
        var flood = await stage.Deliver(Post("flood", "9", "All of these") with { Embeds = [.. Enumerable.Range(0, 10_000).Select(number => $"u{number}")] });
        var quote = await stage.Deliver(Quote("p2", "p1"));
        await stage.Deliver(Post("p1", "7", Words));
        await stage.Deliver(Deletion("p1"));
        Assert.Empty(await stage.Body(quote));
        await stage.Deliver(Post("u0", "7", Words));
        await stage.Deliver(Deletion("u0"));
        Assert.NotEmpty(await stage.Body(flood));
        await stage.Deliver(Post("u1", "7", Words));
        await stage.Deliver(Deletion("u1"));
        Assert.Empty(await stage.Body(flood));
        await NoWordIsLeft();
    }

    [Fact]
    public async Task An_answer_that_quotes_an_erased_post_is_still_there_when_the_post_that_it_answers_comes()
    {
        await stage.Deliver(Post("p1", "7", Words));
        await stage.Deliver(Post("a1", "1", "We are on it") with { Echo = true, InReplyTo = "p9", Quotes = "p1", Embeds = ["p1"] });
        await stage.Deliver(Deletion("p1"));
        await stage.Deliver(Post("p9", "8", "Help"));
        Assert.Equal("We are on it", (await stage.Rows()).Single(row => row.PlatformId == "a1").Text);
        stage.Pass(TimeSpan.FromSeconds(2));
        await NoWordIsLeft();
    }

    private async Task NoWordIsLeft()
    {
        Assert.DoesNotContain(await stage.Log(), stored => Text(stored).Contains(Words, StringComparison.Ordinal));
        Assert.DoesNotContain(await stage.Rows(), row => row.Text?.Contains(Words, StringComparison.Ordinal) == true);
    }

    private static string Text(Monitor.Runtime.Journal.StoredDelivery stored) => System.Text.Encoding.UTF8.GetString(stored.Body.Span);
}
