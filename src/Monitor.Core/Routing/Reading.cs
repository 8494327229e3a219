using Monitor.Core.Posts;

namespace Monitor.Core.Routing;

/// <summary>One pass over a text: finds names, weighs them by the words around them, and votes.</summary>
internal sealed class Reading(Words words, Gazetteer names, Dictionary<string, int> handles, Terrain terrain, Ballot ballot)
{
    /// <summary>A meaning of a name that weighs less than this share of the best one is no rival.</summary>
    private const double RivalShare = 0.75;

    private readonly List<Sighting> sightings = new(8);
    private readonly HashSet<int> mentioned = [];

    /// <summary>The word at which the last name with "from" ended.</summary>
    private int fromEndsAt = -10;

    /// <summary>Whether the text speaks of a town outside of all forces.</summary>
    private bool elsewhere;

    public void Mention(string handle) => Mention(handle.TrimStart('@').ToLowerInvariant(), 0, 0);

    public void ReadAll(int kannadaForce, int hindiForce)
    {
        var (kannada, hindi) = (0, 0);
        for (var i = 0; i < words.Count;)
        {
            ref readonly var word = ref words[i];
            kannada += word.Script == Script.Kannada ? 1 : 0;
            hindi += word.Script == Script.Devanagari ? 1 : 0;
            if (word.Handle)
            {
                Mention(words.Plain(i, i).ToString(), word.Start, word.End);
                i++;
            }
            else if (names.At(words, i) is { } sighting)
            {
                sightings.Add(sighting);
                i = sighting.Last + 1;
            }
            else
            {
                i++;
            }
        }

        if (kannada > 0)
        {
            ballot.Speaks(kannadaForce, 0.5);
        }
        else if (hindi > 0)
        {
            ballot.Speaks(hindiForce, 0.15);
        }

        ReadContext();
        foreach (var sighting in sightings)
        {
            Vote(sighting);
        }
    }

    /// <summary>First round: which forces and districts, and which other towns, the text names.</summary>
    private void ReadContext()
    {
        foreach (var sighting in sightings)
        {
            foreach (var meaning in sighting.Name.Meanings)
            {
                if (meaning.Unit == Meaning.Elsewhere)
                {
                    elsewhere |= !After(sighting, 1).HasFlag(Cue.Road) && sighting.Closeness > 0.9;
                }
                else if (meaning.Clue == PlaceClue.District && !meaning.Ambiguous)
                {
                    var towards = After(sighting, 1).HasFlag(Cue.Road) && !After(sighting, 1).HasFlag(Cue.Station);
                    ballot.Names(meaning.Unit, towards ? 0.3 : 1);
                }
            }
        }
    }

    private void Mention(string handle, int start, int end)
    {
        if (handles.TryGetValue(handle, out var unit))
        {
            if (mentioned.Add(unit))
            {
                ballot.AddHandle(unit, start, end, 0.95);
            }

            return;
        }

        foreach (var ending in (ReadOnlySpan<string>)["trafficps", "trfps", "trps", "traffic", "police", "bcp", "ps", "thana", "pol"])
        {
            var stem = handle.Replace("_", "").TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
            if (stem.EndsWith(ending, StringComparison.Ordinal) && names.Spelt(stem.AsSpan(0, stem.Length - ending.Length)) is { } name)
            {
                var meanings = MeaningsOf(name);
                foreach (var meaning in meanings.Where(meaning => meaning.Unit >= 0 && meaning.Clue != PlaceClue.Locality))
                {
                    ballot.AddHandle(meaning.Unit, start, end, 0.85 / meanings.Count);
                }

                return;
            }
        }
    }

    private void Vote(Sighting sighting)
    {
        var before = Before(sighting, 1) | (Before(sighting, 1) == Cue.Joint ? Before(sighting, 2) : Cue.None);
        var after = After(sighting, 1);
        var station = ((before | after) & Cue.Station) != 0;
        var weight = sighting.Closeness * Surroundings(sighting, before, after, station);
        var meanings = MeaningsOf(sighting.Name);
        var kept = meanings.Where(meaning => meaning.Unit >= 0 && terrain[meaning.Unit] is not null && !(meaning.Capitals && !InCapitals(sighting) && !station)).ToList();
        if (kept.Count > 1)
        {
            kept = ballot.Nearest(kept);
        }

        var weights = kept.Select(meaning => Weigh(meaning, sighting, weight, station)).ToList();
        var best = weights.DefaultIfEmpty(0).Max();
        var rivals = weights.Count(own => own >= best * RivalShare);
        for (var i = 0; i < kept.Count; i++)
        {
            if (weights[i] >= best * RivalShare)
            {
                var own = rivals > 1 ? weights[i] * 0.9 / rivals : weights[i];
                ballot.Add(kept[i].Unit, kept[i].Clue, words[sighting.First].Start, words[sighting.Last].End, own, kept[i].Ambiguous && own < Locator.Threshold);
            }
        }
    }

    /// <summary>A taught name means its unit alone while that unit holds (design section 6). The name of a whole city or district stays that: nearly every post says it.</summary>
    private IReadOnlyList<Meaning> MeaningsOf(PlaceName name)
    {
        if (name.Meanings[0].Clue != PlaceClue.Taught || name.Meanings.Any(meaning => meaning.Clue == PlaceClue.District))
        {
            return name.Meanings;
        }

        var held = name.Meanings.Where(meaning => meaning.Clue == PlaceClue.Taught && terrain[meaning.Unit] is not null).Take(1).ToList();
        return held.Count > 0 ? held : name.Meanings;
    }

    /// <summary>What a name counts for one of its meanings, with the support that the rest of the text gives it.</summary>
    private double Weigh(Meaning meaning, Sighting sighting, double weight, bool station)
    {
        var own = meaning.Weight * weight;
        if (meaning.Ambiguous)
        {
            var backed = !elsewhere && (station || IsSaidOtherwise(sighting, meaning.Unit));
            own *= ballot.Support(meaning.Unit) switch { >= 1 => 0.95, >= 0.5 => 0.85, _ => backed ? 0.8 : 0.45 };
        }
        else if (meaning.Shared)
        {
            own *= ballot.Support(meaning.Unit) switch { >= 0.5 => 0.97, _ when station && !elsewhere => 0.9, _ => 0.68 };
        }

        own *= ballot.Agreement(meaning.Unit) * (elsewhere && ballot.Support(meaning.Unit) < 1 ? 0.75 : 1);
        return station && (meaning.Clue is PlaceClue.UnitName or PlaceClue.Alias) ? Math.Min(0.98, own * 1.08) : own;
    }

    /// <summary>Whether another name in the text means the same unit.</summary>
    private bool IsSaidOtherwise(Sighting sighting, int unit) =>
        sightings.Any(other => other.Name.Plain != sighting.Name.Plain && other.Name.Meanings.Any(meaning => meaning.Unit == unit));

    /// <summary>What the words around a name make of it, as a factor.</summary>
    private double Surroundings(Sighting sighting, Cue before, Cue after, bool station)
    {
        if (After(sighting, 1).HasFlag(Cue.Surname) && !station)
        {
            return 0.2;
        }

        if (before.HasFlag(Cue.Address) && !station && !sighting.Name.Meanings.Any(meaning => meaning.Clue is PlaceClue.Locality))
        {
            return 0.3;
        }

        if ((before | after | After(sighting, 2)).HasFlag(Cue.Title))
        {
            return 0.25;
        }

        if (TownBeside(sighting))
        {
            return 0.25;
        }

        var mark = sighting.Ending is Cue.None or Cue.Joint ? Mark(before, after, sighting) : sighting.Ending;
        if (mark == Cue.From)
        {
            fromEndsAt = sighting.Last;
        }
        else if (mark == Cue.None && sighting.First - fromEndsAt <= 2)
        {
            mark = Cue.To;      // from A to B, where the language does not mark B
        }

        var factor = mark switch { Cue.At => 1, Cue.Near => 0.85, Cue.From => 0.85, Cue.To => station ? 0.96 : 0.5, _ => 0.96 };
        return after.HasFlag(Cue.Road) && !station ? factor * 0.75 : factor;
    }

    private Cue Mark(Cue before, Cue after, Sighting sighting)
    {
        if ((before & Cue.From) != 0 && words[sighting.First].Script == Script.Latin && !IsHindiParticle(sighting.First - 1))
        {
            return Cue.From;
        }

        if ((before & Cue.To) != 0 && !IsHindiParticle(sighting.First - 1))
        {
            return Cue.To;
        }

        if ((before & Cue.Near) != 0)
        {
            return Cue.Near;
        }

        if (after == Cue.Joint && (After(sighting, 2) & Cue.Near) != 0)
        {
            return Cue.Near;
        }

        return (after & (Cue.At | Cue.Near)) != 0 ? after & (Cue.At | Cue.Near)
            : IsHindiParticle(sighting.Last + 1) ? after & (Cue.From | Cue.To)
            : before & Cue.At;
    }

    /// <summary>se, tak and their like stand after the name; from and to before it.</summary>
    private bool IsHindiParticle(int at) =>
        at >= 0 && at < words.Count && words.Plain(at, at) is "se" or "से" or "tak" or "तक" or "inda" or "ninda" or "ಇಂದ" or "ನಿಂದ" or "ತನಕ" or "ವರೆಗೆ";

    /// <summary>A town outside right beside the name: Ashok Nagar, Delhi; Lucknow ke Aliganj.</summary>
    private bool TownBeside(Sighting sighting)
    {
        foreach (var other in sightings)
        {
            if (other.Name.Meanings[0].Unit == Meaning.Elsewhere && !After(other, 1).HasFlag(Cue.Road))
            {
                var gap = other.First > sighting.Last ? other.First - sighting.Last - 1 : sighting.First - other.Last - 1;
                var between = gap == 1 ? CueAt(Math.Min(sighting.Last, other.Last) + 1) : Cue.None;
                if (gap == 0 || (gap == 1 && (between & (Cue.Joint | Cue.At)) != 0))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool InCapitals(Sighting sighting)
    {
        for (var i = sighting.First; i <= sighting.Last; i++)
        {
            if (!words[i].Capitals)
            {
                return false;
            }
        }

        return true;
    }

    private Cue Before(Sighting sighting, int steps) => words[sighting.First].Begins && steps == 1 ? Cue.None : CueAt(sighting.First - steps);

    private Cue After(Sighting sighting, int steps) => CueAt(sighting.Last + steps);

    private Cue CueAt(int at) => at >= 0 && at < words.Count && !words[at].Handle ? words[at].Cue : Cue.None;
}
