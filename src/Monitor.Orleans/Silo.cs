using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitor.Runtime;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Metadata;
using Orleans.Runtime;
using StackExchange.Redis;

namespace Monitor.Orleans;

/// <summary>Where a silo listens and which cluster it joins.</summary>
/// <param name="Address">At which the other silos reach it.</param>
/// <param name="Redis">Of the list of silos, as StackExchange.Redis reads it; null: alone, for tests.</param>
public sealed record SiloPlace(string Cluster, IPAddress Address, int Port, string? Redis);

/// <summary>This process as a silo: what its engine is given, and what its web application must run.</summary>
public sealed class Silo(GrainKinds kinds, IJournal journal, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly Loops loops = new();
    private readonly TaskCompletionSource joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile KnownEvents? events;

    public ClusterGrains Grains { get; } = new(kinds, journal, time);

    /// <summary>This silo is in the cluster and knows the others: from here on it takes turns.</summary>
    public Task Joined => joined.Task;

    private TimeProvider Time => time;

    /// <summary>For the engine: asks go by Orleans, and each loop runs where its grain is.</summary>
    public ClusterParts Parts => new(_ => Grains, loops.Offer) { KnownEverywhere = KnownEverywhere };

    /// <summary>Whether every silo knows an event by its stored name; before this one has joined nobody can tell.</summary>
    public bool KnownEverywhere(string name) => events?.Everywhere(name) ?? false;

    /// <summary>Where a stream can go that this build is too old for; null when there is no later build in the cluster.</summary>
    public SiloAddress? OfLaterBuild() => events?.Later(kinds.Events.Names.All);

    /// <param name="shards">Of this process: what takes the turns.</param>
    public void AddTo(IHostApplicationBuilder builder, SiloPlace place, ShardHost shards)
    {
        builder.Services.AddSingleton(shards).AddSingleton(kinds).AddSingleton(loops).AddSingleton(this);
        builder.Services.AddSingleton<IGrainPropertiesProvider, PublishedEvents>().AddSingleton<KnownEvents>();
        builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Orleans.Runtime.Silo", LogLevel.Error).AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.UseOrleans(silo =>
        {
            silo.ConfigureEndpoints(place.Address, place.Port, gatewayPort: 0, listenOnAnyHostAddress: false);
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (place.Cluster, "monitor"));
            silo.Configure<ClusterMembershipOptions>(NoticeLossSoon);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
            // A grain's state is in the shards; the shell leaves when it was not asked for a while.
            silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(5));
            if (place.Redis is { } redis)
            {
                silo.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis));
            }
            else
            {
                silo.UseLocalhostClustering(place.Port, gatewayPort: 0, serviceId: "monitor", clusterId: place.Cluster);
            }
        });
        // In their order: these begin when the silo has started, and so can be asked.
        builder.Services.AddHostedService(services => new Joining(services, this));
        builder.Services.AddHostedService<LoopPoker>();
    }

    /// <summary>A silo that ended without a word is out after about four seconds: design asks that every key answers within ten.</summary>
    private static void NoticeLossSoon(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 1;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(3);
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(3);
        options.DefunctSiloExpiration = TimeSpan.FromHours(1);
    }

    private sealed class Joining(IServiceProvider services, Silo silo) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var events = services.GetRequiredService<KnownEvents>();
            using var timer = new PeriodicTimer(LookEvery, silo.Time);
            while (!events.IsComplete)
            {
                await timer.WaitForNextTickAsync(stoppingToken);
            }

            silo.events = events;
            silo.joined.TrySetResult();
            silo.Grains.Join(services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<ILogger<ClusterGrains>>());
        }
    }
}
