using System.Text;
using System.Text.Json;
using Monitor.Core;
using Monitor.Core.Authors;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Simulation;
using Xunit;

namespace Monitor.Runtime.Tests.Intake;

public sealed class IntakePipelineTests
{
    private static readonly DateTimeOffset Noon = Stage.Noon;
    private static readonly Rulebook Rules = new()
    {
        Seats = new Seats(
        [
            new OfficialAccountSeat(Channel.X, "1", "citypolice", "city", Rank.Commissioner, SeatRole.ForceMain),
            new OfficialAccountSeat(Channel.X, "9", "cm", null, Rank.Commissioner, SeatRole.ChiefMinister),
        ]),
    };

    private readonly VirtualTime time = new(Noon);
    private readonly MemoryJournal journal = new();
    private readonly SimulatedThread thread;
    private readonly Engine engine;
    private int deliveries;

    public IntakePipelineTests()
    {
        thread = new SimulatedThread(time, new Random(1));
        var readers = new IntakeReaders(Parse, Classify, Locate, static () => Rules);
        engine = new Engine(new EngineParts(journal, KnownGrains.All, time, new DomainClock(time), static () => Rules, readers, new PersonKeys(new byte[32])));
        thread.Start(async () =>
        {
            await engine.Begin(CancellationToken.None);
            await engine.Run(CancellationToken.None);
        });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_gets_a_row_with_its_words_and_an_event_without_them()
    {
        await Deliver(Post("p1", "7", "Please help near the bridge"));
        var row = (await Rows()).Single();
        Assert.Equal(("2-0", "post", "Please help near the bridge", "p1"), (row.Id, row.Kind, row.Text, row.PlatformId));
        var opened = Assert.Single((await Events()).OfType<AuthorEvent.DocketOpened>());
        Assert.Equal((row.Id, row.AuthorKey), (opened.Post.Id, opened.Post.Author));
        Assert.DoesNotContain((await journal.ReadAll(0, 100, Cancellation)), stored => Encoding.UTF8.GetString(stored.Body.Span).Contains("bridge", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_post_by_webhook_and_poll_is_one()
    {
        await Deliver(Post("p1", "7", "Help"));
        await Deliver(Post("p1", "7", "Help"), new Item { Channel = Channel.X, Kind = ItemKind.Ignored, Key = "other", PlatformId = "other" });
        Assert.Single(await Rows());
        Assert.Single((await Events()).OfType<AuthorEvent.DocketOpened>());
        Assert.Equal(1, engine.Intake.Counts.Repeats);
    }

    [Fact]
    public async Task An_answer_goes_to_the_author_of_the_post_that_it_answers_and_opens_nothing()
    {
        await Deliver(Post("p1", "7", "Help"));
        await Deliver(Post("p2", "1", "We are on it") with { InReplyTo = "p1", Echo = true });
        var joined = Assert.Single((await Events()).OfType<AuthorEvent.AnswerJoined>());
        Assert.Equal(("2-0", "x/1", "city"), (joined.Answer.To, joined.Answer.Account, joined.Answer.Unit));
        Assert.Equal((await Rows())[0].AuthorKey, (await Rows())[1].AuthorKey);
    }

    [Fact]
    public async Task An_answer_that_comes_before_its_post_waits_for_it_and_what_speaks_of_the_answer_waits_too()
    {
        await Deliver(Answer("p2", "p1"));
        await Deliver(new Item { Channel = Channel.X, Kind = ItemKind.Delivery, Key = "sent", PlatformId = "p2", State = DeliveryState.Sent });
        Assert.Empty(await Rows());
        Assert.Equal([(ItemKind.Post, 1), (ItemKind.Delivery, 1)], engine.Intake.Parked.Select(kind => (kind.Key, kind.Value)).Order());
        await Deliver(Post("p1", "7", "Help"));
        var events = await Events();
        Assert.Single(events.OfType<AuthorEvent.AnswerJoined>());
        Assert.Single(events.OfType<AuthorEvent.AnswerDelivered>());
        Assert.Empty(await Parked());
        Assert.Empty(engine.Intake.Parked);
    }

    [Fact]
    public async Task A_deletion_that_comes_before_its_post_keeps_no_body_and_still_erases_the_post()
    {
        var deletion = await Deliver(Deletion("p1"));
        Assert.True(await IsDropped(deletion));
        Assert.Single(await Parked());
        var post = await Deliver(Post("p1", "7", "Help"));
        Assert.NotNull((await Rows()).Single().Erased);
        Assert.True(await IsDropped(post));
        Assert.Single((await Events()).OfType<AuthorEvent.PostDeleted>());
        Assert.Empty(await Parked());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deletion_reaches_an_answer_and_an_edit_that_are_parked_before_or_after_it(bool before)
    {
        var deletion = before ? await Deliver(Deletion("p2")) : 0;
        var answer = await Deliver(Answer("p2", "p1"));
        var edit = await Deliver(Answer("p2", "p1") with { Kind = ItemKind.Edited, Key = "edit" });
        Assert.Equal((before, before), (await IsDropped(answer), await IsDropped(edit)));
        deletion = before ? deletion : await Deliver(Deletion("p2"));
        Assert.True(await IsDropped(answer) && await IsDropped(edit) && await IsDropped(deletion));
        await Deliver(Post("p1", "7", "Help"));
        Assert.Single(await Rows());
        Assert.DoesNotContain(await Events(), happened => happened is AuthorEvent.AnswerJoined);
        await Deliver(Answer("p2", "p1") with { PostedAt = Noon.AddSeconds(1) });
        Assert.NotNull((await Rows())[1].Erased);
        Assert.Empty(await Parked());
    }

    [Fact]
    public async Task A_deletion_reaches_every_body_in_which_a_parked_answer_came()
    {
        var first = await Deliver(Answer("p2", "p1"));
        var second = await Deliver(Answer("p2", "p1"), new Item { Channel = Channel.X, Kind = ItemKind.Ignored, Key = "poll", PlatformId = "poll" });
        await Deliver(Deletion("p2"));
        Assert.True(await IsDropped(first) && await IsDropped(second));
    }

    [Fact]
    public async Task A_body_stays_while_something_else_in_it_waits_and_goes_with_it()
    {
        var both = await Deliver(Deletion("p9"), Answer("p2", "p1"));
        Assert.False(await IsDropped(both));
        await Deliver(Post("p1", "7", "Help"));
        Assert.Single((await Events()).OfType<AuthorEvent.AnswerJoined>());
        Assert.True(await IsDropped(both));
    }

    [Fact]
    public async Task A_mention_without_words_is_parked_and_counted_until_its_post_comes()
    {
        await Deliver(new Item { Channel = Channel.Instagram, Kind = ItemKind.Mentioned, Key = "named", PlatformId = "m1" });
        Assert.Equal(1, engine.Intake.Parked[ItemKind.Mentioned]);
        Assert.Single(await Parked());
        await Deliver(Post("m1", "7", "Help") with { Channel = Channel.Instagram });
        Assert.Empty(await Parked());
    }

    [Fact]
    public async Task An_offices_quote_goes_to_the_citizens_author()
    {
        await Deliver(Post("p1", "7", "Help"));
        await Deliver(Post("p2", "9", "Look into this") with { Quotes = "p1" });
        var rows = await Rows();
        Assert.Equal(rows[0].AuthorKey, rows[1].AuthorKey);
        Assert.Contains((await Events()).OfType<AuthorEvent.PostJoined>(), joined => joined.Post.Forwarded == Office.ChiefMinister && joined.Post.InReplyTo == "2-0");
    }

    [Fact]
    public async Task An_offices_plain_repost_is_a_forward_and_anybody_elses_a_reaction()
    {
        await Deliver(Post("p1", "7", "Help"));
        await Deliver(Repost("p2", "8", "p1"));
        Assert.Single((await Events()).OfType<AuthorEvent.PostReacted>());
        await Deliver(Repost("p3", "9", "p1"));
        var joined = Assert.Single((await Events()).OfType<AuthorEvent.PostJoined>());
        Assert.Equal((Office.ChiefMinister, "2-0", Joining.Forwarded), (joined.Post.Forwarded, joined.Post.InReplyTo, joined.Why));
        Assert.Equal(["p1", "p3"], (await Rows()).Select(row => row.PlatformId));
    }

    [Fact]
    public async Task An_offices_quote_without_words_of_its_own_is_about_what_the_citizen_wrote()
    {
        await Deliver(Post("p1", "7", "Praise: please see this"));
        await Deliver(Post("p2", "9", "Praise") with { Quotes = "p1" });
        Assert.Empty((await Events()).OfType<AuthorEvent.DocketOpened>());
        await Deliver(Post("p3", "7", "Unsure: please see this"));
        await Deliver(Post("p4", "9", "Praise") with { Quotes = "p3" });
        var events = await Events();
        Assert.Equal("4-0", Assert.Single(events.OfType<AuthorEvent.DocketOpened>()).Post.Id);
        Assert.Equal(("5-0", Joining.Forwarded), events.OfType<AuthorEvent.PostJoined>().Select(e => (e.Post.Id, e.Why)).Single());
    }

    [Fact]
    public async Task An_edit_replaces_the_words_and_a_deletion_erases_them()
    {
        await Deliver(Post("p1", "7", "Help"));
        await Deliver(Post("p1", "7", "Help me") with { Kind = ItemKind.Edited, Key = "edited" });
        Assert.Equal("Help me", (await Rows()).Single().Text);
        await Deliver(new Item { Channel = Channel.X, Kind = ItemKind.Deleted, Key = "deleted", PlatformId = "p1" });
        var row = (await Rows()).Single();
        Assert.Null(row.Text);
        Assert.NotNull(row.Erased);
    }

    [Fact]
    public async Task A_deleted_post_takes_its_body_along_only_when_what_else_came_in_it_is_not_read_again_after_a_crash()
    {
        var both = await Deliver(Post("p1", "7", "Help"), Post("p2", "8", "Help us too"));
        await journal.Accept([new Delivery("x", "deletion", "deletion", Noon, JsonSerializer.SerializeToUtf8Bytes(new[] { Deletion("p1") }, StoredJson.Options))], Cancellation);
        engine.Intake.Notify();
        thread.Run(time.Elapsed + TimeSpan.FromMilliseconds(300), () => false);
        Assert.Single((await Events()).OfType<AuthorEvent.PostDeleted>());
        Assert.True((await journal.CheckpointOf(IntakePipeline.Source, Cancellation)).Position < journal.IntakeHead);
        Assert.False(await IsDropped(both));
        thread.Run(time.Elapsed + TimeSpan.FromSeconds(2), () => false);
        Assert.True(await IsDropped(both));
        Assert.Single(await Rows(), row => row.Erased is not null);
    }

    [Fact]
    public async Task A_number_and_a_business_scoped_id_are_one_person_once_a_message_says_so()
    {
        await Deliver(Message("m1", "919000000001", "Help"));
        await Deliver(new Item { Channel = Channel.WhatsApp, Kind = ItemKind.Identity, Key = "link", PlatformId = "m2", Author = new Person("IN.77", "919000000001", null, null) });
        await Deliver(Message("m3", "IN.77", "Any news of it"));
        await Deliver(Message("m4", "919000000001", "Hello"));
        var rows = await Rows();
        Assert.Equal(rows[1].AuthorKey, rows[2].AuthorKey);
        Assert.NotEqual(rows[0].AuthorKey, rows[1].AuthorKey);
    }

    [Fact]
    public async Task A_message_with_number_and_business_id_makes_one_person_and_finds_the_docket_that_the_number_opened()
    {
        await Deliver(Message("m1", "919000000001", "Help"));
        var both = Message("m2", "IN.77", "Any news of it") with { Author = new Person("IN.77", "919000000001", null, null) };
        await Deliver(both);
        await Deliver(both with { Key = "m3", PlatformId = "m3" }, Message("m4", "919000000001", "Hello"));
        var rows = await Rows();
        Assert.Single(rows.Skip(1).Select(row => row.AuthorKey).Distinct());
        var events = await Events();
        Assert.Single(events.OfType<AuthorEvent.IdentityLinked>());
        Assert.Single(events.OfType<AuthorEvent.DocketOpened>());
        Assert.Equal(3, events.OfType<AuthorEvent.PostJoined>().Count());
    }

    [Fact]
    public async Task A_post_without_a_place_that_answers_somebody_elses_goes_where_that_one_went()
    {
        await Deliver(Post("p1", "7", "Help on Hosur road"));
        await Deliver(Post("p2", "8", "The same here") with { InReplyTo = "p1" }, Post("p3", "9", "Far away"));
        Assert.Equal(["city", "city", null], (await Events()).OfType<AuthorEvent.DocketOpened>().Select(opened => opened.Post.Located.Unit));
    }

    [Fact]
    public async Task A_part_that_cannot_be_read_is_counted_and_parked_and_one_of_an_unknown_kind_is_counted_by_its_name()
    {
        var number = await Deliver(Unknown("u1", Item.Malformed), Unknown("u2", "oauth.revoke"), Unknown("u3", "oauth.revoke"), Post("p1", "7", "Help"));
        Assert.Equal(("fault:unreadable:malformed", number, 0), (await Parked()).Select(parked => (parked.WaitsFor, parked.Number, parked.Item)).Single());
        Assert.Equal(1, engine.Intake.Counts.Unreadable);
        Assert.Equal([(Channel.X, "oauth.revoke", 2L)], engine.Intake.Unknown.All.Select(kind => (kind.Channel, kind.Kind, kind.Count)));
        Assert.Single(await Rows());
    }

    [Fact]
    public async Task A_delivery_that_cannot_be_parsed_is_shown_and_the_next_goes_on()
    {
        await Accept("x", "not json"u8.ToArray());
        await Deliver(Post("p1", "7", "Help"));
        Assert.Single(await Rows());
        Assert.Equal(1, engine.Intake.Counts.Unreadable);
        Assert.StartsWith("fault:unreadable:", (await journal.ParkedUntil(DateTimeOffset.MaxValue, 10, Cancellation)).Single().WaitsFor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_canary_goes_through_the_whole_chain_each_minute()
    {
        thread.Run(TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(3), () => false);
        Assert.Equal(4, (await Events()).OfType<CanaryEvent.Sang>().Count());
        Assert.Empty(await Rows());
    }

    private static Item Post(string id, string author, string text) => new()
    {
        Channel = Channel.X, Kind = ItemKind.Post, Key = id, PlatformId = id, Account = "1", Author = new Person(author, null, "Name", "handle"), Text = text, PostedAt = Noon,
    };

    private static Item Answer(string id, string to) => Post(id, "1", "We are on it") with { InReplyTo = to, Echo = true };

    private static Item Deletion(string id) => new() { Channel = Channel.X, Kind = ItemKind.Deleted, Key = "deleted " + id, PlatformId = id };

    private static Item Repost(string id, string author, string of) =>
        Post(id, author, "Help") with { Kind = ItemKind.Reaction, PlatformId = of, RepostId = id, Quotes = of, Detail = "repost" };

    private static Located Locate(LocateQuestion question) =>
        Located.Nowhere with { Unit = question.ThreadUnit ?? (question.Text.Contains("Hosur", StringComparison.Ordinal) ? "city" : null) };

    private static Item Unknown(string key, string kind) => new() { Channel = Channel.X, Kind = ItemKind.Unknown, Key = key, PlatformId = "", Detail = kind };

    private static Item Message(string id, string author, string text) =>
        Post(id, author, text) with { Channel = Channel.WhatsApp, Kind = ItemKind.PrivateMessage, Account = "", Key = id };

    private static IReadOnlyList<Item> Parse(StoredDelivery delivery) => JsonSerializer.Deserialize<Item[]>(delivery.Body.Span, StoredJson.Options)!;

    private static Verdict Classify(string text) => new(
        Language.English, Sentiment.Negative, [], [],
        text.StartsWith("Praise", StringComparison.Ordinal) ? ComplaintCall.No : text.StartsWith("Unsure", StringComparison.Ordinal) ? ComplaintCall.Unsure : ComplaintCall.Yes,
        0.9, Category.Noise, 0.9, Urgency.Normal, [], "test");

    private Task<long> Deliver(params Item[] items) => Accept("x", JsonSerializer.SerializeToUtf8Bytes(items, StoredJson.Options));

    /// <summary>Answers with the delivery's number.</summary>
    private async Task<long> Accept(string channel, byte[] body)
    {
        thread.Run(time.Elapsed, () => false);
        deliveries++;
        var accepted = await journal.Accept([new Delivery(channel, $"d{deliveries}", $"d{deliveries}", Noon, body)], Cancellation);
        engine.Intake.Notify();
        thread.Run(time.Elapsed + TimeSpan.FromSeconds(2), () => false);
        return accepted[0].Number;
    }

    private async Task<bool> IsDropped(long delivery) => (await journal.ReadIntake(delivery - 1, 1, Cancellation))[0].Body.IsEmpty;

    private async Task<IReadOnlyList<ParkedItem>> Parked() => await journal.ParkedUntil(DateTimeOffset.MaxValue, 10, Cancellation);

    private async Task<IReadOnlyList<PostRow>> Rows() => await journal.Posts(new PostFilter(null, null, null, null, 100), Cancellation);

    private async Task<IReadOnlyList<IEvent>> Events() => [.. (await journal.ReadAll(0, 1000, Cancellation)).Select(KnownGrains.All.Events.Decode)];
}
