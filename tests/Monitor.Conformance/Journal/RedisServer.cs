using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Monitor.Conformance.Journal;

/// <summary>A real redis-server of a test's own, on a free port of 127.0.0.1, that syncs every write.</summary>
public sealed class RedisServer : IDisposable
{
    private Process process;

    /// <param name="dump">A dump.rdb to begin with.</param>
    public RedisServer(string? dump = null)
    {
        if (dump is null)
        {
            process = Start("--appendonly", "yes");
            return;
        }
        // With an append-only file asked for and none there, Redis begins empty: so the dump is loaded first, then the file switched on.
        File.Copy(dump, Path.Combine(Folder, "dump.rdb"));
        process = Start("--appendonly", "no");
        Command("CONFIG", "SET", "appendonly", "yes");
    }

    public int Port { get; } = FreePort.Take();

    public string Folder { get; } = Directory.CreateTempSubdirectory("monitor-redis-").FullName;

    /// <summary>A busy machine answers late: what is refused or cut is told at once all the same.</summary>
    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port},connectTimeout=30000,syncTimeout=30000,abortConnect=true");

    /// <summary>Ends the process as power would.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>The process takes no step any more; connections to it stay open and nobody is answered.</summary>
    public void StandStill() => Signal("STOP");

    public void GoOn() => Signal("CONT");

    /// <summary>Ends the process that saves or writes the file anew for it, as soon as there is one; gives up when what should start it has ended.</summary>
    public async Task EndChild(string signal, Task work)
    {
        var children = FormattableString.Invariant($"/proc/{process.Id}/task/{process.Id}/children");
        while (!work.IsCompleted)
        {
            if (File.ReadAllText(children).Trim() is { Length: > 0 } child)
            {
                Signal(signal, child);
                return;
            }
            await Task.Yield();
        }
    }

    private void Signal(string name) => Signal(name, process.Id.ToString(CultureInfo.InvariantCulture));

    private static void Signal(string name, string id)
    {
        using var kill = Process.Start("kill", ["-" + name, id]);
        kill.WaitForExit();
    }

    /// <param name="more">Settings for this start, as on its command line.</param>
    public void Restart(params string[] more) => process = Start(["--appendonly", "yes", .. more]);

    /// <summary>A command over a connection of its own, as an operator would give it.</summary>
    public string Command(params string[] words)
    {
        using var client = new TcpClient("127.0.0.1", Port);
        using var stream = client.GetStream();
        using var writer = new StreamWriter(stream) { AutoFlush = true };
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"*{words.Length}\r\n") + string.Concat(words.Select(w => string.Create(CultureInfo.InvariantCulture,
            $"${w.Length}\r\n{w}\r\n"))));
        using var reader = new StreamReader(stream);
        return reader.ReadLine() ?? "";
    }

    private Process Start(params string[] more)
    {
        var started = Process.Start(new ProcessStartInfo("redis-server", [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", Folder, "--save", "", "--appendfsync", "always",
            "--auto-aof-rewrite-min-size", "256mb", .. more])
        {
            RedirectStandardOutput = true,
        })!;
        while (started.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                // Read on, or the pipe fills and stops it.
                _ = started.StandardOutput.ReadToEndAsync();
                return started;
            }
        }
        throw new InvalidOperationException("redis-server did not start. Install Debian's redis-server.");
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(Folder, recursive: true);
    }
}
