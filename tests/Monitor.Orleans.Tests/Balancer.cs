using System.Collections.Concurrent;
using System.Net;
using Monitor.Server.Tests;

namespace Monitor.Orleans.Tests;

/// <summary>A proxy that looks at /health/ready five times a second, sends each request once to a silo that was ready, and notes what failed. Nothing is tried again.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<int, Caller> ready = new();
    private readonly Task looking;
    private int next;
    private int sent;

    public Balancer(IReadOnlyCollection<int> ports)
    {
        var callers = ports.ToDictionary(port => port, port => new Caller(port));
        looking = Task.WhenAll(callers.Select(each => Look(each.Key, each.Value)));
    }

    /// <summary>Requests that came to nothing, each with what was seen.</summary>
    public ConcurrentQueue<string> Failed { get; } = new();

    public int Sent => Volatile.Read(ref sent);

    public int Ready => ready.Count;

    /// <param name="ask">Gives the status, or throws.</param>
    public async Task Send(string what, Func<Caller, Task<HttpStatusCode>> ask)
    {
        var callers = ready.OrderBy(each => each.Key).Select(each => each.Value).ToArray();
        Interlocked.Increment(ref sent);
        if (callers.Length == 0)
        {
            Failed.Enqueue(what + ": no silo is ready");
            return;
        }

        try
        {
            var status = await ask(callers[(uint)Interlocked.Increment(ref next) % callers.Length]);
            if (status is not (HttpStatusCode.OK or HttpStatusCode.Created))
            {
                Failed.Enqueue($"{what}: {status}");
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            Failed.Enqueue($"{what}: {fault.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await looking;
        stop.Dispose();
    }

    private async Task Look(int port, Caller caller)
    {
        using var timer = new PeriodicTimer(LookEvery, TimeProvider.System);
        using var looker = new Caller(port);
        try
        {
            do
            {
                if (await IsReady(looker))
                {
                    ready[port] = caller;
                }
                else
                {
                    ready.TryRemove(port, out _);
                }
            }
            while (await timer.WaitForNextTickAsync(stop.Token));
        }
        catch (OperationCanceledException)
        {
            caller.Dispose();
        }
    }

    private static async Task<bool> IsReady(Caller caller)
    {
        try
        {
            using var answer = await caller.Http.GetAsync("/health/ready");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
