using System.Security.Cryptography;
using System.Text;
using Monitor.Core.Rulebooks;

namespace Monitor.Server.Hosting;

/// <summary>
/// The folder <c>seeds/</c>: beside the program when published, else above the working directory. Read at the first start only; afterwards the journal holds the rulebook.
/// </summary>
public sealed class Seeds(string folder)
{
    public string Folder { get; } = folder;

    public static Seeds Find()
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
        {
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            {
                var candidate = Path.Combine(at.FullName, "seeds");
                if (Directory.Exists(Path.Combine(candidate, "organisations")))
                {
                    return new Seeds(candidate);
                }
            }
        }

        throw new DirectoryNotFoundException(
            "The folder 'seeds' with the organisations is neither beside the program nor above the working directory: start Monitor inside its repository.");
    }

    public IReadOnlyList<RulebookPart> Parts() =>
    [
        .. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => (file, name: Path.GetRelativePath(Folder, file).Replace('\\', '/')))
            .OrderBy(part => part.name, StringComparer.Ordinal)
            .Select(part => (part.file, part.name, kind: KindOf(part.name)))
            .Where(part => part.kind != PartKind.None)
            .Select(part => Part(part.kind, part.name, File.ReadAllText(part.file))),
    ];

    /// <summary>A file as the part of the rulebook that its name says; null for a name that is none.</summary>
    /// <param name="name">As under <c>seeds/</c>, for example <c>policies/policy-bengaluru.json</c>.</param>
    public static RulebookPart? Named(string name, string content) => KindOf(name) is not PartKind.None and var kind ? Part(kind, name, content) : null;

    private static RulebookPart Part(PartKind kind, string name, string content) =>
        new(kind, name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))), content);

    private static PartKind KindOf(string name) => name.Split('/') switch
    {
        ["organisations", ..] => PartKind.Organisation,
        ["templates", ..] => PartKind.Templates,
        ["policies", "accounts.json"] => PartKind.Accounts,
        ["policies", var file] when file.StartsWith("roster", StringComparison.Ordinal) => PartKind.Roster,
        ["policies", var file] when file.StartsWith("duties", StringComparison.Ordinal) => PartKind.Duties,
        ["policies", var file] when file.StartsWith("policy", StringComparison.Ordinal) => PartKind.Policy,
        ["policies", "calendars", ..] => PartKind.Calendar,
        _ => PartKind.None,
    };
}
