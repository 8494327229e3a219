using Xunit;

namespace Monitor.Server.Tests;

/// <summary>One live server for a class of tests.</summary>
public sealed class LiveServer : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private Running? running;

    internal Running Running => running ?? throw new InvalidOperationException("The server is not started yet.");

    internal Caller Caller => Running.Caller;

    internal string Directory => folder.Sub("live");

    public async ValueTask InitializeAsync() => running = await Running.Live(Directory);

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        folder.Dispose();
    }
}
