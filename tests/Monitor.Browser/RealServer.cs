using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using Monitor.Conformance;
using Xunit;

namespace Monitor.Browser;

/// <summary>
/// Monitor itself as a newcomer starts it, as a process of its own: a demo on SQLite in a folder of its own, on a free port; a district's night if nothing else is said.
/// </summary>
public sealed class RealServer : IAsyncLifetime
{
    /// <summary>The last line of the greeting: the server listens.</summary>
    const string LastWord = "Go live:";

    readonly string folder = Directory.CreateTempSubdirectory("monitor-browser-").FullName;
    readonly StringBuilder said = new();
    readonly int port = FreePort.Take();
    readonly string[] scenario;
    Process? process;

    public RealServer() : this("bareilly-night", "00:40")
    {
    }

    RealServer(string scenario, string from) => this.scenario = ["--Demo:Scenario=" + scenario, "--Demo:From=" + from];

    /// <summary>Another scenario, at the rate with which it starts.</summary>
    public static async Task<RealServer> Of(string scenario, string from)
    {
        RealServer server = new(scenario, from);
        await server.Start();
        return server;
    }

    public string Address => $"http://127.0.0.1:{port}";

    public HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync()
    {
        // What the server says of unbuilt pages would be found much later, as a wall that never comes.
        _ = Repository.Dashboards("wall");
        await Start();
        await Rate(1);
    }

    /// <summary>Returns once it listens.</summary>
    public async Task Start()
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "Monitor.Server"), [
            $"--Urls={Address}", "--Dashboards:Build=false", "--Data:Directory=" + Path.Combine(folder, "data"), .. scenario,
        ]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        process = Process.Start(start)!;
        TaskCompletionSource listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(string? line)
        {
            lock (said) said.AppendLine(line);
            if (line?.Contains(LastWord, StringComparison.Ordinal) == true) listens.TrySetResult();
            if (line is null) listens.TrySetException(new InvalidOperationException($"The server ended:{Environment.NewLine}{said}"));
        }
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => { lock (said) said.AppendLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await listens.Task.WaitAsync(TimeSpan.FromSeconds(120), TimeProvider.System);
    }

    /// <summary>As <c>kill -9</c>: the server can say goodbye to nobody.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>As a process that hangs: its connections stay open, and nothing is said on them.</summary>
    public Task Freeze() => Signal("STOP");

    public Task GoOn() => Signal("CONT");

    async Task Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-" + name, $"{process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Sets the demo's rate.</summary>
    public async Task Rate(int rate, bool paused = false)
    {
        using HttpResponseMessage answer = await Http.PostAsJsonAsync(new Uri(Address + "/api/demo"), new { rate, paused });
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await Kill();
        process?.Dispose();
        Http.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
