using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Runtime.Journal;
using Xunit;
using static Monitor.Runtime.Tests.Intake.IntakeStage;

namespace Monitor.Runtime.Tests.Intake;

/// <summary>A post that is stored comes again in another body, to a process that remembers nothing of it, together with what speaks of it.</summary>
public sealed class RepeatAfterRestartTests
{
    private readonly IntakeStage stage = new();

    [Theory]
    [InlineData("p1")]
    [InlineData("v2")]
    public async Task A_deletion_beside_a_repeat_erases_the_post_that_is_stored(string deleted)
    {
        var first = await stage.Deliver(Post("p1", "7", "Help"));
        stage.Restart();
        var again = await stage.Deliver(Post("p1", "7", "Help") with { Versions = deleted == "p1" ? [] : [deleted] }, Deletion(deleted));
        stage.Pass(TimeSpan.FromSeconds(2));
        var row = Assert.Single(await stage.Rows());
        Assert.NotNull(row.Erased);
        Assert.Equal(row.Id, Assert.Single(await stage.Events<AuthorEvent.PostDeleted>()).Post);
        Assert.Equal(["", ""], [await stage.Body(first), await stage.Body(again)]);
    }

    [Fact]
    public async Task An_edit_beside_a_repeat_changes_the_post_that_is_stored_and_a_later_deletion_still_reaches_it()
    {
        await stage.Deliver(Post("p1", "7", "Help"));
        stage.Restart();
        var again = await stage.Deliver(Post("p1", "7", "Help"), Post("p1", "7", "Help me") with { Kind = ItemKind.Edited, Key = "edited" });
        var row = Assert.Single(await stage.Rows());
        Assert.Equal("Help me", row.Text);
        Assert.Equal(row.Id, Assert.Single(await stage.Events<AuthorEvent.PostEdited>()).Post);
        await stage.Deliver(Deletion("p1"));
        stage.Pass(TimeSpan.FromSeconds(2));
        Assert.NotNull(Assert.Single(await stage.Rows()).Erased);
        Assert.Empty(await stage.Body(again));
    }

    [Fact]
    public async Task An_edit_beside_a_repeat_of_what_was_stored_only_meanwhile_changes_the_post_that_is_stored()
    {
        var asked = 0;
        var racing = new IntakeStage((journal, _) => JournalBetween.Of(journal, (call, _) =>
            call == nameof(IJournal.PostByPlatformId) && asked++ == 0 ? new ValueTask<PostRow?>((PostRow?)null) : null));
        await racing.Deliver(Post("p1", "7", "Help"));
        racing.Restart();
        await racing.Deliver(Post("p1", "7", "Help"), Post("p1", "7", "Help me") with { Kind = ItemKind.Edited, Key = "edited" });
        var row = Assert.Single(await racing.Rows());
        Assert.Equal("Help me", row.Text);
        Assert.Equal(row.Id, Assert.Single(await racing.Events<AuthorEvent.PostEdited>()).Post);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task An_answer_and_a_reply_beside_a_repeat_speak_of_the_post_that_is_stored()
    {
        await stage.Deliver(Post("p1", "7", "Help"));
        await stage.Deliver(Post("a1", "1", "We are on it") with { Echo = true, InReplyTo = "p1" });
        stage.Restart();
        await stage.Deliver(
            Post("p1", "7", "Help"), Post("a1", "1", "We are on it") with { Echo = true, InReplyTo = "p1" },
            new Item { Channel = Channel.X, Kind = ItemKind.Delivery, Key = "sent", PlatformId = "a1", State = DeliveryState.Sent },
            Post("a2", "1", "A car is there") with { Echo = true, InReplyTo = "p1" });
        var rows = await stage.Rows();
        Assert.Equal(["p1", "a1", "a2"], rows.Select(row => row.PlatformId));
        Assert.Equal(rows[1].Id, Assert.Single(await stage.Events<AuthorEvent.AnswerDelivered>()).Post);
        Assert.All(await stage.Events<AuthorEvent.AnswerJoined>(), joined => Assert.Equal(rows[0].Id, joined.Answer.To));
    }
}
