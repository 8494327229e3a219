using System.Runtime;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Simulation;
using Monitor.Server.Hosting;

namespace Monitor.Server.Demo;

/// <summary>
/// Runs a stretch of a scenario in virtual time on one thread: the real engine, the real parsers, scripted citizens and officers. Hours take seconds, and the same seed
/// gives the same journal.
/// </summary>
public sealed class DaySimulation(int seed)
{
    /// <param name="from">Where virtual time begins.</param>
    /// <param name="until">Where it ends.</param>
    /// <param name="open">Makes the node on the virtual clock.</param>
    /// <param name="live">What citizens and officers do, given the node; cancelled at the end.</param>
    public MonitorNode Run(
        DateTimeOffset from, DateTimeOffset until, Func<TimeProvider, DomainClock, Task<MonitorNode>> open, Func<MonitorNode, TimeProvider, CancellationToken, Task> live)
    {
        var time = new VirtualTime(from);
        var thread = new SimulatedThread(time, new Random(seed));
        var clock = new DomainClock(time);
        MonitorNode? node = null;
        Exception? fault = null;
        using var stop = new CancellationTokenSource();
        var finished = false;
        thread.Start(async () =>
        {
            try
            {
                node = await open(time, clock);
                await Task.WhenAll(node.Run(stop.Token), live(node, time, stop.Token));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The end of the stretch.
            }
            catch (Exception thrown)
            {
                fault = thrown;
            }
            finally
            {
                finished = true;
            }
        });
        var latency = GCSettings.LatencyMode;
        // Nobody waits for an answer meanwhile: collecting beside the one thread costs it a quarter of its time.
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        try
        {
            thread.Run(until - from, () => finished);
            stop.Cancel();
            thread.Run(until - from, () => finished);
        }
        finally
        {
            GCSettings.LatencyMode = latency;
        }

        return fault is null ? node ?? throw new InvalidOperationException("The simulated node never opened.")
            : throw new InvalidOperationException($"The simulation (seed {seed}) ended: {fault.Message}", fault);
    }
}
