using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Monitor.Server.Dashboards;

/// <summary>
/// Builds the dashboards when their sources changed since the last build (a hash of all source files is kept beside the result), naming each step with its
/// time. Without Node.js the server still starts, and the pages say what to install.
/// </summary>
public sealed class DashboardBuild(string folder, TimeProvider time, Action<string> say)
{
    /// <summary>What the pages are served from.</summary>
    public string Dist { get; } = Path.Combine(folder, "dist");

    /// <summary>The dashboards folder above the program or the working directory; null in a published program without sources.</summary>
    public static string? Find()
    {
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            {
                var candidate = Path.Combine(at.FullName, "dashboards");
                if (File.Exists(Path.Combine(candidate, "package.json")))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    /// <summary>True when the pages are ready.</summary>
    public async Task<bool> EnsureAsync(CancellationToken cancellation)
    {
        var wanted = Fingerprint();
        var stamp = Path.Combine(Dist, ".built-from");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellation) == wanted)
        {
            say("Dashboards: built already");
            return true;
        }

        if (!await Step("Dashboards: packages (npm ci)", "ci --no-audit --no-fund", cancellation) || !await Step("Dashboards: build (npm run build)", "run build", cancellation))
        {
            return false;
        }

        await File.WriteAllTextAsync(stamp, wanted, cancellation);
        return true;
    }

    private async Task<bool> Step(string name, string arguments, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var start = new ProcessStartInfo("npm", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var npm = Process.Start(start)!;
            using var ended = cancellation.Register(() => npm.Kill(entireProcessTree: true));
            var output = npm.StandardOutput.ReadToEndAsync(cancellation);
            var errors = npm.StandardError.ReadToEndAsync(cancellation);
            await npm.WaitForExitAsync(cancellation);
            say($"{name}: {(npm.ExitCode == 0 ? "done" : "FAILED")} in {time.GetElapsedTime(started).TotalSeconds:0.0} s");
            if (npm.ExitCode != 0)
            {
                say(Tail(await output + await errors));
            }

            return npm.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            say($"{name}: npm was not found. Install Node.js 20 or later (with npm) and start again. Without it the API runs, but neither start page nor wall.");
            return false;
        }
    }

    private static string Tail(string text) => string.Join('\n', text.Split('\n').TakeLast(15));

    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f))
            .Where(f => !f.Contains("node_modules", StringComparison.Ordinal) && !f.StartsWith("dist", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(File.ReadAllBytes(Path.Combine(folder, file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
