using Monitor.Core.Board;

namespace Monitor.Server.Live;

/// <summary>The whole board at a position (design section 9).</summary>
/// <param name="To">Feed position that the board stands at.</param>
/// <param name="Names">Wall names of the units, by id.</param>
/// <param name="Build">As in <see cref="Dashboards.ServedPages.Build"/>: a wall that was given another one starts itself anew.</param>
public sealed record SnapshotMessage(
    long To, DateTimeOffset Now, double Rate, IReadOnlyDictionary<string, object?> Board, IReadOnlyDictionary<string, WallName> Names, string Epoch, string Build);

/// <summary>What changed since <paramref name="From"/>; applied only by a client that stands exactly there.</summary>
/// <param name="Changes">Parts of the board, replaced whole, by their camel-case names.</param>
public sealed record FrameMessage(long From, long To, IReadOnlyDictionary<string, object?> Changes);

/// <summary>Each second: what is not in the journal.</summary>
public sealed record BeatMessage(DateTimeOffset Now, double Rate, long To, Vitals Vitals);

/// <param name="State">live, quiet (longer than its usual gap), dead (longer than four of them), never; closed: no secret is set.</param>
public sealed record LinkVitals(string Id, string Channel, string State, DateTimeOffset? HeardAt, double? UsualGapSeconds);

/// <summary>One line of the demo's story in three languages.</summary>
public sealed record Caption(string Id, string En, string Hi, string Kn);

public sealed record DemoVitals(double Rate, bool Paused, string Scenario);

/// <summary>What a wall needs besides the board to say that all is well, or what lacks (design section 9, "All in time").</summary>
/// <param name="Proven">Feed live, canary under 2 min old, every link within its usual gap, followers under 5 s behind, no life at risk, nothing late.</param>
/// <param name="Missing">What lacks, when not proven: link:x, link:none (every door is closed), canary, followers, at-risk, late, clock, disk.</param>
/// <param name="CanaryAgeSeconds">Real seconds since the last canary, at whatever rate a demo's clock runs; null before the first.</param>
/// <param name="Clock">ok, held or stepped.</param>
/// <param name="Disk">ok or full.</param>
public sealed record Vitals(
    IReadOnlyList<LinkVitals> Links, double? LatenessP99Ms, DateTimeOffset? CanaryAt, double? CanaryAgeSeconds, double FollowersBehindSeconds, bool Proven,
    IReadOnlyList<string> Missing, string Clock, string Disk, int Faults, DemoVitals? Demo, Caption? Caption);
