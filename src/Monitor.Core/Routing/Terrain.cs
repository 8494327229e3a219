using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Routing;

/// <summary>What the locator needs of the units as they stand on one date, by index.</summary>
internal sealed class Terrain
{
    private readonly Unit?[] units;
    private readonly int[] districts;
    private readonly int[] forces;
    private readonly Dictionary<string, int> indexes;
    private readonly IReadOnlyDictionary<Wing, string>[] wings;
    private readonly (GeoPoint Point, int Unit)[] points;

    public Terrain(DateOnly date, UnitTree tree, IReadOnlyList<string> ids, IReadOnlyDictionary<string, int> forceOf)
    {
        Date = date;
        Tree = tree.On(date);
        indexes = ids.Select((id, index) => (id, index)).ToDictionary(pair => pair.id, pair => pair.index);
        units = [.. ids.Select(Tree.Find)];
        forces = [.. ids.Select(id => forceOf[id])];
        districts = [.. ids.Select(id => Tree.SuperiorsOf(id).Concat(Tree.Find(id) is { } own ? [own] : []).FirstOrDefault(unit => unit.Kind == UnitKind.District)?.Id)
            .Select(id => id is null ? -1 : indexes[id])];
        var cover = AreaWings.Of(Tree);
        wings = [.. ids.Select(id => cover.GetValueOrDefault(id) ?? AreaWings.None)];
        points = [.. units.Select((unit, index) => (unit, index)).Where(pair => IsLand(pair.unit))
            .SelectMany(pair => pair.unit!.Localities.Where(place => place.Point is not null).Select(place => (place.Point!.Value, pair.index))
                .Concat(pair.unit.Point is { } own ? [(own, pair.index)] : []))];
    }

    public DateOnly Date { get; }

    public UnitTree Tree { get; }

    public Unit? this[int index] => units[index];

    public int IndexOf(string id) => indexes.GetValueOrDefault(id, -1);

    public int ForceOf(int index) => forces[index];

    /// <summary>Index of the district that the unit belongs to or is; -1 in a commissionerate.</summary>
    public int DistrictOf(int index) => districts[index];

    /// <summary>The units of other wings for that unit's area.</summary>
    public IReadOnlyDictionary<Wing, string> WingsOf(int index) => wings[index];

    /// <summary>The law-and-order station of a traffic station's own name: the first that it serves. Other units stand for themselves.</summary>
    public int LandOf(int index) =>
        units[index] is { Wing: Wing.Traffic, Kind: UnitKind.Station, Covers: [var first, ..] } && IndexOf(first) is >= 0 and var land && units[land] is not null ? land : index;

    /// <summary>
    /// The station whose limits hold the point, else the nearest one within 7 km in a city or 20 km in a district, with how sure that is; -1 when none is near.
    /// </summary>
    public (int Unit, double Weight) Nearest(GeoPoint point)
    {
        for (var i = 0; i < units.Length; i++)
        {
            if (IsLand(units[i]) && units[i]!.Polygon is { Count: >= 3 } polygon && Distances.Contains(polygon, point))
            {
                return (i, 0.97);
            }
        }

        var (nearest, second, unit) = (double.MaxValue, double.MaxValue, -1);
        foreach (var (place, owner) in points)
        {
            var metres = Distances.Metres(point, place);
            if (metres < nearest)
            {
                second = owner == unit ? second : nearest;
                (nearest, unit) = (metres, owner);
            }
            else if (owner != unit && metres < second)
            {
                second = metres;
            }
        }

        if (unit < 0 || nearest > (districts[unit] >= 0 ? 20_000 : 7_000))
        {
            return (-1, 0);
        }

        return (unit, Math.Clamp(0.95 - (0.4 * nearest / Math.Max(second, 1)), 0.55, 0.93));
    }

    private static bool IsLand(Unit? unit) => unit is { Kind: UnitKind.Station, Wing: Wing.LawAndOrder };
}
