using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Monitor.Conformance;
using Monitor.Core.Board;

namespace Monitor.Browser.Feed;

/// <summary>
/// The live contract (design section 9) played by hand: a server that shows the built dashboards and says on the hub exactly what a test tells it to.
/// It can fall silent with the connection open, stop, and start again on the same port.
/// </summary>
public sealed class FakeFeed : IAsyncDisposable
{
    WebApplication? app;
    CancellationTokenSource beating = new();
    Task beats = Task.CompletedTask;
    long beatsFrom;

    FakeFeed(Scene scene) => Scene = scene;

    public Scene Scene { get; private set; }
    public int To { get; private set; } = 100;
    public string Build { get; set; } = "test-1";

    /// <summary>What the wall's page says of which build it is; null: nothing.</summary>
    public string? PageBuild { get; set; }
    public int WallsGiven { get; private set; }
    public int Port { get; } = FreePort.Take();
    public string Address => $"http://127.0.0.1:{Port}";
    public int SnapshotsAsked { get; private set; }

    /// <summary>Connections are taken, but nothing at all is said on them.</summary>
    public bool Mute { get; set; }

    /// <summary>Beats come, but no snapshot that is asked for.</summary>
    public bool WithholdsSnapshots { get; set; }

    /// <summary>The server's instant: that of the scene plus the time since, at its rate.</summary>
    public DateTimeOffset Now => Scene.Now + TimeProvider.System.GetElapsedTime(beatsFrom) * Scene.Rate;

    public static async Task<FakeFeed> Start(Scene scene)
    {
        FakeFeed feed = new(scene) { beatsFrom = TimeProvider.System.GetTimestamp() };
        await feed.Open();
        feed.Beats();
        return feed;
    }

    public async Task Open()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Port}");
        builder.Services.AddSingleton(this);
        builder.Services.AddRouting();
        builder.Services.AddSignalR().AddJsonProtocol(o => Configure(o.PayloadSerializerOptions));
        builder.Services.ConfigureHttpJsonOptions(o => Configure(o.SerializerOptions));
        app = builder.Build();
        Pages(app);
        app.MapHub<FakeHub>("/live/board");
        FakeApi.Map(app, this);
        await app.StartAsync();
    }

    /// <summary>The process is gone: connections break, the port is free.</summary>
    public async Task Close()
    {
        if (app is null) return;
        using CancellationTokenSource atOnce = new();
        await atOnce.CancelAsync();
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
        app = null;
    }

    /// <summary>No beat any more, though the connection stays open; when the task has ended, none is sent that was begun before either.</summary>
    public async Task StopBeats()
    {
        await beating.CancelAsync();
        await beats;
    }

    public void Beats()
    {
        Mute = false;
        beating.Cancel();
        beating = new CancellationTokenSource();
        beats = BeatEachSecond(beating.Token);
    }

    async Task BeatEachSecond(CancellationToken stop)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1), TimeProvider.System);
        try
        {
            do await Beat();
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Silence was asked for.
        }
    }

    public Task Beat() => Send("beat", NewBeat());

    internal object NewBeat() => new { now = Now, rate = Scene.Rate, to = To, vitals = Scene.VitalsAt(Now) };

    /// <summary>What the next beats and snapshots say; nothing is sent for it.</summary>
    public void Vary(Func<Scene, Scene> change) => Scene = change(Scene);

    /// <summary>Another moment of the same control room; told by a snapshot.</summary>
    public async Task Show(Scene scene)
    {
        Scene = scene;
        beatsFrom = TimeProvider.System.GetTimestamp();
        To++;
        await Send("snapshot", Snapshot());
        await Beat();
    }

    /// <summary>A frame with the given parts; <paramref name="lose"/> frames before it are lost on the way.</summary>
    public Task Frame(object changes, Func<Wall, Wall> board, int lose = 0)
    {
        Scene = Scene.With(board);
        int from = To + lose;
        To = from + 1;
        return Send("frame", new { from, to = To, changes });
    }

    public object Snapshot() =>
        new { to = To, now = Now, rate = Scene.Rate, board = Scene.Board, names = Scenes.Names, epoch = "fake", build = Build };

    internal object Asked()
    {
        SnapshotsAsked++;
        return Snapshot();
    }

    /// <summary>A sign that the connection lives, which tells nothing: pages take it as they take SignalR's ping, and it comes when a test wants it.</summary>
    public Task Pulse() => app is { } open ? SendAll(open, "pulse", "") : Task.CompletedTask;

    Task Send(string name, object what) => Mute || app is not { } open ? Task.CompletedTask : SendAll(open, name, what);

    static async Task SendAll(WebApplication open, string name, object what)
    {
        try
        {
            await open.Services.GetRequiredService<IHubContext<FakeHub>>().Clients.All.SendAsync(name, what);
        }
        catch (ObjectDisposedException)
        {
            // The server was stopped while a beat was on its way.
        }
    }

    static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }

    /// <summary>The dashboards as the server serves them, under the strictest content policy.</summary>
    void Pages(WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
            return context.Request.Path == "/wall" && PageBuild is { } build ? Wall(context.Response, build) : next(context);
        });
        foreach ((string path, string folder) in new[] { ("/wall", "wall"), ("", "start") })
        {
            PhysicalFileProvider files = new(Repository.Dashboards(folder));
            app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files, RequestPath = path, RedirectToAppendTrailingSlash = false });
            app.UseStaticFiles(new StaticFileOptions { FileProvider = files, RequestPath = path });
        }
        app.UseRouting();
    }

    Task Wall(HttpResponse response, string build)
    {
        WallsGiven++;
        response.ContentType = "text/html";
        string html = File.ReadAllText(Path.Combine(Repository.Dashboards("wall"), "index.html"));
        return response.WriteAsync(html.Replace("</head>", $"""<meta name="build" content="{build}" /></head>""", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await beating.CancelAsync();
        beating.Dispose();
        await Close();
    }
}

/// <summary>The hub's methods; what is sent is the feed's matter.</summary>
public sealed class FakeHub(FakeFeed feed) : Hub
{
    public async Task Watch(string room)
    {
        if (room is not ("wall" or "map" or "trend" or "start")) throw new HubException($"no room {room}");
        if (!feed.Mute && !feed.WithholdsSnapshots) await Clients.Caller.SendAsync("snapshot", feed.Snapshot());
        // Sooner than the next second: nobody tests how long that is.
        if (!feed.Mute) await Clients.Caller.SendAsync("beat", feed.NewBeat());
    }

    public Task Snapshot() => feed.Mute || feed.WithholdsSnapshots ? Task.CompletedTask : Clients.Caller.SendAsync("snapshot", feed.Asked());

    public Task Alive(object told) => told is null ? throw new HubException("Alive tells view, lang, heapMb and build") : Task.CompletedTask;
}
