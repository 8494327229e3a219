namespace Monitor.Runtime.Deadlines;

/// <param name="Count">Wakes in the minutes asked for.</param>
/// <param name="P50Ms">Upper edge of the bucket, at most 9 % above the true value, and never above the maximum.</param>
public readonly record struct Lateness(long Count, double P50Ms, double P99Ms, double MaxMs);

/// <summary>How late wakes ran, in real milliseconds, by recent minutes. Safe for many threads.</summary>
public sealed class LatenessLedger(TimeProvider time)
{
    /// <summary>Minutes that are kept.</summary>
    public const int MinutesMax = 60;

    /// <summary>Eight buckets for each doubling, from 1 ms to 12 days.</summary>
    private const int BucketsPerDoubling = 8;

    private const int Buckets = 30 * BucketsPerDoubling;

    private readonly Lock gate = new();
    private readonly Minute[] minutes = [.. Enumerable.Range(0, MinutesMax).Select(_ => new Minute())];
    private readonly long start = time.GetTimestamp();

    /// <summary>A wake that ran early counts as 0.</summary>
    public void Record(TimeSpan late)
    {
        var ms = Math.Max(0, late.TotalMilliseconds);
        var bucket = ms <= 1 ? 0 : Math.Min(Buckets - 1, (int)Math.Ceiling(Math.Log2(ms) * BucketsPerDoubling));
        lock (gate)
        {
            var minute = minutes[Current % MinutesMax];
            minute.BeginAt(Current);
            minute.Counts[bucket]++;
            minute.MaxMs = Math.Max(minute.MaxMs, ms);
        }
    }

    /// <summary>Over the last minutes, the running one included.</summary>
    public Lateness Recent(int lastMinutes)
    {
        var sums = new long[Buckets];
        var max = 0.0;
        lock (gate)
        {
            foreach (var minute in minutes.Where(minute => minute.Number > Current - lastMinutes))
            {
                max = Math.Max(max, minute.MaxMs);
                for (var i = 0; i < Buckets; i++)
                {
                    sums[i] += minute.Counts[i];
                }
            }
        }

        var count = sums.Sum();
        return new Lateness(count, Math.Min(max, Share(sums, count, 0.5)), Math.Min(max, Share(sums, count, 0.99)), max);
    }

    private long Current => (long)time.GetElapsedTime(start).TotalMinutes;

    private static double Share(long[] sums, long count, double share)
    {
        var left = (long)Math.Ceiling(count * share);
        for (var i = 0; i < Buckets && left > 0; i++)
        {
            left -= sums[i];
            if (left <= 0)
            {
                return Math.Pow(2, (double)i / BucketsPerDoubling);
            }
        }

        return 0;
    }

    private sealed class Minute
    {
        public long Number { get; private set; } = -MinutesMax;

        public long[] Counts { get; } = new long[Buckets];

        public double MaxMs { get; set; }

        public void BeginAt(long number)
        {
            if (Number == number)
            {
                return;
            }

            Number = number;
            MaxMs = 0;
            Array.Clear(Counts);
        }
    }
}
