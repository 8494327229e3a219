using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Routing;

/// <summary>All names of all units, with what each means and how much it counts.</summary>
internal static class NameEntries
{
    private const double NameWeight = 0.9, AliasWeight = 0.88, LocalityLeast = 0.3, LocalityMore = 0.56, TaughtWeight = 0.97;

    public static IEnumerable<(string Name, Meaning Meaning)> Of(IReadOnlyList<Force> forces, IReadOnlyList<TaughtAlias> taught, IReadOnlyDictionary<string, int> index)
    {
        var newest = taught.Where(alias => index.ContainsKey(alias.UnitId)).GroupBy(alias => alias.Phrase.ToLowerInvariant()).Select(same => same.MaxBy(alias => alias.At)!);
        foreach (var alias in newest.OrderByDescending(alias => alias.At))
        {
            yield return (alias.Phrase, new Meaning(index[alias.UnitId], PlaceClue.Taught, TaughtWeight, Ambiguous: false, Capitals: false, Shared: false));
        }

        foreach (var phrase in forces.SelectMany(force => force.NotPlaces))
        {
            yield return (phrase, new Meaning(Meaning.NotPlace, PlaceClue.None, 0, Ambiguous: false, Capitals: false, Shared: false));
        }

        var cities = forces.SelectMany(force => force.Units).Where(unit => unit.Kind is UnitKind.Commissionerate or UnitKind.District).SelectMany(unit => unit.Aliases).ToHashSet();
        foreach (var (name, meaning) in forces.SelectMany(force => force.Units).SelectMany(unit => OfUnit(unit, index[unit.Id])))
        {
            yield return (name, meaning);
            if (meaning.Clue != PlaceClue.District && WithoutCity(name, cities) is { Length: >= 5 } rest)
            {
                yield return (rest, meaning with { Ambiguous = true });
            }
        }

        foreach (var town in forces.SelectMany(force => force.Elsewhere).Distinct())
        {
            yield return (town, new Meaning(Meaning.Elsewhere, PlaceClue.None, 0, Ambiguous: false, Capitals: false, Shared: false));
        }
    }

    /// <summary>Satellite Bus Stand, of Satellite Bus Stand Bareilly: the city may stand elsewhere in the text. Null where the name does not end or begin with a city.</summary>
    private static string? WithoutCity(string name, HashSet<string> cities)
    {
        var (first, last) = (name.IndexOf(' ', StringComparison.Ordinal), name.LastIndexOf(' '));
        return last > 0 && cities.Contains(name[(last + 1)..]) ? name[..last] : first > 0 && cities.Contains(name[..first]) ? name[(first + 1)..] : null;
    }

    private static IEnumerable<(string Name, Meaning Meaning)> OfUnit(Unit unit, int index)
    {
        var ambiguous = unit.Ambiguous.ToHashSet();
        var shared = unit.Shared.ToHashSet();
        var clue = unit.Kind is UnitKind.Commissionerate or UnitKind.District ? PlaceClue.District : PlaceClue.UnitName;
        foreach (var name in new[] { unit.Names.En, unit.Names.Hi, unit.Names.Kn }.Distinct())
        {
            yield return (name, Means(name, clue, NameWeight));
        }

        foreach (var alias in unit.Aliases)
        {
            yield return (alias, Means(alias, clue == PlaceClue.District ? clue : PlaceClue.Alias, AliasWeight));
        }

        foreach (var place in unit.Localities)
        {
            foreach (var name in place.Names)
            {
                yield return (name, Means(name, PlaceClue.Locality, LocalityLeast + (LocalityMore * place.Weight)));
            }
        }

        Meaning Means(string name, PlaceClue kind, double weight)
        {
            var doubtful = ambiguous.Contains(name);
            var capitals = doubtful && name.Length <= 4 && name.All(char.IsAsciiLetterUpper);
            return new Meaning(index, kind, weight, doubtful, capitals, shared.Contains(name));
        }
    }
}
