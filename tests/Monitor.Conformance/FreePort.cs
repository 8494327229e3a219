using System.Net;
using System.Net.Sockets;

namespace Monitor.Conformance;

/// <summary>
/// Ports of 127.0.0.1 for servers that tests start. They lie below those that the system hands out by itself, so that no outgoing connection and no other listener takes one
/// between the asking and the listening, nor while a server that was killed is away.
/// </summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int Count = 12_000;

    /// <summary>Processes with neighbouring numbers begin far apart.</summary>
    private static int last = (int)((uint)Environment.ProcessId * 97 % Count);

    /// <summary>One that nobody listens on, and that this process is not given again.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref last) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
