using Microsoft.Playwright;
using Monitor.Browser.Feed;
using Xunit;

namespace Monitor.Browser;

public sealed class StartTests(Chromium chromium)
{
    static async Task<IPage> Open(Chromium chromium, FakeFeed feed, int width = 1440, int height = 900, List<string>? strays = null, string query = "")
    {
        IPage page = await chromium.Page(width, height, strays);
        await page.GotoAsync(feed.Address + "/" + query);
        await page.WaitForSelectorAsync("article");
        await page.WaitForSelectorAsync("textarea");
        return page;
    }

    [Fact]
    public async Task Shows_the_last_five_posts_beside_what_was_made_of_them()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Demo);
        IPage page = await Open(chromium, feed);
        Assert.Equal(5, await page.Locator("article").CountAsync());
        ILocator first = page.Locator("article").First;
        Assert.Equal(["snatched", "chain"], await first.Locator("mark").AllInnerTextsAsync());
        string text = await first.InnerTextAsync();
        Assert.All(["English", "Theft", "Whitefield", "Accept"], word => Assert.Contains(word, text));
        Assert.Equal("<b>bold</b> is text", (await page.Locator("article").Nth(4).Locator(".text").InnerTextAsync()).Trim());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Says_of_a_post_that_names_no_place_that_the_unit_is_its_dockets_and_not_how_sure_the_post_made_it()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Demo);
        IPage page = await Open(chromium, feed);
        Assert.Contains("locality (86\u00a0%)", await page.Locator("article").First.InnerTextAsync());
        ILocator last = page.Locator("article").Nth(4);
        await Assertions.Expect(last).ToContainTextAsync("Madiwala Police Station");
        string later = await last.InnerTextAsync();
        Assert.Contains("as its docket", later);
        Assert.DoesNotContain("handle", later, StringComparison.OrdinalIgnoreCase);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Opens_a_docket_with_the_explanation_of_each_clock_by_keyboard_alone()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Demo);
        IPage page = await Open(chromium, feed);
        await page.Locator("article a").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("dialog[open] summary");
        await page.Locator("summary").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        string why = await page.InnerTextAsync("details[open]");
        Assert.All(["Policy default 3", "calendar office", "target 4 h", "counted", "left out", "closed", "paused", "answered"], word => Assert.Contains(word, why));
        Assert.Contains("Opened", await page.InnerTextAsync(".history"));
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, "start-docket-1440.png") });
        Inspection.None((await Inspection.Of(page, [], 0)).Axe);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en", "received 20 Nov, ", "20 Nov, ")]
    [InlineData("hi", "प्राप्त 20 नव", "20 नव")]
    [InlineData("kn", "ಸ್ವೀಕರಿಸಿದ್ದು 20 ನವೆಂ", "20 ನವೆಂ")]
    public async Task Names_the_day_of_what_happened_to_a_docket_more_than_twenty_hours_ago(string lang, string received, string opened)
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Demo);
        IPage page = await Open(chromium, feed, query: $"?lang={lang}");
        await page.Locator("article a").First.ClickAsync();
        await page.Says("dialog", received);
        ILocator steps = page.Locator(".history li");
        Assert.StartsWith(opened, await steps.First.InnerTextAsync());
        Assert.Matches("^[0-9]{2}:[0-9]{2}:[0-9]{2} ", await steps.Last.InnerTextAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Asks_for_an_open_docket_once_a_second_at_most_however_fast_the_board_moves()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Demo);
        IPage page = await chromium.Page(1440, 900);
        await page.Prepare(feed);
        await page.GotoAsync(feed.Address + "/#docket=BLR-261121-48211");
        await page.WaitForSelectorAsync("dialog summary");
        await feed.StopBeats();
        while (!await page.Stands()) continue;
        int asked = 0;
        page.Request += (_, request) => asked += request.Url.Contains("/api/complaints/", StringComparison.Ordinal) ? 1 : 0;
        const int seconds = 5;
        await page.Changes(feed, 10 * seconds);
        Assert.InRange(asked, 2, seconds + 1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Writes_as_a_citizen_and_shows_docket_unit_and_deadlines()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Demo);
        IPage page = await Open(chromium, feed);
        Assert.Equal(6, await page.Locator(".samples button").CountAsync());
        await page.Locator(".samples button").Nth(3).ClickAsync();
        Assert.Equal("instagram", await page.InputValueAsync("#channel"));
        await page.ClickAsync("button.main");
        await page.Says(".result", "BLR-261121-50001");
        string result = await page.InnerTextAsync(".result");
        Assert.All(["Madiwala", "Kannada", "Accept in", "Answer the citizen in"], word => Assert.Contains(word, result));
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, "start-written-1440.png"), FullPage = true });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Sets_the_speed_of_the_demo_clock()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Demo);
        IPage page = await Open(chromium, feed);
        await page.GetByRole(AriaRole.Button, new() { Name = "10×" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "10×" })).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(1440, 900, "en", "The last five posts")]
    [InlineData(390, 844, "en", "The last five posts")]
    [InlineData(1440, 900, "hi", "पिछली पाँच पोस्ट")]
    [InlineData(390, 844, "hi", "पिछली पाँच पोस्ट")]
    [InlineData(1440, 900, "kn", "ಕೊನೆಯ ಐದು ಪೋಸ್ಟ್‌ಗಳು")]
    [InlineData(390, 844, "kn", "ಕೊನೆಯ ಐದು ಪೋಸ್ಟ್‌ಗಳು")]
    public async Task Is_whole_and_accessible_on_a_desk_and_on_a_phone_in_three_languages(int width, int height, string lang, string title)
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Demo);
        List<string> strays = [];
        IPage page = await Open(chromium, feed, width, height, strays, $"?lang={lang}");
        Assert.Equal(title, await page.InnerTextAsync("#posts"));
        Assert.Equal(lang, await page.GetAttributeAsync("html", "lang"));
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, $"start-{width}-{lang}.png"), FullPage = true });
        Inspection seen = await Inspection.Of(page, strays, 0);
        seen.FindsNothing();
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Says_when_its_feed_is_lost()
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Demo);
        IPage page = await Open(chromium, feed);
        await feed.Close();
        await page.Says(".stale", "No live feed");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en", "No live feed", "Whitefield", "Accept due 21 Nov, ", "The last five posts")]
    [InlineData("hi", "लाइव फ़ीड नहीं है", "व्हाइटफील्ड", "स्वीकार 21 नव", "पिछली पाँच पोस्ट")]
    [InlineData("kn", "ನೇರ ಫೀಡ್ ಇಲ್ಲ", "ವೈಟ್‌ಫೀಲ್ಡ್", "ಸ್ವೀಕಾರ 21 ನವೆಂ", "ಕೊನೆಯ ಐದು ಪೋಸ್ಟ್‌ಗಳು")]
    public async Task Says_that_no_feed_comes_and_counts_nothing_down_where_no_connection_stays_open(string lang, string notice, string unit, string due, string title)
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.Demo);
        IPage page = await chromium.Page(1440, 900);
        await page.RefuseFeeds();
        await page.Prepare(feed);
        await page.GotoAsync($"{feed.Address}/?lang={lang}");
        await page.Says("article dl", unit);
        Assert.Equal(title, await page.InnerTextAsync("#posts"));
        await page.Clock.RunForAsync(4_000);
        await page.Says(".stale", notice);
        await page.Says("article dl", due);
        await page.Locator("article a").First.ClickAsync();
        await page.WaitForSelectorAsync("dialog summary");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, $"start-unheard-{lang}.png") });
        // No length of time, late or left: nobody knows what time it is.
        Assert.DoesNotMatch(@"\d{4,5} (d|दि|ದಿ)", await page.InnerTextAsync("body"));
        await page.Context.CloseAsync();
    }
}
