using System.Text;

namespace Monitor.Core.Board;

public sealed partial class LiveBoard
{
    private const int Format = 6;

    /// <summary>
    /// Writes the whole state as it lies in memory, so that <see cref="Load"/> takes a tenth of a second for a million rows, and a loaded board that folds the rest is,
    /// byte by byte, a board that folded everything. Only the build that wrote it can read it. Nothing may be applied meanwhile; reading is free.
    /// </summary>
    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Format);
        writer.Write(Position);
        writer.Write(nowMs);
        writer.Write(withoutUnit);
        writer.Write(atRiskGroups);
        writer.Write(unowned);
        names.Write(writer);
        incidents.Write(writer);
        closed.Write(writer);
        rows.Write(writer);
        atRisk.Write(writer);
        late.Write(writer);
        next.Write(writer);
        writer.WriteAll<int>([.. forwarded.Order()]);
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
        withoutUnit = reader.ReadInt32();
        atRiskGroups = reader.ReadInt32();
        unowned = reader.ReadUInt64();
        names.Read(reader);
        incidents.Read(reader);
        closed.Read(reader);
        rows.Read(reader);
        atRisk.Read(reader);
        late.Read(reader);
        next.Read(reader);
        fresh.Read();
        forwarded.UnionWith(reader.ReadAll<int>());
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
}
