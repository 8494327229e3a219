using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Monitor.Server.Dashboards;

/// <summary>
/// Builds the dashboards when their sources changed since the last build (a hash of all source files is kept beside the result), naming each step with its
/// time. A mark stands beside packages and pages only while they are whole: what a stop left half done has none, and is done anew by the next start. Without
/// Node.js the server still starts, and the pages say what to install.
/// </summary>
/// <param name="folder">The dashboards' sources.</param>
/// <param name="npm">The program that installs and builds.</param>
public sealed class DashboardBuild(string folder, TimeProvider time, Action<string> say, string npm = "npm")
{
    /// <summary>Inside the folder that <c>npm ci</c> empties first.</summary>
    private readonly string installed = Path.Combine(folder, "node_modules", ".monitor-installed");

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

        Remove(stamp);
        if (!await Packages(cancellation))
        {
            return false;
        }

        if (!await Step("Dashboards: build (npm run build)", "run build", cancellation))
        {
            // It may be the packages' fault: the next start does not believe them either.
            Remove(installed);
            return false;
        }

        await File.WriteAllTextAsync(stamp, wanted, cancellation);
        return true;
    }

    private async Task<bool> Packages(CancellationToken cancellation)
    {
        var wanted = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"), cancellation)));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed, cancellation) == wanted)
        {
            say("Dashboards: packages installed already");
            return true;
        }

        Remove(installed);
        if (!await Step("Dashboards: packages (npm ci)", "ci --no-audit --no-fund", cancellation))
        {
            return false;
        }

        await File.WriteAllTextAsync(installed, wanted, cancellation);
        return true;
    }

    private static void Remove(string mark)
    {
        if (File.Exists(mark))
        {
            File.Delete(mark);
        }
    }

    private async Task<bool> Step(string name, string arguments, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var start = new ProcessStartInfo(npm, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var step = Process.Start(start)!;
            using var ended = cancellation.Register(() => step.Kill(entireProcessTree: true));
            var output = step.StandardOutput.ReadToEndAsync(cancellation);
            var errors = step.StandardError.ReadToEndAsync(cancellation);
            await step.WaitForExitAsync(cancellation);
            say($"{name}: {(step.ExitCode == 0 ? "done" : "FAILED")} in {time.GetElapsedTime(started).TotalSeconds:0.0} s");
            if (step.ExitCode != 0)
            {
                say(Tail(await output + await errors));
            }

            return step.ExitCode == 0;
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
