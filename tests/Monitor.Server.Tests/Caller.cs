using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Monitor.Channels.Scenario;
using Monitor.Server.Hosting;

namespace Monitor.Server.Tests;

/// <summary>Somebody who talks to a server over HTTP: a platform, a page, a script.</summary>
internal sealed class Caller(int port) : IDisposable
{
    public HttpClient Http { get; } = new(new MayBeGone()) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };

    public async Task<HttpStatusCode> Deliver(SignedBody body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, body.Path) { Content = new ByteArrayContent(body.Body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation(body.Header, body.Signature);
        using var answer = await Http.SendAsync(request);
        return answer.StatusCode;
    }

    public async Task<JsonElement> Get(string path)
    {
        using var answer = await Http.GetAsync(path);
        return await Read(answer);
    }

    /// <summary>Answers with status and content; headers as <c>(name, value)</c>.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Content)> Post(string path, object body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is HttpContent content ? content : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await Http.SendAsync(request);
        return (answer.StatusCode, await Read(answer));
    }

    /// <summary>Every item of a list, page by page.</summary>
    public async Task<List<JsonElement>> All(string path, int page = 200)
    {
        var items = new List<JsonElement>();
        string? next = null;
        do
        {
            var mark = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var answer = await Get($"{path}{mark}limit={page}{(next is null ? "" : "&after=" + Uri.EscapeDataString(next))}");
            items.AddRange(answer.GetProperty("items").EnumerateArray().Select(item => item.Clone()));
            next = answer.GetProperty("next").GetString();
        }
        while (next is not null);
        return items;
    }

    public async Task<Dictionary<string, double>> Metrics()
    {
        var text = await Http.GetStringAsync("/metrics");
        return text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until every delivery is decided on and every follower and the board stand at the head, twice in a row.</summary>
    public async Task Settled()
    {
        var before = -1.0;
        await Wait.Until("everything is decided on", async () =>
        {
            var metrics = await Metrics();
            var head = metrics["monitor_feed_head"];
            var still = metrics["monitor_intake_behind"] <= 0 && metrics["monitor_turns_waiting"] <= 0 && metrics["monitor_board_position"] >= head
                && metrics.Where(metric => metric.Key.StartsWith("monitor_follower_position", StringComparison.Ordinal)).All(metric => metric.Value >= head);
            var twice = still && before.Equals(head);
            before = still ? head : -1;
            return twice;
        });
    }

    public void Dispose() => Http.Dispose();

    private static async Task<JsonElement> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length > 0 && answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : JsonSerializer.SerializeToElement(text);
    }
}
