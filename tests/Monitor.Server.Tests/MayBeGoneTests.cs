using System.Net;
using System.Net.Sockets;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>A client of a server that dies gets one kind of failure, whatever the instant.</summary>
public sealed class MayBeGoneTests
{
    /// <summary>Enough for a dozen that fall between connecting and asking, of which a client without the handler makes another kind.</summary>
    private const int Questions = 5_000;

    [Fact]
    public async Task A_server_that_is_gone_as_soon_as_it_took_the_connection_is_one_that_did_not_answer()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var taking = TakeAndDrop(server);
        using var client = new HttpClient(new MayBeGone()) { BaseAddress = new Uri($"http://{server.LocalEndpoint}") };
        await Parallel.ForEachAsync(Enumerable.Range(0, Questions), async (_, cancellation) =>
            await Assert.ThrowsAsync<HttpRequestException>(async () => await client.GetAsync("/", cancellation)));
        server.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => taking);
    }

    private static async Task TakeAndDrop(TcpListener server)
    {
        while (true)
        {
            using var taken = await server.AcceptSocketAsync();
            taken.LingerState = new LingerOption(true, 0);
        }
    }
}
