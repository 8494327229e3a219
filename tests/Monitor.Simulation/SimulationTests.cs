using System.Collections.Concurrent;
using Monitor.Runtime.Simulation;
using Xunit;

namespace Monitor.Simulation;

public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 200;
    private const int ClusterSeeds = 10;

    [Fact]
    public void Two_hundred_seeds_lose_nothing_double_nothing_and_miss_no_deadline()
    {
        var reports = new ConcurrentBag<SimulationReport>();
        // One seed at a time to each core: a core that was given its seeds beforehand would have the last of them to itself.
        var seeds = Partitioner.Create(Enumerable.Range(0, Seeds), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(seeds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed => reports.Add(Runtime.Simulation.Simulation.Run(seed, SimulationSize.Standard)));
        foreach (var report in reports.Where(report => report.Failures.Count > 0).OrderBy(report => report.Seed))
        {
            output.WriteLine(report.ToString());
        }

        Assert.DoesNotContain(reports, report => report.Failures.Count > 0);
        Assert.All(reports, report => Assert.True(report is { Turns: >= 5000, Faults: >= 20 }, $"seed {report.Seed} had {report.Turns} turns and {report.Faults} faults"));
    }

    /// <summary>More of them: <c>monitor simulate faults --redis</c>.</summary>
    [Fact]
    public void Silos_over_Redis_with_stale_owners_and_lost_answers_lose_nothing_double_nothing_and_tell_every_caller()
    {
        var reports = new ConcurrentBag<SimulationReport>();
        Parallel.For(0, ClusterSeeds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed => reports.Add(SimulatedCluster.Run(seed, SimulationSize.Cluster)));
        foreach (var report in reports.Where(report => report.Failures.Count > 0).OrderBy(report => report.Seed))
        {
            output.WriteLine(report.ToString());
        }

        Assert.DoesNotContain(reports, report => report.Failures.Count > 0);
        Assert.All(reports, report => Assert.True(report is { Turns: >= 1000, Faults: >= 10 }, $"seed {report.Seed} had {report.Turns} turns and {report.Faults} faults"));
    }

    [Fact]
    public void A_seed_of_silos_repeats_step_by_step()
    {
        var size = SimulationSize.Cluster with { Posts = 60, Span = TimeSpan.FromMinutes(6) };
        Assert.Equivalent(SimulatedCluster.Run(4711, size), SimulatedCluster.Run(4711, size));
    }

    [Fact]
    public void A_seed_repeats_step_by_step()
    {
        var size = SimulationSize.Standard with { Posts = 200, Faults = 8 };
        Assert.Equivalent(Runtime.Simulation.Simulation.Run(4711, size), Runtime.Simulation.Simulation.Run(4711, size));
    }
}
