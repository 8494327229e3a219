using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace Monitor.Server.Live;

/// <summary>
/// Everybody who is connected, and how many beats could not be written to each. One that keeps its connection open and reads nothing is cut off, before what waits for it fills
/// the memory; nobody else waits for it.
/// </summary>
public sealed class Audience(IHubContext<BoardHub> hub)
{
    /// <summary>A wall that has heard nothing for ten seconds shows that itself.</summary>
    private const int UnwrittenMax = 10;

    private readonly ConcurrentDictionary<string, Listener> listeners = new(StringComparer.Ordinal);

    public int Count => listeners.Count;

    public void Came(HubCallerContext connection) => listeners[connection.ConnectionId] = new Listener(connection);

    public void Went(string connection) => listeners.TryRemove(connection, out _);

    /// <summary>Queues it for each, and returns.</summary>
    public void Send(BeatMessage beat)
    {
        foreach (var (connection, listener) in listeners)
        {
            if (Volatile.Read(ref listener.Unwritten) >= UnwrittenMax)
            {
                listener.Connection.Abort();
            }
            else
            {
                _ = Write(connection, listener, beat);
            }
        }
    }

    private async Task Write(string connection, Listener listener, BeatMessage beat)
    {
        Interlocked.Increment(ref listener.Unwritten);
        try
        {
            await hub.Clients.Client(connection).SendAsync("beat", beat);
        }
        finally
        {
            Interlocked.Decrement(ref listener.Unwritten);
        }
    }

    private sealed class Listener(HubCallerContext connection)
    {
        public int Unwritten;

        public HubCallerContext Connection => connection;
    }
}
