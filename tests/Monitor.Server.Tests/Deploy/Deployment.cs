using Monitor.Conformance;
using Xunit;

namespace Monitor.Server.Tests.Deploy;

/// <summary>
/// What docker-compose.yml starts, by hand on 127.0.0.1: the published program, Debian's redis-server and nginx, each by the script and with the settings of its image. This build
/// has one server instead of three silos.
/// </summary>
public sealed class Deployment : IAsyncLifetime
{
    private const string Password = "0123456789abcdef";

    private readonly TestFolder folder = new();
    private readonly int webPort = FreePort.Take();
    private readonly int redisPort = FreePort.Take();
    private Script? redis;
    private Script? server;
    private Script? proxy;

    internal int ProxyPort { get; } = FreePort.Take();

    internal int WebPort => webPort;

    /// <summary>Through the proxy.</summary>
    internal Caller Caller { get; private set; } = null!;

    /// <summary>Past the proxy, as the administrator on the machine.</summary>
    internal Caller Direct { get; private set; } = null!;

    internal Script Redis => redis ?? throw new InvalidOperationException("Redis was not started.");

    internal Script Server => server ?? throw new InvalidOperationException("The server was not started.");

    internal string Program => folder.Sub("app");

    internal string Secrets => folder.Sub("secrets");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Secrets);
        await File.WriteAllTextAsync(Path.Combine(Secrets, "redis-password"), Password + "\n");
        foreach (var setting in Doors.Settings)
        {
            var (name, value) = (setting[2..setting.IndexOf('=', StringComparison.Ordinal)], setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            await File.WriteAllTextAsync(Path.Combine(Secrets, name.Replace(":", "__", StringComparison.Ordinal)), value);
        }

        (Caller, Direct) = (new Caller(ProxyPort), new Caller(webPort));
        try
        {
            await Publish();
            StartRedis();
            await Wait.Until("Redis answers", () => Answers(Redis, RedisSettings()));
            StartServer();
            proxy = StartProxy(ProxyPort, folder.Sub("proxy"), $"127.0.0.1:{webPort}");
            await Ready();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    internal void StartServer()
    {
        var settings = Composition.Environment("silo1");
        settings["Urls"] = $"http://127.0.0.1:{webPort}";
        settings["Data__Directory"] = folder.Sub("data");
        settings["Journal__Redis"] = settings["Journal__Redis"].Replace("redis:6379", $"127.0.0.1:{redisPort}", StringComparison.Ordinal);
        settings["MONITOR_SECRETS"] = Secrets;
        settings["Silo__Address"] = "127.0.0.1";
        server?.Dispose();
        server = Script.Start(Path.Combine(Program, "silo.sh"), settings);
    }

    /// <summary>The server is ready, and the proxy knows it.</summary>
    internal Task Ready() => Wait.Until("the server is ready behind the proxy", async () =>
    {
        if (Server.HasExited)
        {
            throw new InvalidOperationException("The server ended by itself:" + Environment.NewLine + Server.Said);
        }

        try
        {
            using var answer = await Caller.Http.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return proxy?.HasExited == true ? throw new InvalidOperationException("nginx ended by itself:" + Environment.NewLine + proxy.Said) : false;
        }
    }, TimeSpan.FromMinutes(3));

    /// <param name="hosts">Null: as the composition has it.</param>
    internal static Script StartProxy(int port, string run, string silos, string? hosts = null)
    {
        var settings = Composition.Environment("proxy");
        (settings["PROXY_LISTEN"], settings["PROXY_FOLDER"], settings["PROXY_SILOS"]) = ($"127.0.0.1:{port}", run, silos);
        settings["PROXY_HOSTS"] = hosts ?? settings["PROXY_HOSTS"];
        return Script.Start(Deploy("proxy.sh"), settings);
    }

    internal static string Deploy(string name) => Path.Combine(Composition.Root, "deploy", name);

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        Direct.Dispose();
        foreach (var script in new[] { proxy, server, redis })
        {
            if (script is { HasExited: false })
            {
                script.Signal("CONT");
                await script.Stop();
            }

            script?.Dispose();
        }

        folder.Dispose();
    }

    /// <summary>With what these tests were built with, so that nothing is compiled again.</summary>
    private Task Publish()
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).StartsWith("release", StringComparison.Ordinal) ? "Release" : "Debug";
        return Script.Run(Deploy("publish.sh"), new Dictionary<string, string> { ["CONFIGURATION"] = configuration }, Program, "--no-build");
    }

    /// <summary>Redis's environment in the composition, with another folder and port.</summary>
    internal Dictionary<string, string> RedisSettings(string folder, int port)
    {
        var settings = Composition.Environment("redis");
        settings["REDIS_BIND"] = "127.0.0.1";
        settings["REDIS_PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        settings["REDIS_FOLDER"] = Directory.CreateDirectory(folder).FullName;
        settings["MONITOR_SECRETS"] = Secrets;
        return settings;
    }

    /// <summary>Of the Redis of this deployment.</summary>
    internal Dictionary<string, string> RedisSettings() => RedisSettings(folder.Sub("redis"), redisPort);

    private void StartRedis() => redis = Script.Start(Deploy("redis.sh"), RedisSettings());

    /// <summary>Whether Redis has loaded its file and answers, as its health check asks it.</summary>
    internal static async Task<bool> Answers(Script redis, Dictionary<string, string> settings)
    {
        if (redis.HasExited)
        {
            throw new InvalidOperationException("Redis ended by itself:" + Environment.NewLine + redis.Said);
        }

        try
        {
            await Script.Run(Deploy("redis-ready.sh"), settings);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
