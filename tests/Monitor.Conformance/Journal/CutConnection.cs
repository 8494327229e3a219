using System.Net;
using System.Net.Sockets;

namespace Monitor.Conformance.Journal;

/// <summary>Stands between a client and Redis, and can lose the answer of a command that Redis has run.</summary>
public sealed class CutConnection : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private readonly Lock gate = new();
    private volatile bool cut;
    private int left = int.MaxValue;
    private bool cutsAsking;

    public CutConnection(int target)
    {
        this.target = target;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = Task.Run(Listen);
    }

    public int Port { get; }

    /// <summary>How many connections were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>The next answer that Redis gives is lost, with the connection it came on.</summary>
    public void LoseNextAnswer() => cut = true;

    /// <summary>The connection that first carries so many bytes more in that direction, counted over all, is cut there: what comes before passes, nothing after.</summary>
    public void CutAfter(int bytes, bool asking)
    {
        lock (gate)
        {
            (left, cutsAsking) = (bytes, asking);
        }
    }

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
            var asking = Carry(near.GetStream(), far.GetStream(), isAsking: true);
            var answering = Carry(far.GetStream(), near.GetStream(), isAsking: false);
            // Whichever side ends, both are closed.
            await await Task.WhenAny(asking, answering);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            // One side went: the other is closed with it.
        }
    }

    private async Task Carry(NetworkStream from, NetworkStream to, bool isAsking)
    {
        var buffer = new byte[65536];
        for (int length; (length = await from.ReadAsync(buffer)) > 0;)
        {
            if (!isAsking && cut)
            {
                cut = false;
                Cuts++;
                return;
            }

            var passing = Passing(length, isAsking);
            await to.WriteAsync(buffer.AsMemory(0, passing));
            if (passing < length)
            {
                return;
            }
        }
    }

    /// <summary>How much of what came may pass.</summary>
    private int Passing(int length, bool isAsking)
    {
        lock (gate)
        {
            if (left == int.MaxValue || isAsking != cutsAsking)
            {
                return length;
            }

            if (length <= left)
            {
                left -= length;
                return length;
            }

            var passing = left;
            left = int.MaxValue;
            Cuts++;
            return passing;
        }
    }

    public void Dispose() => listener.Stop();
}
