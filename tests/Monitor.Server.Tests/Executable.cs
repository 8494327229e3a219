using System.Diagnostics;

namespace Monitor.Server.Tests;

/// <summary>The executable as an administrator starts it, as a process of its own.</summary>
internal static class Executable
{
    /// <summary>A command that should have refused must not keep the whole test run waiting.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(4);

    /// <summary>The server that was built with these tests.</summary>
    private static string File => Path.Combine(AppContext.BaseDirectory, "Monitor.Server" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    public static Process Start(params string[] arguments) => Start(arguments, new Dictionary<string, string>());

    /// <param name="environment">Added to that of the tests.</param>
    public static Process Start(string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(File, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{File} did not start.");
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> Run(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(EndsWithin, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{string.Join(' ', arguments)}' had not ended after {EndsWithin.TotalMinutes} minutes: {await errors}");
        }

        return (process.ExitCode, await output, await errors);
    }
}
