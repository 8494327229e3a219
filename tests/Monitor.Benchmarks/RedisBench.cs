using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Monitor.Benchmarks.Load;
using Monitor.Storage.Redis;

namespace Monitor.Benchmarks;

/// <summary>
/// One server over a Redis of its own, started as deploy/redis.sh starts it: what open complaints cost in memory, how long a restart takes until all clocks are live, and posts
/// a second. <c>--open 1000000</c>, <c>--seconds 20</c>, <c>--only fill|restart|rate</c> (restart takes what fill has left), <c>--date D</c> writes <c>results/redis.md</c>.
/// </summary>
public static class RedisBench
{
    private const int Port = 5495;
    private const int RedisPort = 5496;
    private const int OverdueOneIn = 100;
    private static readonly TimeProvider Time = TimeProvider.System;

    private static string Configuration => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{RedisPort},connectTimeout=5000,syncTimeout=60000,responseTimeout=60000");

    private static string[] OnRedis => ["--Journal:Kind=Redis", "--Journal:Redis=" + Configuration, "--Dashboards:Build=false"];

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var open = Bench.Number(args, "--open", 1_000_000);
        var seconds = TimeSpan.FromSeconds(Bench.Number(args, "--seconds", 20));
        var (only, load, root) = (Bench.Option(args, "--only"), Bench.Load, Bench.Root("redis-stock"));
        var filled = Path.Combine(root, "filled.txt");
        if (only is null or "fill") await File.WriteAllLinesAsync(filled, await Fill(Fresh("redis-stock"), open));
        if (only is "fill") return 0;
        List<string> rows = only is "rate" ? [] : [.. await File.ReadAllLinesAsync(filled)];
        if (only is null or "restart") await Restarts(root, open, seconds, rows);
        if (only is null or "restart" or "rate") await Rate(seconds, rows);
        Bench.Tell(
            args, only is "rate" ? "redis-rate" : "redis", "Redis",
            FormattableString.Invariant($"{open:N0} open complaints, each with its author's event and two of its own, two keys, two causes and one deadline, without post rows and")
            + " raw bodies; posts come whole. Redis (AOF, appendfsync always), server and load generator on these cores; filled before by `--only fill`.",
            load, rows);
        return 0;
    }

    private static async Task<List<string>> Fill(string root, int open)
    {
        var rows = new List<string>();
        await using var redis = await StartRedis(root);
        var overdue = open / OverdueOneIn;
        await using (var journal = await RedisJournal.Open(Configuration, Time))
        {
            var (later, watch) = (Time.GetUtcNow().AddHours(5), Stopwatch.StartNew());
            await RedisStock.Write(journal, 0, open - overdue, place => later.AddHours(place % 50));
            var written = await journal.Head(default);
            rows.Add(FormattableString.Invariant($"| events appended a second, 500 items a batch | {written / watch.Elapsed.TotalSeconds:N0} |"));
        }

        rows.Add(FormattableString.Invariant(
            $"| memory of Redis, as it counts it; resident (target 3.5 GB) | {Info("used_memory") / 1e9:0.00} GB; {Info("used_memory_rss") / 1e9:0.00} GB |"));
        rows.Add(FormattableString.Invariant($"| the same for each open complaint | {Info("used_memory") / (double)(open - overdue):N0} bytes |"));
        await SaveBoard(root);
        return rows;
    }

    private static async Task Restarts(string root, int open, TimeSpan seconds, List<string> rows)
    {
        var loading = Stopwatch.StartNew();
        await using var redis = await StartRedis(root);
        rows.Add(FormattableString.Invariant($"| Redis killed and started again: until it has loaded its file | {loading.Elapsed.TotalSeconds:0.0} s |"));
        var overdue = open / OverdueOneIn;
        var missed = Time.GetUtcNow().AddSeconds(-30);
        long head;
        await using (var journal = await RedisJournal.Open(Configuration, Time))
        {
            await RedisStock.Write(journal, open - overdue, overdue, place => missed.AddMilliseconds(place % 30_000));
            head = await journal.Head(default);
        }

        await Restart(root, head, overdue, seconds, rows);
    }

    /// <summary>As a server that ran for long leaves it: its board is saved, then it is killed.</summary>
    private static async Task SaveBoard(string root)
    {
        await using var server = await ServerProcess.Start(Path.Combine(root, "data"), Port, default, OnRedis);
        await Task.Delay(TimeSpan.FromSeconds(5), Time);
        var board = Path.Combine(root, "data", "board.snapshot");
        while (!File.Exists(board) || File.Exists(board + ".new")) await Task.Delay(TimeSpan.FromSeconds(1), Time);
    }

    /// <summary>Killed before with overdue ones stored after its board: until the last of those was decided, all clocks are live.</summary>
    private static async Task Restart(string root, long head, int overdue, TimeSpan seconds, List<string> rows)
    {
        var startedAt = Time.GetUtcNow();
        var watch = Stopwatch.StartNew();
        await using var server = await ServerProcess.Start(Path.Combine(root, "data"), Port, default, OnRedis);
        var ready = watch.Elapsed;
        await Task.Delay(seconds + TimeSpan.FromSeconds(15), Time);
        var (resident, heap) = (server.MemoryBytes, (await server.Metrics())["monitor_heap_bytes"]);
        await server.Stop();
        var decided = new Dictionary<string, DateTimeOffset>();
        await using (var journal = await RedisJournal.Open(Configuration, Time))
        {
            foreach (var stored in (await journal.ReadAll(head, int.MaxValue, default)).Where(stored => stored.Stream.StartsWith("complaint/1", StringComparison.Ordinal)))
            {
                decided.TryAdd(stored.Stream, stored.At);
            }
        }

        var last = decided.Count == 0 ? default : decided.Values.Max();
        rows.Add(FormattableString.Invariant($"| restart of the server: ready | {ready.TotalSeconds:0.0} s |"));
        rows.Add(FormattableString.Invariant(
            $"| restart of the server: all clocks live, the last overdue one decided (target 30 s) | {(last - startedAt).TotalSeconds:0.0} s ({decided.Count:N0} of {overdue:N0}) |"));
        rows.Add(FormattableString.Invariant($"| memory of the server then, resident; objects (target 2 GB) | {resident / 1e9:0.00} GB; {heap / 1e9:0.00} GB |"));
    }

    private static async Task Rate(TimeSpan seconds, List<string> rows)
    {
        var root = Fresh("redis-rate");
        await using var redis = await StartRedis(root);
        await using var server = await ServerProcess.Start(Path.Combine(root, "data"), Port, default, OnRedis);
        var load = new PostLoad(DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime).AddDays(-1));
        await Sent.All(Port, load.Take(1_000), 32, 0, TimeSpan.FromMinutes(5), default);
        await CaughtUp(server);
        var (posts, before) = (load.Take((int)(3_000 * seconds.TotalSeconds)), Info("used_memory"));
        var sent = await Sent.All(Port, posts, 32, 0, seconds, default);
        await Task.Delay(TimeSpan.FromSeconds(2), Time);
        var behind = await Behind(server);
        await CaughtUp(server);
        rows.Add(FormattableString.Invariant($"| posts/s accepted by one server | {sent.Accepted / sent.Took.TotalSeconds:N0} ({sent.Refused} refused, {sent.Took.TotalSeconds:0} s) |"));
        rows.Add(FormattableString.Invariant(
            $"| posts/s accepted, decided and on the board 2 s after the end | {Math.Max(0, sent.Accepted - behind) / sent.Took.TotalSeconds:N0} |"));
        rows.Add(FormattableString.Invariant(
            $"| memory of Redis for each post: raw body, row, keys, events | {(Info("used_memory") - before) / (double)sent.Accepted:N0} bytes |"));
        rows.Add(FormattableString.Invariant($"| the same on disk, in its file | {FileBytes(root) / (double)(sent.Accepted + 1_000):N0} bytes |"));
    }

    private static async Task CaughtUp(ServerProcess server)
    {
        while (await Behind(server) > 0) await Task.Delay(TimeSpan.FromMilliseconds(100), Time);
    }

    private static async Task<double> Behind(ServerProcess server)
    {
        var metrics = await server.Metrics();
        var slowest = metrics.Where(metric => metric.Key.StartsWith("monitor_follower_position", StringComparison.Ordinal)).Select(metric => metric.Value)
            .Append(metrics["monitor_board_position"]).Min();
        return metrics["monitor_intake_behind"] + metrics["monitor_feed_head"] - slowest;
    }

    private static long FileBytes(string root) => Directory.EnumerateFiles(Path.Combine(root, "redis"), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    private static string Fresh(string name)
    {
        var root = Bench.Root(name);
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        Directory.CreateDirectory(Path.Combine(root, "redis"));
        return root;
    }

    private static async Task<RedisProcess> StartRedis(string root)
    {
        var redis = new RedisProcess(RedisPort, Path.Combine(root, "redis"));
        while (!Ask("PING").StartsWith("+PONG", StringComparison.Ordinal)) await Task.Delay(TimeSpan.FromMilliseconds(50), Time);
        return redis;
    }

    private static long Info(string name) =>
        long.Parse(Ask("INFO memory").Split('\n').First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split(':')[1], CultureInfo.InvariantCulture);

    /// <summary>What Redis says to a command; empty when it does not answer.</summary>
    private static string Ask(string command)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", RedisPort);
            using var stream = client.GetStream();
            stream.Write(Encoding.ASCII.GetBytes(command + "\r\n"));
            var buffer = new byte[16384];
            return Encoding.ASCII.GetString(buffer, 0, stream.Read(buffer));
        }
        catch (SocketException)
        {
            return "";
        }
    }
}
