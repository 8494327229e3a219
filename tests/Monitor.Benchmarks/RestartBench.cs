using System.Diagnostics;
using System.Globalization;
using Monitor.Benchmarks.Load;
using Monitor.Storage.Sqlite;

namespace Monitor.Benchmarks;

/// <summary>
/// Killed with 100,000 open complaints of which 1 % fall due while it is down: from the start of the process to ready, and until all that is overdue was decided.
/// <c>--open 100000</c>, <c>--date D</c> writes <c>results/restart.md</c>.
/// </summary>
public static class RestartBench
{
    private const int Port = 5392;
    private const int OverdueOneIn = 100;

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var open = int.Parse(Option(args, "--open") ?? "100000", CultureInfo.InvariantCulture);
        var root = Path.Combine(Path.GetTempPath(), "monitor-restart-bench");
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var time = TimeProvider.System;
        var overdueAt = time.GetUtcNow() + TimeSpan.FromMinutes(double.Parse(Option(args, "--prepare") ?? "3", CultureInfo.InvariantCulture));
        await OpenStock.Write(root, open, place => place % OverdueOneIn == 0 ? overdueAt : overdueAt.AddHours(1 + (place % 50)));
        await using (await ServerProcess.Start(root, Port, default)) await Task.Delay(TimeSpan.FromSeconds(5), time);
        var early = overdueAt - time.GetUtcNow();
        if (early < TimeSpan.Zero) Console.WriteLine($"The stock took {-early.TotalSeconds:0} s too long: give --prepare more minutes.");
        else await Task.Delay(early + TimeSpan.FromSeconds(1), time);
        long head;
        await using (var journal = SqliteJournal.Open(root)) head = journal.Head;

        var startedAt = time.GetUtcNow();
        var watch = Stopwatch.StartNew();
        await using (var server = await ServerProcess.Start(root, Port, default))
        {
            watch.Stop();
            await Task.Delay(TimeSpan.FromSeconds(15), time);
        }

        var decided = new Dictionary<string, DateTimeOffset>();
        await using (var journal = SqliteJournal.Open(root))
        {
            foreach (var stored in (await journal.ReadAll(head, int.MaxValue, default)).Where(stored => stored.Stream.StartsWith("complaint/1", StringComparison.Ordinal)))
            {
                decided.TryAdd(stored.Stream, stored.At);
            }
        }

        var last = decided.Count == 0 ? double.NaN : (decided.Values.Max() - startedAt).TotalSeconds;
        string[] rows =
        [
            string.Create(CultureInfo.InvariantCulture, $"| start of the process to ready (target 2 s) | {watch.Elapsed.TotalSeconds:0.0} s |"),
            string.Create(CultureInfo.InvariantCulture, 
                $"| start of the process until the last overdue complaint was decided | {last:0.0} s ({decided.Count:N0} of {open / OverdueOneIn:N0} decided) |"),
        ];
        Array.ForEach(rows, Console.WriteLine);
        if (Option(args, "--date") is { } date) Write(date, open, load, rows);
        return 0;
    }

    private static void Write(string date, int open, string load, string[] rows) =>
        File.WriteAllText(Path.Combine("tests", "Monitor.Benchmarks", "results", "restart.md"), string.Create(CultureInfo.InvariantCulture, $"""
            # Restart

            {date}. `dotnet run -c Release --project tests/Monitor.Benchmarks -- restart --open {open} --date {date}`. {open:N0} open
            complaints, 1 % of them due while the server is down; killed without notice, so the board is folded from the journal.
            Load average of the {Environment.ProcessorCount} cores when begun: {load}.

            | measure | reached |
            |---|---|
            {string.Join('\n', rows)}

            """));

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
