using Microsoft.Playwright;
using Monitor.Browser.Feed;
using Monitor.Core.Board;
using Xunit;

namespace Monitor.Browser;

public sealed class WallTests(Chromium chromium)
{
    [Fact]
    public async Task Shows_the_wall_and_counts_down()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.AllInTime);
        IPage page = await chromium.Page();
        await page.OpenWall(feed);
        Assert.StartsWith("All in time", await page.Status());
        await page.WaitForFunctionAsync(CountsDown);
        await page.Context.CloseAsync();
    }

    /// <summary>True once the fourth row has counted as many seconds down as have passed; begins anew where the machine stood still in between.</summary>
    const string CountsDown = """
        () => {
          const [minutes, seconds] = document.querySelector('.row:nth-child(4) .time').textContent.split(':').map(Number);
          const now = { left: minutes * 60 + seconds, at: Date.now() / 1000 };
          const was = window.lookedAt ??= now;
          const passed = now.at - was.at;
          if (passed > 10) window.lookedAt = now;
          return passed >= 3 && Math.abs(was.left - now.left - passed) <= 1.2;
        }
        """;

    [Fact]
    public async Task Survives_a_server_restart_without_reload()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Normal);
        IPage page = await chromium.Page();
        await page.OpenWall(feed);
        await page.EvaluateAsync("() => { window.sameDocument = true; }");
        await feed.Close();
        await page.Phase("lost");
        Assert.StartsWith("No feed", await page.Status());
        await feed.Open();
        await page.Phase("live");
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"));
        Assert.Contains("3 late", await page.Status());
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("test-1", 1, "navigate")]
    [InlineData("the-one-before", 2, "reload")]
    public async Task Starts_itself_anew_once_where_its_page_is_not_of_the_servers_build_and_is_no_loop_where_it_is_given_again(string build, int loads, string by)
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.AllInTime);
        feed.PageBuild = build;
        IPage page = await chromium.Page();
        await page.GotoAsync(feed.Address + "/wall");
        await page.WaitForFunctionAsync($"() => performance.getEntriesByType('navigation')[0].type === '{by}' && document.querySelector('main[data-phase=live]') !== null");
        await page.WaitForFunctionAsync(CountsDown);
        Assert.Equal(loads, feed.WallsGiven);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Says_after_3_s_that_the_feed_is_silent_greys_after_10_s_and_comes_back_by_itself()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.AtRisk);
        IPage page = await chromium.Page();
        await page.OpenWall(feed);
        await page.FallSilent(feed);
        await page.EvaluateAsync(NotesPhases);
        await page.Silence(feed, 9);
        await page.Phase("late");
        await page.Silence(feed, 2);
        await page.Phase("lost");
        Assert.True(await page.IsAsOf(feed), await page.FeedText());
        string[] seen = await page.EvaluateAsync<string[]>("() => window.phases");
        Assert.Collection(
            seen.SkipWhile(phase => phase.StartsWith("live", StringComparison.Ordinal)),
            late => Assert.StartsWith("late false No signal for", late),
            lost => Assert.StartsWith("lost true as of", lost));
        string frozen = await page.InnerTextAsync(".row:nth-child(4) .time");
        Assert.InRange(await page.ClockFace() - await page.AsOf(), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(14));
        await page.Silence(feed, 3);
        Assert.Equal(frozen, await page.InnerTextAsync(".row:nth-child(4) .time"));
        feed.Beats();
        await page.Clock.ResumeAsync();
        await page.Phase("live");
        Assert.DoesNotContain("as of", await page.FeedText());
        await page.Context.CloseAsync();
    }

    /// <summary>Each phase as it is first painted: its name, whether all is grey, what is said of the feed. A busy machine may pass one before a test looks.</summary>
    const string NotesPhases = """
        () => {
          const wall = document.querySelector('main');
          window.phases = [];
          const note = () => {
            if (window.phases.at(-1)?.split(' ')[0] === wall.dataset.phase) return;
            const grey = document.documentElement.hasAttribute('data-grey');
            window.phases.push(`${wall.dataset.phase} ${grey} ${document.querySelector('.side .pill').innerText}`);
          };
          new MutationObserver(note).observe(wall, { subtree: true, childList: true, characterData: true, attributes: true });
        }
        """;

    public static TheoryData<string> Doubts() =>
        [.. Scenes.All.Where(s => s.Name != "all-in-time").Select(s => s.Name), "unproven", "fault", "feed-late", "feed-lost", "never-heard"];

    [Theory]
    [MemberData(nameof(Doubts))]
    public async Task Never_says_all_in_time_while_that_is_not_proven(string doubt)
    {
        await using FakeFeed feed = await FakeFeed.Start(Doubtful(doubt));
        IPage page = await chromium.Page();
        await page.OpenWall(feed, heard: doubt != "never-heard");
        if (doubt.StartsWith("feed", StringComparison.Ordinal)) await page.FallSilent(feed);
        if (doubt == "feed-late") await page.Silence(feed, 4);
        if (doubt == "feed-lost") await page.Silence(feed, 11);
        if (doubt.StartsWith("feed", StringComparison.Ordinal)) await page.WaitForSelectorAsync("main:not([data-phase=live])");
        Assert.DoesNotContain("All in time", await page.InnerTextAsync("main"));
        Assert.NotEqual("", await page.Status());
        await page.Context.CloseAsync();
    }

    static Scene Doubtful(string doubt) => doubt switch
    {
        "unproven" => Scenes.AllInTime.WithVitals(v => v with { Proven = false }),
        "fault" => Scenes.AllInTime.WithVitals(v => v with { Faults = 1 }),
        _ => Scenes.All.SingleOrDefault(s => s.Name == doubt) ?? Scenes.AllInTime,
    };

    [Fact]
    public async Task Asks_for_a_snapshot_when_a_frame_was_lost()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Normal);
        IPage page = await chromium.Page();
        await page.OpenWall(feed);
        await feed.Frame(new { lateCount = 4 }, b => b with { LateCount = 4 });
        await page.Says("h1.status", "4 late");
        Assert.Equal(0, feed.SnapshotsAsked);
        await feed.Frame(new { lateCount = 6 }, b => b with { LateCount = 6 }, lose: 1);
        await page.Says("h1.status", "6 late");
        Assert.Equal(1, feed.SnapshotsAsked);
        await page.Context.CloseAsync();
    }

    /// <summary>A wall runs for months: 600 frames that kept what they brought would be 3 MB.</summary>
    [Fact]
    public async Task Makes_no_new_node_and_keeps_no_memory_while_frames_arrive()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.AtRisk);
        IPage page = await chromium.Page();
        await page.OpenWall(feed);
        int before = await page.Nodes();
        await Frames(feed, page, 0, 200);
        double heap = await page.HeapMb();
        await Frames(feed, page, 200, 800);
        Assert.Equal(before, await page.Nodes());
        Assert.InRange(await page.HeapMb() - heap, -10, 1);
        await page.Context.CloseAsync();
    }

    static async Task Frames(FakeFeed feed, IPage page, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            List<ClockRow> late = [.. Scenes.Normal.Board.Late.Select(r => r with { Docket = $"BLR-{i:0000}-{r.Priority}" })];
            await feed.Frame(new { late, lateCount = 1000 + i, trend = Scenes.Normal.Board.Trend }, b => b with { Late = late, LateCount = 1000 + i });
        }
        await page.Says("h1.status", $"{999 + to} late");
    }

    [Fact]
    public async Task Paints_the_last_picture_greyed_when_it_is_loaded_anew_until_the_feed_sends_a_new_one()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Normal);
        IPage page = await chromium.Page();
        await page.OpenWall(feed);
        Assert.True(await page.EvaluateAsync<bool>(KeptPicture, Pages.Patience), "The picture was never kept.");
        feed.Mute = true;
        await page.ReloadAsync();
        await page.Phase("waiting");
        await page.Says(".row:nth-child(1)", "5518");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.hasAttribute('data-grey')"));
        string asOf = await page.FeedText();
        Assert.True(await page.IsAsOf(feed), asOf);

        // Beats alone say nothing of the board.
        (feed.WithholdsSnapshots, feed.Mute) = (true, false);
        feed.Vary(scene => scene.WithVitals(v => v with { CanaryAgeSeconds = 42 }));
        await page.Says(".foot", "42 s");
        await page.Phase("waiting");
        Assert.Equal(asOf, await page.FeedText());
        feed.WithholdsSnapshots = false;
        await page.Phase("live");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("bengaluru", "en")]
    [InlineData("bengaluru", "hi")]
    [InlineData("bengaluru", "kn")]
    [InlineData("bareilly", "en")]
    [InlineData("bareilly", "hi")]
    [InlineData("bareilly", "kn")]
    public async Task Every_units_wall_name_fits_its_cell_whole(string force, string lang)
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Normal);
        IPage page = await chromium.Page();
        await page.OpenWall(feed, "?lang=" + lang);
        string[] tooWide = await page.EvaluateAsync<string[]>(TooWide, Repository.WallNames(force, lang));
        Assert.Empty(tooWide);
        await page.Context.CloseAsync();
    }

    /// <summary>Measured as the wall measures, at the smallest size of a row's text and the width of its last cell.</summary>
    const string TooWide = """
        async (names) => {
          await document.fonts.ready;
          const line = document.querySelector('.measure');
          line.style.fontWeight = '500';
          return names.filter((name) => { line.textContent = name; return line.getBoundingClientRect().width * 44 / 100 > 384; });
        }
        """;

    /// <summary>
    /// True once the picture is stored: one that is on its way would be lost with the page. The page itself asks again and again, since Playwright's own wait takes the
    /// promise of an async function for a yes.
    /// </summary>
    const string KeptPicture = """
        async (patienceMs) => {
          const answer = (asked) => new Promise((yes, no) => { asked.onsuccess = () => yes(asked.result); asked.onerror = () => no(asked.error); });
          const kept = async () => {
            if (!(await indexedDB.databases()).some((d) => d.name === 'monitor-wall')) return false;
            const database = await answer(indexedDB.open('monitor-wall'));
            try {
              return database.objectStoreNames.contains('last') && (await answer(database.transaction('last').objectStore('last').get('snapshot'))) !== undefined;
            } finally {
              database.close();
            }
          };
          for (const until = performance.now() + patienceMs; performance.now() < until; await new Promise((again) => setTimeout(again, 50))) {
            if (await kept()) return true;
          }
          return false;
        }
        """;

    [Fact]
    public async Task Says_that_it_is_a_demo_and_shows_no_seconds_above_1x()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Demo);
        IPage page = await chromium.Page();
        await page.OpenWall(feed);
        Assert.Matches(@"^DEMO 60× · \d\d:\d\d", await page.InnerTextAsync(".clock"));
        Assert.All(await page.Locator(".row .time:not(.none)").AllInnerTextsAsync(), time => Assert.DoesNotContain(":", time));
        Assert.StartsWith("A citizen hints", await page.InnerTextAsync(".caption"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("hi")]
    [InlineData("kn")]
    public async Task Every_caption_of_the_story_stands_whole(string lang)
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Demo);
        IPage page = await chromium.Page();
        await page.OpenWall(feed, $"?lang={lang}");
        string file = Path.Combine(Repository.Root, "seeds", "scenarios", "bengaluru-day.story.json");
        foreach (var cue in Channels.Scenario.Story.Read(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Cues)
        {
            Caption caption = new(cue.Id, cue.Caption.En, cue.Caption.Hi, cue.Caption.Kn);
            await feed.Show(Scenes.Demo.WithVitals(v => v with { Caption = caption }));
            await page.Says(".caption", lang switch { "hi" => caption.Hi, "kn" => caption.Kn, _ => caption.En });
        }
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Warns_when_the_text_is_too_small_for_the_seat()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.AllInTime);
        IPage page = await chromium.Page();
        await page.OpenWall(feed, "?diagonal=55&seat=6");
        await page.Says(".caption", "Text is 13.");
        await page.GotoAsync($"{feed.Address}/wall?diagonal=65&seat=6");
        await page.Phase("live");
        Assert.True(await page.Locator(".caption").IsHiddenAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Names_a_wrong_clock_of_the_screen()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.AllInTime);
        IPage page = await chromium.Page();
        await page.Clock.InstallAsync(new() { TimeDate = feed.Now.UtcDateTime.AddSeconds(-9) });
        await page.GotoAsync($"{feed.Address}/wall");
        await page.Phase("live");
        await page.Says(".side .pill", "Screen clock");
        await page.Context.CloseAsync();
    }

    /// <summary>The README's picture: written only when asked for, since it is committed.</summary>
    [Fact]
    public async Task Draws_the_picture_for_the_readme_when_asked()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Picture);
        IPage page = await chromium.Page();
        await page.OpenWall(feed);
        byte[] picture = await page.ScreenshotAsync();
        Assert.True(picture.Length > 20_000);
        if (Environment.GetEnvironmentVariable("MONITOR_WALL_PICTURE") == "1")
        {
            string docs = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs")).FullName;
            await File.WriteAllBytesAsync(Path.Combine(docs, "wall.png"), picture, TestContext.Current.CancellationToken);
        }
        await page.Context.CloseAsync();
    }
}
