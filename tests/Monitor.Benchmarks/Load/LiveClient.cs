using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Monitor.Benchmarks.Load;

/// <summary>A wall's view of <c>/live/board</c>: SignalR's JSON protocol on a bare WebSocket, since no .NET client package restores here.</summary>
public sealed class LiveClient : IAsyncDisposable
{
    private const byte Separator = 0x1e;

    private readonly ClientWebSocket socket = new();
    private byte[] buffer = new byte[256 * 1024];
    private int filled;

    public static async Task<LiveClient> Connect(int port, string room, CancellationToken cancellation)
    {
        var client = new LiveClient();
        await client.socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/live/board"), cancellation);
        await client.Send("""{"protocol":"json","version":1}""", cancellation);
        await client.Send($$"""{"type":1,"target":"Watch","arguments":["{{room}}"]}""", cancellation);
        return client;
    }

    /// <summary>The next event that the server sends: its name (snapshot, frame, beat) and its argument. Null at the end.</summary>
    public async ValueTask<(string Name, JsonElement Content)?> Next(CancellationToken cancellation)
    {
        while (true)
        {
            var end = buffer.AsSpan(0, filled).IndexOf(Separator);
            if (end >= 0)
            {
                using var message = JsonDocument.Parse(buffer.AsMemory(0, end));
                var parsed = Read(message.RootElement);
                buffer.AsSpan(end + 1, filled - end - 1).CopyTo(buffer);
                filled -= end + 1;
                if (parsed is not null)
                {
                    return parsed;
                }

                continue;
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var got = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellation);
            if (got.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            filled += got.Count;
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static (string, JsonElement)? Read(JsonElement message) =>
        message.TryGetProperty("target", out var target) && message.TryGetProperty("arguments", out var arguments)
            ? (target.GetString()!, arguments[0].Clone())
            : null;

    private async Task Send(string json, CancellationToken cancellation) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(json + (char)Separator), WebSocketMessageType.Text, true, cancellation);
}
