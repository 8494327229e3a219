namespace Monitor.Benchmarks.Load;

/// <summary>Recorded durations, exact to the tick; percentiles by nearest rank.</summary>
public sealed class Latencies
{
    private readonly Lock gate = new();
    private readonly List<double> milliseconds = [];

    public int Count => milliseconds.Count;

    public void Add(TimeSpan duration)
    {
        lock (gate)
        {
            milliseconds.Add(duration.TotalMilliseconds);
        }
    }

    /// <param name="share">0 to 1.</param>
    public double Percentile(double share)
    {
        lock (gate)
        {
            if (milliseconds.Count == 0)
            {
                return double.NaN;
            }

            milliseconds.Sort();
            return milliseconds[Math.Clamp((int)Math.Ceiling(share * milliseconds.Count) - 1, 0, milliseconds.Count - 1)];
        }
    }
}
