using Monitor.Runtime.Intake;
using Monitor.Server.Hosting;
using Monitor.Server.Live;

namespace Monitor.Server.Web;

/// <summary>Health, metrics, and what they read.</summary>
public static class HealthApi
{
    private static readonly TimeSpan HeadsPatience = TimeSpan.FromSeconds(1);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", (HttpResponse response, MonitorNode node) =>
        {
            response.Headers[RunningServer.RunHeader] = node.RunName;
            return Results.Text("live");
        }).WithTags("operations").WithSummary("The process answers");
        app.MapGet("/health/ready", (MonitorNode node) => node.NotReady() is { } why ? Problems.Of(503, "not-ready", why) : Results.Text("ready"))
            .WithTags("operations").WithSummary("Ready to take deliveries and commands");
        app.MapGet("/metrics", async (Metrics metrics, CancellationToken cancellation) =>
                Results.Text(await metrics.Write(cancellation), "application/openmetrics-text; version=1.0.0; charset=utf-8"))
            .WithTags("operations").WithSummary("OpenMetrics");
    }

    public static void Describe(Metrics metrics, MonitorNode node, WallsAlive walls)
    {
        var engine = node.Engine;
        var heads = new Heads(0, 0, 0);
        metrics.AskFirst(async cancellation => heads = await Known(node, heads, cancellation));
        metrics.Counter("monitor_deliveries_accepted", "Deliveries stored since the start.", () => node.Intake.Count);
        metrics.Gauge("monitor_intake_head", "Last intake number.", () => heads.Intake);
        metrics.Gauge("monitor_intake_behind", "Deliveries stored and not yet decided on; on a silo that does not run the intake, by its checkpoint of each second.", () =>
            Math.Max(0, heads.Intake - (engine.IsHere(IntakePipeline.Source) ? engine.Intake.Position : heads.Decided)));
        metrics.Counter("monitor_repeats_absorbed", "Posts that came a second time.", () => engine.Intake.Counts.Repeats);
        metrics.Counter("monitor_deliveries_unreadable", "Signed deliveries, or parts of them, that could not be parsed; stored, and listed by GET /api/parked.", () =>
            engine.Intake.Counts.Unreadable);
        metrics.Gauges("monitor_items_unknown", "Items of kinds that this build does not know, since the start.", () =>
            engine.Intake.Unknown.All.Select(kind => ($"channel=\"{ChannelName.Of(kind.Channel)}\",kind=\"{kind.Kind}\"", (double)kind.Count)));
        metrics.Gauges("monitor_items_parked", "Items that wait for a post that is not known yet, by kind; GET /api/parked lists them.", () =>
            engine.Intake.Parked.Select(kind => ($"kind=\"{kind.Key.ToString().ToLowerInvariant()}\"", (double)kind.Value)));
        metrics.Counters("monitor_items_given_up", "Items whose post never came, since the start: states, reactions and deletions after 8 days, others after 180.", () =>
            engine.Intake.Expired.Select(kind => ($"kind=\"{kind.Key.ToString().ToLowerInvariant()}\"", (double)kind.Value)));
        metrics.Gauge("monitor_feed_head", "Last position of the feed.", () => heads.Feed);
        metrics.Gauge("monitor_board_position", "Position the board stands at.", () => node.Board.Read(board => board.Position));
        metrics.Gauge("monitor_complaints_open", "Open complaints.", () => node.Board.Read(board => board.Open));
        metrics.Gauge("monitor_turns_waiting", "Turns that wait in all shards.", () => engine.Grains.Waiting);
        metrics.Gauge("monitor_deadlines_queued", "Deadlines of the coming minutes in memory.", () => engine.Sweeper.Load.Queued);
        metrics.Gauge("monitor_streams_quarantined", "Streams whose events do not fit this build.", () => engine.Grains.Faults.Quarantined.Count);
        metrics.Gauge("monitor_heap_bytes", "Memory of live and not yet collected objects.", () => GC.GetTotalMemory(forceFullCollection: false));
        metrics.Gauge("monitor_walls_alive", "Walls whose page said within a minute that it runs.", () => walls.Alive);
        metrics.Gauge("monitor_walls_dead", "Walls that are connected but silent.", () => walls.Dead);
        metrics.Gauge("monitor_disk_full", "1 while the journal's disk is full.", () => node.DiskFull ? 1 : 0);
        if (node.Pulse is { } pulse)
        {
            metrics.Gauge("monitor_redis_away", "1 while Redis does not answer.", () => pulse.Away is null ? 0 : 1);
            metrics.Gauge("monitor_clock_ahead_seconds", "This machine's clock against Redis's; over 1 or under -1 is an alert.", () => pulse.Ahead.TotalSeconds);
        }

        metrics.Counter("monitor_gc_collections", "Garbage collections since the start.", () => GC.CollectionCount(0));
        metrics.Counter("monitor_gc_pause_seconds", "Time that the process stood still for them.", () => GC.GetTotalPauseDuration().TotalSeconds);
        metrics.Counter("monitor_allocated_bytes", "Memory allocated since the start.", () => GC.GetTotalAllocatedBytes());
        metrics.Gauges("monitor_lateness_seconds", "Deadlines: ran against due, last five minutes.", () =>
        {
            var recent = engine.Sweeper.Ledger.Recent(5);
            return [("quantile=\"0.5\"", recent.P50Ms / 1000), ("quantile=\"0.99\"", recent.P99Ms / 1000), ("quantile=\"1\"", recent.MaxMs / 1000)];
        });
        metrics.Gauge("monitor_lateness_wakes", "Deadlines that were met in the last five minutes.", () => engine.Sweeper.Ledger.Recent(5).Count);
        metrics.Gauges("monitor_loop_here", "Loops of a cluster that this silo runs.", () => engine.LoopsHere.Select(loop => ($"loop=\"{loop}\"", 1.0)));
        metrics.Gauges("monitor_follower_position", "Position of each follower.", () =>
            engine.Reactors.Where(reactor => engine.IsHere(reactor.Name)).Select(reactor => ($"follower=\"{reactor.Name}\"", (double)reactor.Position)));
    }

    /// <summary>Where the journal ends; while Redis is away nobody waits for it to tell how things stand.</summary>
    private static async Task<Heads> Known(MonitorNode node, Heads before, CancellationToken cancellation)
    {
        if (node.Pulse?.Away is not null)
        {
            return before;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(HeadsPatience);
        async Task<Heads> Ask() => new(
            await node.Journal.Head(patience.Token),
            await node.Journal.IntakeHead(patience.Token),
            (await node.Journal.CheckpointOf(IntakePipeline.Source, patience.Token)).Position);
        try
        {
            return await Ask().WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return before;
        }
    }

    /// <param name="Decided">Up to this delivery the intake, wherever it runs, has said that it decided.</param>
    private readonly record struct Heads(long Feed, long Intake, long Decided);
}
