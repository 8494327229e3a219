using System.Collections.Concurrent;

namespace Monitor.Server.Live;

/// <param name="View">wall, map, trend.</param>
/// <param name="HeapMb">Of the page, in megabytes.</param>
public sealed record WallSign(string? View, string? Lang, double? HeapMb, string? Build);

/// <summary>Walls that are connected, and when each last said that its page still runs: a picture that stands still says nothing.</summary>
public sealed class WallsAlive(TimeProvider time)
{
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, (WallSign Sign, long Ticks)> walls = new();

    public int Alive => walls.Values.Count(wall => time.GetElapsedTime(wall.Ticks) < DeadAfter);

    public int Dead => walls.Values.Count(wall => time.GetElapsedTime(wall.Ticks) >= DeadAfter);

    public void Note(string connection, WallSign sign) => walls[connection] = (sign, time.GetTimestamp());

    public void Gone(string connection) => walls.TryRemove(connection, out _);
}
