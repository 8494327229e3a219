using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitor.Conformance;
using Monitor.Core;
using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;
using Orleans;
using Orleans.Concurrency;
using Orleans.Hosting;
using Xunit;

namespace Monitor.Orleans.Tests;

/// <summary>
/// Shards against a bare Orleans grain: same state, same commands, each over a memory journal of its own, in one run. Run with <c>-explicit only -class</c> and alone on
/// the machine; what it says goes into results/orleans.md.
/// </summary>
public sealed class TurnMeasure(ITestOutputHelper output)
{
    private const int Turns = 200_000;
    private const int Authors = 20_000;
    private const int Window = 4096;

    private static readonly DateTimeOffset Noon = new(2026, 8, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Rulebook Rules = new();

    [Fact(Explicit = true)]
    public async Task Turns_a_second_and_bytes_a_grain()
    {
        await Shards(Turns / 10);
        await Bare(Turns / 10);
        for (var round = 1; round <= 3; round++)
        {
            var (shards, bare) = (await Shards(Turns), await Bare(Turns));
            output.WriteLine(FormattableString.Invariant(
                $"Round {round}: shards {shards.PerSecond:N0} turns/s, {shards.BytesEach:N0} bytes a grain; bare Orleans grain {bare.PerSecond:N0}, {bare.BytesEach:N0}."));
        }
    }

    private static async Task<(double PerSecond, double BytesEach)> Shards(int turns)
    {
        var journal = new MemoryJournal();
        var perSecond = await OnShards(journal, host => Measure(turns, async (stream, post, number) =>
            (await host.Ask(new Ask(stream, new AuthorCommand.Receive(post)) { Cause = new Cause("intake", number, 0) })).Version));
        return (perSecond, await OnShards(journal, host => BytesEach(async stream => (await host.Look(stream)).Version)));
    }

    private static async Task<(double PerSecond, double BytesEach)> Bare(int turns)
    {
        var journal = new MemoryJournal();
        var perSecond = await OnSilo(journal, grains => Measure(
            turns, (stream, post, number) => new(grains.GetGrain<IBareAuthor>(stream).Receive(post.AsImmutable(), number))));
        return (perSecond, await OnSilo(journal, grains => BytesEach(stream => grains.GetGrain<IBareAuthor>(stream).Look())));
    }

    private static async Task<double> OnShards(MemoryJournal journal, Func<ShardHost, Task<double>> measure)
    {
        var host = new ShardHost(new ShardContext(
            journal, KnownGrains.All, () => Rules, () => Noon, new Feed(journal, KnownGrains.All.Events, TimeProvider.System))
        {
            Settings = new ShardSettings { CachedGrainsMax = Authors },
        });
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => host.Run(stop.Token));
        var measured = await measure(host);
        await stop.CancelAsync();
        await running;
        return measured;
    }

    private static async Task<double> OnSilo(MemoryJournal journal, Func<IGrainFactory, Task<double>> measure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IJournal>(journal).AddSingleton(KnownGrains.All).AddSingleton(Rules).AddSingleton<Func<DateTimeOffset>>(() => Noon);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort.Take(), gatewayPort: 0, serviceId: "bare", clusterId: Guid.NewGuid().ToString("N")));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var measured = await measure(host.Services.GetRequiredService<IGrainFactory>());
        await host.StopAsync(CancellationToken.None);
        return measured;
    }

    /// <summary>What a grain in memory costs, its state included: all of them are loaded.</summary>
    private static async Task<double> BytesEach(Func<string, Task<long>> look)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Authors; i++)
        {
            await look($"author/a{i}");
        }

        return (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / Authors;
    }

    private static async Task<double> Measure(int turns, Func<string, PostFacts, long, ValueTask<long>> ask)
    {
        var verdict = new Verdict(Language.English, Sentiment.Negative, [], [], ComplaintCall.No, 0.1, Category.None, 0, Urgency.None, [], "bench");
        var watch = Stopwatch.StartNew();
        var open = new Queue<ValueTask<long>>(Window);
        for (var i = 0; i < turns; i++)
        {
            var author = "a" + (i % Authors);
            var post = new PostFacts($"{i + 1}-0", Channel.X, author, "x/1", false, Noon, Noon, null, null, Office.None, [], "0123456789abcdef", i, null, verdict, Located.Nowhere);
            open.Enqueue(ask($"author/{author}", post, i + 1));
            while (open.Count >= Window)
            {
                await open.Dequeue();
            }
        }

        while (open.Count > 0)
        {
            await open.Dequeue();
        }

        return turns / watch.Elapsed.TotalSeconds;
    }
}
