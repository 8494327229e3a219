using System.Diagnostics;
using System.Globalization;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Commands;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;

namespace Monitor.Benchmarks;

/// <summary>
/// One simulated city-day on one thread: the real engine with citizens, officers, all clocks and alerts. The first run of the process compiles as it goes; the others show
/// what the day itself costs. <c>--runs 4</c>, <c>--hours 24</c>, <c>--date D</c> writes <c>results/day.md</c>.
/// </summary>
public static class DayBench
{
    public static int Run(string[] args)
    {
        var runs = int.Parse(Option(args, "--runs") ?? "4", CultureInfo.InvariantCulture);
        var hours = double.Parse(Option(args, "--hours") ?? "24", CultureInfo.InvariantCulture);
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var rows = Enumerable.Range(1, runs).Select(run => Once(run, hours, run == runs && args.Contains("--what"))).ToList();
        if (Option(args, "--date") is { } date)
        {
            var text = $"""
                # One simulated city-day

                {date}. `dotnet run -c Release --project tests/Monitor.Benchmarks -- day --runs {runs} --date {date}`. seeds/scenarios/bengaluru-day from midnight for {hours}
                hours, one thread, journal in memory, one process for all runs. Load average of the {Environment.ProcessorCount} cores when begun: {load}. Target: 2 s.

                | run | seconds | CPU seconds of the process | deliveries | events |
                |---|---|---|---|---|
                {string.Join('\n', rows)}

                """;
            File.WriteAllText(Path.Combine("tests", "Monitor.Benchmarks", "results", "day.md"), text);
        }

        return 0;
    }

    private static string Once(int run, double hours, bool what)
    {
        var seeds = Seeds.Find();
        var scenario = DemoScenario.Load(seeds, "bengaluru-day");
        var from = new DateTimeOffset(2026, 3, 2, 0, 0, 0, scenario.Posts.Offset);
        var journal = new MemoryJournal();
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        DemoHistory.Simulate(from, from.AddHours(hours), scenario, journal, new PersonKeys(new byte[32]), SimulateCommand.Secrets(), seeds);
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {run} | {watch.Elapsed.TotalSeconds:0.0} | {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:0.0} | {journal.IntakeHead:N0} | {journal.Head:N0} |");
        Console.WriteLine(row);
        if (what)
        {
            Count(journal);
            Console.WriteLine($"{GC.CollectionCount(0)} collections, {GC.GetTotalPauseDuration().TotalSeconds:0.00} s, {GC.GetTotalAllocatedBytes() / 1e9:0.0} GB allocated");
        }
        return row;
    }

    /// <summary>What the day is made of: deliveries by channel, events by type.</summary>
    private static void Count(MemoryJournal journal)
    {
        var deliveries = journal.ReadIntake(0, int.MaxValue, default).AsTask().GetAwaiter().GetResult();
        var feed = journal.ReadAll(0, int.MaxValue, default).AsTask().GetAwaiter().GetResult();
        var kinds = deliveries.Select(delivery => "delivery by " + delivery.Channel).Concat(feed.Select(stored => stored.Type));
        foreach (var (kind, count) in kinds.CountBy(kind => kind).OrderByDescending(each => each.Value))
        {
            Console.WriteLine($"{count,8:N0}  {kind}");
        }
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
