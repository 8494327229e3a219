using System.Globalization;
using Monitor.Benchmarks.Load;

namespace Monitor.Benchmarks;

/// <summary>
/// How late clocks run out on the whole server, by its own lateness ledger: many open complaints, so many of them due each second while posts come in.
/// <c>--open 100000</c>, <c>--due 200</c> (a second), <c>--burst 0</c> (so many at one instant instead), <c>--seconds 60</c>, <c>--posts 500</c> (a second),
/// <c>--prepare 60</c> (seconds for the last preparations), <c>--date D</c> writes <c>results/lateness.md</c>,
/// <c>lateness-burst.md</c> or <c>lateness-1000000.md</c>.
/// </summary>
public static class LatenessBench
{
    private const int Port = 5493;
    private const int Connections = 32;
    private static readonly TimeProvider Time = TimeProvider.System;

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var (open, due, burst) = (Bench.Number(args, "--open", 100_000), Bench.Number(args, "--due", 200), Bench.Number(args, "--burst", 0));
        var seconds = Bench.Number(args, "--seconds", burst > 0 ? 10 : 60);
        var rate = Bench.Number(args, "--posts", burst > 0 ? 0 : 500);
        var (root, load, dueCount) = (Bench.Root("lateness"), Bench.Load, burst > 0 ? burst : due * seconds);
        await OpenStock.Settled(root, Port, open - dueCount);
        var beginsAt = Time.GetUtcNow().AddSeconds(Bench.Number(args, "--prepare", 60));
        var posts = rate == 0 ? [] : new PostLoad(DateOnly.FromDateTime(beginsAt.UtcDateTime)).TakeAtRate(rate * seconds, beginsAt, rate);
        await OpenStock.Write(root, open - dueCount, dueCount, place => burst > 0 ? beginsAt : beginsAt.AddSeconds((place - (open - dueCount)) / (double)due));
        await using var server = await ServerProcess.Start(root, Port, default);
        var notes = "";
        if (beginsAt - Time.GetUtcNow() is { Ticks: > 0 } wait) await Task.Delay(wait, Time);
        else notes = $" THE PREPARATION TOOK {(Time.GetUtcNow() - beginsAt).TotalSeconds:0} s TOO LONG: give --prepare more seconds.";
        var cpu = server.Cpu;
        var sent = rate > 0 ? await Sent.All(Port, posts, Connections, rate, TimeSpan.FromSeconds(seconds), default) : null;
        if (sent is null) await Task.Delay(TimeSpan.FromSeconds(seconds), Time);
        await Task.Delay(TimeSpan.FromSeconds(3), Time);
        var late = await server.Metrics();
        var target = burst > 0 ? "all within 2 s" : open > 100_000 ? "p99 1 s" : "p99 250 ms";
        var rows = new List<string>
        {
            Row($"lateness, median of {late["monitor_lateness_wakes"]:N0} wakes", $"{1000 * late["monitor_lateness_seconds{quantile=\"0.5\"}"]:N0} ms"),
            Row($"lateness, p99 (target: {target})", $"{1000 * late["monitor_lateness_seconds{quantile=\"0.99\"}"]:N0} ms"),
            Row("lateness, greatest", $"{1000 * late["monitor_lateness_seconds{quantile=\"1\"}"]:N0} ms"),
            Row("processors' time of the server meanwhile", $"{(server.Cpu - cpu).TotalSeconds:0.0} s"),
            Row("complaints open at the end", $"{late["monitor_complaints_open"]:N0}"),
        };
        if (sent is not null)
        {
            rows.Add(Row("posts answered with 200 a second", $"{sent.Accepted / sent.Took.TotalSeconds:N0} ({sent.Refused} refused)"));
        }

        Bench.Tell(
            args, burst > 0 ? "lateness-burst" : Bench.Named("lateness", open), "Lateness",
            FormattableString.Invariant($"{open:N0} open complaints, {(burst > 0 ? burst : due):N0} due {(burst > 0 ? "at one instant" : $"each second for {seconds} s")}, ")
            + $"beside {rate} posts/s that bear the instant at which they are sent; SQLite on disk; the server's own ledger.{notes}",
            load, rows);
        return 0;
    }

    private static string Row(FormattableString measure, FormattableString reached) => Row(FormattableString.Invariant(measure), reached);

    private static string Row(string measure, FormattableString reached) => $"| {measure} | {FormattableString.Invariant(reached)} |";
}
