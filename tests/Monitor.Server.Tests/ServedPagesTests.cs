using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Monitor.Conformance;
using Monitor.Server.Dashboards;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>The dashboards as the server gives them out; two pages of a line each stand for the built ones.</summary>
public sealed class ServedPagesTests : IDisposable
{
    private const string Wall = """<html><head><script src="/wall/assets/wall-1a2b.js"></script></head><body></body></html>""";
    private const string Start = """<html><head><script src="/assets/start-3c4d.js"></script></head><body></body></html>""";

    private readonly TestFolder folder = new();

    [Fact]
    public void Another_page_is_another_build_and_the_same_pages_are_the_same_build_wherever_they_lie()
    {
        var build = Of("one", Wall, Start).Build;
        Assert.Equal(build, Of("two", Wall, Start).Build);
        string[] others = [Of("wall", Wall.Replace("1a2b", "5e6f", StringComparison.Ordinal), Start).Build, Of("start", Wall, Start + " ").Build, new ServedPages(null).Build];
        Assert.Equal(3, others.Append(build).Except([build]).Distinct().Count());
    }

    [Theory]
    [InlineData("/wall", "wall-1a2b.js")]
    [InlineData("/wall/", "wall-1a2b.js")]
    [InlineData("/wall/index.html", "wall-1a2b.js")]
    [InlineData("/", "start-3c4d.js")]
    [InlineData("/?lang=kn", "start-3c4d.js")]
    public async Task A_page_says_of_which_build_it_is_and_is_asked_for_each_time(string path, string script)
    {
        var pages = Of("pages", Wall, Start);
        await using var app = await Serve(pages);
        using var answer = await app.Caller.Http.GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, "no-cache", "text/html"), (answer.StatusCode, answer.Headers.CacheControl?.ToString(), answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(script, html, StringComparison.Ordinal);
        Assert.Contains($"""<meta name="build" content="{pages.Build}" />""", html[..html.IndexOf("</head>", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/wall/assets/wall-1a2b.js", "public, max-age=31536000, immutable")]
    [InlineData("/assets/start-3c4d.js", "public, max-age=31536000, immutable")]
    [InlineData("/icon.svg", "no-cache")]
    public async Task A_file_whose_name_tells_its_content_is_kept_for_ever_and_no_other(string path, string kept)
    {
        await using var app = await Serve(Of("pages", Wall, Start));
        using var answer = await app.Caller.Http.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, kept), (answer.StatusCode, answer.Headers.CacheControl?.ToString()));
    }

    [Fact]
    public async Task What_there_is_not_is_kept_by_nobody()
    {
        await using var app = await Serve(Of("pages", Wall, Start));
        using var answer = await app.Caller.Http.GetAsync("/wall/assets/gone-9z.js");
        Assert.Equal((HttpStatusCode.NotFound, null), (answer.StatusCode, answer.Headers.CacheControl));
    }

    public void Dispose() => folder.Dispose();

    private static async Task<Serving> Serve(ServedPages pages)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        pages.Map(app);
        var port = FreePort.Take();
        app.Urls.Add($"http://127.0.0.1:{port}");
        await app.StartAsync();
        return new Serving(app, new Caller(port));
    }

    private sealed record Serving(WebApplication App, Caller Caller) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Caller.Dispose();
            await App.StopAsync();
            await App.DisposeAsync();
        }
    }

    private ServedPages Of(string name, string wall, string start)
    {
        foreach (var (page, html) in new[] { ("wall", wall), ("start", start) })
        {
            Directory.CreateDirectory(Path.Combine(folder.Sub(name), page, "assets"));
            File.WriteAllText(Path.Combine(folder.Sub(name), page, "index.html"), html);
        }

        File.WriteAllText(Path.Combine(folder.Sub(name), "wall", "assets", "wall-1a2b.js"), "1");
        File.WriteAllText(Path.Combine(folder.Sub(name), "start", "assets", "start-3c4d.js"), "1");
        File.WriteAllText(Path.Combine(folder.Sub(name), "start", "icon.svg"), "<svg/>");

        return new ServedPages(folder.Sub(name));
    }
}
