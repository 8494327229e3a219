using Monitor.Core.Board;
using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Simulation;
using Xunit;

namespace Monitor.Runtime.Tests.Followers;

public sealed class BoardHostTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"monitor-board-{Guid.NewGuid():N}");
    private readonly List<string> said = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_board_saved_anywhere_and_killed_is_after_the_restart_the_fold_of_everything()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            File.Delete(file);
            var journal = new MemoryJournal();
            var life = new Life(seed, journal);
            await life.Go(new Random(seed).Next(1, 400));
            await (await Opened(journal, file)).Save();
            await life.Go(200);
            var (folded, restarted) = (Bytes(await Opened(journal, null)), Bytes(await Opened(journal, file)));
            Assert.True(folded.AsSpan().SequenceEqual(restarted), $"seed {seed}");
        }

        Assert.Empty(said);
    }

    [Fact]
    public async Task A_long_fold_saves_itself()
    {
        var journal = new MemoryJournal();
        await new Life(1, journal).Go(6000);
        await (await Opened(journal, file)).Save();
        var saved = await Opened(journal, file);
        Assert.Equal(journal.Head, (await saved.Open(Cancellation)).Position);
    }

    [Theory]
    [InlineData(0, "was written by another build")]
    [InlineData(17, "belongs to another journal")]
    [InlineData(32, "is of epoch")]
    [InlineData(60, "is torn")]
    [InlineData(-1, "is torn")]
    public async Task A_saved_board_with_one_wrong_byte_is_left_alone_and_says_why(int place, string why)
    {
        var journal = await Saved();
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancellation);
        await IsFoldedAnew(journal, why);
    }

    [Fact]
    public async Task A_saved_board_cut_off_at_any_place_is_left_alone_and_says_why()
    {
        var journal = await Saved();
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        foreach (var length in new[] { 0, 10, 41, 44, bytes.Length / 2, bytes.Length - 1 })
        {
            await File.WriteAllBytesAsync(file, bytes.AsMemory(0, length), Cancellation);
            await IsFoldedAnew(journal, "is torn");
        }
    }

    [Fact]
    public async Task A_saved_board_of_before_a_restore_or_beyond_the_head_is_left_alone_and_says_why()
    {
        var journal = await Saved();
        await IsFoldedAnew(journal.Restored(), "is of epoch 1, the journal of epoch 2");
        var shorter = new MemoryJournal(id: journal.Id);
        await new Life(1, shorter).Go(10);
        await IsFoldedAnew(shorter, $"stands at position {journal.Head}, the journal ends at 10");
    }

    [Fact]
    public async Task A_rebuilt_board_takes_the_place_of_the_running_one()
    {
        var journal = new MemoryJournal();
        await new Life(3, journal).Go(500);
        var host = await Opened(journal, null);
        var before = Bytes(host);
        await host.Restart(1, Cancellation);
        Assert.Equal(500, await host.Rebuild(FeedOf(journal), Cancellation));
        Assert.Equal(before, Bytes(host));
    }

    [Fact]
    public async Task What_changes_nothing_that_is_shown_makes_a_frame_without_changes_and_nothing_at_all_makes_none()
    {
        var (journal, time, frames) = (new MemoryJournal(), new VirtualTime(Stage.Noon), new List<BoardFrame>());
        var host = new BoardHost(journal, time, null);
        host.Framed += frames.Add;
        var thread = new SimulatedThread(time, new Random(1));
        thread.Start(() => host.Run(Cancellation));
        host.Apply(new FeedEvent(1, "canary/main", 1, Cause.None, new CanaryEvent.Sang(1, Stage.Noon, Stage.Noon)));
        host.Snapshot();
        host.Apply(new FeedEvent(2, "canary/main", 2, Cause.None, new CanaryEvent.Sang(2, Stage.Noon, Stage.Noon)));
        thread.Run(TimeSpan.FromSeconds(1), () => false);
        var frame = Assert.Single(frames);
        Assert.Equal((1, 2, 0), (frame.From, frame.To, frame.Changes.Count));
    }

    public void Dispose() => File.Delete(file);

    private async Task<MemoryJournal> Saved()
    {
        var journal = new MemoryJournal();
        await new Life(1, journal).Go(300);
        await (await Opened(journal, file)).Save();
        return journal;
    }

    private async Task IsFoldedAnew(MemoryJournal journal, string why)
    {
        said.Clear();
        var (folded, restarted) = (Bytes(await Opened(journal, null)), Bytes(await Opened(journal, file)));
        Assert.Equal(folded, restarted);
        Assert.Contains(why, Assert.Single(said), StringComparison.Ordinal);
    }

    private async Task<BoardHost> Opened(MemoryJournal journal, string? from)
    {
        var host = new BoardHost(journal, new VirtualTime(Stage.Noon), from, null, said.Add);
        await new Projection(host, FeedOf(journal), journal).CatchUp(Cancellation);
        return host;
    }

    private static Feed FeedOf(MemoryJournal journal) => new(journal, KnownGrains.All.Events, new VirtualTime(Stage.Noon));

    private static byte[] Bytes(BoardHost host)
    {
        using var bytes = new MemoryStream();
        host.Read(board =>
        {
            board.Save(bytes);
            return true;
        });
        return bytes.ToArray();
    }

    /// <summary>Complaints that are opened, tagged, late, joined and closed, from a seed.</summary>
    private sealed class Life(int seed, MemoryJournal journal)
    {
        private readonly Random random = new(seed);
        private readonly List<(string Docket, int Version)> open = [];
        private DateTimeOffset now = Stage.Noon;
        private int opened;

        public async Task Go(int events)
        {
            for (; events > 0; events--)
            {
                now += TimeSpan.FromSeconds(random.Next(1, 120));
                var place = random.Next(open.Count + 1);
                if (open.Count < 40 && (place == open.Count || random.Next(3) == 0))
                {
                    place = open.Count;
                    open.Add((Docket.Number(1000 + opened++, 0), 0));
                }

                var (docket, version) = open[Math.Min(place, open.Count - 1)];
                var happened = version == 0 ? Opened(docket) : Next();
                var item = new AppendItem(StreamName.Of(Complaint.Kind, docket), version, [KnownGrains.All.Events.Encode(happened)], null, [], [], Cause.None);
                Assert.Equal(AppendOutcome.Appended, (await journal.Append([item], Cancellation))[0].Outcome);
                open.RemoveAll(one => one.Docket == docket);
                if (happened is not ComplaintEvent.Closed)
                {
                    open.Add((docket, version + 1));
                }
            }
        }

        private ComplaintEvent.Opened Opened(string docket)
        {
            var post = new PostRef("1-0", Channel.X, "a1", "x/1", false, now, now, Office.None);
            var plan = new ClockPlan(ClockKind.Accept, now, now, TimeSpan.FromMinutes(30), "always", "standard@1", now + TimeSpan.FromMinutes(random.Next(1, 90)), []);
            return new ComplaintEvent.Opened(
                docket, Source.Post, post, "a1", Category.Noise, (Priority)random.Next(1, 6), [], "blr/unit-" + random.Next(5), new Dictionary<Wing, string>(), null,
                (Office)(random.Next(8) == 0 ? 1 : 0), false, now, now, null, null, null, ["1-0"], now)
            {
                Clocks = [new ClockChange(ClockKind.Accept, ClockTurn.Started, now, plan)],
            };
        }

        private ComplaintEvent Next() => random.Next(6) switch
        {
            0 => new ComplaintEvent.Closed("pi", now),
            1 => new ComplaintEvent.Breached(ClockKind.Accept, now, [], null, now),
            2 => new ComplaintEvent.IncidentJoined("i" + random.Next(4), null, now),
            3 => new ComplaintEvent.IncidentLeft("i1", "acp", "n", now),
            _ => new ComplaintEvent.Tagged("blr/unit-" + random.Next(5), new Dictionary<Wing, string>(), TagWhy.Officer, "op", now),
        };
    }
}
