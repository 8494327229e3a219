using System.Diagnostics;
using System.Globalization;

namespace Monitor.Benchmarks.Load;

/// <summary>A redis-server as deploy/redis.sh starts it; disposed of, it is killed.</summary>
public sealed class RedisProcess : IAsyncDisposable
{
    private readonly Process process;

    public RedisProcess(int port, string folder)
    {
        var start = new ProcessStartInfo(Path.Combine("deploy", "redis.sh")) { RedirectStandardOutput = true };
        start.Environment["REDIS_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["REDIS_FOLDER"] = folder;
        start.Environment["MONITOR_SECRETS"] = folder;
        process = Process.Start(start) ?? throw new InvalidOperationException("Redis does not start.");
        _ = process.StandardOutput.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
