using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Routing;

/// <summary>Counts what each clue says for each unit and names the winner. Clues for one unit strengthen each other; a rival weakens the winner.</summary>
internal sealed class Ballot(Terrain terrain)
{
    private const int ReasonsMax = 8;
    private const double DistrictWeight = 0.62, RivalPull = 0.35;

    private readonly List<PlaceReason> reasons = new(8);
    private readonly List<(int Unit, int Voted, double Score)> scores = new(8);
    private readonly Dictionary<int, double> forces = [];
    private readonly Dictionary<int, double> districts = [];

    /// <summary>The text is in a script that speaks for this force.</summary>
    public void Speaks(int force, double support)
    {
        if (force >= 0)
        {
            forces[force] = Math.Max(forces.GetValueOrDefault(force), support);
        }
    }

    /// <summary>The text names a whole force or district: it supports what lies in it.</summary>
    public void Names(int unit, double support)
    {
        Speaks(terrain.ForceOf(unit), support);
        if (terrain.DistrictOf(unit) is >= 0 and var district)
        {
            districts[district] = Math.Max(districts.GetValueOrDefault(district), support);
        }
    }

    public void AddHandle(int unit, int start, int end, double weight)
    {
        Names(unit, 1);
        Add(unit, PlaceClue.Handle, start, end, weight);
    }

    /// <summary>How much the text speaks for the unit's district or force apart from its own name, 0 to 1.</summary>
    public double Support(int unit)
    {
        var district = terrain.DistrictOf(unit);
        return district >= 0 ? Math.Max(districts.GetValueOrDefault(district), districts.Count == 0 ? forces.GetValueOrDefault(terrain.ForceOf(unit)) * 0.4 : 0)
            : forces.GetValueOrDefault(terrain.ForceOf(unit));
    }

    /// <summary>A factor below 1 for a unit of another force or district than the text speaks of.</summary>
    public double Agreement(int unit)
    {
        var force = terrain.ForceOf(unit);
        if (forces.Count > 0 && forces.GetValueOrDefault(force) < 0.5 && forces.Values.Max() is >= 0.5 and var other)
        {
            return other >= 1 ? 0.35 : 0.7;
        }

        var district = terrain.DistrictOf(unit);
        return district >= 0 && districts.Any(named => named.Value >= 1) && districts.GetValueOrDefault(district) < 1 ? 0.5 : 1;
    }

    /// <summary>Of several units with one name, those that the text's context speaks for most.</summary>
    public List<Meaning> Nearest(List<Meaning> meanings)
    {
        var best = meanings.Max(meaning => Agreement(meaning.Unit) + Support(meaning.Unit));
        return [.. meanings.Where(meaning => Agreement(meaning.Unit) + Support(meaning.Unit) >= best - 0.01).OrderByDescending(meaning => meaning.Weight)];
    }

    /// <param name="doubtful">A doubtful name that is said twice is no surer than said once.</param>
    public void Add(int unit, PlaceClue clue, int start, int end, double weight, bool doubtful = false)
    {
        if (terrain[unit] is not { } row)
        {
            return;
        }

        reasons.Add(new PlaceReason(clue, row.Id, start, end, Math.Round(weight, 2)));
        if (row.Kind is UnitKind.Commissionerate or UnitKind.State or UnitKind.Zone or UnitKind.Range or UnitKind.Branch && row.Wing != Wing.Cyber)
        {
            return;
        }

        weight = row.Kind == UnitKind.Station ? weight : Math.Min(weight, DistrictWeight);
        var land = terrain.LandOf(unit);
        var at = scores.FindIndex(score => score.Unit == land);
        if (at < 0)
        {
            scores.Add((land, unit, weight));
        }
        else
        {
            var (_, voted, score) = scores[at];
            var joined = doubtful ? Math.Max(score, weight) : 1 - ((1 - score) * (1 - (weight * (row.Kind == UnitKind.Station ? 0.7 : 0.3))));
            scores[at] = (land, row.Kind == UnitKind.Station && unit != land ? unit : voted, joined);
        }
    }

    public Located Decide(Category category)
    {
        reasons.Sort((one, other) => other.Weight.CompareTo(one.Weight));
        if (reasons.Count > ReasonsMax)
        {
            reasons.RemoveRange(ReasonsMax, reasons.Count - ReasonsMax);
        }

        if (Best() is not { } best)
        {
            return new Located(null, AreaWings.None, 0, reasons);
        }

        var confidence = Math.Round(Math.Clamp(best.Score, 0, 0.99), 3);
        if (confidence < Locator.Threshold)
        {
            return new Located(null, AreaWings.None, confidence, reasons);
        }

        return category == Category.PoliceMisconduct
            ? Superior(best.Voted, confidence)
            : new Located(terrain[best.Unit]!.Id, Wings(best.Unit, best.Voted, category), confidence, reasons);
    }

    /// <summary>The unit with the highest score, earlier names first; a unit that stands above another in the text is context, not a rival.</summary>
    private (int Unit, int Voted, double Score)? Best()
    {
        (int Unit, int Voted, double Score)? best = null;
        foreach (var score in scores)
        {
            if (best is null || Rank(score) > Rank(best.Value) + 0.0001)
            {
                best = score;
            }
        }

        if (best is not { } winner)
        {
            return null;
        }

        var own = terrain[winner.Unit]!.Id;
        var rival = scores.Where(score => score.Unit != winner.Unit && !IsRelated(own, terrain[score.Unit]!.Id)).Select(score => score.Score).DefaultIfEmpty(0).Max();
        var share = winner.Score > 0 ? Math.Min(1, rival / winner.Score) : 0;
        return winner with { Score = winner.Score * (1 - (RivalPull * share * share)) };
    }

    /// <summary>A station goes before the district or division that holds it, unless its name is too doubtful to count.</summary>
    private double Rank((int Unit, int Voted, double Score) score) =>
        terrain[score.Unit]!.Kind == UnitKind.Station ? score.Score + (score.Score >= Locator.Threshold ? 0.5 : 0) : score.Score;

    private bool IsRelated(string one, string other) => terrain.Tree.IsWithin(one, other) || terrain.Tree.IsWithin(other, one);

    private IReadOnlyDictionary<Wing, string> Wings(int unit, int voted, Category category)
    {
        var all = terrain.WingsOf(unit);
        var named = terrain[voted]!;
        if (named.Wing is Wing.LawAndOrder && AreaWings.AskedBy(category) is null)
        {
            return all;
        }

        var wings = new Dictionary<Wing, string>(all);
        if (named.Wing is not (Wing.LawAndOrder or Wing.None) && voted != unit)
        {
            wings[named.Wing] = named.Id;
        }

        foreach (var wing in AreaWings.AskedBy(category) is { } asked ? wings.Keys.Except(asked).ToList() : [])
        {
            wings.Remove(wing);
        }

        return wings;
    }

    /// <summary>Police conduct never goes to the unit named, nor to any wing below it: to the superior's office, with the vigilance unit beside (domain.md section 2.3).</summary>
    private Located Superior(int named, double confidence)
    {
        var unit = terrain[named]!;
        var above = terrain.Tree.SuperiorsOf(unit.Id).FirstOrDefault();
        var wings = new Dictionary<Wing, string>();
        if (terrain.WingsOf(named).TryGetValue(Wing.Vigilance, out var vigilance))
        {
            wings[Wing.Vigilance] = vigilance;
        }

        reasons.Insert(0, new PlaceReason(PlaceClue.PoliceConduct, above?.Id ?? unit.Id, 0, 0, 1));
        return new Located(above?.Id, wings, confidence, reasons);
    }
}
