using Monitor.Core;
using Monitor.Core.Organisation;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <summary>
/// For whom something is read: the officer named in <c>by</c>, and the unit whose queue is asked for. What is complained of about a unit's own conduct is hidden from
/// that unit and from all below it (design section 5). Until people sign in the server answers this machine alone, and a request that names neither is the control room's.
/// </summary>
public sealed class Reader
{
    private readonly UnitTree units;
    private readonly string?[] own;

    private Reader(UnitTree units, params string?[] own) => (this.units, this.own) = (units, own);

    /// <param name="by">Officer of the roster, or null.</param>
    /// <param name="unit">Unit that asks for its own, or null.</param>
    /// <returns>What to answer instead when there is no such officer or unit.</returns>
    public static IResult? Find(Rulebook rulebook, string? by, string? unit, out Reader reader)
    {
        var officer = rulebook.Roster.Find(by);
        reader = new Reader(rulebook.Units, officer?.UnitId, unit);
        return by is not null && officer is null ? Problems.NotFound("officer", by)
            : unit is not null && rulebook.Units.Find(unit) is null ? Problems.NotFound("unit", unit)
            : null;
    }

    /// <summary>Sees everything: the control room.</summary>
    public static Reader ControlRoom { get; } = new(UnitTree.Empty);

    /// <param name="complainedOf">The unit that the docket complains of; null for most dockets.</param>
    public bool IsHidden(string? complainedOf) => complainedOf is not null && own.Any(unit => unit is not null && units.IsWithin(unit, complainedOf));
}
