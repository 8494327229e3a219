using System.Text.Json;
using Microsoft.Playwright;
using Monitor.Browser.Feed;
using Xunit;

namespace Monitor.Browser;

/// <summary>Everything that the tests ask of one painted wall, looked at once: a page is dear, a list is not.</summary>
public sealed record Inspection(
    IReadOnlyList<string> Clipped, IReadOnlyList<string> Faint, IReadOnlyList<string> Tiny, IReadOnlyList<string> Axe,
    IReadOnlyList<string> ForeignFonts, IReadOnlyList<string> Strays)
{
    static readonly string Script = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Monitor.Browser", "inspect.js"));

    /// <summary>Inspects what the page shows now; only a wall is asked whether it clips.</summary>
    /// <param name="smallest">The least text size in design pixels, 0 for none.</param>
    /// <param name="axe">False: axe does not look. It sees the structure, which no language changes, and takes longer than all the rest.</param>
    public static async Task<Inspection> Of(IPage page, IReadOnlyList<string> strays, int smallest = 44, bool axe = true)
    {
        JsonElement seen = await page.EvaluateAsync<JsonElement>($"({Script})({{ clip: {(smallest > 0 ? "true" : "false")}, smallest: {smallest} }})");
        return new(Strings(seen, "clipped"), Strings(seen, "faint"), Strings(seen, "tiny"), axe ? await AxeViolations(page) : [], await SystemFonts(page), [.. strays]);
    }

    /// <summary>Fails with every sentence in full.</summary>
    public static void None(params IReadOnlyList<string>[] faults) =>
        Assert.True(faults.All(list => list.Count == 0), string.Join(Environment.NewLine, faults.SelectMany(list => list)));

    public void FindsNothing() => None(Clipped, Faint, Tiny, Axe, ForeignFonts, Strays);

    static List<string> Strings(JsonElement seen, string name) => [.. seen.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];

    static async Task<List<string>> AxeViolations(IPage page)
    {
        await page.EvaluateAsync(File.ReadAllText(Repository.Axe));
        JsonElement found = await page.EvaluateAsync<JsonElement>("""
            async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
              .violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', ')}`)
            """);
        return [.. found.EnumerateArray().Select(e => e.GetString()!)];
    }

    /// <summary>An element without a text of its own paints no letter.</summary>
    const string MarksTexts = """
        () => {
          for (const e of document.querySelectorAll('main *, header *, dialog *')) {
            e.toggleAttribute('data-has-text', [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== ''));
          }
        }
        """;

    /// <summary>Fonts that are not the page's own but painted at least one glyph, with the element.</summary>
    static async Task<List<string>> SystemFonts(IPage page)
    {
        ICDPSession devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("DOM.enable");
        await devtools.SendAsync("CSS.enable");
        int root = (await devtools.SendAsync("DOM.getDocument"))!.Value.GetProperty("root").GetProperty("nodeId").GetInt32();
        await page.EvaluateAsync(MarksTexts);
        JsonElement nodes = (await devtools.SendAsync("DOM.querySelectorAll", new() { ["nodeId"] = root, ["selector"] = "[data-has-text]" }))!.Value;
        Task<JsonElement?> Fonts(JsonElement node) => devtools.SendAsync("CSS.getPlatformFontsForNode", new() { ["nodeId"] = node.GetInt32() });
        JsonElement?[] painted = await Task.WhenAll(nodes.GetProperty("nodeIds").EnumerateArray().Select(Fonts));
        await devtools.DetachAsync();
        return
        [
            .. from used in painted
               from font in used!.Value.GetProperty("fonts").EnumerateArray()
               where !font.GetProperty("isCustomFont").GetBoolean() && font.GetProperty("glyphCount").GetDouble() > 0
               select $"{font.GetProperty("familyName")} painted {font.GetProperty("glyphCount")} glyphs",
        ];
    }
}

/// <summary>Walls inspected so far, by state, language and height.</summary>
public sealed class Inspections(Chromium chromium)
{
    /// <summary>The fullest wall: axe sees it in every language, the other states in one.</summary>
    const string Fullest = "longest";

    readonly Dictionary<(string, string, int), Inspection> done = [];
    readonly SemaphoreSlim one = new(1);

    public static bool HasAxe(string scene, string lang, int height) => height == 1080 && (lang == "en" || scene == Fullest);

    public async Task<Inspection> Wall(string scene, string lang, int height, string? view = null)
    {
        await one.WaitAsync();
        try
        {
            if (!done.TryGetValue((scene + view, lang, height), out Inspection? found)) done[(scene + view, lang, height)] = found = await Look(scene, lang, height, view);
            return found;
        }
        finally
        {
            one.Release();
        }
    }

    async Task<Inspection> Look(string name, string lang, int height, string? view)
    {
        await using FakeFeed feed = await FakeFeed.Start(Scenes.All.SingleOrDefault(s => s.Name == name) ?? Scenes.AtRisk);
        List<string> strays = [];
        IPage page = await chromium.Page(height * 16 / 9, height, strays);
        await page.OpenWall(feed, view is null ? $"?lang={lang}" : $"?lang={lang}&view={view}", heard: name != "waiting", off: TimeSpan.FromMinutes(name == "clock-off" ? 59 : 0));
        if (name is "late" or "lost")
        {
            await page.FallSilent(feed);
            await page.Silence(feed, name == "late" ? 4 : 11);
            await page.Phase(name);
        }
        if (name == "clock-off")
        {
            // A single message may have been held up: the screen is told only what five agree on.
            for (int i = 0; i < 5; i++) await feed.Beat();
            await page.WaitForSelectorAsync(".side .pill.stale");
        }
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, $"{name}{(view is null ? "" : "-" + view)}-{lang}-{height}.png") });
        // Looking takes timers of the page.
        await page.Clock.ResumeAsync();
        Inspection seen = await Inspection.Of(page, strays, axe: HasAxe(name, lang, height));
        await page.Context.CloseAsync();
        return seen;
    }
}
