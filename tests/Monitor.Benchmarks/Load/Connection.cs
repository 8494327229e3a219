using System.Net;
using System.Net.Sockets;

namespace Monitor.Benchmarks.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection on a bare socket. The load shares the server's two cores, so the client must cost next to nothing: it writes prepared bytes
/// and reads no more of the answer than its status and length.
/// </summary>
public sealed class Connection : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[16 * 1024];

    public async Task Open(int port, CancellationToken cancellation) => await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);

    /// <summary>Sends one whole request and gives the answer's status code.</summary>
    public async ValueTask<int> Send(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        for (var sent = 0; sent < request.Length;)
        {
            sent += await socket.SendAsync(request[sent..], cancellation);
        }

        return await ReadAnswer(cancellation);
    }

    public void Dispose() => socket.Dispose();

    private async ValueTask<int> ReadAnswer(CancellationToken cancellation)
    {
        var filled = 0;
        var end = -1;
        while (end < 0)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellation);
            if (read == 0)
            {
                throw new IOException("The server closed the connection before it answered.");
            }

            filled += read;
            end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }

        var rest = end + 4 + ContentLength(buffer.AsSpan(0, end)) - filled;
        while (rest > 0)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(0, Math.Min(rest, buffer.Length)), cancellation);
            rest -= read > 0 ? read : throw new IOException("The server closed the connection inside its answer.");
        }

        return ((buffer[9] - '0') * 100) + ((buffer[10] - '0') * 10) + (buffer[11] - '0');
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
        {
            return 0;
        }

        var length = 0;
        foreach (var b in head[(at + 16)..])
        {
            if (b is < (byte)'0' or > (byte)'9')
            {
                break;
            }

            length = (length * 10) + (b - '0');
        }

        return length;
    }
}
