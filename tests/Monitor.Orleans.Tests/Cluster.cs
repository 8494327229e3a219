using System.Net;
using Monitor.Channels.Scenario;
using Monitor.Conformance;
using Monitor.Conformance.Journal;
using Monitor.Server.Tests;

namespace Monitor.Orleans.Tests;

/// <summary>Silos as processes of their own over one Redis. Deliveries go round, and to the next silo where one does not answer, as through a proxy.</summary>
internal sealed class Cluster : IDisposable
{
    /// <summary>A busy machine starts three programs slowly.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TestFolder folder = new();
    private readonly List<Member> members = [];
    private int next;

    internal sealed record Member(ServerProcess Process, Caller Caller, string Folder, int WebPort, int SiloPort);

    public RedisServer Redis { get; } = new();

    public IReadOnlyList<Member> Members => members;

    public static async Task<Cluster> Start(int silos)
    {
        var cluster = new Cluster();
        for (var i = 0; i < silos; i++)
        {
            cluster.members.Add(cluster.Run(cluster.folder.Sub("silo" + i), FreePort.Take(), FreePort.Take()));
        }

        try
        {
            await Task.WhenAll(cluster.members.Select(member => member.Process.Ready(member.Caller, Patience)));
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Ends one with <c>kill -9</c>; it leaves the round.</summary>
    public async Task<Member> Kill(int place)
    {
        var member = members[place];
        members.RemoveAt(place);
        await member.Process.Kill();
        return member;
    }

    /// <summary>Starts one that ended again, at its old addresses.</summary>
    public async Task Restart(Member ended)
    {
        var member = Run(ended.Folder, ended.WebPort, ended.SiloPort);
        await member.Process.Ready(member.Caller, Patience);
        members.Add(member);
    }

    /// <summary>Until 200 comes back, as a platform does it.</summary>
    public Task Deliver(SignedBody body) => Wait.Until("the delivery is accepted", async () =>
    {
        var all = members.ToArray();
        var member = all[Interlocked.Increment(ref next) % all.Length];
        try
        {
            return await member.Caller.Deliver(body) == HttpStatusCode.OK;
        }
        catch (Exception gone) when (gone is HttpRequestException or ObjectDisposedException)
        {
            return false;
        }
    }, Patience);

    /// <summary>Every silo stands at the head with everything decided on.</summary>
    public async Task Settled()
    {
        // Whichever loop moves while one silo is looked at has ended its work at the second round.
        for (var round = 0; round < 2; round++)
        {
            foreach (var member in members)
            {
                await member.Caller.Settled();
            }
        }
    }

    /// <summary>The silo that runs the loop.</summary>
    public async Task<int> PlaceOf(string loop)
    {
        for (var place = 0; place < members.Count; place++)
        {
            if ((await members[place].Caller.Metrics()).ContainsKey($"monitor_loop_here{{loop=\"{loop}\"}}"))
            {
                return place;
            }
        }

        throw new InvalidOperationException($"No silo runs {loop}.");
    }

    /// <summary>How many silos run each follower.</summary>
    public async Task<Dictionary<string, int>> Followers()
    {
        var running = new List<string>();
        foreach (var member in members)
        {
            running.AddRange((await member.Caller.Metrics()).Keys.Where(name => name.StartsWith("monitor_follower_position", StringComparison.Ordinal)));
        }

        return running.CountBy(name => name).ToDictionary();
    }

    public void Dispose()
    {
        foreach (var member in members)
        {
            member.Process.Dispose();
            member.Caller.Dispose();
        }

        Redis.Dispose();
        folder.Dispose();
    }

    private Member Run(string directory, int webPort, int siloPort) => new(
        ServerProcess.Start(directory, webPort, "--Journal:Kind=Redis", "--Journal:Redis=" + Redis.Configuration, $"--Silo:Port={siloPort}"), new Caller(webPort), directory,
        webPort, siloPort);
}
