using System.Diagnostics;
using System.Globalization;
using Monitor.Benchmarks.Load;
using Monitor.Core.Board;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Storage.Sqlite;

namespace Monitor.Benchmarks;

/// <summary>
/// Killed without notice with many open complaints; 1 % of them were opened after the board was last saved and fell due before the restart. From the start of the
/// process to ready, and until all that is overdue was decided; then the board that the stopped server leaves against a fold of its whole journal.
/// <c>--open 100000</c>, <c>--seconds 15</c> (how long it runs after the restart), <c>--date D</c> writes <c>results/restart.md</c>, or <c>restart-1000000.md</c>.
/// </summary>
public static class RestartBench
{
    private const int Port = 5492;
    private const int OverdueOneIn = 100;
    private static readonly TimeProvider Time = TimeProvider.System;

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var open = Bench.Number(args, "--open", 100_000);
        var (overdue, root, load) = (open / OverdueOneIn, Bench.Root("restart"), Bench.Load);
        await OpenStock.Settled(root, Port, open - overdue);
        var missed = Time.GetUtcNow().AddSeconds(-30);
        await OpenStock.Write(root, open - overdue, overdue, place => missed.AddMilliseconds(place % 30_000));
        long head;
        await using (var journal = SqliteJournal.Open(root)) head = journal.Head;

        var startedAt = Time.GetUtcNow();
        var watch = Stopwatch.StartNew();
        TimeSpan cpu;
        await using (var server = await ServerProcess.Start(root, Port, default))
        {
            watch.Stop();
            cpu = server.Cpu;
            await Task.Delay(TimeSpan.FromSeconds(Bench.Number(args, "--seconds", 15)), Time);
            await server.Stop();
        }

        var (decided, last) = await Decided(root, head);
        var target = open > 100_000 ? 10 : 2;
        var rows = new List<string>
        {
            FormattableString.Invariant(
                $"| start of the process to ready (target {target} s) | {watch.Elapsed.TotalSeconds:0.0} s; the processors worked {cpu.TotalSeconds:0.0} s |"),
            FormattableString.Invariant(
                $"| start until the last overdue complaint was decided (target {target} s) | {(last - startedAt).TotalSeconds:0.0} s ({decided:N0} of {overdue:N0}) |"),
            $"| the board as saved at the stop is the fold of the whole journal, byte by byte | {await BoardIsTheFold(root)} |",
        };
        Bench.Tell(
            args, Bench.Named("restart", open), "Restart",
            FormattableString.Invariant($"{open:N0} open complaints; the server was killed, and {overdue:N0} of them, stored after its board was last saved, ")
            + "fell due before the start.",
            load, rows);
        return 0;
    }

    /// <summary>How many overdue ones were decided, and when the last of them.</summary>
    private static async Task<(int Count, DateTimeOffset Last)> Decided(string root, long head)
    {
        await using var journal = SqliteJournal.Open(root);
        var decided = new Dictionary<string, DateTimeOffset>();
        foreach (var stored in (await journal.ReadAll(head, int.MaxValue, default)).Where(stored => stored.Stream.StartsWith("complaint/1", StringComparison.Ordinal)))
        {
            decided.TryAdd(stored.Stream, stored.At);
        }

        return (decided.Count, decided.Count == 0 ? default : decided.Values.Max());
    }

    private static async Task<string> BoardIsTheFold(string root)
    {
        await using var journal = SqliteJournal.Open(root);
        var said = new List<string>();
        var saved = new BoardHost(journal, Time, Path.Combine(root, "board.snapshot"), null, said.Add);
        var from = (await saved.Open(default)).Position;
        var feed = new Feed(journal, KnownGrains.All.Events, Time);
        var folded = new BoardHost(journal, Time, null);
        await new Projection(folded, feed, journal).CatchUp(default);
        return said.Count > 0 ? "NO: " + said[0]
            : from != journal.Head ? $"NO: it stands at {from} of {journal.Head}"
            : Bytes(saved).AsSpan().SequenceEqual(Bytes(folded)) ? string.Create(CultureInfo.InvariantCulture, $"yes, at position {from:N0}")
            : "NO";
    }

    private static byte[] Bytes(BoardHost host) => host.Read(static (LiveBoard board) =>
    {
        using var bytes = new MemoryStream();
        board.Save(bytes);
        return bytes.ToArray();
    });
}
