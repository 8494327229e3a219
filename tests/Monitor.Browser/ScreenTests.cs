using System.Globalization;
using Microsoft.Playwright;
using Xunit;

namespace Monitor.Browser;

/// <summary>
/// Every screen of the running demo as a person sees it, in artifacts/screenshots/live: to be looked at, since no test has taste. Runs only when asked for (-explicit only).
/// </summary>
public sealed class ScreenTests(Chromium chromium)
{
    static readonly string Folder = Directory.CreateDirectory(Path.Combine(Repository.Artifacts, "live")).FullName;
    static readonly string[] Languages = ["en", "hi", "kn"];

    [Fact(Explicit = true)]
    public async Task The_first_minute_on_the_wall()
    {
        await using RealServer server = await RealServer.Of("bengaluru-day", "17:50");
        long from = TimeProvider.System.GetTimestamp();
        IPage wall = await Open($"{server.Address}/wall", 1920, 1080);
        await wall.Phase("live");
        foreach (int second in new[] { 4, 9, 17, 24, 32, 40, 47, 56, 63, 75, 90 })
        {
            using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            while (TimeProvider.System.GetElapsedTime(from).TotalSeconds < second) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            await Draw(wall, string.Create(CultureInfo.InvariantCulture, $"story-{second:00}"));
        }
        await Draw("evening", server);
        await server.Rate(1);
        await Draw(wall, "evening-1x");
        await server.Rate(60, paused: true);
        await wall.Says(".clock", "paused");
        await Draw(wall, "paused");
    }

    [Fact(Explicit = true)]
    public async Task A_districts_night()
    {
        await using RealServer server = await RealServer.Of("bareilly-night", "00:40");
        await Draw("night", server);
        IPage wall = await Open($"{server.Address}/wall", 1920, 1080);
        await wall.Phase("live");
        await server.Freeze();
        await wall.Phase("late");
        await Draw(wall, "night-late");
        await wall.Phase("lost");
        await Draw(wall, "night-lost");
        await server.GoOn();
        await wall.Phase("live");
        await Draw(wall, "night-back");
        IPage error = await Open(server.Address + "/desk", 1440, 900);
        await Draw(error, "error-desk");
        await error.GotoAsync(server.Address + "/api/nothing");
        await Draw(error, "error-api");
    }

    async Task Draw(string when, RealServer server)
    {
        foreach (string lang in Languages)
        {
            foreach ((string view, int height) in new[] { ("wall", 1080), ("map", 1080), ("trend", 1080), ("wall", 2160) })
            {
                IPage wall = await Open($"{server.Address}/wall?lang={lang}&view={view}", height * 16 / 9, height);
                await wall.Phase("live");
                await Draw(wall, $"{when}-{view}-{lang}-{height}");
                await wall.Context.CloseAsync();
            }
            IPage start = await Open($"{server.Address}/?lang={lang}", 1440, 900);
            await start.WaitForSelectorAsync("article");
            await start.Locator(".samples button").First.ClickAsync();
            await start.ClickAsync("button.main");
            await start.WaitForSelectorAsync(".result h3");
            await Draw(start, $"{when}-start-{lang}", full: true);
            await start.ClickAsync(".result a");
            await start.WaitForSelectorAsync("dialog summary");
            await start.ClickAsync("dialog summary");
            await Draw(start, $"{when}-docket-new-{lang}");
            await start.Keyboard.PressAsync("Escape");
            await start.Locator("article a").Last.ClickAsync();
            await start.WaitForSelectorAsync("dialog .history li");
            await Draw(start, $"{when}-docket-{lang}");
            await start.Context.CloseAsync();
        }
    }

    async Task<IPage> Open(string address, int width, int height)
    {
        IPage page = await chromium.Page(width, height);
        await page.GotoAsync(address);
        return page;
    }

    static Task Draw(IPage page, string name, bool full = false) => page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = full });
}
