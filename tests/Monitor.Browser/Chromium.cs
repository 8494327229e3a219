using Microsoft.Playwright;
using Monitor.Browser;

[assembly: Xunit.AssemblyFixture(typeof(Chromium))]

namespace Monitor.Browser;

/// <summary>One real Chromium for all tests; each page has a context of its own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    const string Executable = "/usr/bin/chromium";

    static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--autoplay-policy=no-user-gesture-required",
    ];

    readonly SemaphoreSlim starting = new(1);
    IPlaywright? playwright;
    IBrowser? browser;

    /// <summary>A page of the given size; every address outside this machine that it asks for is noted in <paramref name="strays"/>.</summary>
    public async Task<IPage> Page(int width = 1920, int height = 1080, List<string>? strays = null)
    {
        IBrowserContext context = await (await Started()).NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        if (strays is not null)
        {
            context.Request += (_, request) =>
            {
                if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss", Host: not "127.0.0.1" }) strays.Add(request.Url);
            };
        }
        context.SetDefaultTimeout(Pages.Patience);
        context.SetDefaultNavigationTimeout(Pages.Patience);
        Assertions.SetDefaultExpectTimeout(Pages.Patience);
        return await context.NewPageAsync();
    }

    async Task<IBrowser> Started()
    {
        await starting.WaitAsync();
        try
        {
            if (!File.Exists(Executable)) throw new InvalidOperationException($"{Executable} is missing: apt-get install chromium.");
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Headless = true, Args = Flags, Timeout = Pages.Patience });
        }
        finally
        {
            starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
        starting.Dispose();
    }
}
