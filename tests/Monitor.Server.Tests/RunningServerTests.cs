using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
    public async Task A_server_with_https_and_a_certificate_for_its_public_name_is_found_and_asked()
    {
        using var folder = new TestFolder();
        using var key = ECDsa.Create();
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=monitor.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllBytesAsync(folder.Sub("own.pfx"), certificate.Export(X509ContentType.Pfx), TestContext.Current.CancellationToken);
        await using var secure = await Running.Live(
            folder.Sub("data"), "--Urls=https://127.0.0.1:0", "--Kestrel:Certificates:Default:Path=" + folder.Sub("own.pfx"), "--Kestrel:Certificates:Default:Password=");
        var found = await RunningServer.Find(folder.Sub("data"), TestContext.Current.CancellationToken);
        Assert.NotNull(found);
        var answer = await found.Ask("/api/admin/rebuild", new { projection = "board", by = Officers.Nodal }, TestContext.Current.CancellationToken);
        Assert.Contains("built anew", answer.ToString(), StringComparison.Ordinal);
    }

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
