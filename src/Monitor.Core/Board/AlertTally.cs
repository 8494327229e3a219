using Monitor.Core.Alerts;

namespace Monitor.Core.Board;

/// <summary>Open alerts.</summary>
internal sealed class AlertTally
{
    private readonly Dictionary<string, AlertItem> open = [];

    public int Count => open.Count;

    public IEnumerable<AlertItem> All => open.Values;

    public void Apply(AlertEvent happened, string key)
    {
        if (happened is AlertEvent.Raised raised)
        {
            open[key] = new AlertItem(key, raised.Kind, raised.Subject, raised.Priority, raised.Unit, raised.Why, raised.Count, raised.At, null, null);
        }
        else if (happened is AlertEvent.Cleared)
        {
            open.Remove(key);
        }
        else if (open.TryGetValue(key, out var known))
        {
            open[key] = happened switch
            {
                AlertEvent.Renewed e => known with { Priority = e.Priority, Why = e.Why, Unit = e.Unit ?? known.Unit, AcknowledgedBy = null },
                AlertEvent.CountRaised e => known with { Count = e.Count },
                AlertEvent.Acknowledged e => known with { AcknowledgedBy = e.By },
                AlertEvent.Snoozed e => known with { SnoozedUntilAt = e.UntilAt },
                AlertEvent.SnoozeEnded => known with { SnoozedUntilAt = null },
                _ => known,
            };
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(open.Count);
        foreach (var alert in open.Values.OrderBy(alert => alert.Key, StringComparer.Ordinal))
        {
            writer.Write(alert.Key);
            writer.Write((byte)alert.Kind);
            writer.Write(alert.Subject);
            writer.Write(alert.Priority);
            writer.WriteText(alert.Unit);
            writer.Write(alert.Why);
            writer.Write(alert.Count);
            writer.WriteInstant(alert.RaisedAt);
            writer.WriteText(alert.AcknowledgedBy);
            writer.WriteInstant(alert.SnoozedUntilAt);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var alert = new AlertItem(
                reader.ReadString(), (AlertKind)reader.ReadByte(), reader.ReadString(), reader.ReadInt32(), reader.ReadText(), reader.ReadString(), reader.ReadInt32(),
                reader.ReadInstant()!.Value, reader.ReadText(), reader.ReadInstant());
            open.Add(alert.Key, alert);
        }
    }
}
