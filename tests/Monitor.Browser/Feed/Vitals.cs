namespace Monitor.Browser.Feed;

/// <summary>A beat's vitals as the live contract has them; the tests vary one field at a time.</summary>
public sealed record Vitals(
    IReadOnlyList<Link> Links,
    double? LatenessP99Ms,
    double? CanaryAgeSeconds,
    double FollowersBehindSeconds,
    bool Proven,
    IReadOnlyList<string> Missing,
    string Clock,
    string Disk,
    int Faults,
    DemoState? Demo,
    Caption? Caption)
{
    /// <summary>All links live, canary fresh, everything proven.</summary>
    public static Vitals Well(DateTimeOffset now) => new(
        [Link.Live("x", now, 2), Link.Live("facebook", now, 14), Link.Live("instagram", now, 48), Link.Live("whatsapp", now, 5)],
        LatenessP99Ms: 118, CanaryAgeSeconds: 21, FollowersBehindSeconds: 0, Proven: true, Missing: [], Clock: "ok", Disk: "ok", Faults: 0, Demo: null, Caption: null);
}

public sealed record Link(string Id, string Channel, string State, DateTimeOffset? HeardAt, double? UsualGapSeconds)
{
    public static Link Live(string channel, DateTimeOffset now, int secondsAgo) => new(channel, channel, "live", now.AddSeconds(-secondsAgo), 120);
}

public sealed record DemoState(int Rate, bool Paused);

public sealed record Caption(string Id, string En, string Hi, string Kn);
