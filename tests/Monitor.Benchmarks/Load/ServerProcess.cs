using System.Diagnostics;
using System.Globalization;

namespace Monitor.Benchmarks.Load;

/// <summary>The real server as a process of its own, on a data directory of its own, live (no demo), with secrets that only this run knows.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    public const string Secret = "benchmark-secret";

    private readonly Process process;

    private ServerProcess(Process process, int port, string directory)
    {
        this.process = process;
        Port = port;
        Directory = directory;
    }

    public int Port { get; }

    public string Directory { get; }

    public int Id => process.Id;

    public long MemoryBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Time that the processors have worked for it.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Its metrics by name and labels.</summary>
    public async Task<IReadOnlyDictionary<string, double>> Metrics()
    {
        using var client = new HttpClient();
        var text = await client.GetStringAsync($"http://127.0.0.1:{Port}/metrics");
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>A clean stop; <see cref="DisposeAsync"/> alone kills it.</summary>
    public async Task Stop()
    {
        using var asked = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
    }

    public static async Task<ServerProcess> Start(string directory, int port, CancellationToken cancellation, params string[] settings)
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory + "/."))!;
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Monitor.Server", configuration, "Monitor.Server");
        var start = new ProcessStartInfo(Path.GetFullPath(program)) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] fixedSettings =
        [
            $"--Urls=http://127.0.0.1:{port}", $"--Data:Directory={directory}", "--Demo:Enabled=false", $"--Channels:X:ConsumerSecret={Secret}",
            $"--Channels:Facebook:AppSecret={Secret}", $"--Channels:Instagram:AppSecret={Secret}", $"--Channels:WhatsApp:AppSecret={Secret}", "--Logging:LogLevel:Default=Warning",
        ];
        foreach (var setting in (string[])["serve", .. fixedSettings, .. settings])
        {
            start.ArgumentList.Add(setting);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The server does not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, port, directory);
        await server.Ready(cancellation);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task Ready(CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        while (!cancellation.IsCancellationRequested)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The server ended with {process.ExitCode} before it was ready.");
            }

            try
            {
                using var answer = await client.GetAsync("/health/ready", cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
        }
    }
}
