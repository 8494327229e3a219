using System.Diagnostics;

namespace Monitor.Tidy;

/// <summary>The files of the repository as git lists them, read once.</summary>
public static class Tree
{
    public static readonly string Root = FindRoot();

    /// <summary>Paths relative to the root, with forward slashes: tracked and new ones, without what git ignores.</summary>
    public static readonly IReadOnlyList<string> Files = List();

    public static IEnumerable<string> Code(params string[] extensions) => Files.Where(f => extensions.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Monitor.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Monitor.sln is in no folder above the tests: run them inside the repository.");
    }

    private static List<string> List()
    {
        var start = new ProcessStartInfo("git", "ls-files --cached --others --exclude-standard") { WorkingDirectory = Root, RedirectStandardOutput = true };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git does not start.");
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return [.. files.Where(f => File.Exists(Path.Combine(Root, f)))];
    }
}
