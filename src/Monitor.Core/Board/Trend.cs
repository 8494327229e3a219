namespace Monitor.Core.Board;

/// <summary>Five minutes each of the last 24 hours. A point is shown once it is complete, so that a frame carries the list at most every five minutes.</summary>
internal sealed class Trend
{
    private const int PointsMax = 288;
    private const long StepMs = 5 * 60 * 1000L;

    private readonly Queue<TrendPoint> points = new();
    private TrendPoint[]? view = [];
    private long slot;
    private int opened;
    private int answered;
    private int breached;

    public void Opened() => opened++;

    public void Answered() => answered++;

    public void Breached() => breached++;

    /// <summary>Time has come so far: completes the points before it. A gap leaves out the empty ones beyond a day.</summary>
    public void Reach(long nowMs, int open)
    {
        var now = nowMs / StepMs;
        if (slot == 0 || now <= slot)
        {
            slot = slot == 0 ? now : slot;
            return;
        }

        Complete(open);
        for (slot = Math.Max(slot + 1, now - PointsMax); slot < now; slot++)
        {
            Complete(open);
        }
    }

    public IReadOnlyList<TrendPoint> View() => view ??= [.. points];

    public void Write(BinaryWriter writer)
    {
        writer.Write(slot);
        writer.Write(opened);
        writer.Write(answered);
        writer.Write(breached);
        writer.Write(points.Count);
        foreach (var point in points)
        {
            writer.Write(point.At.ToUnixTimeMilliseconds());
            writer.Write(point.Opened);
            writer.Write(point.Answered);
            writer.Write(point.Breached);
            writer.Write(point.Open);
        }
    }

    public void Read(BinaryReader reader)
    {
        slot = reader.ReadInt64();
        opened = reader.ReadInt32();
        answered = reader.ReadInt32();
        breached = reader.ReadInt32();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            points.Enqueue(new TrendPoint(
                DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()));
        }

        view = null;
    }

    private void Complete(int open)
    {
        points.Enqueue(new TrendPoint(DateTimeOffset.FromUnixTimeMilliseconds(slot * StepMs), opened, answered, breached, open));
        (opened, answered, breached) = (0, 0, 0);
        if (points.Count > PointsMax)
        {
            points.Dequeue();
        }

        view = null;
    }
}
