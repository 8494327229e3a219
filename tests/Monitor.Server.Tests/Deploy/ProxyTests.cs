using System.Net;
using Monitor.Conformance;
using Xunit;

namespace Monitor.Server.Tests.Deploy;

/// <summary>deploy/nginx.conf with Debian's nginx before silos that stand in for real ones.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("/wall/assets/index-new1.js")]
    [InlineData("/assets/index-new2.css")]
    public async Task While_an_upgrade_rolls_a_page_gets_its_files_from_whichever_silo_has_them(string file)
    {
        await using var old = await StandIn.Start();
        await using var upgraded = await StandIn.Start(file);
        (old.Ready, upgraded.Ready) = (true, true);
        using var run = new TestFolder();
        using var caller = new Caller(FreePort.Take());
        using var proxy = Deployment.StartProxy(caller.Http.BaseAddress!.Port, run.Path, $"127.0.0.1:{old.Port} 127.0.0.1:{upgraded.Port}");
        await Wait.Until("both are asked in turn", async () => await Status(caller, "/api/units") == HttpStatusCode.OK && old.Asked > 0 && upgraded.Asked > 0);

        for (var load = 0; load < 6; load++)
        {
            Assert.Equal(HttpStatusCode.OK, await Status(caller, file));
        }

        // What no silo has is not there, and nothing else is asked of two.
        var before = old.Asked + upgraded.Asked;
        Assert.Equal(HttpStatusCode.NotFound, await Status(caller, file + ".map"));
        Assert.Equal(before + 2, old.Asked + upgraded.Asked);
        Assert.Equal(HttpStatusCode.NotFound, await Status(caller, "/api/assets/none"));
        Assert.Equal(before + 3, old.Asked + upgraded.Asked);
        Assert.Equal(0, await proxy.Stop());
    }

    private static async Task<HttpStatusCode?> Status(Caller caller, string path)
    {
        try
        {
            using var answer = await caller.Http.GetAsync(path);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // nginx does not listen yet.
            return null;
        }
    }
}
