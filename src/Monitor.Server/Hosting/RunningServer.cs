using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;
using Monitor.Server.Web;

namespace Monitor.Server.Hosting;

/// <summary>
/// The server that holds a data directory, found by the address that it leaves there. The lock gives the directory to one process; other commands talk to that one.
/// </summary>
public sealed class RunningServer(Uri address)
{
    private const string FileName = "server.url";

    /// <summary>Of the answer that says which run of which server it is.</summary>
    public const string RunHeader = "Monitor-Run";

    /// <summary>Leaves the address in the directory for as long as the server runs.</summary>
    /// <param name="run">A name that no other run has: what a killed server leaves behind may be another's address by now.</param>
    public static void Announce(string directory, string address, string run) =>
        File.WriteAllLines(Path.Combine(directory, FileName), [address, run]);

    public static void Withdraw(string directory) => File.Delete(Path.Combine(directory, FileName));

    /// <summary>Null when no server answers for the directory.</summary>
    public static async Task<RunningServer?> Find(string directory, CancellationToken cancellation)
    {
        var file = Path.Combine(directory, FileName);
        if (!File.Exists(file) || await File.ReadAllLinesAsync(file, cancellation) is not [var at, var run] || !Uri.TryCreate(at, UriKind.Absolute, out var address))
        {
            return null;
        }

        using var client = new HttpClient(new MayBeGone(IsOwn(address))) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        try
        {
            using var answer = await client.GetAsync("/health/live", cancellation);
            return answer.IsSuccessStatusCode && answer.Headers.TryGetValues(RunHeader, out var runs) && runs.Contains(run) ? new RunningServer(address) : null;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Whether nobody but this machine can answer there: the name of the run then proves which server it is, as no certificate for 127.0.0.1 would.</summary>
    private static bool IsOwn(Uri address) => address.IsLoopback || (IPAddress.TryParse(address.DnsSafeHost, out var ip)
        && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)
            || NetworkInterface.GetAllNetworkInterfaces().SelectMany(each => each.GetIPProperties().UnicastAddresses).Any(each => each.Address.Equals(ip))));

    /// <summary>Asks the server to do it; gives its answer, or throws <see cref="InvalidOperationException"/> with what it said.</summary>
    /// <param name="progress">0 to 1, told while it works where it can say; an answer that is long in coming is waited for.</param>
    public async Task<JsonElement> Ask(string path, object body, CancellationToken cancellation, IProgress<double>? progress = null)
    {
        using var client = new HttpClient(new MayBeGone(IsOwn(address))) { BaseAddress = address, Timeout = TimeSpan.FromHours(1) };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (progress is not null)
        {
            request.Headers.Accept.ParseAdd(Progressing.ContentType);
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        var kind = answer.Content.Headers.ContentType?.MediaType ?? "";
        if (kind == Progressing.ContentType)
        {
            return await Follow(answer, progress, cancellation);
        }

        return kind.EndsWith("json", StringComparison.Ordinal)
            ? Told(answer.IsSuccessStatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation))
            : throw new InvalidOperationException($"The server at {address} answered {(int)answer.StatusCode} and nothing that can be read.");
    }

    private async Task<JsonElement> Follow(HttpResponseMessage answer, IProgress<double>? progress, CancellationToken cancellation)
    {
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            var said = JsonSerializer.Deserialize<JsonElement>(line);
            if (said.TryGetProperty("status", out var status))
            {
                return Told(status.GetInt32() < 400, said.GetProperty("answer"));
            }

            progress?.Report(said.GetProperty("done").GetDouble());
        }

        throw new InvalidOperationException($"The server at {address} stopped before it was done.");
    }

    private static JsonElement Told(bool done, JsonElement content) =>
        done ? content : throw new InvalidOperationException(content.TryGetProperty("detail", out var detail) ? detail.GetString() : content.ToString());
}
