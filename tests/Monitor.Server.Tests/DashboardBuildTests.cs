using Monitor.Server.Dashboards;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>What a start makes of dashboards that a start before it left half done.</summary>
public sealed class DashboardBuildTests : IDisposable
{
    /// <summary>Stands in for npm: notes each call, empties what npm empties, and dies in the middle where it is told to.</summary>
    private const string Npm = """
        #!/bin/sh
        echo "$1" >> ../calls
        case "$1" in
          ci) rm -rf node_modules; mkdir -p node_modules/half; [ -f ../dies-ci ] && kill -9 $$; mkdir node_modules/whole;;
          run) rm -rf dist/wall; mkdir -p dist/wall; [ -f ../dies-run ] && kill -9 $$; cp page dist/wall/page;;
        esac
        """;

    private readonly TestFolder folder = new();
    private readonly List<string> said = [];

    public DashboardBuildTests()
    {
        Directory.CreateDirectory(Sources);
        Write("package-lock.json", "{}");
        Write("page", "one");
        File.WriteAllText(folder.Sub("npm"), Npm.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.Sub("npm"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string Sources => folder.Sub("dashboards");

    private string Page => File.ReadAllText(Path.Combine(Sources, "dist", "wall", "page"));

    private string Calls => string.Join(' ', File.ReadAllLines(folder.Sub("calls")));

    [Fact]
    public async Task Packages_that_came_only_half_are_installed_anew_by_the_next_start()
    {
        File.WriteAllText(folder.Sub("dies-ci"), "");
        Assert.False(await Start());
        Assert.False(Directory.Exists(Path.Combine(Sources, "node_modules", "whole")));
        File.Delete(folder.Sub("dies-ci"));
        Assert.True(await Start());
        Assert.True(Directory.Exists(Path.Combine(Sources, "node_modules", "whole")));
        Assert.Equal("ci ci run", Calls);
    }

    [Fact]
    public async Task Pages_that_were_built_only_half_are_built_anew_even_when_their_sources_are_again_what_they_were()
    {
        Assert.True(await Start());
        Write("page", "two");
        File.WriteAllText(folder.Sub("dies-run"), "");
        Assert.False(await Start());
        Write("page", "one");
        File.Delete(folder.Sub("dies-run"));
        Assert.True(await Start());
        Assert.Equal("one", Page);
        Assert.Equal("ci run run ci run", Calls);
    }

    [Fact]
    public async Task Whole_pages_are_kept_and_whole_packages_serve_the_next_build()
    {
        Assert.True(await Start());
        Assert.True(await Start());
        Assert.Contains("Dashboards: built already", said);
        Write("page", "two");
        Assert.True(await Start());
        Assert.Equal("two", Page);
        Assert.Equal("ci run run", Calls);
        Write("package-lock.json", "{ }");
        Assert.True(await Start());
        Assert.Equal("ci run run ci run", Calls);
    }

    public void Dispose() => folder.Dispose();

    private Task<bool> Start() => new DashboardBuild(Sources, TimeProvider.System, said.Add, folder.Sub("npm")).EnsureAsync(TestContext.Current.CancellationToken);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Sources, name), text);
}
