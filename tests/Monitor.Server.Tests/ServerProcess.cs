using System.Diagnostics;
using System.Text;

namespace Monitor.Server.Tests;

/// <summary>A live server as a process of its own, so that it can be killed at any instant.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();

    private ServerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static ServerProcess Start(string directory, int port, params string[] more) => Start(directory, port, new Dictionary<string, string>(), more);

    /// <param name="environment">Added to that of the tests.</param>
    public static ServerProcess Start(string directory, int port, IReadOnlyDictionary<string, string> environment, params string[] more) => new(Executable.Start(
        ["--Demo:Enabled=false", "--Dashboards:Build=false", "--Data:Directory=" + directory, $"--Urls=http://127.0.0.1:{port}", .. Doors.Settings, .. more], environment));

    /// <summary>What it has written so far.</summary>
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

    /// <summary>Sends a signal: STOP, CONT, TERM.</summary>
    public void Signal(string name)
    {
        using var sent = Process.Start("kill", ["-" + name, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        sent.WaitForExit();
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public async Task<int> Ended()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public Task Ready(Caller caller, TimeSpan? longest = null) => Wait.Until("the server answers", async () =>
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException($"The server ended by itself with {process.ExitCode}:{Environment.NewLine}{Said}");
        }

        try
        {
            return await caller.Http.GetStringAsync("/health/ready") == "ready";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }, longest);

    /// <summary><c>kill -9</c>: no handler of the process runs any more.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
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
