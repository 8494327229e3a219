using System.Globalization;
using Microsoft.Playwright;
using Monitor.Browser.Feed;

namespace Monitor.Browser;

/// <summary>What tests do with a wall, in their words.</summary>
static class Pages
{
    /// <summary>Milliseconds for what a page is waited for: a busy machine is slow, and a test that waits so long fails and says for what.</summary>
    public const int Patience = 120_000;

    /// <summary>Opens a wall whose own clock stands at the feed's instant, and waits until it is live; or, where nothing is said to it, until it says so.</summary>
    /// <param name="off">How far the screen's clock is ahead.</param>
    public static async Task OpenWall(this IPage page, FakeFeed feed, string query = "", bool heard = true, TimeSpan off = default)
    {
        feed.Mute = !heard;
        await page.Prepare(feed, off);
        await page.GotoAsync($"{feed.Address}/wall{query}");
        await page.Phase(heard ? "live" : "waiting");
    }

    /// <summary>Before it is opened: the page's messages will be counted, and its clock can be moved.</summary>
    /// <param name="off">How far that clock is ahead of the feed's instant.</param>
    public static async Task Prepare(this IPage page, FakeFeed feed, TimeSpan off = default)
    {
        await page.AddInitScriptAsync(NotesMessages);
        await page.Clock.InstallAsync(new() { TimeDate = (feed.Now + off).UtcDateTime });
    }

    public static async Task Phase(this IPage page, string phase) => await page.WaitForSelectorAsync($"main[data-phase={phase}]");

    /// <summary>Counts what comes on the page's connection and keeps the last of it, before the page takes it: one whose clock stands paints nothing of it.</summary>
    const string NotesMessages = """
        window.messages = { count: 0, last: '' };
        window.WebSocket = class extends WebSocket {
          constructor(...to) {
            super(...to);
            this.addEventListener('message', (e) => { window.messages = { count: window.messages.count + 1, last: e.data }; });
          }
        };
        """;

    /// <summary>The feed falls silent, its last beat heard at the very moment at which the page's clock stands: how long the silence is does not depend on the machine.</summary>
    public static async Task FallSilent(this IPage page, FakeFeed feed)
    {
        const int last = 37;
        await feed.StopBeats();
        while (!await page.Stands()) continue;
        feed.Vary(scene => scene.WithVitals(v => v with { CanaryAgeSeconds = last }));
        await feed.Beat();
        await page.WaitForFunctionAsync("last => window.messages.last.includes(last)", string.Create(CultureInfo.InvariantCulture, $"\"canaryAgeSeconds\":{last},"));
        feed.Mute = true;
    }

    /// <summary>So many seconds of silence on a connection that stays open: SignalR's own signs of life come, without which the page would connect anew after six.</summary>
    public static async Task Silence(this IPage page, FakeFeed feed, int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            int before = await page.EvaluateAsync<int>("() => window.messages.count");
            await feed.Pulse();
            await page.WaitForFunctionAsync("before => window.messages.count > before", before);
            await page.Clock.RunForAsync(1_000);
        }
    }

    /// <summary>As behind a proxy that lets no WebSocket through: pages and answers come, a feed never does.</summary>
    public static Task RefuseFeeds(this IPage page) => page.AddInitScriptAsync("""
        window.WebSocket = class {
          constructor() {
            setTimeout(() => { this.onerror?.(new Event('error')); this.onclose?.(new CloseEvent('close', { code: 1006 })); });
          }
          close() {}
          send() {}
        };
        """);

    /// <summary>So many tenths of a second, each of which brings a change of the board. The page's clock must stand.</summary>
    public static async Task Changes(this IPage page, FakeFeed feed, int tenths)
    {
        for (int i = 0; i < tenths; i++)
        {
            int before = await page.EvaluateAsync<int>("() => window.messages.count");
            await feed.Frame(new { lateCount = i }, board => board with { LateCount = i });
            await page.WaitForFunctionAsync("before => window.messages.count > before", before);
            await page.Clock.RunForAsync(100);
        }
    }

    /// <summary>False: the machine stood still for so long that the instant had passed already.</summary>
    public static async Task<bool> Stands(this IPage page)
    {
        try
        {
            await page.Clock.PauseAtAsync(DateTimeOffset.FromUnixTimeMilliseconds(await page.EvaluateAsync<long>("() => Math.ceil(Date.now()) + 1000")).UtcDateTime);
            return true;
        }
        catch (PlaywrightException e) when (e.Message.Contains("past", StringComparison.Ordinal))
        {
            return false;
        }
    }

    public static async Task<string> Status(this IPage page) => (await page.InnerTextAsync("h1.status")).ReplaceLineEndings(" ").Trim();

    public static Task<string> FeedText(this IPage page) => page.InnerTextAsync(".side .pill");

    /// <summary>Whether the greyed picture names an instant of the feed so far, in India's time.</summary>
    public static async Task<bool> IsAsOf(this IPage page, FakeFeed feed)
    {
        TimeOnly from = Seconds(feed.Scene.Now), until = Seconds(feed.Now);
        return (await page.FeedText()).StartsWith("as of ", StringComparison.Ordinal) && await page.AsOf() is var at && from <= at && at <= until;
    }

    /// <summary>The instant that a greyed picture names.</summary>
    public static async Task<TimeOnly> AsOf(this IPage page) => Face((await page.FeedText())["as of ".Length..]);

    /// <summary>What the clock of the wall shows.</summary>
    public static async Task<TimeOnly> ClockFace(this IPage page) => Face(await page.InnerTextAsync(".clock"));

    static TimeOnly Face(string text) => TimeOnly.ParseExact(text[..8], "HH:mm:ss");

    static TimeOnly Seconds(DateTimeOffset instant) => TimeOnly.FromTimeSpan(TimeSpan.FromSeconds(Math.Floor(instant.ToOffset(new(5, 30, 0)).TimeOfDay.TotalSeconds)));

    /// <summary>Waits until an element's text contains something.</summary>
    public static Task Says(this IPage page, string selector, string text) =>
        Assertions.Expect(page.Locator(selector).First).ToContainTextAsync(text);

    /// <summary>What is still held after everything that can be collected was.</summary>
    public static async Task<double> HeapMb(this IPage page)
    {
        ICDPSession devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("HeapProfiler.collectGarbage");
        double used = (await devtools.SendAsync("Runtime.getHeapUsage"))!.Value.GetProperty("usedSize").GetDouble();
        await devtools.DetachAsync();
        return used / (1 << 20);
    }

    /// <summary>Of the wall, texts included.</summary>
    public static Task<int> Nodes(this IPage page) => page.EvaluateAsync<int>(
        "() => { let n = 0; const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_ALL); while (walk.nextNode()) n++; return n; }");
}
