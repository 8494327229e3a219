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

    public void Dispose() => folder.Dispose();

    private ServedPages Of(string name, string wall, string start)
    {
        foreach (var (page, html) in new[] { ("wall", wall), ("start", start) })
        {
            Directory.CreateDirectory(Path.Combine(folder.Sub(name), page, "assets"));
            File.WriteAllText(Path.Combine(folder.Sub(name), page, "index.html"), html);
        }

        return new ServedPages(folder.Sub(name));
    }
}
