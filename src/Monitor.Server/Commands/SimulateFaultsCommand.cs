using System.CommandLine;
using Monitor.Runtime.Simulation;

namespace Monitor.Server.Commands;

/// <summary>
/// <c>monitor simulate faults</c>: as many seeds as one likes of the simulation that crashes, tears writes, fills the disk and steps the clock; it fails when a seed
/// lost, doubled or missed anything, and names the command that repeats that seed.
/// </summary>
public static class SimulateFaultsCommand
{
    public static Command Create()
    {
        var first = new Option<int>("--seed") { Description = "The first seed.", DefaultValueFactory = _ => 0 };
        var count = new Option<int>("--seeds") { Description = "How many, from the first on.", DefaultValueFactory = _ => 1000 };
        var threads = new Option<int>("--threads") { Description = "Seeds run at once.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var redis = new Option<bool>("--redis") { Description = "Two silos over a model of Redis: stale owners, killed silos, lost answers, Redis away." };
        var posts = new Option<int?>("--posts") { Description = "Posts of each seed; else 900, with --redis 200." };
        var command = new Command("faults", "Run the engine in virtual time through crashes, torn writes, full disks and clock steps.") { first, count, threads, redis, posts };
        command.SetAction((parsed, _) =>
        {
            var (cluster, own) = (parsed.GetValue(redis), parsed.GetValue(posts));
            var size = cluster ? SimulationSize.Cluster : SimulationSize.Standard;
            size = size with { Posts = own ?? size.Posts };
            return Run(
                parsed.GetRequiredValue(first), parsed.GetRequiredValue(count), parsed.GetRequiredValue(threads), own is null ? "" : $" --posts {own}",
                seed => cluster ? SimulatedCluster.Run(seed, size) : Simulation.Run(seed, size));
        });
        return command;
    }

    /// <param name="more">What the command that repeats a seed ends with.</param>
    private static async Task<int> Run(int first, int count, int threads, string more, Func<int, SimulationReport> simulate)
    {
        var failed = new List<SimulationReport>();
        var (gate, done, turns, crashes) = (new Lock(), 0, 0L, 0L);
        var started = TimeProvider.System.GetTimestamp();
        await BackupCommand.WithBar("Seeds", bar => Task.Run(() =>
        {
            Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = threads }, seed =>
            {
                var report = simulate(seed);
                lock (gate)
                {
                    (turns, crashes) = (turns + report.Turns, crashes + report.Crashes);
                    bar.Report(++done / (double)count);
                    if (report.Failures.Count > 0)
                    {
                        failed.Add(report);
                    }
                }
            });
            return done;
        }));
        failed.Sort((a, b) => a.Seed.CompareTo(b.Seed));
        failed.ForEach(report => Console.WriteLine(report + more));
        Console.WriteLine($"{done} seeds, {turns} turns, {crashes} crashes in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s; {failed.Count} seeds did not hold.");
        return failed.Count == 0 ? 0 : 1;
    }
}
