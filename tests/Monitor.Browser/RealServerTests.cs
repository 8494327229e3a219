using System.Globalization;
using System.Net;
using Microsoft.Playwright;
using Xunit;

namespace Monitor.Browser;

/// <summary>The whole path on one machine: a real server, a real journal, a real browser.</summary>
public sealed class RealServerTests(Chromium chromium, RealServer server) : IClassFixture<RealServer>
{
    async Task<IPage> Wall(string query = "", List<string>? strays = null)
    {
        IPage page = await chromium.Page(strays: strays);
        await page.GotoAsync($"{server.Address}/wall{query}");
        await page.Phase("live");
        return page;
    }

    [Fact]
    public async Task The_wall_shows_what_the_server_knows_and_counts_down()
    {
        IPage page = await Wall();
        Assert.NotEqual("", await page.Status());
        Assert.All(await page.Locator(".panel .number").AllInnerTextsAsync(), number => Assert.True(double.TryParse(number, CultureInfo.InvariantCulture, out _), number));
        Assert.StartsWith("DEMO 1×", await page.InnerTextAsync(".clock"));
        // A countdown below one hour shows its seconds at 1×; each second it is another.
        const string Seconds = "() => [...document.querySelectorAll('.row .time')].map((e) => e.textContent).filter((t) => /^\\d\\d:\\d\\d$/.test(t))[0] ?? null";
        string before = await (await page.WaitForFunctionAsync(Seconds)).JsonValueAsync<string>();
        IJSHandle later = await page.WaitForFunctionAsync($"(was) => {{ const t = ({Seconds})(); return t !== null && t !== was ? t : null; }}", before);
        Assert.NotEqual(before, await later.JsonValueAsync<string>());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_a_citizen_writes_on_the_start_page_stands_on_the_wall()
    {
        IPage wall = await Wall();
        int before = await AtRisk(wall);
        IPage start = await chromium.Page(1440, 900);
        await start.GotoAsync(server.Address);
        await start.FillAsync("textarea", "I cannot live any more, I will end my life tonight near Izzatnagar, Bareilly. Tell my mother sorry.");
        await start.ClickAsync("button.main");
        await start.Says(".result", "Izzatnagar");
        string docket = await start.InnerTextAsync(".result a");
        await wall.WaitForFunctionAsync(
            $"(was) => ({AtRiskCount})() > was && document.querySelector('.risk').textContent.includes('Self-harm')", before);
        await start.ClickAsync(".result a");
        await start.Says("dialog", docket);
        await start.WaitForSelectorAsync("dialog summary");
        await start.Context.CloseAsync();
        await wall.Context.CloseAsync();
    }

    const string AtRiskCount = "() => Number(/^(\\d+) (?:life|lives)/.exec(document.querySelector('h1.status').textContent.trim())?.[1] ?? 0)";

    static Task<int> AtRisk(IPage wall) => wall.EvaluateAsync<int>(AtRiskCount);

    [Fact]
    public async Task The_wall_outlives_a_killed_server_without_reload_and_never_calls_it_well_meanwhile()
    {
        IPage page = await Wall();
        await page.EvaluateAsync("""
            () => {
              window.sameDocument = true;
              window.wrongs = [];
              const look = () => {
                const wall = document.querySelector('main');
                if (wall.dataset.phase !== 'live' && wall.textContent.includes('All in time')) window.wrongs.push(wall.dataset.phase);
              };
              new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
            }
            """);
        await server.Kill();
        await page.Phase("lost");
        Assert.StartsWith("No feed", await page.Status());
        Assert.StartsWith("as of ", await page.FeedText());
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.hasAttribute('data-grey')"));
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, "real-lost.png") });
        await server.Start();
        await server.Rate(1);
        await page.Phase("live");
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.hasAttribute('data-grey')"));
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"));
        Assert.Empty(await page.EvaluateAsync<string[]>("() => window.wrongs"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en", "A")]
    [InlineData("hi", "क")]
    [InlineData("kn", "ಕ")]
    public async Task Real_numbers_stand_whole_on_the_wall_in_each_language(string lang, string letter)
    {
        List<string> strays = [];
        IPage page = await Wall($"?lang={lang}", strays);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, $"real-{lang}.png") });
        Inspection seen = await Inspection.Of(page, strays);
        seen.FindsNothing();
        string script = lang switch { "hi" => "\\p{Script=Devanagari}", "kn" => "\\p{Script=Kannada}", _ => "\\p{Script=Latin}" };
        Assert.True(await page.EvaluateAsync<bool>($"() => /{script}/u.test(document.querySelector('.panels').textContent)"), $"no letter like {letter}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_wrong_address_shows_a_person_the_way_and_a_program_a_problem()
    {
        IPage page = await chromium.Page(1440, 900);
        IResponse? answer = await page.GotoAsync(server.Address + "/desk");
        Assert.Equal(404, answer!.Status);
        Assert.Equal("/", await page.GetAttributeAsync("main a", "href"));
        using HttpResponseMessage problem = await server.Http.GetAsync(new Uri(server.Address + "/api/nothing"), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (problem.StatusCode, problem.Content.Headers.ContentType?.MediaType));
        await page.Context.CloseAsync();
    }
}
