using System.Text;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Board;

public sealed partial class LiveBoard
{
    private const int Format = 2;

    /// <summary>Writes the board so that <see cref="Load"/> and a fold of the rest give what a fold of everything gives.</summary>
    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Format);
        writer.Write(Position);
        writer.Write(nowMs);
        names.Write(writer);
        incidents.Write(writer);
        closed.Write(writer);
        writer.Write(rows.Count);
        for (var place = 0; place < rows.Used; place++)
        {
            if (rows[place].Live)
            {
                Write(writer, rows[place]);
            }
        }

        units.Write(writer);
        answers.Write(writer);
        trend.Write(writer);
        flags.Write(writer);
        accounts.Write(writer);
        alerts.Write(writer);
        triage.Write(writer);
        writer.Write(against.Count);
        foreach (var (docket, unit) in against)
        {
            writer.Write(docket);
            writer.Write(unit);
        }

        writer.Write(alarms.Count);
        foreach (var (at, unit) in alarms)
        {
            writer.Write(at);
            writer.Write(unit);
        }
    }

    /// <summary>Null when the snapshot is of another format, or torn: the board is then folded from the journal anew.</summary>
    public static LiveBoard? Load(Stream stream)
    {
        try
        {
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            return reader.ReadInt32() == Format ? new LiveBoard().Read(reader) : null;
        }
        catch (Exception torn) when (torn is EndOfStreamException or FormatException or ArgumentException or KeyNotFoundException)
        {
            return null;
        }
    }

    private LiveBoard Read(BinaryReader reader)
    {
        Position = reader.ReadInt64();
        nowMs = reader.ReadInt64();
        names.Read(reader);
        incidents.Read(reader);
        closed.Read(reader);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Row(reader);
        }

        // Rows counted themselves in on the way; the tally that was saved has that already, and the days before.
        units.Clear();
        units.Read(reader);
        answers.Read(reader);
        trend.Read(reader);
        flags.Read(reader);
        accounts.Read(reader);
        alerts.Read(reader);
        triage.Read(reader);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            against.Add(reader.ReadUInt64(), reader.ReadInt32());
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            alarms.Enqueue((reader.ReadInt64(), reader.ReadInt32()));
        }

        return this;
    }

    private void Write(BinaryWriter writer, in Row row)
    {
        writer.Write(row.Docket);
        writer.Write(row.ReceivedMs);
        writer.Write(row.UnansweredSinceMs);
        writer.Write(row.BreachedMs);
        var running = 0;
        for (var clock = 0; clock < DueByClock.Length; clock++)
        {
            running |= row.Due[clock] != 0 ? 1 << clock : 0;
        }

        writer.Write((ushort)running);
        for (var clock = 0; clock < DueByClock.Length; clock++)
        {
            if (row.Due[clock] != 0)
            {
                writer.Write(row.Due[clock]);
            }
        }

        writer.Write(incidents[row.Incident]?.Id ?? "");
        writer.Write(row.Unit);
        writer.Write(row.Title);
        writer.Write(row.LateClocks);
        writer.Write((byte)row.Category);
        writer.Write((byte)row.Priority);
        writer.Write((byte)row.Office);
        writer.Write((byte)row.State);
        writer.Write((byte)row.Before);
        writer.Write(row.Handoff);
        writer.Write(row.Held);
    }

    private void Row(BinaryReader reader)
    {
        var place = rows.Add(reader.ReadUInt64());
        ref var row = ref rows[place];
        row.ReceivedMs = reader.ReadInt64();
        row.UnansweredSinceMs = reader.ReadInt64();
        row.BreachedMs = reader.ReadInt64();
        var running = reader.ReadUInt16();
        for (var clock = 0; clock < DueByClock.Length; clock++)
        {
            row.Due[clock] = (running & (1 << clock)) != 0 ? reader.ReadInt64() : 0;
        }

        if (reader.ReadString() is { Length: > 0 } incident)
        {
            row.Incident = incidents.Of(incident);
            incidents[row.Incident]!.Named++;
        }

        var unit = reader.ReadInt32();
        row.Title = reader.ReadInt32();
        row.LateClocks = reader.ReadUInt16();
        row.Category = (Category)reader.ReadByte();
        row.Priority = (Priority)reader.ReadByte();
        row.Office = (Office)reader.ReadByte();
        row.State = (RowState)reader.ReadByte();
        row.Before = (RowState)reader.ReadByte();
        row.Handoff = reader.ReadByte();
        row.Held = reader.ReadBoolean();
        Enter(place, unit);
    }
}
