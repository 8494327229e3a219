using System.Diagnostics;
using System.Globalization;

namespace Monitor.Benchmarks.Load;

/// <summary>
/// What the machine below took while something was measured: the share of the processors' time that the host gave to others (steal, /proc/stat), and by how much a thread
/// that only waits for a millisecond came too late. A tail of the program's that is no longer than that is the machine's.
/// </summary>
public sealed class HostShare : IDisposable
{
    private readonly AutoResetEvent ended = new(false);
    private readonly Latencies late = new();
    private readonly Thread waiting;
    private readonly (long Steal, long All) before = Jiffies();

    public HostShare()
    {
        waiting = new Thread(Wait) { IsBackground = true, Name = "HostShare" };
        waiting.Start();
    }

    /// <summary>Ends it and says what it saw.</summary>
    public string Tell()
    {
        ended.Set();
        waiting.Join();
        var (steal, all) = Jiffies();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{100.0 * (steal - before.Steal) / Math.Max(1, all - before.All):0.0} %; {late.Percentile(0.5):0.0}, {late.Percentile(0.99):0.0}, {late.Percentile(1):0.0} ms");
    }

    public void Dispose() => ended.Dispose();

    private void Wait()
    {
        for (var from = Stopwatch.GetTimestamp(); !ended.WaitOne(1); from = Stopwatch.GetTimestamp())
        {
            late.Add(Stopwatch.GetElapsedTime(from) - TimeSpan.FromMilliseconds(1));
        }
    }

    private static (long Steal, long All) Jiffies()
    {
        long[] fields = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(field => long.Parse(field, CultureInfo.InvariantCulture))];
        return (fields[7], fields.Sum());
    }
}
