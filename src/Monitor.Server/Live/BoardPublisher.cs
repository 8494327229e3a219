using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Monitor.Core.Board;
using Monitor.Runtime.Followers;
using Monitor.Server.Dashboards;
using Monitor.Server.Hosting;

namespace Monitor.Server.Live;

/// <summary>Sends each room the board's frames as they are made, and its beat each second.</summary>
public sealed class BoardPublisher(MonitorNode node, VitalsReader vitals, IHubContext<BoardHub> hub, Audience audience, ServedPages pages, TimeProvider time)
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);
    private static readonly PropertyInfo[] Parts = typeof(Wall).GetProperties();

    public async Task Run(CancellationToken stop)
    {
        node.Board.Framed += Send;
        try
        {
            using var timer = new PeriodicTimer(BeatEvery, time);
            while (await timer.WaitForNextTickAsync(stop))
            {
                var shown = node.Board.Snapshot();
                audience.Send(new BeatMessage(node.Clock.Now, node.Clock.Rate, shown.To, vitals.Read(shown.Board)));
            }
        }
        finally
        {
            node.Board.Framed -= Send;
        }
    }

    /// <summary>Adds a client to its room, then sends it the board. A frame that falls between the two does not fit, and the client asks for the board once more.</summary>
    public async Task Join(Room room, string connection, IGroupManager groups, ISingleClientProxy client)
    {
        await groups.AddToGroupAsync(connection, room.Name);
        await SendSnapshot(room, client);
    }

    public Task SendSnapshot(Room room, ISingleClientProxy client)
    {
        var shown = node.Board.Snapshot();
        var parts = Parts.Select(part => (Name: JsonNamingPolicy.CamelCase.ConvertName(part.Name), Value: part.GetValue(shown.Board)))
            .Where(part => !room.LeftOut.Contains(part.Name)).ToDictionary(part => part.Name, part => part.Value);
        return client.SendAsync("snapshot", new SnapshotMessage(shown.To, node.Clock.Now, node.Clock.Rate, parts, node.WallNames, node.EpochName, pages.Build));
    }

    /// <summary>Sends to a group only queue the message; a client that does not read loses its connection, nobody else's frames.</summary>
    private void Send(BoardFrame frame)
    {
        foreach (var room in Rooms.All)
        {
            var seen = frame.Changes.Where(part => !room.LeftOut.Contains(part.Key)).ToDictionary(part => part.Key, part => (object?)part.Value);
            _ = hub.Clients.Group(room.Name).SendAsync("frame", new FrameMessage(frame.From, frame.To, seen));
        }
    }
}
