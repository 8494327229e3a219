using Microsoft.AspNetCore.SignalR;

namespace Monitor.Server.Live;

/// <summary>A wall's way in: it can look and say that it is alive, nothing else (design section 11, display).</summary>
public sealed class BoardHub(BoardPublisher publisher, WallsAlive walls, Audience audience) : Hub
{
    private const string RoomKey = "room";

    /// <summary>Begins the stream for a room: wall, map, trend or start. A snapshot comes first.</summary>
    public async Task Watch(string room)
    {
        var known = Rooms.Find(room) ?? throw new HubException($"There is no room '{room}': ask for {string.Join(", ", Rooms.All.Select(r => r.Name))}.");
        if (Context.Items[RoomKey] is Room before && before != known)
        {
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, before.Name);
        }

        Context.Items[RoomKey] = known;
        await publisher.Join(known, Context.ConnectionId, Groups, Clients.Caller);
    }

    /// <summary>Asks for the board anew: after a gap in the frames, after each reconnect.</summary>
    public async Task Snapshot()
    {
        if (Context.Items[RoomKey] is Room room)
        {
            await publisher.SendSnapshot(room, Clients.Caller);
        }
    }

    /// <summary>The page's sign of life, each 30 s.</summary>
    public void Alive(WallSign sign) => walls.Note(Context.ConnectionId, sign);

    public override Task OnConnectedAsync()
    {
        audience.Came(Context);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        audience.Went(Context.ConnectionId);
        walls.Gone(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
