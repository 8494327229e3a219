using System.Diagnostics;
using Monitor.Core;
using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;

namespace Monitor.Benchmarks;

/// <summary>Turns a second of the shards over the memory journal: Authors that receive one post each, handed in without waiting for each.</summary>
public static class TurnBench
{
    private const int Turns = 200_000;
    private const int Authors = 20_000;
    private const int Window = 4096;

    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        var turns = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : Turns;
        Measure(turns / 10).GetAwaiter().GetResult();
        var (elapsed, bytes) = Measure(turns).GetAwaiter().GetResult();
        Console.WriteLine($"{GC.CollectionCount(0)}, {GC.CollectionCount(1)}, {GC.CollectionCount(2)} collections, {GC.GetTotalPauseDuration().TotalSeconds:0.00} s");
        Console.WriteLine($"turns over the memory journal: {turns / elapsed.TotalSeconds:N0}/s, {elapsed.TotalMicroseconds / turns:0.0} us and {bytes / turns:N0} bytes a turn");
        return 0;
    }

    private static async Task<(TimeSpan Elapsed, long Bytes)> Measure(int turns)
    {
        var journal = new MemoryJournal();
        var rulebook = new Rulebook();
        var now = new DateTimeOffset(2026, 8, 24, 12, 0, 0, TimeSpan.Zero);
        var host = new ShardHost(new ShardContext(journal, KnownGrains.All, () => rulebook, () => now, new Feed(journal, KnownGrains.All.Events, TimeProvider.System)));
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => host.Run(stop.Token));
        var verdict = new Verdict(Language.English, Sentiment.Negative, [], [], ComplaintCall.No, 0.1, Category.None, 0, Urgency.None, [], "bench");
        var before = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var open = new Queue<ValueTask<TurnResult>>(Window);
        for (var i = 0; i < turns; i++)
        {
            var author = "a" + (i % Authors);
            var post = new PostFacts($"{i + 1}-0", Channel.X, author, "x/1", false, now, now, null, null, Office.None, [], "0123456789abcdef", i, null, verdict, Located.Nowhere);
            open.Enqueue(host.Ask(new Ask($"author/{author}", new AuthorCommand.Receive(post)) { Cause = new Cause("intake", i + 1, 0) }));
            while (open.Count >= Window)
            {
                await open.Dequeue();
            }
        }

        while (open.Count > 0)
        {
            await open.Dequeue();
        }

        var (elapsed, bytes) = (watch.Elapsed, GC.GetTotalAllocatedBytes() - before);
        await stop.CancelAsync();
        await running;
        return (elapsed, bytes);
    }
}
