using Monitor.Core.Board;
using Monitor.Core.Posts;

namespace Monitor.Core.Organisation;

/// <summary>What a unit is, whatever its force calls it: a circle is a <see cref="SubDivision"/>, a range and a traffic division are <see cref="Division"/> or above.</summary>
public enum UnitKind : byte { None = 0, State, Zone, Range, Commissionerate, District, Branch, Division, SubDivision, Station, Outpost }

/// <summary>A unit's name in each script; Hi and Kn fall back to En where nobody has given one.</summary>
public sealed record UnitNames(string En, string Hi, string Kn);

/// <summary>A neighbourhood, road or landmark in a unit's limits.</summary>
/// <param name="Names">Spellings in any script; the first is the one that screens show.</param>
/// <param name="Point">Middle, null when only the name is known.</param>
/// <param name="RadiusMetres">0 when <paramref name="Point"/> is null.</param>
/// <param name="Weight">How surely the name means this place and this unit, 0 to 1: 1 for a name of its own, less for a road that crosses several limits.</param>
public sealed record Locality(IReadOnlyList<string> Names, GeoPoint? Point = null, int RadiusMetres = 0, double Weight = 1);

/// <summary>One unit of a force, as it is between two dates. A unit that was moved appears once for each parent, with the same id (design section 6).</summary>
public sealed record Unit
{
    /// <summary>Stable and readable: <c>blr/whitefield-ps</c>. It stands in events and never changes, also when the unit moves.</summary>
    public required string Id { get; init; }

    /// <summary>Null for the head of a force.</summary>
    public string? ParentId { get; init; }

    public required UnitKind Kind { get; init; }

    public required Wing Wing { get; init; }

    public required Rank RankOfHead { get; init; }

    /// <summary>What the head is called: PI, SHO, ACP, CO, DCP, SP.</summary>
    public required string HeadTitle { get; init; }

    public required UnitNames Names { get; init; }

    /// <summary>At most 12 characters in each script.</summary>
    public required WallName WallName { get; init; }

    /// <summary>Other names and spellings, in any script.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Those of its names that also mean something else (another town, a word, a person): alone they do not suffice.</summary>
    public IReadOnlyList<string> Ambiguous { get; init; } = [];

    /// <summary>Those of its names that other towns have too: alone they suffice, but with less confidence.</summary>
    public IReadOnlyList<string> Shared { get; init; } = [];

    /// <summary>Account names without @, lower case; a mention of one points to this unit.</summary>
    public IReadOnlyList<string> Handles { get; init; } = [];

    public IReadOnlyList<Locality> Localities { get; init; } = [];

    public GeoPoint? Point { get; init; }

    /// <summary>Corners of the limits, not closed; null when unknown.</summary>
    public IReadOnlyList<GeoPoint>? Polygon { get; init; }

    /// <summary>Ids of the units (stations, divisions or a whole force) for whose area this one does its wing's work; empty for law and order.</summary>
    public IReadOnlyList<string> Covers { get; init; } = [];

    /// <summary>The calendar by which its clocks run unless the policy names another.</summary>
    public string Calendar { get; init; } = "always";

    /// <summary>First day on which this row holds, null for ever.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which this row holds, null for ever.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Where the row comes from: a key of <c>seeds/organisations/SOURCES.md</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>high, medium, low, unverified or proposed.</summary>
    public string Confidence { get; init; } = "";

    public bool IsValidOn(DateOnly date) => !(date < ValidFrom) && !(date > ValidTo);
}
