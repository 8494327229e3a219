using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Routing;

/// <summary>
/// Finds the unit that a post belongs to: from coordinates, tagged handles, unit names, localities and taught aliases in all language forms, and the thread's
/// earlier unit (design section 6). Built once for a rulebook, then pure: the same post gives the same place. Thread-safe.
/// </summary>
public sealed class Locator
{
    /// <summary>Below this confidence a post goes to the control room's triage queue.</summary>
    public const double Threshold = 0.5;

    private const int DatesKept = 4;

    [ThreadStatic]
    private static Words? scratch;

    private readonly UnitTree tree;
    private readonly Gazetteer names;
    private readonly Dictionary<string, int> handles;
    private readonly Dictionary<string, int> forceOf;
    private readonly int kannadaForce, hindiForce;
    private volatile Terrain[] recent = [];

    private Locator(IReadOnlyList<Force> forces, IReadOnlyList<TaughtAlias> taught)
    {
        var rows = forces.SelectMany(force => force.Units).ToList();
        tree = UnitTree.Of(rows);
        var ids = rows.Select(unit => unit.Id).Distinct().ToList();
        var index = ids.Select((id, at) => (id, at)).ToDictionary(pair => pair.id, pair => pair.at);
        forceOf = [];
        handles = [];
        for (var force = 0; force < forces.Count; force++)
        {
            foreach (var unit in forces[force].Units)
            {
                forceOf[unit.Id] = force;
                foreach (var handle in unit.Handles)
                {
                    handles.TryAdd(handle, index[unit.Id]);
                }
            }
        }

        kannadaForce = forces.ToList().FindIndex(force => force.Language == "kn");
        hindiForce = forces.ToList().FindIndex(force => force.Language == "hi");
        names = Gazetteer.Of(ids, NameEntries.Of(forces, taught, index));
    }

    /// <param name="forces">All forces of this hub.</param>
    /// <param name="taught">Corrections; the newest for a phrase counts.</param>
    public static Locator Build(IReadOnlyList<Force> forces, IReadOnlyList<TaughtAlias> taught) => new(forces, taught);

    /// <summary>
    /// Whether the phrase is made of words alone that stand beside names of places and name none: police, please, near the main road. A surname does name a place: Reddy Layout.
    /// </summary>
    internal static bool IsEveryday(string phrase)
    {
        var words = scratch ??= new Words();
        words.Read(phrase);
        return words.Count > 0 && Enumerable.Range(0, words.Count).All(at => words[at].Cue is not (Cue.None or Cue.Surname));
    }

    /// <summary>Where the post belongs. Null texts, unknown handles and dates before any unit are no error: the unit is then null.</summary>
    /// <param name="category">What it is about; None gives all wings of the area.</param>
    /// <param name="point">Coordinates that came with the post.</param>
    /// <param name="mentions">Handles as the platform names them, with or without @; those that stand in the text need not be repeated.</param>
    /// <param name="threadUnit">The unit that earlier posts of the thread went to.</param>
    /// <param name="onDate">The organisation of this date counts.</param>
    public Located Locate(string text, Category category, GeoPoint? point, IReadOnlyList<string> mentions, string? threadUnit, DateOnly onDate)
    {
        var terrain = TerrainOn(onDate);
        var words = scratch ??= new Words();
        words.Read(text);
        var ballot = new Ballot(terrain);
        var reading = new Reading(words, names, handles, terrain, ballot);
        if (point is { } here && terrain.Nearest(here) is (>= 0 and var nearest, var weight))
        {
            ballot.Add(nearest, PlaceClue.Coordinates, 0, 0, weight);
        }

        foreach (var mention in mentions)
        {
            reading.Mention(mention);
        }

        reading.ReadAll(kannadaForce, hindiForce);
        if (threadUnit is not null && terrain.IndexOf(threadUnit) is >= 0 and var earlier)
        {
            ballot.Add(earlier, PlaceClue.Thread, 0, 0, 0.62);
        }

        return ballot.Decide(category);
    }

    /// <summary>Made once for a date and kept: around midnight posts of two dates come in turns, and what was held up bears older ones.</summary>
    private Terrain TerrainOn(DateOnly date)
    {
        var kept = recent;
        if (Array.Find(kept, terrain => terrain.Date == date) is { } known)
        {
            return known;
        }

        var made = new Terrain(date, tree, names.Units, forceOf);
        recent = [made, .. kept.Take(DatesKept - 1)];
        return made;
    }
}
