using System.Net;
using Monitor.Channels.Scenario;
using Monitor.Conformance.Journal;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>One server over a real Redis of its own, with connections between the two that can be cut; platforms and officers who ask again until they are answered.</summary>
public sealed class DisturbedServer : IAsyncLifetime
{
    private const string Inspector = "blr/whitefield-ps/inspector";

    private readonly TestFolder folder = new();
    private Running? running;

    internal RedisServer Redis { get; } = new();

    internal CutConnection Between { get; private set; } = null!;

    internal Caller Caller => running!.Caller;

    public async ValueTask InitializeAsync()
    {
        Between = new CutConnection(Redis.Port);
        running = await Running.Live(
            folder.Path, "--Journal:Kind=Redis", FormattableString.Invariant($"--Journal:Redis=127.0.0.1:{Between.Port},connectTimeout=30000,syncTimeout=30000"));
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
        {
            await running.DisposeAsync();
        }

        Between.Dispose();
        Redis.Dispose();
        folder.Dispose();
    }

    /// <summary>As a platform does it: what gets 503, or no answer, is sent again.</summary>
    internal Task Deliver(SignedBody body) => Wait.Until("the delivery is accepted", async () =>
    {
        var status = await Asked(() => Caller.Deliver(body));
        Assert.True(status is null or HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, status.ToString());
        return status == HttpStatusCode.OK;
    });

    internal async Task<HttpStatusCode> Ready()
    {
        using var answer = await Caller.Http.GetAsync("/health/ready");
        return answer.StatusCode;
    }

    /// <summary>A docket opened by hand, for an officer to answer on.</summary>
    internal async Task<string> Opened(string key)
    {
        var docket = "";
        var body = new { source = "call", category = "NOISE", by = Inspector, text = "Loudspeakers near the lake, told by " + key, unit = "blr/whitefield-ps" };
        await Wait.Until("the docket is opened", async () => await Asked(async () =>
        {
            var (status, content) = await Caller.Post("/api/complaints", body, ("Idempotency-Key", key));
            docket = status is HttpStatusCode.Created or HttpStatusCode.OK ? content.GetProperty("docket").GetString()! : "";
            return status;
        }) is not null && docket.Length > 0);
        return docket;
    }

    /// <summary>As a desk does that got no answer: the same words again under the same key, until they are taken.</summary>
    internal Task Reply(string docket) => Wait.Until("the answer is taken", async () => await Asked(async () =>
    {
        var words = new { text = "A patrol is on its way to " + docket, account = "x/1400000001", by = Inspector };
        var (status, content) = await Caller.Post($"/api/complaints/{docket}/reply", words, ("Idempotency-Key", "reply"));
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, content.ToString());
        return status;
    }) == HttpStatusCode.OK);

    /// <summary>Null for a question that was not answered at all.</summary>
    private static async Task<HttpStatusCode?> Asked(Func<Task<HttpStatusCode>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
