using System.Diagnostics;
using System.Globalization;
using System.Text;
using Monitor.Storage.Sqlite;

namespace Monitor.Benchmarks;

/// <summary>
/// The SQLite journal: events a second against the same statements issued directly, in turns in one run; posts a second in the shape of intake (three commits per 150 posts);
/// with <c>--stored N</c> also with N posts there before. <c>--date D</c> writes <c>results/journal.md</c>. <c>--directory P</c> chooses the disk.
/// </summary>
public static class JournalBench
{
    private const int Rounds = 7;
    private const int BatchesARound = 20;

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var root = Option(args, "--directory") ?? Path.Combine(Path.GetTempPath(), "monitor-journal-bench");
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        var report = new StringBuilder();
        await Events(root, report);
        await Posts(root, long.Parse(Option(args, "--stored") ?? "0", CultureInfo.InvariantCulture), report);
        Console.Write(report);
        if (Option(args, "--date") is { } date) Write(date, report);
        Directory.Delete(root, recursive: true);
        return 0;
    }

    /// <summary>Rounds of both in turns, so that what else the machine does meets both; the median of each counts.</summary>
    private static async Task Events(string root, StringBuilder report)
    {
        await using var journal = SqliteJournal.Open(Path.Combine(root, "journal"));
        using var direct = await DirectStatements.Open(Path.Combine(root, "direct"));
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var batches = Enumerable.Range(0, BatchesARound).SelectMany(b =>
            {
                var first = ((round * BatchesARound) + b) * (long)JournalLoad.BatchLength;
                return new[] { JournalLoad.AuthorTurns(first).ConvertAll(i => i with { Posts = [] }), JournalLoad.ComplaintTurns(first) };
            }).ToList();
            var events = batches.Sum(b => b.Sum(i => i.Events.Count));
            var watch = Stopwatch.StartNew();
            foreach (var batch in batches) await journal.Append(batch, default);
            var journalTime = watch.Elapsed;
            watch.Restart();
            foreach (var batch in batches) direct.Append(batch);
            // The first round warms both up.
            if (round == 0) continue;
            ours.Add(events / journalTime.TotalSeconds);
            theirs.Add(events / watch.Elapsed.TotalSeconds);
        }
        Line(report, $"| journal, events/s | {Median(ours):N0} |");
        Line(report, $"| the same statements directly, events/s | {Median(theirs):N0} |");
        Line(report, $"| ratio (target 0.8) | {Median(ours) / Median(theirs):0.00} |");
    }

    private static async Task Posts(string root, long stored, StringBuilder report)
    {
        var directory = Path.Combine(root, "posts");
        await using (var journal = SqliteJournal.Open(directory))
        {
            var first = 1L;
            Line(report, $"| posts/s, three commits per 150 posts, empty | {await PostsPerSecond(journal, first, 90)} |");
            if (stored == 0) return;
            for (first += 90 * JournalLoad.BatchLength; first < stored; first += JournalLoad.BatchLength) await OneBatch(journal, first);
            Line(report, $"| posts/s with {first:N0} stored | {await PostsPerSecond(journal, first, 90)} |");
        }
        var watch = Stopwatch.StartNew();
        await using var again = SqliteJournal.Open(directory);
        var due = await again.Due(DateTimeOffset.MaxValue, 1000, default);
        Line(report, $"| opened again with {again.Head:N0} events, first {due.Count:N0} deadlines read, ms | {watch.Elapsed.TotalMilliseconds:N0} |");
        Line(report, $"| bytes on disk per post (delivery, row, three events) | {new FileInfo(Path.Combine(directory, "journal.db")).Length / (double)again.IntakeHead:N0} |");
    }

    private static async Task<string> PostsPerSecond(SqliteJournal journal, long first, int batches)
    {
        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        for (var batch = 0; batch < batches; batch++) await OneBatch(journal, first + (batch * JournalLoad.BatchLength));
        var (posts, seconds, cpu) = (batches * JournalLoad.BatchLength, watch.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime - before);
        return string.Create(CultureInfo.InvariantCulture, $"{posts / seconds:N0} ({cpu.TotalMicroseconds / posts:N0} µs of a core per post)");
    }

    private static async Task OneBatch(SqliteJournal journal, long first)
    {
        await journal.Accept(JournalLoad.Deliveries(first), default);
        await journal.Append(JournalLoad.AuthorTurns(first), default);
        await journal.Append(JournalLoad.ComplaintTurns(first), default);
    }

    private static void Write(string date, StringBuilder report)
    {
        var text = $"""
            # The SQLite journal

            {date}. Ratios matter, hardware varies. `dotnet run -c Release --project tests/Monitor.Benchmarks -- journal --stored 500000 --date {date}`

            | measure | reached |
            |---|---|
            {report}
            """;
        File.WriteAllText(Path.Combine("tests", "Monitor.Benchmarks", "results", "journal.md"), text);
    }

    private static void Line(StringBuilder report, FormattableString line) => report.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
