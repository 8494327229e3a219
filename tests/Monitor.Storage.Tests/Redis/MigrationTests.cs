using System.Text;
using Monitor.Conformance.Journal;
using Monitor.Runtime.Journal;
using Monitor.Storage.Redis;
using Monitor.Storage.Sqlite;
using Xunit;

namespace Monitor.Storage.Tests.Redis;

public sealed class MigrationTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly RedisServer server = new();
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Migration Move => new(directory.Path, server.Configuration, TimeProvider.System);

    public void Dispose()
    {
        server.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task Every_kind_of_record_goes_on_in_Redis_where_it_stood()
    {
        await Fill();
        Assert.Equal(4, await Move.Run("secret", null, Cancellation));
        await using var redis = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        Assert.Equal("secret", await redis.Once("people", "another", Cancellation));
        var results = await redis.Append(
            [
                Item("author/a", 1) with { Cause = new("intake", 1, 0) }, Item("author/a", 1) with { Cause = new("intake", 9, 0) },
                Item("author/c", 0) with { Keys = ["post key 1"] }, Item("author/a", 2) with { Posts = [Post("1.0", "p9")] }, Item("author/d", 0),
            ],
            Cancellation);
        Assert.Equal(
            [AppendOutcome.AlreadyDone, AppendOutcome.Appended, AppendOutcome.KeyTaken, AppendOutcome.Failed, AppendOutcome.Appended], results.Select(each => each.Outcome));
        Assert.Equal([5L, 6L], results.Where(each => each.Outcome == AppendOutcome.Appended).Select(each => each.Position));
        var accepted = await redis.Accept([Delivery(1), Delivery(7)], Cancellation);
        Assert.Equal([new Accepted(1, true), new Accepted(4, false)], accepted);
        Assert.True(await redis.MoveCheckpoint("opener", new(1, 3), new(1, 4), Cancellation));
        await redis.Release("author/b", Cancellation);
        Assert.Contains(await redis.Due(Noon.AddDays(1), 10, Cancellation), due => due.Stream == "author/b");
    }

    [Fact]
    public async Task Erasing_after_the_move_drops_every_body_that_the_post_came_in()
    {
        await Fill();
        await Move.Run("secret", null, Cancellation);
        await using var redis = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        Assert.Equal("1.0", (await redis.PostByPlatformId("x", "p1.2", Cancellation))?.Id);
        await redis.Erase("1.0", Noon, Cancellation);
        Assert.Equal([true, true, false], (await redis.ReadIntake(0, 10, Cancellation)).Select(delivery => delivery.Body.IsEmpty));
        Assert.True(await redis.MoveCheckpoint(IJournal.Intake, new(1, 2), new(1, 3), Cancellation));
        Assert.Equal([true, true, true], (await redis.ReadIntake(0, 10, Cancellation)).Select(delivery => delivery.Body.IsEmpty));
    }

    [Fact]
    public async Task Erasing_after_the_move_takes_what_names_the_writer_from_the_answers_whenever_they_came()
    {
        await Fill();
        await using (var journal = SqliteJournal.Open(directory.Path))
        {
            await journal.Append([Item("author/e", 0) with { Posts = [Post("3.1", "answer to p1"), Post("3.2", "answer to p2")] }], Cancellation);
            await journal.NoteAnswer("1.0", "3.1", Cancellation);
            await journal.NoteAnswer("2.0", "3.2", Cancellation);
        }

        await Move.Run("secret", null, Cancellation);
        await using var redis = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        Assert.Equal("answer to p1", (await redis.Post("3.1", Cancellation))!.PlatformId);
        Assert.Null((await redis.Post("3.2", Cancellation))!.PlatformId);
        await redis.Erase("1.0", Noon, Cancellation);
        Assert.Null((await redis.Post("3.1", Cancellation))!.PlatformId);
        Assert.Equal("3.2", (await redis.PostByPlatformId("x", "answer to p2", Cancellation))?.Id);
        Assert.True(await redis.MoveCheckpoint(IJournal.Intake, new(1, 2), new(1, 3), Cancellation));
        var late = (await redis.Accept([Delivery(8)], Cancellation))[0].Number;
        await redis.NoteBody("3.2", late, Cancellation);
        Assert.True(await redis.MoveCheckpoint(IJournal.Intake, new(1, 3), new(1, late), Cancellation));
        Assert.Empty((await redis.ReadIntake(late - 1, 1, Cancellation))[0].Body.ToArray());
    }

    [Fact]
    public async Task Taken_back_before_the_first_write_and_never_after_it()
    {
        await Fill();
        await Move.Run("secret", null, Cancellation);
        Assert.Throws<InvalidOperationException>(() => Moved.Refuse(directory.Path));
        await Move.TakeBack();
        Moved.Refuse(directory.Path);
        Assert.Equal(":0", server.Command("DBSIZE"));
        await Move.Run("secret", null, Cancellation);
        await using (var redis = await RedisJournal.Open(server.Configuration, TimeProvider.System))
        {
            await redis.Append([Item("author/d", 0)], Cancellation);
        }

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Move.TakeBack());
        Assert.Contains("would lose that", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_broken_off_is_refused_by_a_start_and_begins_anew_when_run_again()
    {
        await Fill();
        using var broken = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Move.Run("secret", new CancelsAt(broken), broken.Token));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RedisJournal.Open(server.Configuration, TimeProvider.System));
        Assert.Contains("'monitor migrate' again", refused.Message, StringComparison.Ordinal);
        Assert.Equal(4, await Move.Run("secret", null, Cancellation));
    }

    [Fact]
    public async Task A_Redis_with_a_journal_of_its_own_is_left_alone()
    {
        await Fill();
        await using (var other = await RedisJournal.Open(server.Configuration, TimeProvider.System))
        {
            await other.Append([Item("author/x", 0)], Cancellation);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => Move.Run("secret", null, Cancellation));
        await using var still = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        Assert.Equal(1, await still.Head(Cancellation));
    }

    /// <summary>Three deliveries, the third of them the first post again; four events in three streams; a post edited, one erased; one stream held.</summary>
    private async Task Fill()
    {
        await using var journal = SqliteJournal.Open(directory.Path);
        await journal.Accept([Delivery(1), Delivery(2), Delivery(3)], Cancellation);
        await journal.Append(
            [
                Item("author/a", 0) with { Keys = ["post key 1"], Posts = [Post("1.0", "p1")], Cause = new("intake", 1, 0) },
                Item("author/b", 0) with { Keys = ["post key 2"], Posts = [Post("2.0", "p2")], Cause = new("intake", 2, 0), NextDeadline = Noon },
                Item("author/b", 1) with { NextDeadline = Noon.AddHours(1) },
                Item("complaint/1-7", 0) with { NextDeadline = Noon.AddHours(2), Cause = new("opener", 1, 0) },
                Item("author/a", 1) with { Keys = ["post key 1"], Posts = [Post("3.0", "p1") with { IntakeNumber = 3 }] },
            ],
            Cancellation);
        Assert.True(await journal.MoveCheckpoint(IJournal.Intake, default, new(1, 2), Cancellation));
        await journal.ReplaceText("1.0", "edited", Noon, Cancellation);
        await journal.Alias("1.0", "x", "p1.2", Cancellation);
        await journal.Erase("2.0", Noon.AddMinutes(1), Cancellation);
        await journal.Accept([Delivery(2)], Cancellation);
        await journal.Park(new ParkedItem(3, 1, "post:abc", Noon, "{}"u8.ToArray()), Cancellation);
        await journal.MoveCheckpoint("opener", default, new(1, 3), Cancellation);
        await journal.SaveSnapshot(new Snapshot("author/a", 1, "shape", "state"u8.ToArray()), Cancellation);
        await journal.Quarantine(new QuarantinedStream("author/b", "1.0", "misfit", Noon), Cancellation);
        await journal.DropBodies(Noon.AddMinutes(-30), Cancellation);
        // Delivery 2 is erased with its post; the bodies of 1 and 3 are there.
        Assert.Equal([false, true, false], (await journal.ReadIntake(0, 10, Cancellation)).Select(delivery => delivery.Body.IsEmpty));
    }

    private static AppendItem Item(string stream, long version) =>
        new(stream, version, [new NewEvent("thing.happened", 1, Noon, Encoding.UTF8.GetBytes($"{{\"v\":{version}}}"))], null, [], [], Cause.None);

    private static Delivery Delivery(int number) => new("x", $"x/{number:D64}", $"{number:D64}", Noon.AddMinutes(number), Encoding.UTF8.GetBytes($"body {number}"));

    private static PostRow Post(string id, string platform) => new(
        id, long.Parse(id.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture), "x", "post", "key of somebody", platform, "42", "Asha", "asha", "words", null, Noon,
        Noon, new string('a', 64), null);

    private sealed class CancelsAt(CancellationTokenSource broken) : IProgress<double>
    {
        public void Report(double value) => broken.Cancel();
    }
}
