using System.Net;
using System.Net.Sockets;

namespace Monitor.Storage.Tests.Redis;

/// <summary>Stands between a client and Redis, and can lose the answer of a command that Redis has run.</summary>
internal sealed class CutConnection : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private volatile bool cut;

    internal CutConnection(int target)
    {
        this.target = target;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = Task.Run(Listen);
    }

    internal int Port { get; }

    /// <summary>How many answers were lost.</summary>
    internal int Cuts { get; private set; }

    /// <summary>The next answer that Redis gives is lost, with the connection it came on.</summary>
    internal void LoseNextAnswer() => cut = true;

    private async Task Listen()
    {
        try
        {
            while (true) _ = Join(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Join(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target);
            var asking = near.GetStream().CopyToAsync(far.GetStream());
            var buffer = new byte[65536];
            for (int length; (length = await far.GetStream().ReadAsync(buffer)) > 0;)
            {
                if (cut)
                {
                    cut = false;
                    Cuts++;
                    return;
                }
                await near.GetStream().WriteAsync(buffer.AsMemory(0, length));
            }
            await asking;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            // One side went: the other is closed with it.
        }
    }

    public void Dispose() => listener.Stop();
}
