using System.Reflection;
using Monitor.Core.Board;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Journal;
using Monitor.Server.Commands;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>
/// The first minute as issue 3 tells it, second by second: the demo itself at 60×, on virtual time, after the hours that it simulates at its first start. Once on a machine
/// where a commit costs nothing, once on one so loaded that each takes 25 ms and nothing runs beside it.
/// </summary>
[Collection(nameof(DemoPast))]
public sealed class DemoStoryTests(DemoPast past)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>What stood on the screen at one moment.</summary>
    /// <param name="At">Seconds since the start.</param>
    private sealed record Look(double At, string? Caption, double Rate, Wall Wall)
    {
        public override string ToString() =>
            $"{At:0} s {Rate:0}× {Caption}: {Wall.AtRiskCount} at risk {string.Join(", ", Wall.AtRisk.Select(row => $"{row.Category} {row.Stage} ×{row.Count}"))}; "
            + $"{Wall.LateCount} late "
            + $"{string.Join(", ", Wall.Late.Concat(Wall.Next).Select(row => $"{row.Verb} {row.Category} P{row.Priority} {row.Unit} {row.Rank} ×{row.Count}"))}; "
            + $"forwards {Wall.Forwards.Open}, flood {Wall.FloodUnits.Count}";
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public async Task Each_cue_of_the_first_minute_comes_at_its_second_and_the_wall_shows_it(int commitMs)
    {
        var looks = await FirstMinute(TimeSpan.FromMilliseconds(commitMs));
        var late = 2 + (commitMs / 125.0);
        foreach (var look in looks.Where(look => look.At % 1 < 0.01))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(look.ToString());
        }

        void Captioned(string cue, double second)
        {
            var first = looks.First(look => look.Caption == cue).At;
            Assert.True(first >= second && first < second + 1.5, $"{cue} came at {first} s instead of {second} s.");
        }

        Look At(double second) => looks.Last(look => look.At <= second);
        double When(Func<Look, bool> seen, string what) => looks.FirstOrDefault(seen)?.At ?? throw new InvalidOperationException("Never seen: " + what);

        // 8 s: the Chief Minister's account quotes a complaint.
        Captioned("cm-quote", 8);
        Assert.True(At(8 + late).Wall.Forwards.Open > At(7.5).Wall.Forwards.Open);

        // 15 s: a self-harm hint; the replay is slow until the emergency line is told, and only then goes on.
        Captioned("self-harm", 15);
        Assert.Equal(5, At(16.5).Rate);
        var hint = When(look => look.Wall.AtRisk.Any(IsHint), "the hint on the wall");
        Assert.InRange(hint, 15, 15 + (2 * late));
        var fast = When(look => look.At > 17 && look.Rate == 60, "60× again");
        Assert.InRange(fast, 22, 26);
        Assert.All(looks.Where(look => look.Rate == 60 && look.At > 17).SelectMany(look => look.Wall.AtRisk.Where(IsHint)), row => Assert.NotEqual("told", row.Stage));

        // 30 s: a flood is one row that counts to 150, never 150 rows.
        Captioned("flood", fast + 7);
        var most = looks.Max(look => Rows(look).Max(row => row.Count));
        Assert.InRange(most, 140, 150);
        Assert.InRange(When(look => Rows(look).Any(row => row.Count > 20), "the flood's row"), fast + 5, fast + 12);

        // 45 s: an accept clock has run out and climbed to the ACP; the row stands there, since no flood of alarms takes its place.
        Captioned("accept-breach", fast + 22);
        var climbed = At(fast + 22 + late);
        Assert.Contains(climbed.Wall.Late, row => row is { Verb: Verb.Accept, Category: "ASSAULT", Rank: not null } && row.Rank.Contains("ACP", StringComparison.Ordinal));
        Assert.All(looks.Where(look => look.At < fast + 36), look => Assert.Empty(look.Wall.FloodUnits));

        // 55 s: the station's own reply clears its row.
        Captioned("station-reply", fast + 32);
        Assert.Contains(At(fast + 31.5).Wall.Late, IsStations);
        Assert.DoesNotContain(At(fast + 32 + late).Wall.Late.Concat(At(fast + 32 + late).Wall.Next), IsStations);
    }

    private static bool IsHint(AtRiskRow row) => row.Category == "SELF_HARM";

    private static bool IsStations(ClockRow row) => row is { Unit: "blr/whitefield-ps", Verb: Verb.Acknowledge };

    private static IEnumerable<(int Count, string Category)> Rows(Look look) =>
        look.Wall.AtRisk.Select(row => (row.Count, row.Category)).Concat(look.Wall.Late.Concat(look.Wall.Next).Select(row => (row.Count, row.Category))).Append((0, ""));

    private async Task<List<Look>> FirstMinute(TimeSpan commit)
    {
        var (options, begins, journal) = (past.Options, past.Until, past.Journal());
        List<Look> looks = [];
        DemoRun? demo = null;
        new DaySimulation(1).Run(
            begins,
            begins + TimeSpan.FromSeconds(64),
            (time, _) => MonitorNode.Open(
                new NodeParts(
                    commit == TimeSpan.Zero ? journal : SlowJournal.Of(journal, commit, time), null, time, new DomainClock(time, begins, 0), SimulateCommand.Secrets(),
                    DemoPast.Keys, past.Seeds)
                {
                    ReadModels = node => [(demo = new DemoRun(node, past.Scenario, options, time)).Officers],
                },
                CancellationToken.None),
            (node, time, stop) =>
            {
                demo!.ListensAt(null);
                return Task.WhenAll(demo.Run(stop), Watch(node, demo, time, looks, stop));
            });
        Assert.Empty(demo!.Officers.Refused);
        await journal.DisposeAsync();
        return looks;
    }

    private static async Task Watch(MonitorNode node, DemoRun demo, TimeProvider time, List<Look> looks, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            looks.Add(new Look(time.GetElapsedTime(started).TotalSeconds, demo.State.Caption?.Id, demo.State.Rate, node.Board.Read(board => board.View())));
        }
    }
}

/// <summary>A journal whose commits take their time, as on a disk that others use too.</summary>
public class SlowJournal : DispatchProxy
{
    private IJournal inner = null!;
    private TimeSpan commit;
    private TimeProvider time = TimeProvider.System;

    public static IJournal Of(IJournal inner, TimeSpan commit, TimeProvider time)
    {
        var proxy = Create<IJournal, SlowJournal>();
        var slow = (SlowJournal)(object)proxy;
        (slow.inner, slow.commit, slow.time) = (inner, commit, time);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? method, object?[]? args) => method!.Name switch
    {
        nameof(IJournal.Append) => Append((IReadOnlyList<AppendItem>)args![0]!, (CancellationToken)args[1]!),
        nameof(IJournal.Accept) => Accept((IReadOnlyList<Delivery>)args![0]!, (CancellationToken)args[1]!),
        _ => method.Invoke(inner, args),
    };

    private async ValueTask<IReadOnlyList<AppendResult>> Append(IReadOnlyList<AppendItem> items, CancellationToken cancellation)
    {
        await Takes(cancellation);
        return await inner.Append(items, cancellation);
    }

    private async ValueTask<IReadOnlyList<Accepted>> Accept(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        await Takes(cancellation);
        return await inner.Accept(deliveries, cancellation);
    }

    private async Task Takes(CancellationToken cancellation)
    {
        using var disk = new PeriodicTimer(commit, time);
        await disk.WaitForNextTickAsync(cancellation);
    }
}
