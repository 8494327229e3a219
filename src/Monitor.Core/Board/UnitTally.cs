namespace Monitor.Core.Board;

/// <summary>Counts by unit (0 for none): open, late, and what was opened in each hour of the day against what is usual for it.</summary>
internal sealed class UnitTally
{
    private const int Hours = 24;

    /// <summary>How much the newest day weighs in what is usual.</summary>
    private const double Newest = 0.3;

    private readonly List<Tally> units = [];
    private bool firstDay = true;

    private sealed class Tally
    {
        public readonly int[] OpenedToday = new int[Hours];
        public readonly double[] Usual = new double[Hours];
        public int Open;
        public int Late;
        public bool Seen;
    }

    public void Opened(int unit, int hour) => Of(unit).OpenedToday[hour]++;

    public void Open(int unit, int change) => Of(unit).Open += change;

    public int OpenOf(int unit) => unit < units.Count ? units[unit].Open : 0;

    public void Late(int unit, int change) => Of(unit).Late += change;

    /// <summary>What today was becomes part of what is usual.</summary>
    public void EndDay()
    {
        foreach (var unit in units)
        {
            for (var hour = 0; hour < Hours; hour++)
            {
                unit.Usual[hour] = firstDay ? unit.OpenedToday[hour] : ((1 - Newest) * unit.Usual[hour]) + (Newest * unit.OpenedToday[hour]);
                unit.OpenedToday[hour] = 0;
            }
        }

        firstDay = false;
    }

    public List<UnitLoad> Loads(Names names, int hour)
    {
        var loads = new List<UnitLoad>(units.Count);
        for (var unit = 1; unit < units.Count; unit++)
        {
            if (units[unit] is { Seen: true } tally)
            {
                loads.Add(new UnitLoad(names[unit]!, tally.Open, tally.Late, tally.OpenedToday[hour], Math.Round(tally.Usual[hour], 2)));
            }
        }

        loads.Sort((one, other) => string.CompareOrdinal(one.Unit, other.Unit));
        return loads;
    }

    /// <summary>Most late first, then by name.</summary>
    /// <param name="without">By unit, how many late ones do not count.</param>
    public List<UnitCount> MostLate(Names names, int limit, Dictionary<int, int> without)
    {
        var counts = new List<UnitCount>();
        for (var unit = 0; unit < units.Count; unit++)
        {
            if (units[unit].Late - without.GetValueOrDefault(unit) is > 0 and var late)
            {
                counts.Add(new UnitCount(names[unit], late));
            }
        }

        return MostFirst(counts, limit);
    }

    public static List<UnitCount> MostFirst(List<UnitCount> counts, int limit)
    {
        counts.Sort((one, other) => one.Count != other.Count ? other.Count.CompareTo(one.Count) : string.CompareOrdinal(one.Unit, other.Unit));
        return counts.Count <= limit ? counts : counts.GetRange(0, limit);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(firstDay);
        writer.Write(units.Count);
        foreach (var unit in units)
        {
            writer.Write(unit.Seen);
            writer.Write(unit.Open);
            writer.Write(unit.Late);
            for (var hour = 0; hour < Hours; hour++)
            {
                writer.Write(unit.OpenedToday[hour]);
                writer.Write(unit.Usual[hour]);
            }
        }
    }

    public void Read(BinaryReader reader)
    {
        firstDay = reader.ReadBoolean();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var tally = new Tally { Seen = reader.ReadBoolean(), Open = reader.ReadInt32(), Late = reader.ReadInt32() };
            for (var hour = 0; hour < Hours; hour++)
            {
                tally.OpenedToday[hour] = reader.ReadInt32();
                tally.Usual[hour] = reader.ReadDouble();
            }

            units.Add(tally);
        }
    }

    private Tally Of(int unit)
    {
        while (units.Count <= unit)
        {
            units.Add(new Tally());
        }

        units[unit].Seen = true;
        return units[unit];
    }
}
