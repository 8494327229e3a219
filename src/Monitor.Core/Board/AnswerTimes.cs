namespace Monitor.Core.Board;

/// <summary>Medians of the first answers of today, and of yesterday up to the same time of day (the citizen's measure: plain elapsed time).</summary>
internal sealed class AnswerTimes
{
    private readonly RunningMedian today = new();
    private RunningMedian yesterdaySoFar = new();
    private List<(long AtMs, long TookMs)> todays = [];
    private List<(long AtMs, long TookMs)> yesterdays = [];
    private int yesterdaySeen;

    private const long DayMs = 24 * 60 * 60 * 1000L;

    /// <summary>Day number of the force's zone.</summary>
    public long Day { get; private set; }

    public void Add(long atMs, long tookMs)
    {
        todays.Add((atMs, tookMs));
        today.Add(tookMs);
    }

    /// <summary>The day began: today becomes yesterday where it is the day before.</summary>
    public void Begin(long day)
    {
        yesterdays = day == Day + 1 ? todays : [];
        todays = [];
        today.Clear();
        yesterdaySoFar = new();
        yesterdaySeen = 0;
        Day = day;
    }

    public Answers View(string date, long nowMs)
    {
        while (yesterdaySeen < yesterdays.Count && yesterdays[yesterdaySeen].AtMs + DayMs <= nowMs)
        {
            yesterdaySoFar.Add(yesterdays[yesterdaySeen++].TookMs);
        }

        return new Answers(date, today.Count, today.Median / 1000.0, yesterdaySoFar.Count, yesterdaySoFar.Median / 1000.0);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Day);
        Write(writer, todays);
        Write(writer, yesterdays);
    }

    public void Read(BinaryReader reader)
    {
        Day = reader.ReadInt64();
        todays = List(reader);
        yesterdays = List(reader);
        foreach (var (_, took) in todays)
        {
            today.Add(took);
        }
    }

    private static void Write(BinaryWriter writer, List<(long AtMs, long TookMs)> list)
    {
        writer.Write(list.Count);
        foreach (var (at, took) in list)
        {
            writer.Write(at);
            writer.Write(took);
        }
    }

    private static List<(long AtMs, long TookMs)> List(BinaryReader reader)
    {
        var list = new List<(long, long)>(reader.ReadInt32());
        for (var left = list.Capacity; left > 0; left--)
        {
            list.Add((reader.ReadInt64(), reader.ReadInt64()));
        }

        return list;
    }
}

/// <summary>The lower half and the upper half of what was added; exact, and each addition costs a logarithm.</summary>
internal sealed class RunningMedian
{
    private readonly PriorityQueue<long, long> lower = new(Comparer<long>.Create((one, other) => other.CompareTo(one)));
    private readonly PriorityQueue<long, long> upper = new();

    public int Count => lower.Count + upper.Count;

    /// <summary>Null when nothing was added; the mean of the middle two of an even number.</summary>
    public double? Median => Count == 0 ? null : lower.Count > upper.Count ? lower.Peek() : (lower.Peek() + upper.Peek()) / 2.0;

    public void Add(long value)
    {
        if (lower.Count == 0 || value <= lower.Peek())
        {
            lower.Enqueue(value, value);
        }
        else
        {
            upper.Enqueue(value, value);
        }

        if (lower.Count > upper.Count + 1)
        {
            var moved = lower.Dequeue();
            upper.Enqueue(moved, moved);
        }
        else if (upper.Count > lower.Count)
        {
            var moved = upper.Dequeue();
            lower.Enqueue(moved, moved);
        }
    }

    public void Clear()
    {
        lower.Clear();
        upper.Clear();
    }
}
