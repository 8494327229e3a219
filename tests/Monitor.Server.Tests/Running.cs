using Microsoft.AspNetCore.Builder;
using Monitor.Conformance;
using Monitor.Server.Hosting;

namespace Monitor.Server.Tests;

/// <summary>The real server in this process, on a free port of 127.0.0.1.</summary>
internal sealed class Running : IAsyncDisposable
{
    private readonly WebApplication app;

    private Running(WebApplication app, int port) => (this.app, Port, Caller) = (app, port, new Caller(port));

    public int Port { get; }

    public Caller Caller { get; }

    public IServiceProvider Services => app.Services;

    public List<string> Said { get; } = [];

    /// <summary>A live start on the directory with every door open.</summary>
    public static Task<Running> Live(string directory, params string[] more) => Start(["--Demo:Enabled=false", "--Data:Directory=" + directory, .. Doors.Settings, .. more]);

    public static async Task<Running> Start(params string[] settings)
    {
        var port = FreePort.Take();
        var said = new List<string>();
        var app = await MonitorApp.Build([$"--Urls=http://127.0.0.1:{port}", "--Dashboards:Build=false", .. settings], TimeProvider.System, said.Add, CancellationToken.None);
        await app.StartAsync();
        var running = new Running(app, port);
        running.Said.AddRange(said);
        return running;
    }

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
