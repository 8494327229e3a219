using System.Security.Cryptography;

namespace Monitor.Server.Dashboards;

/// <summary>The built dashboards that this process serves.</summary>
/// <param name="folder">Holds the wall and the start page; null where they are not built.</param>
public sealed class ServedPages(string? folder)
{
    public string? Folder { get; } = folder;

    /// <summary>
    /// Of pages and program: whoever reads another one has other pages, or another program behind them. From the same sources it is the same, so that silos of one image agree,
    /// and it needs no version that somebody must remember to raise.
    /// </summary>
    public string Build { get; } = BuildOf(folder);

    private static string BuildOf(string? folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(ServedPages).Assembly.ManifestModule.ModuleVersionId.ToByteArray());
        foreach (var page in folder is null ? [] : new[] { "wall", "start" }.Select(page => Path.Combine(folder, page, "index.html")).Where(File.Exists))
        {
            // It names every script and style by the hash of its content.
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(page)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()[..6]);
    }
}
