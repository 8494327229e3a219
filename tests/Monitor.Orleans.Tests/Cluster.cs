using System.Globalization;
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

    private static readonly Dictionary<string, string> NothingMore = [];

    private readonly TestFolder folder = new();
    private readonly List<Member> members = [];
    private readonly List<Member> gone = [];
    private int next;

    internal sealed record Member(ServerProcess Process, Caller Caller, string Folder, int WebPort, int SiloPort);

    public RedisServer Redis { get; } = new();

    /// <summary>The silos that are in the round.</summary>
    public IReadOnlyList<Member> Members => members;

    public static async Task<Cluster> Start(int silos, Func<int, IReadOnlyDictionary<string, string>>? environment = null)
    {
        var cluster = new Cluster();
        for (var i = 0; i < silos; i++)
        {
            cluster.members.Add(cluster.Run(cluster.folder.Sub("silo" + i), FreePort.Take(), FreePort.Take(), environment?.Invoke(i) ?? NothingMore));
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
        var member = TakeOut(place);
        await member.Process.Kill();
        return member;
    }

    /// <summary>No delivery goes there any more; whoever has it may still call it.</summary>
    public Member TakeOut(int place)
    {
        var member = members[place];
        members.RemoveAt(place);
        gone.Add(member);
        return member;
    }

    /// <summary>Starts one that ended again, at its old addresses.</summary>
    public async Task<Member> Restart(Member ended)
    {
        var member = Run(ended.Folder, ended.WebPort, ended.SiloPort, NothingMore);
        gone.Add(member);
        await member.Process.Ready(member.Caller, Patience);
        gone.Remove(member);
        members.Add(member);
        return member;
    }

    /// <summary>Until 200 comes back, as a platform does it.</summary>
    public Task Deliver(SignedBody body) => Insist("the delivery is accepted", async caller => await caller.Deliver(body) == HttpStatusCode.OK);

    /// <summary>A docket opened by hand, asked again under the same key until it is there, as a careful client does it. Gives its number.</summary>
    public async Task<string> Open(string text)
    {
        var docket = "";
        await Insist("the docket is opened", async caller =>
        {
            var opening = new { source = "call", category = "NOISE", by = "blr/whitefield-ps/inspector", text, unit = "blr/whitefield-ps" };
            var (status, content) = await caller.Post("/api/complaints", opening, ("Idempotency-Key", text));
            docket = status is HttpStatusCode.Created or HttpStatusCode.OK ? content.GetProperty("docket").GetString()! : "";
            return docket.Length > 0;
        });
        return docket;
    }

    private Task Insist(string what, Func<Caller, Task<bool>> ask) => Wait.Until(what, async () =>
    {
        var all = members.ToArray();
        var member = all[(uint)Interlocked.Increment(ref next) % all.Length];
        try
        {
            return await ask(member.Caller);
        }
        catch (Exception gone) when (gone is HttpRequestException or ObjectDisposedException or TaskCanceledException)
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
        var found = -1;
        await Wait.Until($"a silo runs {loop}", async () =>
        {
            for (var place = 0; place < members.Count && found < 0; place++)
            {
                found = (await members[place].Caller.Metrics()).ContainsKey($"monitor_loop_here{{loop=\"{loop}\"}}") ? place : -1;
            }

            return found >= 0;
        }, Patience);
        return found;
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
        foreach (var member in members.Concat(gone))
        {
            member.Process.Dispose();
            member.Caller.Dispose();
        }

        Redis.Dispose();
        folder.Dispose();
    }

    private Member Run(string directory, int webPort, int siloPort, IReadOnlyDictionary<string, string> environment)
    {
        string[] settings = ["--Journal:Kind=Redis", "--Journal:Redis=" + Redis.Configuration, string.Create(CultureInfo.InvariantCulture, $"--Silo:Port={siloPort}")];
        return new(ServerProcess.Start(directory, webPort, environment, [.. settings, "--Silo:DrainSeconds=3"]), new Caller(webPort), directory, webPort, siloPort);
    }
}
