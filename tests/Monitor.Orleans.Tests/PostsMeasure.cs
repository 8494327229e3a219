using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Monitor.Benchmarks.Load;
using Monitor.Conformance;
using Monitor.Conformance.Journal;
using Monitor.Server.Tests;
using Xunit;
using ServerProcess = Monitor.Benchmarks.Load.ServerProcess;

namespace Monitor.Orleans.Tests;

/// <summary>
/// Posts a second through two silos and Redis, load generator on the same machine. Run with <c>-explicit only -class</c> and alone on the machine; what it says goes into
/// results/orleans.md.
/// </summary>
public sealed class PostsMeasure(ITestOutputHelper output)
{
    private const int Connections = 16;
    private const int PerSecondMax = 4_000;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Asking = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(2);

    [Fact(Explicit = true)]
    public async Task Posts_a_second_through_two_silos()
    {
        using var redis = new RedisServer();
        using var folder = new TestFolder();
        var cancellation = TestContext.Current.CancellationToken;
        await using var first = await Start(redis, folder.Sub("first"), cancellation);
        await using var second = await Start(redis, folder.Sub("second"), cancellation);
        var load = new PostLoad(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1));
        var (early, late) = Halves(load, 2_000);
        await Both(first, second, early, late, cancellation);
        await Behind(first, second, TimeSpan.FromMinutes(2));
        var head = (await first.Metrics())["monitor_intake_head"];
        var (one, two) = Halves(load, (int)Lasts.TotalSeconds * PerSecondMax);
        var sent = await Both(first, second, one, two, cancellation);
        var (accepted, took) = (sent.Sum(each => each.Accepted), sent.Max(each => each.Took));
        var watch = Stopwatch.StartNew();
        await Wait.Until("the time to catch up is over", () => Task.FromResult(watch.Elapsed >= CatchUp));
        var behind = await Behind(first, second);
        await Behind(first, second, TimeSpan.FromMinutes(5));
        Tell($"Accepted {accepted / took.TotalSeconds:N0} posts/s for {took.TotalSeconds:0} s, {sent.Sum(each => each.Refused)} refused.");
        var all = took + watch.Elapsed;
        Tell($"Behind {CatchUp.TotalSeconds:0} s after the end: {behind.Intake:N0} deliveries, {behind.Feed:N0} events; caught up {watch.Elapsed.TotalSeconds:0.0} s after it.");
        Tell($"Stored, decided and on the board of both silos, over the whole time: {accepted / all.TotalSeconds:N0} posts/s.");
        Tell($"Memory of the silos {first.MemoryBytes >> 20} and {second.MemoryBytes >> 20} MiB, their CPU {(first.Cpu + second.Cpu).TotalSeconds:0} s.");
        // The seed day hands some bodies in again: those get their 200 and are not kept twice. A canary of the silos' own, or a request that the end cut off, may be there beyond.
        var kept = one.Take(sent[0].Accepted).Concat(two.Take(sent[1].Accepted)).DistinctBy(each => Convert.ToHexString(SHA256.HashData(each.Body))).Count();
        Assert.InRange((await first.Metrics())["monitor_intake_head"] - head, kept, kept + (2 * Connections) + all.TotalSeconds);
    }

    private void Tell(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static Task<ServerProcess> Start(RedisServer redis, string directory, CancellationToken cancellation) => ServerProcess.Start(
        directory, FreePort.Take(), cancellation, "--Journal:Kind=Redis", "--Journal:Redis=" + redis.Configuration,
        string.Create(CultureInfo.InvariantCulture, $"--Silo:Port={FreePort.Take()}"), "--Dashboards:Build=false");

    private static (IReadOnlyList<PreparedPost> First, IReadOnlyList<PreparedPost> Second) Halves(PostLoad load, int count) => (load.Take(count / 2), load.Take(count / 2));

    private static Task<Sent[]> Both(
        ServerProcess first, ServerProcess second, IReadOnlyList<PreparedPost> one, IReadOnlyList<PreparedPost> two, CancellationToken cancellation) => Task.WhenAll(
        Sent.All(first.Port, one, Connections, 0, Lasts, cancellation), Sent.All(second.Port, two, Connections, 0, Lasts, cancellation));

    /// <summary>Waits until nothing is behind.</summary>
    private static Task Behind(ServerProcess first, ServerProcess second, TimeSpan longest) =>
        Wait.Until("all is decided", async () => await Behind(first, second) is { Intake: <= 0, Feed: <= 0 }, longest, Asking);

    private static async Task<(double Intake, double Feed)> Behind(ServerProcess first, ServerProcess second)
    {
        var metrics = new[] { await first.Metrics(), await second.Metrics() };
        var slowest = metrics.SelectMany(each => each)
            .Where(each => each.Key.StartsWith("monitor_follower_position", StringComparison.Ordinal) || each.Key == "monitor_board_position").Min(each => each.Value);
        return (metrics.Max(each => each["monitor_intake_behind"]), metrics.Max(each => each["monitor_feed_head"]) - slowest);
    }
}
