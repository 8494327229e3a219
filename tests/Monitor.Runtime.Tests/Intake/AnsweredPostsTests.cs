using System.Text;
using Monitor.Core.Posts;
using Xunit;
using static Monitor.Runtime.Tests.Intake.IntakeStage;

namespace Monitor.Runtime.Tests.Intake;

/// <summary>Who wrote an erased post goes out of our answers to it, and out of what the platform says of them.</summary>
public sealed class AnsweredPostsTests
{
    private const string Number = "919900112233";

    private readonly IntakeStage stage = new();

    private static Item Citizen(string id) => Message(id, Number, "Chain snatched");

    private static Item Echo(string id, string? of) => Citizen(id) with
    {
        Author = new Person("3", null, null, null), Account = "3", Echo = true, Recipient = new Person(Number, null, null, null), InReplyTo = of, Text = "We are on it",
    };

    private static Item State(string of, DeliveryState state) => new()
    {
        Channel = Channel.WhatsApp, Kind = ItemKind.Delivery, Key = $"{of} {state}", PlatformId = of, State = state, Recipient = new Person(Number, null, null, null),
    };

    private static Item Gone(string id) => Deletion(id) with { Channel = Channel.WhatsApp };

    private static Item Reply(string id, string text, Person to) =>
        Post(id, "1", text) with { Echo = true, InReplyTo = "p1", InReplyToAuthor = to.Id, Recipient = to };

    [Theory]
    [InlineData("m1", false)]
    [InlineData("m1", true)]
    [InlineData(null, false)]
    [InlineData(null, true)]
    public async Task An_answer_that_comes_before_the_post_goes_with_it_also_over_a_restart(string? of, bool restart)
    {
        await stage.Deliver(Echo("a1", of));
        await stage.Deliver(State("a1", DeliveryState.Sent));
        if (restart)
        {
            stage.Restart();
        }

        await stage.Deliver(Citizen("m1"));
        Assert.NotEmpty(await With(Number));
        await stage.Deliver(Gone("m1"));
        await NobodyIsLeft();
    }

    [Fact]
    public async Task An_answer_that_names_no_post_goes_with_the_last_one_before_it_and_what_the_person_did_not_delete_stays()
    {
        await stage.Deliver(Citizen("m1"));
        var first = await stage.Deliver(Echo("a1", null));
        await stage.Deliver(Citizen("m2"));
        var second = await stage.Deliver(Echo("a2", null));
        var third = await stage.Deliver(Echo("a3", "m1"));
        await stage.Deliver(Gone("m2"));
        Assert.Empty(await stage.Body(second));
        Assert.All([await stage.Body(first), await stage.Body(third)], Assert.NotEmpty);
        Assert.Equal("m1", (await stage.Rows()).Single(row => row.PlatformId == "a3").InReplyTo);
        var late = await stage.Deliver(Echo("a4", null));
        Assert.NotEmpty(await stage.Body(late));
        await stage.Deliver(Gone("m1"));
        await NobodyIsLeft();
    }

    [Fact]
    public async Task What_is_said_of_an_answer_after_the_post_was_erased_is_not_kept_and_counts_all_the_same()
    {
        await stage.Deliver(Citizen("m1"));
        await stage.Deliver(Gone("m1"));
        await stage.Deliver(Echo("a1", "m1"));
        await stage.Deliver(State("a1", DeliveryState.Delivered));
        await stage.Deliver(Echo("a2", null));
        await NobodyIsLeft();
        Assert.Equal(DeliveryState.Delivered, Assert.Single(await stage.Events<Core.Authors.AuthorEvent.AnswerDelivered>()).State);
        Assert.Equal(2, (await stage.Rows()).Count(row => row.Text == "We are on it"));
    }

    [Fact]
    public async Task What_is_said_of_a_message_that_nobody_sends_goes_with_the_last_post_of_whom_it_names()
    {
        var early = State("unknown 1", DeliveryState.Sent);
        var seen = State("", DeliveryState.None) with { Kind = ItemKind.Ignored, Recipient = null, Author = new Person(Number, null, null, null) };
        await stage.Deliver(early);
        await stage.Deliver(Citizen("m1"));
        await stage.Deliver(State("unknown 2", DeliveryState.Read));
        await stage.Deliver(seen);
        Assert.Equal(4, (await With(Number)).Count);
        await stage.Deliver(Gone("m1"));
        await stage.Deliver(seen with { Key = "again" });
        await NobodyIsLeft();
    }

    [Fact]
    public async Task What_else_came_in_the_same_body_stays_as_a_part_of_its_own()
    {
        await stage.Deliver(Citizen("m1"));
        await stage.Deliver(Echo("a1", "m1"));
        await stage.Deliver(State("a1", DeliveryState.Sent), Message("m2", "919900445566", "Bag stolen"), Echo("a2", "m1"));
        await stage.Deliver(Gone("m1"));
        await NobodyIsLeft();
        var kept = Assert.Single(await With("Bag stolen"));
        Assert.Equal("extract", kept.Channel);
        await stage.Deliver(Gone("m2"));
        Assert.Empty(await With("Bag stolen"));
    }

    [Theory]
    [InlineData("@asha @stationpolice please help @Asha, not @ashaben", "@stationpolice please help @_, not @ashaben")]
    [InlineData("@someone_else We are on it", "We are on it")]
    [InlineData("@asha", "")]
    [InlineData("We are on it, @asha.", "We are on it, @_.")]
    [InlineData("Write to desk@police.example", "Write to desk@police.example")]
    public async Task The_row_of_an_answer_names_no_citizen(string written, string kept)
    {
        await stage.Deliver(Post("p1", "7", "Help"));
        await stage.Deliver(Reply("a1", written, new Person("7", null, "Asha", "asha")));
        Assert.Equal(kept, (await stage.Rows()).Single(row => row.PlatformId == "a1").Text);
        await stage.Deliver(Reply("a1", written + " Soon", new Person("7", null, "Asha", "asha")) with { Kind = ItemKind.Edited, Key = "edited" });
        Assert.Equal((kept + " Soon").TrimStart(), (await stage.Rows()).Single(row => row.PlatformId == "a1").Text);
    }

    private async Task<List<Monitor.Runtime.Journal.StoredDelivery>> With(string words) =>
        [.. (await stage.Log()).Where(stored => Encoding.UTF8.GetString(stored.Body.Span).Contains(words, StringComparison.Ordinal))];

    private async Task NobodyIsLeft()
    {
        stage.Pass(TimeSpan.FromSeconds(2));
        Assert.Empty(await With(Number));
        var rows = (await stage.Rows()).Where(row => row.AuthorKey == Key(Channel.WhatsApp, Number));
        Assert.DoesNotContain(rows, row => row.PlatformId is not null || row.InReplyTo is not null || row.PlatformAuthorId == Number);
    }
}
