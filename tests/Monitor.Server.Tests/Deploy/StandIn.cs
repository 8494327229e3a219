using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Monitor.Conformance;

namespace Monitor.Server.Tests.Deploy;

/// <summary>A silo that only says whether it is ready, and counts what it is asked. Of files it has one.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private volatile bool ready;
    private int asked;

    private StandIn(WebApplication app, int port) => (this.app, Port) = (app, port);

    public int Port { get; }

    public bool Ready
    {
        get => ready;
        set => ready = value;
    }

    /// <summary>Path of the one; any other below an <c>assets</c> is not found.</summary>
    public string? File { get; init; }

    public int Asked => Volatile.Read(ref asked);

    public static async Task<StandIn> Start(string? file = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var port = FreePort.Take();
        var standIn = new StandIn(builder.Build(), port) { File = file };
        standIn.app.MapGet("/health/ready", () => standIn.Ready ? Results.Text("ready") : Results.StatusCode(503));
        standIn.app.MapFallback("{**path}", (HttpRequest request) =>
        {
            Interlocked.Increment(ref standIn.asked);
            return request.Path.Value!.Contains("/assets/", StringComparison.Ordinal) && request.Path.Value != standIn.File ? Results.NotFound() : Results.Ok();
        });
        standIn.app.Urls.Add($"http://127.0.0.1:{port}");
        await standIn.app.StartAsync();
        return standIn;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
