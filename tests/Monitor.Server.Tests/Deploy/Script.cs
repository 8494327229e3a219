using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Monitor.Server.Tests.Deploy;

/// <summary>A script of <c>deploy/</c> as the images run it, with the environment of the composition.</summary>
internal sealed class Script : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly StringBuilder said = new();

    private Script(Process process)
    {
        this.process = process;
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    public bool HasExited => process.HasExited;

    public static Script Start(string file, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new Script(Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start."));
    }

    /// <summary>Runs a script to its end and gives what it said.</summary>
    public static async Task<string> Run(string file, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var script = Start(file, environment, arguments);
        await script.process.WaitForExitAsync();
        return script.process.ExitCode == 0 ? script.Said
            : throw new InvalidOperationException($"{file} ended with {script.process.ExitCode}:{Environment.NewLine}{script.Said}");
    }

    /// <summary>Sends a signal, for example STOP.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Asks it to end, as <c>docker stop</c> does, and gives its exit status.</summary>
    public async Task<int> Stop()
    {
        Signal("TERM");
        await process.WaitForExitAsync().WaitAsync(Longest, TimeProvider.System);
        return process.ExitCode;
    }

    public async Task Kill()
    {
        Signal("KILL");
        await process.WaitForExitAsync().WaitAsync(Longest, TimeProvider.System);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (said)
        {
            said.AppendLine(line.Data);
        }
    }
}
