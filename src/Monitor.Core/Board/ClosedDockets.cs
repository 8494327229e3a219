using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Board;

/// <summary>What is left of a docket that was closed or left another way: enough to list it and to open it again.</summary>
/// <param name="Handoff">As in <see cref="Row.Handoff"/>.</param>
internal readonly record struct ClosedDocket(
    ulong Docket, long ReceivedMs, long ClosedMs, int Unit, int Incident, Category Category, Priority Priority, Office Office, byte Handoff, bool Left);

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
            if (IsCurrent(oldest) && byDocket.Remove(oldest.Docket, out var found))
            {
                incidents.Forget(found.Incident);
            }
        }
    }

    public bool Take(ulong docket, out ClosedDocket closed) => byDocket.Remove(docket, out closed);

    public bool Find(ulong docket, out ClosedDocket closed) => byDocket.TryGetValue(docket, out closed);

    public void Write(BinaryWriter writer)
    {
        writer.WriteAll<(ulong, long)>([.. order]);
        writer.Write(order.Count(IsCurrent));
        foreach (var entry in order.Where(IsCurrent))
        {
            var one = byDocket[entry.Docket];
            writer.Write(one.Docket);
            writer.Write(one.ReceivedMs);
            writer.Write(one.ClosedMs);
            writer.Write(one.Unit);
            writer.Write(one.Incident);
            writer.Write((byte)one.Category);
            writer.Write((byte)one.Priority);
            writer.Write((byte)one.Office);
            writer.Write(one.Handoff);
            writer.Write(one.Left);
        }
    }

    public void Read(BinaryReader reader)
    {
        foreach (var entry in reader.ReadAll<(ulong, long)>())
        {
            order.Enqueue(entry);
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var docket = reader.ReadUInt64();
            byDocket[docket] = new ClosedDocket(
                docket, reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32(), (Category)reader.ReadByte(), (Priority)reader.ReadByte(),
                (Office)reader.ReadByte(), reader.ReadByte(), reader.ReadBoolean());
        }
    }

    /// <summary>False when the docket was opened again since.</summary>
    private bool IsCurrent((ulong Docket, long ClosedMs) entry) => byDocket.TryGetValue(entry.Docket, out var found) && found.ClosedMs == entry.ClosedMs;
}
