namespace Monitor.Server.Live;

/// <summary>Which parts of the board a display gets: the wall has no use for 288 trend points.</summary>
/// <param name="LeftOut">Camel-case names of parts.</param>
public sealed record Room(string Name, IReadOnlySet<string> LeftOut);

public static class Rooms
{
    public static readonly IReadOnlyList<Room> All =
    [
        new("wall", new HashSet<string> { "units", "trend" }),
        new("map", new HashSet<string> { "trend" }),
        new("trend", new HashSet<string> { "units" }),
        new("start", new HashSet<string> { "units", "trend" }),
    ];

    public static Room? Find(string name) => All.FirstOrDefault(room => room.Name == name);
}
