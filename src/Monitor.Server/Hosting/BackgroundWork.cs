using System.Threading.Channels;
using Monitor.Server.Live;
using Monitor.Server.Web;

namespace Monitor.Server.Hosting;

/// <summary>Everything that runs beside the web server: the engine, the board's publisher, the demo, the clean-up. A loop that ends by itself ends the process, loudly.</summary>
public sealed class BackgroundWork(WebApplication app, OpenedNode opened, TimeProvider time)
{
    private readonly CancellationTokenSource stop = new();
    private Task work = Task.CompletedTask;

    public void Begin()
    {
        var node = opened.Node;
        HealthApi.Describe(app.Services.GetRequiredService<Metrics>(), node, app.Services.GetRequiredService<WallsAlive>());
        var cleanUp = new CleanUp(
            node.Journal, node.Clock, time, fault => app.Logger.LogWarning("The clean-up is tried again in ten minutes: {Fault}", fault.Message));
        var publisher = app.Services.GetRequiredService<BoardPublisher>();
        List<Task> loops =
        [
            Guarded("engine", () => node.Run(stop.Token)),
            Guarded("board", () => node.Board.Run(stop.Token)),
            Guarded("walls", () => publisher.Run(stop.Token)),
            Guarded("oversight", () => node.Engine.OnOne("oversight", one => new OversightWatch(node, time).Run(one), stop.Token)),
            Guarded("clean-up", () => node.Engine.OnOne("clean-up", cleanUp.Run, stop.Token)),
            Guarded("journal", () => node.Pulse?.Run(stop.Token) ?? Task.CompletedTask),
        ];
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var at = app.Urls.First();
            if (opened.Directory is { } directory)
            {
                RunningServer.Announce(directory, at, opened.Node.RunName);
            }

            if (opened.Demo is { } demo)
            {
                demo.ListensAt(new Uri(at));
                loops.Add(Guarded("demo", () => demo.Run(app.Lifetime.ApplicationStopping)));
            }

            work = Task.WhenAll(loops);
        });
        app.Lifetime.ApplicationStopped.Register(() => End().GetAwaiter().GetResult());
    }

    private async Task End()
    {
        await stop.CancelAsync();
        await work;
        await Ended("board", opened.Node.Board.Save);
        await Ended("hold on Redis", () => opened.Node.Pulse?.End() ?? Task.CompletedTask);
        await Ended("journal", () => opened.Node.Journal.DisposeAsync().AsTask());
        if (opened.Directory is { } directory)
        {
            await Ended("address", () => Task.Run(() => RunningServer.Withdraw(directory)));
        }
    }

    /// <summary>What cannot be ended in order must not keep the rest: a next start finds the lock and the hold free.</summary>
    private async Task Ended(string what, Func<Task> end)
    {
        try
        {
            await end();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            app.Logger.LogWarning("The {What} could not be closed in order: {Fault}", what, fault.Message);
        }
    }

    private async Task Guarded(string name, Func<Task> loop)
    {
        try
        {
            await Task.Run(loop);
        }
        catch (Exception fault) when (fault is OperationCanceledException or HttpRequestException && app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The demo stops before the door that it posts to closes.
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop.
        }
        catch (ChannelClosedException) when (stop.IsCancellationRequested)
        {
            // Asked to stop, and the engine closed its queues first.
        }
        catch (Exception fault)
        {
            app.Logger.LogCritical(fault, "The {Loop} ended; the process stops so that it is started anew", name);
            Environment.ExitCode = 1;
            app.Lifetime.StopApplication();
        }
    }
}
