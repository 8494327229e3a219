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
    public static async Task OpenWall(this IPage page, FakeFeed feed, string query = "", bool heard = true)
    {
        feed.Mute = !heard;
        await page.Clock.InstallAsync(new() { TimeDate = feed.Now.UtcDateTime });
        await page.GotoAsync($"{feed.Address}/wall{query}");
        await page.Phase(heard ? "live" : "waiting");
    }

    public static async Task Phase(this IPage page, string phase) => await page.WaitForSelectorAsync($"main[data-phase={phase}]");

    /// <summary>
    /// The feed falls silent with its last beat heard: one that is still on its way would move the instant as of which the wall is grey. Then the page's clock stands; what
    /// is silent for how long is the test's to say.
    /// </summary>
    public static async Task FallSilent(this IPage page, FakeFeed feed)
    {
        const int last = 37;
        await feed.FallSilent();
        feed.Vary(scene => scene.WithVitals(v => v with { CanaryAgeSeconds = last }));
        await feed.Beat();
        await page.Says(".foot", string.Create(CultureInfo.InvariantCulture, $"{last} "));
        while (!await page.Stands()) continue;
    }

    /// <summary>False: the machine stood still for so long that the instant had passed already.</summary>
    static async Task<bool> Stands(this IPage page)
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
        string said = await page.FeedText();
        TimeOnly from = Seconds(feed.Scene.Now), until = Seconds(feed.Now);
        return said.StartsWith("as of ", StringComparison.Ordinal) && TimeOnly.ParseExact(said["as of ".Length..][..8], "HH:mm:ss") is var at && from <= at && at <= until;
    }

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
