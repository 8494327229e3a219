namespace Monitor.Server.Hosting;

/// <summary>
/// How long ago what a follower has reached was the head. Under steady load the head is always some events ahead of everybody; who is a few milliseconds behind all the time is
/// not behind for minutes. Safe for many threads.
/// </summary>
public sealed class Lag(TimeProvider time)
{
    /// <summary>Heads that are remembered; a follower that reaches none of them for longer is behind since the oldest.</summary>
    private const int MarksMax = 600;

    private readonly Lock gate = new();
    private readonly Queue<(long Head, long Ticks)> marks = new();
    private long reachedTicks = time.GetTimestamp();

    /// <summary>In seconds of real time; ask about each second.</summary>
    /// <param name="slowest">Position that every follower has reached.</param>
    public double Seconds(long slowest, long head)
    {
        lock (gate)
        {
            while (marks.TryPeek(out var mark) && mark.Head <= slowest)
            {
                reachedTicks = marks.Dequeue().Ticks;
            }

            if (slowest >= head)
            {
                reachedTicks = time.GetTimestamp();
            }
            else if (marks.Count < MarksMax)
            {
                marks.Enqueue((head, time.GetTimestamp()));
            }

            return time.GetElapsedTime(reachedTicks).TotalSeconds;
        }
    }
}
