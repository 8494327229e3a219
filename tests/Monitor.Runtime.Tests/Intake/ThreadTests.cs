using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Xunit;
using static Monitor.Runtime.Tests.Intake.IntakeStage;

namespace Monitor.Runtime.Tests.Intake;

/// <summary>Threads as X tells them: every reply names whom it answers, our own accounts included.</summary>
public sealed class ThreadTests
{
    private readonly IntakeStage stage = new();

    [Fact]
    public async Task The_second_part_of_an_answer_is_an_answer_to_the_citizen()
    {
        await stage.Deliver(Post("p1", "7", "Help"));
        await stage.Deliver(Ours("a1", "We are on it 1/2", "p1", "7"));
        await stage.Deliver(Ours("a2", "Call 100 meanwhile 2/2", "a1", "1"));
        Assert.Equal(2, (await stage.Events<AuthorEvent.AnswerJoined>()).Count);
        Assert.Single((await stage.Rows()).Select(row => row.AuthorKey).Distinct());
        Assert.Empty(await stage.Events<AuthorEvent.AnswerUnmatched>());
    }

    [Fact]
    public async Task A_second_part_that_comes_first_waits_for_what_it_goes_on_from()
    {
        await stage.Deliver(Post("p1", "7", "Help"));
        await stage.Deliver(Ours("a2", "Call 100 meanwhile 2/2", "a1", "1"));
        Assert.Single(await stage.Rows());
        await stage.Deliver(Ours("a1", "We are on it 1/2", "p1", "7"));
        Assert.Equal(2, (await stage.Events<AuthorEvent.AnswerJoined>()).Count);
    }

    [Fact]
    public async Task What_goes_on_from_our_own_announcement_is_a_post_of_our_own()
    {
        await stage.Deliver(Post("a1", "1", "Road closed 1/2") with { Echo = true });
        stage.Restart();
        await stage.Deliver(Ours("a2", "Until six 2/2", "a1", "1"));
        var noted = await stage.Events<AuthorEvent.OwnPostNoted>();
        Assert.Equal([null, null], noted.Select(each => each.Post.To));
        Assert.Empty(await stage.Events<AuthorEvent.AnswerUnmatched>());
    }

    [Fact]
    public async Task An_office_that_quotes_what_nobody_has_sent_opens_a_docket_for_a_person_to_look_at()
    {
        await stage.Deliver(Post("p2", "9", "Praise, kindly see to it") with { Quotes = "p1" });
        Assert.Equal(Office.ChiefMinister, Assert.Single(await stage.Events<AuthorEvent.DocketOpened>()).Post.Forwarded);
    }

    [Fact]
    public async Task An_offices_own_word_that_quotes_nothing_is_only_noted()
    {
        await stage.Deliver(Post("p2", "9", "Praise to the force"));
        Assert.Empty(await stage.Events<AuthorEvent.DocketOpened>());
    }

    [Fact]
    public async Task Small_talk_that_is_edited_into_a_complaint_opens_a_docket_under_the_posts_own_number()
    {
        await stage.Deliver(Post("p1", "7", "Praise"));
        await stage.Deliver(Post("p1", "7", "Help, they are at my door") with { Kind = ItemKind.Edited, Key = "edited" });
        var opened = Assert.Single(await stage.Events<AuthorEvent.DocketOpened>());
        Assert.Equal(("2-0", Docket.OfPost("2-0"), "x/1"), (opened.Post.Id, opened.Docket, opened.Post.Account));
    }

    [Fact]
    public async Task After_a_restart_too_such_a_docket_knows_the_account_that_was_written_to()
    {
        await stage.Deliver(Post("p1", "7", "Praise"));
        stage.Restart();
        await stage.Deliver(Post("p1", "7", "Help, they are at my door") with { Kind = ItemKind.Edited, Key = "edited" });
        Assert.Equal("x/1", Assert.Single(await stage.Events<AuthorEvent.DocketOpened>()).Post.Account);
    }

    [Fact]
    public async Task A_private_message_that_is_edited_stays_private()
    {
        await stage.Deliver(Message("m1", "7", "Praise"));
        await stage.Deliver(Message("m1", "7", "Help, they are at my door") with { Kind = ItemKind.Edited, Key = "edited" });
        Assert.True(Assert.Single(await stage.Events<AuthorEvent.DocketOpened>()).Post.Private);
    }

    [Fact]
    public async Task What_goes_on_from_an_answer_names_the_receiver_only_where_it_does()
    {
        await stage.Deliver(Post("p1", "7", "Help"));
        await stage.Deliver(Ours("a1", "We are on it 1/2", "p1", "7") with { Author = new Person("2", null, null, null), Account = "2" });
        await stage.Deliver(Ours("a2", "Done 2/2", "a1", "2") with { Author = new Person("2", null, null, null), Account = "2" });
        Assert.Equal([false, false], (await stage.Events<AuthorEvent.AnswerJoined>()).Select(joined => joined.Answer.MentionsReceiver));
    }

    [Fact]
    public async Task An_edit_of_our_own_answer_opens_nothing()
    {
        await stage.Deliver(Post("p1", "7", "Praise"));
        await stage.Deliver(Ours("a1", "Praise back", "p1", "7"));
        await stage.Deliver(Ours("a1", "Help is on its way", "p1", "7") with { Kind = ItemKind.Edited, Key = "edited" });
        Assert.Empty(await stage.Events<AuthorEvent.DocketOpened>());
    }

    private static Item Ours(string id, string text, string answers, string whom) =>
        Post(id, "1", text) with { Echo = true, InReplyTo = answers, InReplyToAuthor = whom, Recipient = new Person(whom, null, null, null) };
}
