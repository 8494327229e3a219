using Monitor.Runtime;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;
using Monitor.Server.Settings;

namespace Monitor.Server.Hosting;

/// <summary>What a build with <c>-p:Silo=orleans</c> adds: grains that live on many machines.</summary>
/// <param name="Parts">For the engine.</param>
/// <param name="Join">For the web application: it runs the silo beside itself.</param>
public sealed record SiloChoice(ClusterParts Parts, Action<IHostApplicationBuilder, ShardHost> Join)
{
#if ORLEANS
    public static bool IsBuilt => true;

    public static SiloChoice? Of(MonitorOptions options, IJournal journal, TimeProvider time)
    {
        var silo = new Orleans.Silo(KnownGrains.All, journal, time);
        var place = new Orleans.SiloPlace(options.Silo.Cluster, System.Net.IPAddress.Parse(options.Silo.Address), options.Silo.Port ?? 11111, options.Journal.Redis);
        return new SiloChoice(silo.Parts, (builder, shards) => silo.AddTo(builder, place, shards));
    }
#else
    public static bool IsBuilt => false;

    public static SiloChoice? Of(MonitorOptions options, IJournal journal, TimeProvider time) => null;
#endif
}
