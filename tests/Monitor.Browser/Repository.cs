namespace Monitor.Browser;

/// <summary>Where things lie in the working tree.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Artifacts { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    public static string Axe => Path.Combine(Root, "dashboards", "node_modules", "axe-core", "axe.min.js");

    /// <summary>A built dashboard. Building is the test script's part, so that a run of the tests alone is quick.</summary>
    public static string Dashboards(string name)
    {
        string path = Path.Combine(Root, "dashboards", "dist", name);
        return File.Exists(Path.Combine(path, "index.html"))
            ? path
            : throw new InvalidOperationException($"{path} is not built: run 'npm ci && npm run build' in dashboards/.");
    }

    static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Monitor.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException("Monitor.sln is in no folder above the tests.");
    }
}
