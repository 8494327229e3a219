using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>Commands find the server of their own data directory, and never another one.</summary>
public sealed class RunningServerTests(LiveServer server) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task The_server_of_a_directory_is_found_by_what_it_leaves_there() =>
        Assert.NotNull(await RunningServer.Find(server.Directory, TestContext.Current.CancellationToken));

    [Fact]
    public async Task What_a_killed_server_left_behind_does_not_lead_to_another_server_that_has_its_port_now()
    {
        using var folder = new TestFolder();
        RunningServer.Announce(folder.Path, $"http://127.0.0.1:{server.Running.Port}", "a run that was killed");
        Assert.Null(await RunningServer.Find(folder.Path, TestContext.Current.CancellationToken));
        var (code, _, errors) = await Executable.Run("", "rebuild", "board", "--by", Officers.Nodal, "--data", folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("No server runs on", errors, StringComparison.Ordinal);
    }
}
