using System.Text.Json;

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

    /// <summary>What a wall calls each unit of a force.</summary>
    public static string[] WallNames(string force, string lang)
    {
        string file = Directory.EnumerateFiles(Path.Combine(Root, "seeds", "organisations"), force + "*.json").Single();
        using JsonDocument seed = JsonDocument.Parse(File.ReadAllText(file));
        return [.. Within(seed.RootElement).Where(part => part.Name == "wall").Select(part => part.Value.GetProperty(lang).GetString()!)];
    }

    static IEnumerable<JsonProperty> Within(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(part => Within(part.Value).Prepend(part)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Within),
        _ => [],
    };

    static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Monitor.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException("Monitor.sln is in no folder above the tests.");
    }
}
