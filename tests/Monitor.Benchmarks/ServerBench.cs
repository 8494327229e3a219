using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Monitor.Benchmarks.Load;
using Monitor.Runtime.Journal;
using Monitor.Storage.Sqlite;

namespace Monitor.Benchmarks;

/// <summary>
/// The whole server over HTTP: posts a second through to the board, how soon a webhook is answered, how soon a client has the frame. Load generator and server share the
/// machine. <c>--seconds 60</c>, <c>--rate N</c> posts/s for the first and the last measure (0: as fast as it answers), <c>--stored N</c> posts before the last,
/// <c>--warm N</c> posts before the others, <c>--connections 32</c>, <c>--only rate|webhook|slow|frame|stored</c>, <c>--date D</c> writes <c>results/server.md</c>.
/// </summary>
public static class ServerBench
{
    private static int connections = 32;
    private const int RequestsMax = 6_000;

    /// <summary>Posts that are made and sent at once before a measure: a request is held in memory.</summary>
    private const int Portion = 10_000;

    private static int port = 5491;
    private static int warm = 10_000;

    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(2);

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var seconds = TimeSpan.FromSeconds(Number(args, "--seconds", 60));
        port = (int)Number(args, "--port", port);
        (warm, connections) = ((int)Number(args, "--warm", warm), (int)Number(args, "--connections", connections));
        var (only, stored, rate) = (Option(args, "--only"), (int)Number(args, "--stored", 500_000), Number(args, "--rate", 0));
        var root = Path.Combine(Option(args, "--directory") ?? Path.GetTempPath(), "monitor-server-bench");
        var report = new StringBuilder();
        var load = new PostLoad(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1));
        Load(report);
        if (only is null or "rate") await Sustained(root, load, seconds, rate, 0, report);
        if (only is null or "webhook") await Answers(root, load, seconds, 0, report);
        if (only is null or "slow") await Answers(root, load, seconds, 5, report);
        if (only is null or "frame") await Frames(root, load, seconds, report);
        if ((only is null or "stored") && stored > 0) await Sustained(root, load, seconds, rate, stored, report);
        Load(report);
        Console.Write(report);
        if (Option(args, "--date") is { } date) Write(date, seconds, report);
        return 0;
    }

    /// <summary>Counts only what is stored, decided and on the board 2 s after the last request; each event that a follower still has to see takes one post off.</summary>
    private static async Task Sustained(string root, PostLoad load, TimeSpan seconds, double rate, int stored, StringBuilder report)
    {
        Clear(root);
        await using var server = await ServerProcess.Start(root, port, default);
        var processes = new Process[] { Process.GetCurrentProcess(), Process.GetProcessById(server.Id) };
        var conditions = (stored > 0 ? $", {stored:N0} stored before" : ", empty") + (rate > 0 ? $", sent at {rate:N0}/s" : "");
        await Fill(load, Math.Max(stored, 500), processes[1], report);
        var posts = load.Take((int)(seconds.TotalSeconds * (rate > 0 ? rate : RequestsMax)));
        var (cpu, before) = (Cpu(processes), await Metrics.Read(port));
        using var host = new HostShare();
        var sent = await Sent.All(port, posts, connections, rate, seconds, default);
        var share = host.Tell();
        var generator = Cpu(processes)[0] - cpu[0];
        await Task.Delay(CatchUp, TimeProvider.System);
        var after = await Metrics.Read(port);
        var caught = Stopwatch.StartNew();
        await UntilCaughtUp();
        var used = Cpu(processes)[1] - cpu[1];
        Line(report, $"| posts/s accepted{conditions} | {sent.Accepted / sent.Took.TotalSeconds:N0} ({sent.Refused} refused, {sent.Took.TotalSeconds:0} s) |");
        Line(
            report,
            $"| posts/s accepted, stored, decided and on the board 2 s after the end{conditions} | {Math.Max(0, sent.Accepted - after.Behind) / sent.Took.TotalSeconds:N0} |");
        Line(
            report,
            $"| not caught up 2 s after the end: deliveries, events | {after.IntakeBehind:N0}, {after.FeedBehind:N0} (caught up {caught.Elapsed.TotalSeconds:0.0} s later) |");
        Line(
            report,
            $"| CPU per post, of one core: server, load generator | {used.TotalMicroseconds / sent.Accepted:N0} µs, {generator.TotalMicroseconds / sent.Accepted:N0} µs |");
        Garbage(report, before, after, sent.Accepted);
        Host(report, share);
        Line(report, $"| memory of the server afterwards | {server.MemoryBytes / 1048576:N0} MiB |");
    }

    /// <summary>Posts beforehand, in portions that the memory of this process holds.</summary>
    private static async Task Fill(PostLoad load, int count, Process server, StringBuilder report)
    {
        var before = Cpu([server])[0];
        for (var sent = 0; sent < count; sent += Portion)
        {
            await Sent.All(port, load.Take(Math.Min(Portion, count - sent)), connections, 0, TimeSpan.FromHours(2), default);
        }

        await UntilCaughtUp();
        Line(report, $"| CPU per post of the {count:N0} before, from a cold start: server | {(Cpu([server])[0] - before).TotalMicroseconds / count:N0} µs |");
    }

    /// <param name="commitDelay">Milliseconds added to each commit.</param>
    private static async Task Answers(string root, PostLoad load, TimeSpan seconds, int commitDelay, StringBuilder report)
    {
        Clear(root);
        await using var server = await ServerProcess.Start(root, port, default, $"--Journal:CommitDelay={commitDelay}");
        await Fill(load, warm, Process.GetProcessById(server.Id), report);
        var before = await Metrics.Read(port);
        var posts = load.Take((int)(500 * seconds.TotalSeconds));
        using var host = new HostShare();
        var sent = await Sent.All(port, posts, connections, 500, seconds * 2, default);
        var share = host.Tell();
        double Ms(double share) => sent.Answered.Percentile(share);
        var slower = commitDelay > 0 ? $", {commitDelay} ms added to each commit" : "";
        Line(report, $"| webhook answered (durable) at 500 requests/s{slower}: p50, p99 | {Ms(0.5):0.0} ms, {Ms(0.99):0.0} ms |");
        Line(
            report,
            $"| the same: p90, p95, p99.9, longest; reached | {Ms(0.9):0.0}, {Ms(0.95):0.0}, {Ms(0.999):0.0}, {Ms(1):0.0} ms; {sent.Accepted / sent.Took.TotalSeconds:N0}/s |");
        Garbage(report, before, await Metrics.Read(port), sent.Accepted);
        Host(report, share);
    }

    /// <summary>From sending a post to the frame that stands at or after its last event. Which that is, the journal says afterwards: by the body, its number, its causes.</summary>
    private static async Task Frames(string root, PostLoad load, TimeSpan seconds, StringBuilder report)
    {
        Clear(root);
        var frames = new List<(long At, long To)>();
        var posts = load.Take((int)(200 * seconds.TotalSeconds));
        Sent sent;
        string share;
        await using (var server = await ServerProcess.Start(root, port, default))
        {
            await Fill(load, warm, Process.GetProcessById(server.Id), report);
            await using var wall = await LiveClient.Connect(port, "wall", default);
            var watching = Task.Run(async () =>
            {
                while (await wall.Next(default) is { } message)
                {
                    if (message.Name is "frame" or "snapshot")
                    {
                        frames.Add((Stopwatch.GetTimestamp(), message.Content.GetProperty("to").GetInt64()));
                    }
                }
            });
            using var host = new HostShare();
            sent = await Sent.All(port, posts, connections, 200, seconds * 2, default);
            share = host.Tell();
            await Task.Delay(CatchUp, TimeProvider.System);
            await wall.DisposeAsync();
            await watching.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        var positions = await PositionsOf(root, posts);
        var latencies = new Latencies();
        var unseen = 0;
        for (var i = 0; i < posts.Count; i++)
        {
            var position = positions[i];
            var at = position == 0 ? 0 : frames.FirstOrDefault(frame => frame.To >= position).At;
            if (at == 0) unseen++;
            else latencies.Add(Stopwatch.GetElapsedTime(sent.SentAt[i], at));
        }

        var counts = $"{latencies.Count:N0} posts, {unseen:N0} changed nothing, {frames.Count:N0} frames";
        Line(report, $"| sent → frame received by a client at 200 posts/s: p50, p99 | {latencies.Percentile(0.5):0} ms, {latencies.Percentile(0.99):0} ms ({counts}) |");
        var gaps = new Latencies();
        foreach (var (one, next) in frames.Zip(frames.Skip(1))) gaps.Add(Stopwatch.GetElapsedTime(one.At, next.At));
        Line(
            report,
            $"| the same: p90, p95, p99.9; between two frames: p50, p99, longest | {latencies.Percentile(0.9):0}, {latencies.Percentile(0.95):0}, {latencies.Percentile(0.999):0} ms; {gaps.Percentile(0.5):0}, {gaps.Percentile(0.99):0}, {gaps.Percentile(1):0} ms |");
        Host(report, share);
    }

    /// <summary>For each post the position of its Author's event, or of what the complaint made of that; 0 when it changed nothing.</summary>
    private static async Task<long[]> PositionsOf(string directory, IReadOnlyList<PreparedPost> posts)
    {
        await using var journal = SqliteJournal.Open(directory);
        var numbers = new Dictionary<string, long>();
        for (var after = 0L; await journal.ReadIntake(after, 5_000, default) is { Count: > 0 } page; after = page[^1].Number)
        {
            foreach (var delivery in page) numbers[delivery.Sha256] = delivery.Number;
        }

        var (byNumber, byAuthor) = (new Dictionary<long, long>(), new Dictionary<long, long>());
        for (var after = 0L; await journal.ReadAll(after, 5_000, default) is { Count: > 0 } page; after = page[^1].Position)
        {
            foreach (var stored in page)
            {
                if (stored.Cause.Source == "intake") byNumber[stored.Cause.Number] = stored.Position;
                else if (stored.Type.StartsWith("complaint.", StringComparison.Ordinal) && stored.Cause != Cause.None) byAuthor[stored.Cause.Number] = stored.Position;
            }
        }

        return [.. posts.Select(post => numbers.TryGetValue(Convert.ToHexStringLower(SHA256.HashData(post.Body)), out var number) && byNumber.TryGetValue(number, out var position)
            ? byAuthor.GetValueOrDefault(position, position) : 0)];
    }

    private static async Task UntilCaughtUp()
    {
        while ((await Metrics.Read(port)).Behind > 0) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
    }

    private static TimeSpan[] Cpu(Process[] processes) => [.. processes.Select(process =>
    {
        process.Refresh();
        return process.TotalProcessorTime;
    })];

    private static void Load(StringBuilder report) => Line(report, $"| load average of the machine | {File.ReadAllText("/proc/loadavg").Split(' ')[0]} |");

    private static void Clear(string root)
    {
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        Directory.CreateDirectory(root);
    }

    private static void Write(string date, TimeSpan seconds, StringBuilder report)
    {
        var text = $"""
            # The server over HTTP

            {date}. `dotnet run -c Release --project tests/Monitor.Benchmarks -- server --seconds {seconds.TotalSeconds:0} --date {date}`.
            {Environment.ProcessorCount} cores, SQLite on disk, one signed post a request in the mix of seeds/scenarios/bengaluru-day with fresh ids,
            {connections} keep-alive connections, load generator on the same cores.
            The sustained measure begins right after the start, with 500 posts before; webhook and frame times
            after {warm:N0} posts. Targets: 3,000 posts/s empty, 2,700 with 500,000 stored; p99 20 ms, 40 ms with 5 ms added to each commit, 150 ms to the frame.

            | measure | reached |
            |---|---|
            {report}
            """;
        File.WriteAllText(Path.Combine("tests", "Monitor.Benchmarks", "results", "server.md"), text);
    }

    private static void Host(StringBuilder report, string share) =>
        Line(report, $"| the machine meanwhile: taken by its host; a thread that waits for 1 ms woke late by p50, p99, at most | {share} |");

    private static void Line(StringBuilder report, FormattableString line) => report.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private static double Number(string[] args, string name, double otherwise) => Option(args, name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    /// <summary>What collecting garbage cost between two readings: how long a pause was on average is how long an answer waits.</summary>
    private static void Garbage(StringBuilder report, Metrics before, Metrics after, int posts)
    {
        var (pauses, paused) = (after.Collections - before.Collections, after.PauseSeconds - before.PauseSeconds);
        var kibibytes = (after.Allocated - before.Allocated) / posts / 1024;
        Line(
            report,
            $"| allocated per post; collections, mean pause | {kibibytes:N0} KiB; {pauses:N0}, {paused / Math.Max(1, pauses) * 1000:0.0} ms |");
    }

    /// <param name="FeedBehind">Events that the board or the slowest reactor has not seen.</param>
    private sealed record Metrics(long IntakeBehind, long FeedBehind, double Collections, double PauseSeconds, double Allocated)
    {
        public long Behind => IntakeBehind + FeedBehind;

        public static async Task<Metrics> Read(int port)
        {
            using var client = new HttpClient();
            var lines = (await client.GetStringAsync($"http://127.0.0.1:{port}/metrics")).Split('\n').Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => (Name: line[..line.IndexOfAny([' ', '{'])], Value: double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))).ToList();
            double One(string name) => lines.First(line => line.Name == name).Value;
            var slowest = lines.Where(line => line.Name == "monitor_follower_position").Select(line => line.Value).Append(One("monitor_board_position")).Min();
            return new(
                (long)One("monitor_intake_behind"), (long)(One("monitor_feed_head") - slowest), One("monitor_gc_collections_total"), One("monitor_gc_pause_seconds_total"),
                One("monitor_allocated_bytes_total"));
        }
    }
}
