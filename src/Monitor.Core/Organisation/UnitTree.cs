using System.Collections.Frozen;

namespace Monitor.Core.Organisation;

/// <summary>The units of one or more forces as they stand on one date. <see cref="On"/> gives the same organisation on another date.</summary>
public sealed class UnitTree
{
    private readonly IReadOnlyList<Unit> rows;
    private readonly FrozenDictionary<string, Unit> byId;
    private readonly FrozenDictionary<string, Unit[]> children;
    private readonly FrozenDictionary<string, Unit[]> superiors;

    private UnitTree(IReadOnlyList<Unit> rows, IEnumerable<Unit> valid)
    {
        this.rows = rows;
        var list = valid.ToList();
        byId = list.ToFrozenDictionary(unit => unit.Id);
        children = list.Where(unit => unit.ParentId is not null).GroupBy(unit => unit.ParentId!).ToFrozenDictionary(group => group.Key, group => group.ToArray());
        superiors = list.ToFrozenDictionary(unit => unit.Id, unit => UpFrom(unit).Take(list.Count).ToArray());
    }

    public static UnitTree Empty { get; } = new([], []);

    /// <summary>The newest row of each unit. Throws when two rows of a unit overlap; the reader of the organisation file reports that with its place beforehand.</summary>
    public static UnitTree Of(IReadOnlyList<Unit> rows) =>
        new(rows, rows.GroupBy(unit => unit.Id).Select(group => group.MaxBy(unit => unit.ValidFrom ?? DateOnly.MinValue)!));

    /// <summary>Every row, also those that hold no longer or not yet.</summary>
    public IReadOnlyList<Unit> Rows => rows;

    public IEnumerable<Unit> All => byId.Values;

    /// <summary>The organisation as it is on <paramref name="date"/>.</summary>
    public UnitTree On(DateOnly date) => new(rows, rows.Where(unit => unit.IsValidOn(date)));

    public Unit? Find(string? id) => id is not null && byId.TryGetValue(id, out var unit) ? unit : null;

    public IReadOnlyList<Unit> ChildrenOf(string id) => children.TryGetValue(id, out var found) ? found : [];

    /// <summary>Superiors, nearest first; without the unit itself.</summary>
    public IReadOnlyList<Unit> SuperiorsOf(string id) => superiors.TryGetValue(id, out var found) ? found : [];

    private IEnumerable<Unit> UpFrom(Unit of)
    {
        for (var unit = Find(of.ParentId); unit is not null; unit = Find(unit.ParentId))
        {
            yield return unit;
        }
    }

    /// <summary>The unit and everything below it.</summary>
    public IReadOnlyList<Unit> Below(string id)
    {
        var found = new List<Unit>();
        if (Find(id) is { } unit)
        {
            AddBelow(unit, found);
        }

        return found;
    }

    private void AddBelow(Unit unit, List<Unit> found)
    {
        found.Add(unit);
        foreach (var child in ChildrenOf(unit.Id))
        {
            AddBelow(child, found);
        }
    }

    public bool IsWithin(string id, string superiorId) => id == superiorId || (superiors.TryGetValue(id, out var above) && Array.Exists(above, unit => unit.Id == superiorId));

    /// <summary>
    /// The nearest superior that is left of a unit that has ended, by the last rows of both; the head of its force where the rows know of none. Null where no such force is left.
    /// </summary>
    public Unit? LeftAbove(string ended)
    {
        var asked = new HashSet<string>();
        for (var id = ended; id is not null && asked.Add(id);)
        {
            id = rows.Where(row => row.Id == id).MaxBy(row => row.ValidTo ?? DateOnly.MinValue)?.ParentId;
            if (Find(id) is { } left)
            {
                return left;
            }
        }

        return byId.Values.Where(unit => unit.ParentId is null && AreOfOneForce(unit.Id, ended)).MinBy(unit => unit.Id);
    }

    /// <summary>By their ids alone, which begin with the force: also of units that have ended.</summary>
    public static bool AreOfOneForce(string unit, string other) => unit.Split('/')[0] == other.Split('/')[0];

    /// <summary>The head of the force that the unit belongs to: its topmost superior, or itself. Null for a unit that there is not.</summary>
    public string? ForceOf(string? id) => Find(id) is { } unit ? (SuperiorsOf(unit.Id).LastOrDefault() ?? unit).Id : null;

    /// <summary>The lowest unit that both stand under, where a dispute between them goes; one of the two when it commands the other. Null across forces.</summary>
    public Unit? CommonSuperior(string id, string other)
    {
        if (Find(id) is not { } first)
        {
            return null;
        }

        return SuperiorsOf(id).Prepend(first).FirstOrDefault(unit => IsWithin(other, unit.Id));
    }

    /// <summary>
    /// The units whose heads a breached clock climbs to: station, ACP or CO, DCP or SP, Joint Commissioner or IG, Commissioner. A step without a unit is left out.
    /// </summary>
    public IReadOnlyList<(LadderStep Step, Unit Unit)> Chain(string id)
    {
        var chain = new List<(LadderStep Step, Unit Unit)>();
        foreach (var unit in Find(id) is { } own ? SuperiorsOf(id).Prepend(own) : [])
        {
            if (unit.RankOfHead.Step() is var step && step != LadderStep.None && (chain.Count == 0 || step > chain[^1].Step))
            {
                chain.Add((step, unit));
            }
        }

        return chain;
    }
}
