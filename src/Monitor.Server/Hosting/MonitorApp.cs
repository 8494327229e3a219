using Microsoft.AspNetCore.SignalR;
using Monitor.Channels;
using Monitor.Classifier;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Server.Api;
using Monitor.Server.Dashboards;
using Monitor.Server.Live;
using Monitor.Server.Settings;
using Monitor.Server.Web;

namespace Monitor.Server.Hosting;

/// <summary>Puts the server together: settings, node, web. Tests and benchmarks start it as the command does.</summary>
public static class MonitorApp
{
    /// <summary>Once a silo has drained: its last requests, its grains, its loops.</summary>
    private static readonly TimeSpan LeavesWithin = TimeSpan.FromSeconds(60);

    /// <param name="settings">As on the command line: <c>--Name value</c> or <c>--Name=value</c>.</param>
    /// <param name="say">Where the start tells what it does.</param>
    /// <exception cref="WrongSettingException">A setting is wrong; the message names the fix.</exception>
    public static async Task<WebApplication> Build(string[] settings, TimeProvider time, Action<string> say, CancellationToken cancellation)
    {
        var steps = new StartSteps(time, say);
        SettingReader.RefuseStray(settings);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        var (options, channels) = SettingReader.Read(builder.Configuration);
        time = options.Silo.ClockAheadSeconds is not 0 and var ahead ? new SkewedTime(time, TimeSpan.FromSeconds(ahead)) : time;
        steps.Done("Settings");
        var (folder, opened) = await PagesAndNode(options, channels, time, say, steps, cancellation);
        // Nothing waits for the model but the first post.
        _ = Task.Run(() => PostClassifier.Shipped, cancellation);
        var pages = new ServedPages(folder);
        builder.Services.AddSingleton(pages);
        AddServices(builder, options, channels, opened, time);
        Join(builder, options, opened, time);
        var app = builder.Build();
        Map(app, options, pages);
        if (time is SkewedTime)
        {
            app.Logger.LogWarning("A drill: this process's clock is put {Seconds} s ahead of the machine's by Silo:ClockAheadSeconds", options.Silo.ClockAheadSeconds);
        }

        app.Lifetime.ApplicationStarted.Register(() =>
        {
            steps.Done("Web server");
            Greeting.Say(app.Urls.First(), opened, say);
            if (!options.Security.WithoutSignIn && app.Urls.FirstOrDefault(url => !ListenAddresses.IsLoopback(url)) is { } open)
            {
                // Whatever way it came about: nobody but this machine may reach it.
                app.Logger.LogCritical("Monitor listens at {Address} although nobody signs in; it stops", open);
                Environment.ExitCode = 1;
                app.Lifetime.StopApplication();
            }
        });
        new BackgroundWork(app, opened, time).Begin();
        return app;
    }

    /// <summary>Beside each other: at a first start the dashboards' packages take as long as the demo's day before.</summary>
    private static async Task<(string? Pages, OpenedNode Opened)> PagesAndNode(
        MonitorOptions options, ChannelsOptions channels, TimeProvider time, Action<string> say, StartSteps steps, CancellationToken cancellation)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pages = Task.Run(() => Pages(options, time, say, both.Token), both.Token);
        try
        {
            var opened = await NodeOpening.Open(options, channels, time, say, steps, both.Token);
            return (await pages, opened);
        }
        catch
        {
            await both.CancelAsync();
            await pages.ContinueWith(static _ => { }, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>A silo beside the web server, which leaves in order.</summary>
    private static void Join(WebApplicationBuilder builder, MonitorOptions options, OpenedNode opened, TimeProvider time)
    {
        if (opened.Silo is not { } silo)
        {
            return;
        }

        silo.Join(builder, opened.Node.Engine.Grains);
        var drain = TimeSpan.FromSeconds(options.Silo.DrainSeconds);
        builder.Services.AddHostedService(_ => new Draining(opened.Node, drain, time));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = drain + LeavesWithin);
    }

    private static void AddServices(WebApplicationBuilder builder, MonitorOptions options, ChannelsOptions channels, OpenedNode opened, TimeProvider time)
    {
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        var node = opened.Node;
        var services = builder.Services;
        services.AddSingleton(time).AddSingleton(options).AddSingleton(channels).AddSingleton(opened).AddSingleton(node);
        services.AddSingleton(node.Journal).AddSingleton(node.Engine.Host).AddSingleton(node.Kinds);
        services.AddSingleton(node.Board).AddSingleton(node.Intake).AddSingleton(node.Links);
        services.AddSingleton<ComplaintViews>().AddSingleton<ComplaintCommands>().AddSingleton<PostViews>();
        services.AddSingleton<Audience>().AddSingleton<WallsAlive>().AddSingleton<Metrics>().AddSingleton<BoardPublisher>();
        services.AddSingleton(_ => new VitalsReader(node, node.Links, opened.Demo?.State, time));
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddSignalR(hub =>
        {
            hub.KeepAliveInterval = TimeSpan.FromSeconds(2);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(10);
            hub.MaximumReceiveMessageSize = 8 * 1024;
        }).AddJsonProtocol(json => ApiJson.Configure(json.PayloadSerializerOptions));
        services.AddProblemDetails(Problems.WithCode);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi(ApiDescription.Configure);
    }

    private static void Map(WebApplication app, MonitorOptions options, ServedPages pages)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = Problems.StatusOf,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException or JournalFullException,
        });
        app.UseErrorContent();
        app.UseGuard(options);
        app.MapWebhooks();
        var api = app.MapGroup("/api");
        api.MapPosts();
        api.MapParked();
        api.MapComplaints();
        api.MapTriage();
        api.MapFlags();
        api.MapOrganisation();
        api.MapAccounts();
        api.MapPeople();
        api.MapRulebook();
        api.MapAdmin();
        api.MapLabels();
        if (options.Demo.Enabled)
        {
            api.MapDemo();
        }

        app.MapHub<BoardHub>("/live/board");
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json");
        pages.Map(app);
    }

    private static async Task<string?> Pages(MonitorOptions options, TimeProvider time, Action<string> say, CancellationToken cancellation)
    {
        var published = Path.Combine(AppContext.BaseDirectory, "dashboards");
        if (Directory.Exists(Path.Combine(published, "wall")))
        {
            return published;
        }

        if (DashboardBuild.Find() is not { } sources)
        {
            return null;
        }

        var build = new DashboardBuild(sources, time, say);
        if (!options.Dashboards.Build)
        {
            return Directory.Exists(Path.Combine(build.Dist, "wall")) ? build.Dist : null;
        }

        return await build.EnsureAsync(cancellation) ? build.Dist : null;
    }
}
