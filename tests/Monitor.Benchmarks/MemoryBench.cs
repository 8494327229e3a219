using System.Globalization;
using Monitor.Benchmarks.Load;

namespace Monitor.Benchmarks;

/// <summary>
/// What an open complaint costs the process: memory of the server with fewer and with more of them open, board included, some time after its start.
/// <c>--fewer 100000</c>, <c>--more 1000000</c>, <c>--seconds 20</c>, <c>--date D</c> writes <c>results/memory.md</c>.
/// </summary>
public static class MemoryBench
{
    private const int Port = 5494;

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var (fewer, more) = (Bench.Number(args, "--fewer", 100_000), Bench.Number(args, "--more", 1_000_000));
        var load = Bench.Load;
        var wait = TimeSpan.FromSeconds(Bench.Number(args, "--seconds", 20));
        var (small, large) = (await Memory(fewer, wait), await Memory(more, wait));
        string[] rows =
        [
            Row("resident memory of the process", small.Resident, large.Resident, more - fewer, " (target: 1,000 bytes)"),
            Row("objects of the runtime", small.Heap, large.Heap, more - fewer, ""),
        ];
        Bench.Tell(
            args, "memory", "Memory", FormattableString.Invariant($"The server with {fewer:N0} and with {more:N0} complaints open, {wait.TotalSeconds:0} s after it was ready."),
            load, rows);
        return 0;
    }

    private static string Row(string measure, double small, double large, int between, string target) => string.Create(
        CultureInfo.InvariantCulture, $"| {measure}{target} | {small / 1e6:N0} MB, {large / 1e6:N0} MB: {(large - small) / between:N0} bytes for each complaint more |");

    private static async Task<(double Resident, double Heap)> Memory(int open, TimeSpan wait)
    {
        var root = Bench.Root("memory");
        await OpenStock.Settled(root, Port, open);
        await using var server = await ServerProcess.Start(root, Port, default);
        await Task.Delay(wait, TimeProvider.System);
        return (server.MemoryBytes, (await server.Metrics())["monitor_heap_bytes"]);
    }
}
