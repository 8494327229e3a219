using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Board;

/// <summary>What is left of a docket that was closed or left another way: enough to list it and to open it again.</summary>
internal readonly record struct ClosedDocket(ulong Docket, long ReceivedMs, long ClosedMs, int Unit, int Incident, Category Category, Priority Priority, Office Office, bool Left);

/// <summary>The newest half million closed dockets. An older one that is reopened shows without its category and incident.</summary>
internal sealed class ClosedDockets(IncidentTally incidents)
{
    private const int Max = 500_000;

    private readonly Dictionary<ulong, ClosedDocket> byDocket = [];
    private readonly Queue<(ulong Docket, long ClosedMs)> order = new();

    public int Count => byDocket.Count;

    public IEnumerable<ClosedDocket> All => byDocket.Values;

    public void Add(ClosedDocket closed)
    {
        byDocket[closed.Docket] = closed;
        order.Enqueue((closed.Docket, closed.ClosedMs));
        while (byDocket.Count > Max && order.TryDequeue(out var oldest))
        {
            if (byDocket.TryGetValue(oldest.Docket, out var found) && found.ClosedMs == oldest.ClosedMs)
            {
                byDocket.Remove(oldest.Docket);
                incidents.Forget(found.Incident);
            }
        }
    }

    public bool Take(ulong docket, out ClosedDocket closed) => byDocket.Remove(docket, out closed);

    public bool Find(ulong docket, out ClosedDocket closed) => byDocket.TryGetValue(docket, out closed);

    public void Write(BinaryWriter writer)
    {
        writer.Write(byDocket.Count);
        foreach (var (docket, at) in order)
        {
            if (byDocket.TryGetValue(docket, out var closed) && closed.ClosedMs == at)
            {
                writer.Write(docket);
                writer.Write(closed.ReceivedMs);
                writer.Write(closed.ClosedMs);
                writer.Write(closed.Unit);
                writer.Write(incidents[closed.Incident]?.Id ?? "");
                writer.Write((byte)closed.Category);
                writer.Write((byte)closed.Priority);
                writer.Write((byte)closed.Office);
                writer.Write(closed.Left);
            }
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (docket, received, at, unit) = (reader.ReadUInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());
            var incident = reader.ReadString() is { Length: > 0 } id ? incidents.Of(id) : 0;
            if (incident != 0)
            {
                incidents[incident]!.Named++;
            }

            Add(new ClosedDocket(
                docket, received, at, unit, incident, (Category)reader.ReadByte(), (Priority)reader.ReadByte(), (Office)reader.ReadByte(), reader.ReadBoolean()));
        }
    }
}
