using Monitor.Core.Board;
using Monitor.Runtime.Deadlines;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;

namespace Monitor.Server.Live;

/// <summary>Reads what a beat carries, and whether "All in time" is proven (design section 9).</summary>
public sealed class VitalsReader(MonitorNode node, Links links, DemoState? demo, TimeProvider time)
{
    private const double FollowersBehindMax = 5;

    private static readonly TimeSpan CanaryMax = TimeSpan.FromMinutes(2);

    private (DateTimeOffset At, TimeSpan Age, long LookedAt)? canaryHeard;

    public Vitals Read(Wall? board)
    {
        var now = node.Clock.Now;
        var heard = links.Look(now);
        var clock = node.Clock.Health switch { ClockHealth.Held => "held", ClockHealth.Stepped => "stepped", _ => "ok" };
        var canary = CanaryAge(now);
        var behind = node.FollowersBehindSeconds();
        var faults = node.FaultSentences().Count;
        var missing = new List<string>();
        missing.AddRange(heard.Where(link => link.State is not ("live" or "closed")).Select(link => "link:" + link.Id));
        Add(missing, "link:none", heard.All(link => link.State == "closed"));
        Add(missing, "canary", canary is not { } age || age > CanaryMax);
        Add(missing, "followers", behind > FollowersBehindMax);
        Add(missing, "at-risk", board is null or { AtRiskCount: > 0 });
        Add(missing, "late", board is null or { LateCount: > 0 });
        Add(missing, "clock", clock == "held");
        Add(missing, "disk", node.DiskFull);
        return new Vitals(
            heard, node.LatenessP99Ms(), node.Board.CanaryAt, canary is { } old ? Math.Round(old.TotalSeconds, 1) : null,
            Math.Round(behind, 1), missing.Count == 0, missing, clock, node.DiskFull ? "full" : "ok", faults, demo?.Vitals, demo?.Caption);
    }

    /// <summary>
    /// In real time, since it sings each real minute: a demo's clock may have run at any rate since then. While that clock stands still nobody can sing, and no age counts.
    /// </summary>
    private TimeSpan? CanaryAge(DateTimeOffset now)
    {
        if (node.Board.CanaryAt is not { } at)
        {
            return null;
        }

        var (ticks, stands) = (time.GetTimestamp(), node.Clock.Rate <= 0);
        var age = canaryHeard is { } heard && heard.At == at
            ? heard.Age + (stands ? TimeSpan.Zero : time.GetElapsedTime(heard.LookedAt, ticks))
            : stands ? TimeSpan.Zero : node.Clock.ToReal(now - at);
        canaryHeard = (at, age, ticks);
        return age;
    }

    private static void Add(List<string> missing, string what, bool lacks)
    {
        if (lacks)
        {
            missing.Add(what);
        }
    }
}
