using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Routing;

/// <summary>Which traffic, women's, cyber, crime, control-room and vigilance unit serves each unit's area, and which of them a category asks for.</summary>
public static class AreaWings
{
    public static IReadOnlyDictionary<Wing, string> None { get; } = new Dictionary<Wing, string>();

    /// <summary>For every unit of the tree: the nearest unit of each other wing that covers it or a superior of it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<Wing, string>> Of(UnitTree tree)
    {
        var cover = new Dictionary<string, Dictionary<Wing, string>>();
        foreach (var unit in tree.All.Where(unit => unit.Wing is not (Wing.None or Wing.LawAndOrder)).OrderBy(unit => unit.Id, StringComparer.Ordinal))
        {
            foreach (var covered in unit.Covers)
            {
                (cover.TryGetValue(covered, out var wings) ? wings : cover[covered] = []).TryAdd(unit.Wing, unit.Id);
            }
        }

        var all = new Dictionary<string, IReadOnlyDictionary<Wing, string>>();
        foreach (var unit in tree.All)
        {
            var wings = new Dictionary<Wing, string>();
            foreach (var superior in tree.SuperiorsOf(unit.Id).Prepend(unit))
            {
                foreach (var (wing, id) in cover.GetValueOrDefault(superior.Id) ?? [])
                {
                    if (id != unit.Id)
                    {
                        wings.TryAdd(wing, id);
                    }
                }
            }

            all[unit.Id] = wings;
        }

        return all;
    }

    /// <summary>The wings that a category asks for beside law and order (domain.md section 2.3), the one that owns it first; null where no category is known: all.</summary>
    public static IReadOnlyList<Wing>? AskedBy(Category category) => category switch
    {
        Category.None => null,
        Category.TrafficJam or Category.TrafficViolation or Category.IllegalParking or Category.Accident => [Wing.Traffic],
        Category.CyberFraud or Category.LoanApp or Category.Drugs => [Wing.Cyber],
        Category.WomenSafety or Category.Domestic => [Wing.Women],
        Category.Threat => [Wing.Crime],
        Category.SelfHarm or Category.BombHoax or Category.CommunalRumour => [Wing.ControlRoom],
        Category.PoliceMisconduct => [Wing.Vigilance],
        _ => [],
    };
}
