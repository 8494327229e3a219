using Monitor.Core.Organisation;

namespace Monitor.Core.Tests;

/// <summary>The seed files of this repository, as the tests find them: upwards from where they run.</summary>
public static class Seeds
{
    private static readonly Lazy<IReadOnlyList<Force>> BothForces = new(() => [Force("bengaluru"), Force("bareilly-range")]);

    public static IReadOnlyList<Force> Forces => BothForces.Value;

    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, "seeds", path));

    private static Force Force(string name)
    {
        var (force, faults) = OrganisationFile.Parse(Read($"organisations/{name}.json"));
        return force ?? throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Monitor.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository: no Monitor.sln above " + AppContext.BaseDirectory);
    }
}
