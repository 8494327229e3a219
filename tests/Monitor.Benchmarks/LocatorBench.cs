using System.Diagnostics;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Routing;

namespace Monitor.Benchmarks;

/// <summary>How long the locator takes for a post: the sentences of its tests, both forces, one core. Aim: 20 µs a post.</summary>
public static class LocatorBench
{
    /// <param name="args">Optional: the number of rounds over the sentences (200).</param>
    public static int Run(string[] args)
    {
        var rounds = args.Length > 0 && int.TryParse(args[0], out var wanted) ? wanted : 200;
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Monitor.sln")))
        {
            root = root.Parent;
        }

        if (root is null)
        {
            Console.Error.WriteLine("Run this inside the repository: no Monitor.sln above " + AppContext.BaseDirectory);
            return 1;
        }

        var forces = new[] { "bengaluru", "bareilly-range" }
            .Select(name => OrganisationFile.Parse(File.ReadAllText(Path.Combine(root.FullName, $"seeds/organisations/{name}.json"))).Force!).ToList();
        var posts = File.ReadLines(Path.Combine(root.FullName, "tests/Monitor.Core.Tests/Routing/sentences.tsv"))
            .Where(line => line is [not '#', ..]).Select(line => line.Split('\t')[1]).ToList();
        var building = Stopwatch.StartNew();
        var locator = Locator.Build(forces, []);
        var date = new DateOnly(2026, 11, 20);
        locator.Locate(posts[0], Category.None, null, [], null, date);
        building.Stop();
        Round(locator, posts, date, 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var found = Round(locator, posts, date, rounds);
        watch.Stop();
        var count = (double)posts.Count * rounds;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var length = posts.Average(post => post.Length);
        Console.WriteLine($"locator: {watch.Elapsed.TotalMicroseconds / count:F1} µs a post, {allocated / count:F0} bytes a post, {length:F0} characters a post");
        Console.WriteLine($"located {found / (double)rounds:F0} of {posts.Count}; built in {building.ElapsedMilliseconds} ms");
        return 0;
    }

    private static int Round(Locator locator, List<string> posts, DateOnly date, int rounds)
    {
        var found = 0;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var post in posts)
            {
                found += locator.Locate(post, Category.None, null, [], null, date).Unit is null ? 0 : 1;
            }
        }

        return found;
    }
}
