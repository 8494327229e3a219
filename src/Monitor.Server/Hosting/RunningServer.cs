using System.Text.Json;

namespace Monitor.Server.Hosting;

/// <summary>
/// The server that holds a data directory, found by the address that it leaves there. The lock gives the directory to one process; other commands talk to that one.
/// </summary>
public sealed class RunningServer(Uri address)
{
    private const string FileName = "server.url";

    /// <summary>Leaves the address in the directory for as long as the server runs.</summary>
    public static void Announce(string directory, string address) => File.WriteAllText(Path.Combine(directory, FileName), address);

    public static void Withdraw(string directory) => File.Delete(Path.Combine(directory, FileName));

    /// <summary>Null when no server answers for the directory.</summary>
    public static async Task<RunningServer?> Find(string directory, CancellationToken cancellation)
    {
        var file = Path.Combine(directory, FileName);
        if (!File.Exists(file) || !Uri.TryCreate(await File.ReadAllTextAsync(file, cancellation), UriKind.Absolute, out var address))
        {
            return null;
        }

        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        try
        {
            using var answer = await client.GetAsync("/health/live", cancellation);
            return answer.IsSuccessStatusCode ? new RunningServer(address) : null;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Asks the server to do it; gives its answer, or throws <see cref="InvalidOperationException"/> with what it said.</summary>
    public async Task<JsonElement> Ask(string path, object body, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromHours(1) };
        using var answer = await client.PostAsJsonAsync(path, body, cancellation);
        var content = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return answer.IsSuccessStatusCode
            ? content
            : throw new InvalidOperationException(content.TryGetProperty("detail", out var detail) ? detail.GetString() : content.ToString());
    }
}
