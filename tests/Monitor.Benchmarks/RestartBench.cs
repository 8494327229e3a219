using System.Diagnostics;
using System.Globalization;
using Monitor.Benchmarks.Load;
using Monitor.Storage.Sqlite;

namespace Monitor.Benchmarks;

/// <summary>
/// Killed without notice with many open complaints; 1 % of them were opened after the board was last saved and fell due before the restart. From the start of the
/// process to ready, and until all that is overdue was decided; then the stopped server's board against a fold of its whole journal.
/// <c>--open 100000</c>, <c>--date D</c> writes <c>results/restart-OPEN.md</c>.
/// </summary>
public static class RestartBench
{
    private const int Port = 5392;
    private const int OverdueOneIn = 100;
    private static readonly TimeProvider Time = TimeProvider.System;

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var open = int.Parse(Option(args, "--open") ?? "100000", CultureInfo.InvariantCulture);
        var overdue = open / OverdueOneIn;
        var root = Path.Combine(Path.GetTempPath(), "monitor-restart-bench");
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var later = Time.GetUtcNow().AddHours(1);
        await OpenStock.Write(root, 0, open - overdue, place => later.AddHours(place % 50));
        await using (await ServerProcess.Start(root, Port, default)) await Task.Delay(TimeSpan.FromSeconds(5), Time);
        var missed = Time.GetUtcNow().AddSeconds(-30);
        await OpenStock.Write(root, open - overdue, overdue, place => missed.AddMilliseconds(place % 30_000));
        long head;
        await using (var journal = SqliteJournal.Open(root)) head = journal.Head;

        var startedAt = Time.GetUtcNow();
        var watch = Stopwatch.StartNew();
        await using (await ServerProcess.Start(root, Port, default))
        {
            watch.Stop();
            await Task.Delay(TimeSpan.FromSeconds(15), Time);
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
        return 0;
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
