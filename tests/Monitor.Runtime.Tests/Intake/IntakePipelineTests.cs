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

public sealed partial class IntakePipelineTests
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
    private CancellationTokenSource running = new();
    private Engine engine;
    private int deliveries;

    public IntakePipelineTests()
    {
        thread = new SimulatedThread(time, new Random(1));
        engine = Start();
    }

    private Engine Start()
    {
        var readers = new IntakeReaders(Parse, Classify, Locate, static () => Rules);
        var started = new Engine(new EngineParts(journal, KnownGrains.All, time, new DomainClock(time), static () => Rules, readers, new PersonKeys(new byte[32])));
        var stop = running.Token;
        thread.Start(async () =>
        {
            await started.Begin(stop);
            await started.Run(stop);
        });
        return started;
    }

    /// <summary>Another process on the same journal: nothing is remembered but what is stored.</summary>
    private void Restart()
    {
        thread.Start(() =>
        {
            running.Cancel();
            return Task.CompletedTask;
        });
        thread.Run(time.Elapsed + TimeSpan.FromSeconds(1), () => false);
        running = new CancellationTokenSource();
        engine = Start();
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
    public async Task A_body_goes_with_its_deletion_and_what_else_waits_in_it_keeps_a_part_of_its_own_until_its_turn()
    {
        var both = await Deliver(Deletion("p9"), Answer("p2", "p1"));
        Assert.True(await IsDropped(both));
        var own = journal.IntakeHead;
        Assert.False(await IsDropped(own));
        await Deliver(Post("p1", "7", "Help"));
        Assert.Single((await Events()).OfType<AuthorEvent.AnswerJoined>());
        Assert.Equal("We are on it", (await Rows())[1].Text);
        Assert.True(await IsDropped(own));
    }

    [Fact]
    public async Task An_answer_outlives_the_erasing_of_the_post_that_came_with_it()
    {
        var both = await Deliver(Post("p9", "7", "Help"), Answer("p2", "p1"));
        await Deliver(Deletion("p9"));
        Assert.True(await IsDropped(both));
        await Deliver(Post("p1", "7", "Help"));
        Assert.Equal("We are on it", (await Rows()).Single(row => row.Kind == "answer").Text);
    }

    [Fact]
    public async Task A_part_of_its_own_leaves_with_the_deletion_of_what_it_says()
    {
        var both = await Deliver(Post("p9", "7", "Help"), Answer("p2", "p1"));
        var own = journal.IntakeHead;
        await Deliver(Deletion("p2"));
        Assert.True(await IsDropped(both) && await IsDropped(own));
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    [InlineData("v3")]
    public async Task A_deletion_by_any_versions_id_erases_the_post_and_every_version(string version)
    {
        var first = await Deliver(Post("v1", "7", "Help"));
        var second = await Deliver(Version("v2", "Help me"));
        var third = await Deliver(Version("v3", "Help me now", "v2", "v3"));
        await Deliver(Deletion(version));
        Assert.NotNull(Assert.Single(await Rows()).Erased);
        Assert.True(await IsDropped(first) && await IsDropped(second) && await IsDropped(third));
        Assert.Empty(await Parked());
    }

    [Fact]
    public async Task A_deletion_by_a_version_that_comes_later_erases_the_post_once_that_tells_whose_it_is()
    {
        var first = await Deliver(Post("v1", "7", "Help"));
        await Deliver(Deletion("v2"));
        Assert.Null(Assert.Single(await Rows()).Erased);
        var second = await Deliver(Version("v2", "Help me"));
        Assert.NotNull(Assert.Single(await Rows()).Erased);
        Assert.True(await IsDropped(first) && await IsDropped(second));
        Assert.Empty(await Parked());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_deletion_by_a_versions_id_reaches_our_answer_that_waits_for_its_post(int place)
    {
        Item[] items = [Answer("v1", "p1"), Answer("v1", "p1") with { Kind = ItemKind.Edited, Key = "v2", PostKey = "v1", Versions = ["v2"] }];
        List<long> bodies = [];
        for (var i = 0; i <= items.Length; i++)
        {
            if (i == place)
            {
                await Deliver(Deletion("v2"));
            }

            if (i < items.Length)
            {
                bodies.Add(await Deliver(items[i]));
            }
        }

        Assert.True(await IsDropped(bodies[0]) && await IsDropped(bodies[1]));
        await Deliver(Post("p1", "7", "Help"));
        Assert.DoesNotContain(await Events(), happened => happened is AuthorEvent.AnswerJoined);
    }

    [Fact]
    public async Task A_deletion_that_a_version_followed_still_waits_for_the_first()
    {
        await Deliver(Post("p1", "7", "Help"));
        await Deliver(Deletion("v1"));
        await Deliver(Answer("v1", "p1") with { Kind = ItemKind.Edited, Key = "v2", PostKey = "v1", Versions = ["v2"] });
        var first = await Deliver(Answer("v1", "p1"));
        Assert.Single(await Rows(), row => row.Erased is not null);
        Assert.True(await IsDropped(first));
    }

    [Fact]
    public async Task A_version_whose_first_never_came_is_the_post_and_the_first_a_repeat_of_it()
    {
        await Deliver(Version("v2", "Help, @citypolice"));
        Assert.Single((await Events()).OfType<AuthorEvent.DocketOpened>());
        await Deliver(Post("v1", "7", "Help"));
        var row = Assert.Single(await Rows());
        Assert.Equal(("v1", "Help, @citypolice"), (row.PlatformId, row.Text));
        await Deliver(Deletion("v2"));
        Assert.NotNull(Assert.Single(await Rows()).Erased);
    }

    [Fact]
    public async Task An_edit_of_a_message_that_has_not_come_waits_for_it_and_is_its_last_word()
    {
        await Deliver(Message("m1", "919", "Help me now") with { Kind = ItemKind.Edited, Key = "edit" });
        Assert.Empty(await Rows());
        await Deliver(Message("m1", "919", "Help"));
        Assert.Equal("Help me now", Assert.Single(await Rows()).Text);
        Assert.Empty(await Parked());
    }

    [Theory]
    [InlineData(ItemKind.Edited)]
    [InlineData(ItemKind.Reaction)]
    [InlineData(ItemKind.Post)]
    public async Task What_speaks_of_an_erased_post_is_not_kept(ItemKind kind)
    {
        await Deliver(Message("m1", "919", "Help"));
        await Deliver(Deletion("m1") with { Channel = Channel.WhatsApp });
        Restart();
        var late = await Deliver(Message("m1", "919", "Help me") with { Kind = kind, Key = kind == ItemKind.Post ? "m1" : "late" });
        Assert.True(await IsDropped(late));
        Assert.Empty(await Parked());
        Assert.NotNull(Assert.Single(await Rows()).Erased);
    }

    [Fact]
    public async Task A_clock_that_is_months_ahead_gives_up_nothing_that_waits()
    {
        var believed = new BelievedTime(journal, new DomainClock(time), time);
        await believed.Advance(Cancellation);
        await Deliver(Answer("p2", "p1"));
        await Deliver(new Item { Channel = Channel.X, Kind = ItemKind.Ignored, Key = "a", PlatformId = "a" }, Noon.AddDays(200));
        Assert.Single(await Parked());
    }

    [Fact]
    public async Task What_no_post_came_for_is_given_up_and_counted_and_an_answer_waits_as_long_as_its_body()
    {
        await Deliver(new Item { Channel = Channel.X, Kind = ItemKind.Delivery, Key = "sent", PlatformId = "p8", State = DeliveryState.Sent });
        await Deliver(new Item { Channel = Channel.X, Kind = ItemKind.Reaction, Key = "liked", PlatformId = "p8", Detail = "👍" });
        await Deliver(Deletion("p9"));
        await Deliver(Answer("p2", "p1"));
        await Deliver(new Item { Channel = Channel.X, Kind = ItemKind.Ignored, Key = "a", PlatformId = "a" }, Noon.AddDays(8).AddHours(-1));
        Assert.Equal(4, (await Parked()).Count);
        await Deliver(new Item { Channel = Channel.X, Kind = ItemKind.Ignored, Key = "b", PlatformId = "b" }, Noon.AddDays(8).AddHours(1));
        Assert.Equal([(ItemKind.Deleted, 1), (ItemKind.Reaction, 1), (ItemKind.Delivery, 1)], engine.Intake.Expired.Select(kind => (kind.Key, kind.Value)).Order());
        Assert.Equal((ItemKind.Post, 1), Assert.Single(engine.Intake.Parked.Select(kind => (kind.Key, kind.Value))));
        await Deliver(new Item { Channel = Channel.X, Kind = ItemKind.Ignored, Key = "c", PlatformId = "c" }, Noon.AddDays(181));
        Assert.Empty(await Parked());
        await Deliver(Post("p1", "7", "Help"));
        Assert.Single(await Rows());
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
        for (var step = 0; step < 2_000 && !await IsDropped(both); step++)
        {
            thread.Run(time.Elapsed + TimeSpan.FromMilliseconds(1), () => false);
            Assert.True(!await IsDropped(both) || (await journal.CheckpointOf(IJournal.Intake, Cancellation)).Position >= both);
        }

        Assert.True(await IsDropped(both));
        Assert.Single(await Rows(), row => row.Erased is not null);
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

    private static Item Version(string id, string text, params string[] versions) =>
        Post("v1", "7", text) with { Kind = ItemKind.Edited, Key = id, PostKey = "v1", Versions = versions.Length > 0 ? versions : [id] };

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

    private Task<long> Deliver(Item item, DateTimeOffset receivedAt) => Accept("x", JsonSerializer.SerializeToUtf8Bytes(new[] { item }, StoredJson.Options), receivedAt);

    /// <summary>Answers with the delivery's number.</summary>
    private async Task<long> Accept(string channel, byte[] body, DateTimeOffset? receivedAt = null)
    {
        thread.Run(time.Elapsed, () => false);
        deliveries++;
        var accepted = await journal.Accept([new Delivery(channel, $"d{deliveries}", $"d{deliveries}", receivedAt ?? Noon, body)], Cancellation);
        engine.Intake.Notify();
        thread.Run(time.Elapsed + TimeSpan.FromSeconds(2), () => false);
        return accepted[0].Number;
    }

    private async Task<bool> IsDropped(long delivery) => (await journal.ReadIntake(delivery - 1, 1, Cancellation))[0].Body.IsEmpty;

    private async Task<IReadOnlyList<ParkedItem>> Parked() => await journal.ParkedUntil(DateTimeOffset.MaxValue, 10, Cancellation);

    private async Task<IReadOnlyList<PostRow>> Rows() => await journal.Posts(new PostFilter(null, null, null, null, 100), Cancellation);

    private async Task<IReadOnlyList<IEvent>> Events() => [.. (await journal.ReadAll(0, 1000, Cancellation)).Select(KnownGrains.All.Events.Decode)];
}
