using Microsoft.Playwright;
using Monitor.Browser.Feed;
using Xunit;

namespace Monitor.Browser;

public sealed class WallTests(Chromium chromium)
{
    public static TheoryData<string, string, int> Pictures()
    {
        TheoryData<string, string, int> data = [];
        foreach (Scene scene in Scenes.All)
        {
            foreach (string lang in new[] { "en", "hi", "kn" })
            {
                data.Add(scene.Name, lang, 1080);
                data.Add(scene.Name, lang, 2160);
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task Shows_every_state_in_three_languages_at_both_resolutions(string name, string lang, int height)
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.All.Single(s => s.Name == name));
        IPage page = await chromium.Page(height * 16 / 9, height);
        await page.Clock.InstallAsync(new() { TimeDate = feed.Now.UtcDateTime });
        await page.GotoAsync($"{feed.Address}/wall?lang={lang}");
        await page.WaitForSelectorAsync("main[data-phase=live]");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, $"{name}-{lang}-{height}.png") });
        await page.Context.CloseAsync();
    }
}
