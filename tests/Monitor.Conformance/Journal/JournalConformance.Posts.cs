using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Conformance.Journal;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task A_post_comes_back_by_either_id_as_it_was_stored()
    {
        var full = Row("1-0", "ಸಹಾಯ ಮಾಡಿ \0 🚓", channel: "whatsapp");
        var bare = new PostRow("1-1", 1, "x", "answer", "", null, null, null, null, null, null, Start, Start, "", null);
        var longer = Row("1-2", new string('ಠ', 5_000) + "\0end");
        await Appended(Item("a", 0, "1") with { Posts = [full, bare, longer] });
        Assert.Equal(longer, await Journal.Post("1-2", Cancellation));
        Assert.Equal(full, await Journal.Post("1-0", Cancellation));
        Assert.Equal(bare, await Journal.Post("1-1", Cancellation));
        Assert.Equal(full, await Journal.PostByPlatformId("whatsapp", "p1-0", Cancellation));
        Assert.Null(await Journal.PostByPlatformId("x", "p1-0", Cancellation));
    }

    [Fact]
    public async Task The_first_of_two_posts_with_one_platform_id_is_found_by_it()
    {
        await Appended(Item("a", 0, "1") with { Posts = [Row("1-0", "first", "same"), Row("1-1", "second", "same")] });
        Assert.Equal("1-0", (await Journal.PostByPlatformId("x", "same", Cancellation))?.Id);
    }

    [Fact]
    public async Task A_post_is_found_by_every_id_that_its_versions_had_and_by_its_own_first()
    {
        var row = Row("1-0", "words", "77");
        await Appended(Item("a", 0, "1") with { Posts = [row, Row("1-1", "other", "99")] });
        foreach (var id in (string[])["78", "79", "79"]) await Journal.Alias("1-0", "x", id, Cancellation);
        await Journal.Alias("1-1", "x", "78", Cancellation);
        await Journal.Alias("1-0", "x", "99", Cancellation);
        await Journal.Alias("unknown", "x", "80", Cancellation);
        await ReopenJournal();
        Assert.Equal(row, await Journal.PostByPlatformId("x", "78", Cancellation));
        Assert.Equal(row, await Journal.PostByPlatformId("x", "79", Cancellation));
        Assert.Equal("1-1", (await Journal.PostByPlatformId("x", "99", Cancellation))?.Id);
        Assert.Null(await Journal.PostByPlatformId("x", "80", Cancellation));
        Assert.Null(await Journal.PostByPlatformId("facebook", "78", Cancellation));
        await Journal.Erase("1-0", Start, Cancellation);
        Assert.Equal(Start, (await Journal.PostByPlatformId("x", "78", Cancellation))?.Erased);
    }

    private async Task PassIntake(long number) =>
        Assert.True(await Journal.MoveCheckpoint(IJournal.Intake, await Journal.CheckpointOf(IJournal.Intake, Cancellation), new(1, number), Cancellation));

    [Fact]
    public async Task Posts_are_listed_in_order_of_arrival_filtered_and_paged()
    {
        for (var i = 0; i < 9; i++)
        {
            var row = Row($"{i}-0", $"{i}", intake: i, channel: i % 2 == 0 ? "x" : "facebook", author: i < 6 ? "a" : "b") with { ReceivedAt = Start.AddMinutes(i) };
            await Appended(Item("a", i, "1") with { Posts = [row] });
        }
        await Listed("012345678", new(null, null, null, null, 100));
        await Listed("012", new(null, null, null, null, 3));
        await Listed("345", new(null, null, null, "2-0", 3));
        await Listed("876", new(null, null, null, null, 3, Newest: true));
        await Listed("543", new(null, null, null, "6-0", 3, Newest: true));
        await Listed("02468", new("x", null, null, null, 100));
        await Listed("135", new("facebook", "a", null, null, 100));
        await Listed("68", new("x", null, Start.AddMinutes(5), null, 100));
        await Listed("7", new("facebook", "b", Start.AddMinutes(5), "6-0", 100));
        await Listed("75", new("facebook", null, Start.AddMinutes(4), null, 100, Newest: true));
        await Listed("", new("instagram", null, null, null, 100));
        await Listed("", new(null, null, null, "unknown", 100));

        async Task Listed(string expected, PostFilter filter) => Assert.Equal(expected, string.Concat((await Journal.Posts(filter, Cancellation)).Select(p => p.Text)));
    }

    [Fact]
    public async Task An_edited_post_has_its_new_words_and_the_hash_of_its_first()
    {
        var row = Row("1-0", "old");
        await Appended(Item("a", 0, "1") with { Posts = [row] });
        await Journal.ReplaceText("1-0", "new and longer", Start.AddMinutes(1), Cancellation);
        await Journal.ReplaceText("1-0", "नया", Start.AddMinutes(2), Cancellation);
        await Journal.ReplaceText("unknown", "x", Start, Cancellation);
        await ReopenJournal();
        Assert.Equal(row with { Text = "नया", EditedAt = Start.AddMinutes(2) }, await Journal.Post("1-0", Cancellation));
        Assert.Equal("नया", Assert.Single(await Journal.Posts(new(null, null, null, null, 10), Cancellation)).Text);
    }

    [Fact]
    public async Task Erasing_clears_the_row_and_every_body_that_the_post_came_in()
    {
        await Journal.Accept([Delivery("came"), Delivery("came again"), Delivery("edited"), Delivery("another post"), Delivery("came late"), Delivery("quoted")], Cancellation);
        await Appended(Item("a", 0, "1") with { Posts = [Row("1-0", "words", "77")], Keys = ["x|77|created"] });
        Assert.Equal(AppendOutcome.KeyTaken, (await Append(Item("a", 1, "1") with { Posts = [Row("2-0", "words", "77", intake: 2)], Keys = ["x|77|created"] })).Outcome);
        await Journal.ReplaceText("1-0", "new words", Start.AddMinutes(1), Cancellation, intakeNumber: 3);
        await Journal.NoteBody("1-0", 6, Cancellation);
        await Journal.NoteBody("unknown", 4, Cancellation);

        await Journal.Erase("1-0", Start.AddMinutes(5), Cancellation);
        await Journal.Erase("1-0", Start.AddMinutes(6), Cancellation);
        await Journal.Erase("unknown", Start, Cancellation);
        await PassIntake(4);
        await Journal.ReplaceText("1-0", "too late", Start.AddMinutes(7), Cancellation);
        Assert.Equal(AppendOutcome.KeyTaken, (await Append(Item("a", 1, "1") with { Posts = [Row("5-0", "words", "77", intake: 5)], Keys = ["x|77|created"] })).Outcome);
        Assert.False((await Journal.ReadIntake(4, 1, Cancellation))[0].Body.IsEmpty);
        await PassIntake(6);
        await Journal.CleanUp(Cancellation);

        var expected = (Row("1-0", "words", "77") with { EditedAt = Start.AddMinutes(1) }).ErasedAt(Start.AddMinutes(5));
        Assert.Equal(expected, await Journal.Post("1-0", Cancellation));
        Assert.Equal(expected, await Journal.PostByPlatformId("x", "77", Cancellation));
        var intake = await Journal.ReadIntake(0, 10, Cancellation);
        Assert.Equal(["", "", "", "another post", "", ""], intake.Select(d => System.Text.Encoding.UTF8.GetString(d.Body.Span)));
        Assert.Equal([Hash("came"), Hash("came again"), Hash("edited"), Hash("another post"), Hash("came late"), Hash("quoted")], intake.Select(d => d.Sha256));
        Assert.Single(await Feed(Journal));
        Assert.True((await Journal.Accept([Delivery("came")], Cancellation))[0].Repeated);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Erasing_takes_what_names_the_writer_from_the_answers_and_every_body_of_theirs(bool notedBefore)
    {
        await Journal.Accept([Delivery("post"), Delivery("answer"), Delivery("state"), Delivery("answer again"), Delivery("another"), Delivery("late state")], Cancellation);
        var answer = Row("2-0", "we are on it", "88", intake: 2) with { Kind = "answer", InReplyTo = "77" };
        var other = Row("5-0", "we are there", "89", intake: 5) with { Kind = "answer", InReplyTo = "78" };
        await Appended(Item("a", 0, "1") with { Posts = [Row("1-0", "words", "77"), answer, other], Keys = ["x|77|created"] });
        await PassIntake(6);
        if (notedBefore) await NoteAll();
        await Journal.Erase("1-0", Start, Cancellation);
        if (!notedBefore) await NoteAll();
        await Journal.NoteBody("2-0", 6, Cancellation);
        await Journal.ReplaceText("2-0", "we are there soon", Start.AddMinutes(1), Cancellation);
        Assert.Equal(AppendOutcome.KeyTaken, (await Append(Item("a", 1, "1") with { Posts = [answer with { Id = "4-0", IntakeNumber = 4 }], Keys = ["x|77|created"] })).Outcome);
        await Journal.CleanUp(Cancellation);
        await ReopenJournal();

        var expected = answer with { PlatformId = null, InReplyTo = null, Text = "we are there soon", EditedAt = Start.AddMinutes(1) };
        Assert.Equal(expected, await Journal.Post("2-0", Cancellation));
        Assert.Equal(expected, await Journal.PostByPlatformId("x", "88", Cancellation));
        Assert.Equal(other, await Journal.Post("5-0", Cancellation));
        Assert.Equal(["", "", "", "", "another", ""], (await Journal.ReadIntake(0, 10, Cancellation)).Select(d => System.Text.Encoding.UTF8.GetString(d.Body.Span)));
        await Journal.Erase("2-0", Start.AddMinutes(2), Cancellation);
        Assert.Equal(expected.ErasedAt(Start.AddMinutes(2)), await Journal.Post("2-0", Cancellation));

        async Task NoteAll()
        {
            await Journal.NoteBody("2-0", 3, Cancellation);
            await Journal.NoteAnswer("1-0", "2-0", Cancellation);
            await Journal.NoteAnswer("1-0", "2-0", Cancellation);
            await Journal.NoteAnswer("1-0", "1-0", Cancellation);
            await Journal.NoteAnswer("unknown", "5-0", Cancellation);
            await Journal.NoteAnswer("1-0", "unknown", Cancellation);
        }
    }
}
