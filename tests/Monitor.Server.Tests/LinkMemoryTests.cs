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

    private static List<string> States(Links links, DateTimeOffset now) => [.. links.Look(now).Select(link => link.State)];
}
