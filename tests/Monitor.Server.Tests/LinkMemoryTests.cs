using Monitor.Core.Posts;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>A link that was heard before a restart is not "never heard" after it, and is missed when it stays silent.</summary>
public sealed class LinkMemoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_link_heard_before_the_restart_is_quiet_until_it_is_heard_and_dead_by_its_usual_gap()
    {
        var journal = new MemoryJournal();
        for (var i = 0; i < 100; i++)
        {
            await journal.Accept([new Delivery("x", $"d{i}", "h", Noon.AddSeconds(20 * i), default)], CancellationToken.None);
        }

        var links = new Links([Channel.X, Channel.Facebook]);
        var start = Noon.AddMinutes(45);
        await new LinkMemory(journal, links).Recall(start, CancellationToken.None);
        Assert.Equal(["quiet", "never", "closed", "closed"], States(links, start));
        // Heard each 20 s; silent for over ten minutes, but for one minute of this process only.
        Assert.Equal("quiet", States(links, start.AddMinutes(1))[0]);
        Assert.Equal("dead", States(links, start.AddMinutes(13))[0]);
        links.Heard(Channel.X, start.AddMinutes(14));
        Assert.Equal("live", States(links, start.AddMinutes(14))[0]);
    }

    [Fact]
    public async Task A_link_that_went_silent_long_before_the_last_deliveries_is_remembered_too()
    {
        var journal = new MemoryJournal();
        var before = new Links([Channel.X, Channel.Facebook]);
        before.Heard(Channel.Facebook, Noon);
        await new LinkMemory(journal, before).Keep(Noon.AddSeconds(1), CancellationToken.None);
        before.Heard(Channel.Facebook, Noon.AddSeconds(90));
        await new LinkMemory(journal, before).Keep(Noon.AddSeconds(91), CancellationToken.None);

        var links = new Links([Channel.X, Channel.Facebook]);
        await new LinkMemory(journal, links).Recall(Noon.AddHours(1), CancellationToken.None);
        Assert.Equal(Noon.AddSeconds(90), links.Look(Noon.AddHours(1))[1].HeardAt);
        Assert.Equal(["never", "quiet", "closed", "closed"], States(links, Noon.AddHours(1)));
        Assert.Equal("dead", States(links, Noon.AddHours(3))[1]);
    }

    [Fact]
    public void A_small_channel_that_sleeps_every_night_is_not_dead_then_and_is_by_day()
    {
        var links = new Links([Channel.X]);
        var begin = Noon.AddHours(-6);
        links.Begin(begin);
        for (var day = 0; day < 5; day++)
        {
            for (var minutes = 0; minutes <= 16 * 60; minutes += 10)
            {
                links.Heard(Channel.X, begin.AddDays(day).AddMinutes(minutes));
            }
        }

        var bed = begin.AddDays(4).AddHours(16);
        Assert.All(Enumerable.Range(1, 7), hours => Assert.NotEqual("dead", States(links, bed.AddHours(hours))[0]));
        Assert.Equal("dead", States(links, bed.AddHours(14))[0]);
    }

    [Fact]
    public async Task A_stop_of_the_server_that_the_log_shows_teaches_nothing_at_a_later_start_either()
    {
        var journal = new MemoryJournal();
        async Task Accept(string channel, DateTimeOffset at) =>
            await journal.Accept([new Delivery(channel, $"{channel} {at:O}", "h", at, default)], CancellationToken.None);
        for (var minute = 0; minute <= 20; minute++)
        {
            await Accept("canary", Noon.AddMinutes(minute));
        }

        await Accept("x", Noon.AddMinutes(20));
        await Accept("canary", Noon.AddHours(8));
        await Accept("x", Noon.AddHours(8).AddMinutes(1));
        var links = new Links([Channel.X]);
        await new LinkMemory(journal, links).Recall(Noon.AddHours(9), CancellationToken.None);
        Assert.All(Enumerable.Range(0, 24), hour => Assert.Equal(300, links.Look(Noon.AddHours(9 + hour))[0].UsualGapSeconds));
    }

    [Fact]
    public async Task A_night_without_a_word_while_the_server_ran_teaches_that_it_is_usual()
    {
        var journal = new MemoryJournal();
        for (var minute = 0; minute <= 300; minute++)
        {
            await journal.Accept([new Delivery(minute is 0 or 300 ? "x" : "canary", $"d{minute}", "h", Noon.AddMinutes(minute), default)], CancellationToken.None);
        }

        var links = new Links([Channel.X]);
        await new LinkMemory(journal, links).Recall(Noon.AddHours(6), CancellationToken.None);
        Assert.True(links.Look(Noon.AddHours(26))[0].UsualGapSeconds > 300);
    }

    [Fact]
    public void A_gap_in_which_the_server_started_teaches_nothing()
    {
        var links = new Links([Channel.X]);
        links.Heard(Channel.X, Noon);
        links.Begin(Noon.AddHours(5));
        links.Heard(Channel.X, Noon.AddHours(5).AddMinutes(1));
        Assert.Equal(300, links.Look(Noon.AddHours(5).AddMinutes(1))[0].UsualGapSeconds);
        links.Heard(Channel.X, Noon.AddHours(5).AddMinutes(2));
        Assert.Equal(288, links.Look(Noon.AddHours(5).AddMinutes(2))[0].UsualGapSeconds);
    }

    [Fact]
    public async Task A_week_without_the_server_does_not_teach_that_silence_is_usual()
    {
        var journal = new MemoryJournal();
        foreach (var day in new[] { 0, 7 })
        {
            for (var i = 0; i < 100; i++)
            {
                await journal.Accept([new Delivery("x", $"d{day}/{i}", "h", Noon.AddDays(day).AddSeconds(20 * i), default)], CancellationToken.None);
            }
        }

        var links = new Links([Channel.X]);
        var start = Noon.AddDays(7).AddSeconds(20 * 99);
        await new LinkMemory(journal, links).Recall(start, CancellationToken.None);
        Assert.InRange(links.Look(start)[0].UsualGapSeconds!.Value, 20, 25);
        Assert.Equal("dead", States(links, start.AddMinutes(20))[0]);
    }

    [Fact]
    public async Task A_link_that_was_heard_under_a_clock_that_ran_ahead_is_not_live_until_it_is_heard_under_the_right_one()
    {
        var journal = new MemoryJournal();
        var links = new Links([Channel.X, Channel.Facebook]);
        links.Begin(Noon.AddDays(1).AddHours(-1));
        links.Heard(Channel.X, Noon.AddDays(1));
        links.Heard(Channel.Facebook, Noon.AddDays(1));
        var memory = new LinkMemory(journal, links);
        await memory.Keep(Noon.AddDays(1), CancellationToken.None);
        await journal.Accept([new Delivery("x", "ahead", "h", Noon.AddDays(1), default)], CancellationToken.None);

        // The clock was put right.
        Assert.Equal(["quiet", "quiet", "closed", "closed"], States(links, Noon.AddHours(3)));
        links.Heard(Channel.Facebook, Noon.AddHours(3).AddMinutes(1));
        Assert.Equal(["quiet", "live", "closed", "closed"], States(links, Noon.AddHours(3).AddMinutes(1)));
        Assert.Equal("dead", States(links, Noon.AddHours(6))[0]);

        foreach (var lowered in new[] { false, true })
        {
            var later = new Links([Channel.X]);
            await new LinkMemory(journal, later).Recall(Noon.AddHours(5), CancellationToken.None);
            Assert.Equal("quiet", States(later, Noon.AddHours(5))[0]);
            Assert.Equal("dead", States(later, Noon.AddHours(8))[0]);
            Assert.Equal(lowered, later.Look(Noon.AddHours(5))[0].HeardAt < Noon.AddHours(4));
            await memory.Keep(Noon.AddHours(5), CancellationToken.None);
        }
    }

    private static List<string> States(Links links, DateTimeOffset now) => [.. links.Look(now).Select(link => link.State)];
}
