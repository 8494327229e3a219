using System.Globalization;
using Monitor.Benchmarks.Load;

namespace Monitor.Benchmarks;

/// <summary>
/// How late clocks run out on the whole server: many open complaints, 200 of them due each second while posts come in, by the server's own lateness ledger.
/// <c>--open 100000</c>, <c>--seconds 60</c>, <c>--posts 500</c> (a second), <c>--date D</c> writes <c>results/lateness.md</c>.
/// </summary>
public static class LatenessBench
{
    private const int Port = 5393;
    private const int DueEachSecond = 200;
    private const int Connections = 32;

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var (open, seconds, rate) = (Number(args, "--open", 100_000), Number(args, "--seconds", 60), Number(args, "--posts", 500));
        var root = Path.Combine(Path.GetTempPath(), "monitor-lateness-bench");
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        var time = TimeProvider.System;
        var loadBefore = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var posts = new PostLoad(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1)).Take(Math.Max(1, seconds * rate));
        var beginsAt = time.GetUtcNow() + TimeSpan.FromMinutes(Number(args, "--prepare", 3));
        await OpenStock.Write(root, 0, open, place => place < seconds * DueEachSecond ? beginsAt.AddSeconds((double)place / DueEachSecond) : beginsAt.AddHours(1 + (place % 50)));
        await using var server = await ServerProcess.Start(root, Port, default);
        if (beginsAt - time.GetUtcNow() is { Ticks: > 0 } wait) await Task.Delay(wait, time);
        else Console.WriteLine("The stock took too long: give --prepare more minutes.");
        if (rate > 0) await Sent.All(Port, posts, Connections, rate, TimeSpan.FromSeconds(seconds), default);
        else await Task.Delay(TimeSpan.FromSeconds(seconds), time);
        await Task.Delay(TimeSpan.FromSeconds(3), time);
        using var client = new HttpClient();
        var rows = (await client.GetStringAsync($"http://127.0.0.1:{Port}/metrics")).Split('\n')
            .Where(line => line.StartsWith("monitor_lateness_milliseconds{", StringComparison.Ordinal) || line.StartsWith("monitor_complaints_open ", StringComparison.Ordinal))
            .Select(line => $"| {line[..line.LastIndexOf(' ')]} | {line[(line.LastIndexOf(' ') + 1)..]} |").ToList();
        rows.ForEach(Console.WriteLine);
        if (Option(args, "--date") is { } date)
        {
            File.WriteAllText(Path.Combine("tests", "Monitor.Benchmarks", "results", "lateness.md"), string.Create(CultureInfo.InvariantCulture, $"""
                # Lateness

                {date}. `dotnet run -c Release --project tests/Monitor.Benchmarks -- lateness --open {open} --seconds {seconds} --posts {rate} --date {date}`.
                {open:N0} open complaints, {DueEachSecond} due each second for {seconds} s beside {rate} posts/s, SQLite on disk;
                the server's own ledger over five minutes (target: p99 250 ms).
                Load average of the {Environment.ProcessorCount} cores: {loadBefore} before, {File.ReadAllText("/proc/loadavg").Split(' ')[0]} after.

                | measure | reached |
                |---|---|
                {string.Join('\n', rows)}

                """));
        }

        return 0;
    }

    private static int Number(string[] args, string name, int otherwise) => Option(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
