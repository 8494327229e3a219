using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Monitor.Server.Tests;

/// <summary>A wall's view of <c>/live/board</c>: SignalR's JSON protocol on a bare WebSocket, since no .NET client package restores here.</summary>
internal sealed class LiveClient : IDisposable
{
    private const byte Separator = 0x1e;

    private readonly ClientWebSocket socket = new();
    private byte[] buffer = new byte[256 * 1024];
    private int filled;

    public static async Task<LiveClient> Connect(int port, string room)
    {
        var client = new LiveClient();
        await client.socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/live/board"), CancellationToken.None);
        await client.Send("""{"protocol":"json","version":1}""");
        await client.Send($$"""{"type":1,"target":"Watch","arguments":["{{room}}"]}""");
        return client;
    }

    /// <summary>The next event that the server sends: its name (snapshot, frame, beat) and its argument.</summary>
    public async Task<(string Name, JsonElement Content)> Next()
    {
        while (true)
        {
            var end = buffer.AsSpan(0, filled).IndexOf(Separator);
            if (end >= 0)
            {
                using var message = JsonDocument.Parse(buffer.AsMemory(0, end));
                (string, JsonElement)? read = message.RootElement.TryGetProperty("target", out var target) && message.RootElement.TryGetProperty("arguments", out var arguments)
                    ? (target.GetString()!, arguments[0].Clone())
                    : null;
                buffer.AsSpan(end + 1, filled - end - 1).CopyTo(buffer);
                filled -= end + 1;
                if (read is { } found)
                {
                    // The server drops a client that says nothing for ten seconds.
                    await Send("""{"type":6}""");
                    return found;
                }

                continue;
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
            var got = await socket.ReceiveAsync(buffer.AsMemory(filled), limit.Token);
            filled += got.MessageType == WebSocketMessageType.Close ? throw new EndOfStreamException("The server closed the connection.") : got.Count;
        }
    }

    public async Task<JsonElement> Next(string name)
    {
        while (true)
        {
            var (got, content) = await Next();
            if (got == name)
            {
                return content;
            }
        }
    }

    public Task Watch(string room) => Send($$"""{"type":1,"target":"Watch","arguments":["{{room}}"]}""");

    public Task AskSnapshot() => Send("""{"type":1,"target":"Snapshot","arguments":[]}""");

    public void Dispose() => socket.Dispose();

    private Task Send(string json) => socket.SendAsync(Encoding.UTF8.GetBytes(json + (char)Separator), WebSocketMessageType.Text, true, CancellationToken.None);
}
