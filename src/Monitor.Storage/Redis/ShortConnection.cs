using StackExchange.Redis;

namespace Monitor.Storage.Redis;

/// <summary>A connection for a few commands. Disposed of in the client's own way it would wait seconds for commands that nobody sends.</summary>
internal sealed class ShortConnection(ConnectionMultiplexer connection) : IAsyncDisposable
{
    internal IDatabase Redis { get; } = connection.GetDatabase();

    internal static async Task<ShortConnection> Open(string configuration) => new(await RedisJournal.Connect(configuration).ConfigureAwait(false));

    public async ValueTask DisposeAsync()
    {
        await connection.CloseAsync(allowCommandsToComplete: false).ConfigureAwait(false);
        connection.Dispose();
    }
}
