using System.Collections.Frozen;
using Monitor.Core.Posts;

namespace Monitor.Core.Routing;

/// <summary>What a name stands for.</summary>
/// <param name="Unit">Index into <see cref="Gazetteer.Units"/>, or one of the two constants below.</param>
/// <param name="Weight">How surely the name means the unit, 0 to 1.</param>
/// <param name="Ambiguous">It also means something else: needs support.</param>
/// <param name="Capitals">Counts only when written in capitals.</param>
/// <param name="Shared">Other towns have the name too: less sure without support.</param>
internal readonly record struct Meaning(int Unit, PlaceClue Clue, double Weight, bool Ambiguous, bool Capitals, bool Shared)
{
    public const int Elsewhere = -1, NotPlace = -2;
}

/// <summary>A name in the gazetteer, with all that it may mean.</summary>
internal sealed record PlaceName(string Plain, string Sounds, int Words, IReadOnlyList<Meaning> Meanings);

/// <summary>A name found in a text: words from First to Last.</summary>
/// <param name="Closeness">1 when spelt as in the gazetteer, less for a near spelling.</param>
/// <param name="Ending">What a glued case ending says.</param>
internal readonly record struct Sighting(PlaceName Name, int First, int Last, double Closeness, Cue Ending);

/// <summary>All names of all units, found by spelling, by sound and by near sound. Built once, then only read.</summary>
internal sealed class Gazetteer
{
    private const int WordsMax = 7, SpokenWordsMax = 4, FilterSize = 8192;

    private readonly FrozenDictionary<string, PlaceName>.AlternateLookup<ReadOnlySpan<char>> bySpelling;
    private readonly FrozenDictionary<ulong, PlaceName[]> bySound;
    private readonly FrozenDictionary<ulong, PlaceName[]> byLesserSound;
    private readonly FrozenSet<ulong> heads, tails;

    /// <summary>The length of the longest name that begins with these two letters; 0 for none.</summary>
    private readonly int[] lengthMax = new int[FilterSize];

    private Gazetteer(IReadOnlyList<string> units, Dictionary<string, PlaceName> names, HashSet<ulong> heads, HashSet<ulong> tails)
    {
        this.heads = heads.ToFrozenSet();
        this.tails = tails.ToFrozenSet();
        Units = units;
        bySpelling = names.ToFrozenDictionary().GetAlternateLookup<ReadOnlySpan<char>>();
        var spoken = names.Values.Where(name => name.Sounds.Length >= 4 && !name.Plain.Any(char.IsAsciiDigit)).ToList();
        bySound = Index(spoken.Select(name => (SoundKey.Of(name.Sounds), name)));
        byLesserSound = Index(spoken.Where(name => name.Sounds.Length >= 7).SelectMany(Lesser));
        foreach (var plain in names.Keys)
        {
            ref var longest = ref lengthMax[Beginning(plain)];
            longest = Math.Max(longest, plain.Length);
        }
    }

    /// <summary>Ids of the units that <see cref="Meaning.Unit"/> counts.</summary>
    public IReadOnlyList<string> Units { get; }

    public static Gazetteer Of(IReadOnlyList<string> units, IEnumerable<(string Name, Meaning Meaning)> entries)
    {
        var words = new Words();
        var names = new Dictionary<string, PlaceName>();
        var (heads, tails) = (new HashSet<ulong>(), new HashSet<ulong>());
        foreach (var (name, meaning) in entries)
        {
            words.Read(name);
            if (words.Count == 0)
            {
                continue;
            }

            for (var i = 0; i < words.Count && words.Count > 1; i++)
            {
                (i == 0 ? heads : tails).Add(SoundKey.Of(Trimmed(words.Sounds(i, i))));
            }

            var plain = words.Plain(0, words.Count - 1).ToString();
            var known = names.GetValueOrDefault(plain) ?? new PlaceName(plain, Trimmed(words.Sounds(0, words.Count - 1)).ToString(), words.Count, []);
            if (plain.Length >= 3 && !known.Meanings.Any(other => other.Unit == meaning.Unit))
            {
                names[plain] = known with { Meanings = [.. known.Meanings, meaning] };
            }
        }

        SpreadDoubts(names);
        return new Gazetteer(units, names, heads, tails);
    }

    /// <summary>A doubt about a name holds for all spellings that sound alike.</summary>
    private static void SpreadDoubts(Dictionary<string, PlaceName> names)
    {
        var doubts = names.Values
            .SelectMany(name => name.Meanings.Where(meaning => meaning.Ambiguous || meaning.Shared).Select(meaning => (name.Sounds, meaning.Unit, meaning.Ambiguous)))
            .GroupBy(doubt => (doubt.Sounds, doubt.Unit)).ToDictionary(same => same.Key, same => same.Any(doubt => doubt.Ambiguous));
        foreach (var name in names.Values.Where(name => name.Sounds.Length > 2).ToList())
        {
            names[name.Plain] = name with
            {
                Meanings = [.. name.Meanings.Select(meaning => meaning.Clue != PlaceClue.Taught && doubts.TryGetValue((name.Sounds, meaning.Unit), out var ambiguous)
                    ? meaning with { Ambiguous = meaning.Ambiguous || ambiguous, Shared = meaning.Shared || !ambiguous }
                    : meaning)],
            };
        }
    }

    public PlaceName? Spelt(ReadOnlySpan<char> plain) => bySpelling.TryGetValue(plain, out var name) ? name : null;

    /// <summary>The longest name that begins at this word, or the nearest one by sound.</summary>
    public Sighting? At(Words words, int first)
    {
        if (SpeltAt(words, first) is { } spelt)
        {
            return spelt;
        }

        if (words[first].Tag && Glued(words, first) is { } glued)
        {
            return glued;
        }

        return words[first].Script is Script.Latin or Script.Devanagari or Script.Kannada ? Spoken(words, first) : null;
    }

    private Sighting? SpeltAt(Words words, int first)
    {
        var next = Math.Min(words.Count - 1, first + 1);
        var start = words.Plain(first, first);
        start = start.Length >= 2 ? start : words.Plain(first, next);
        var longest = start.Length >= 2 ? lengthMax[Beginning(start)] : 0;
        var last = first;
        while (last < words.Count - 1 && last < first + WordsMax - 1 && words.Plain(first, last + 1).Length <= longest)
        {
            last++;
        }

        for (; last >= first && longest > 0; last--)
        {
            var plain = words.Plain(first, last);
            if (plain.Length >= 3 && plain.Length <= longest && bySpelling.TryGetValue(plain, out var name) && !Breaks(words, first, last))
            {
                return new Sighting(name, first, last, 1, Cue.None);
            }
        }

        return null;
    }

    /// <summary>A name with a word glued to it in a hashtag: #whitefieldtraffic.</summary>
    private Sighting? Glued(Words words, int at)
    {
        var plain = words.Plain(at, at);
        for (var cut = plain.Length - 2; cut >= 5; cut--)
        {
            if (bySpelling.TryGetValue(plain[..cut], out var name) && (Cues.Of(plain[cut..], words[at].Script) & (Cue.Glue | Cue.Station)) != 0)
            {
                return new Sighting(name, at, at, 0.97, Cue.None);
            }
        }

        return null;
    }

    private Sighting? Spoken(Words words, int first)
    {
        if (words[first].Cue != Cue.None)
        {
            return null;
        }

        Sighting? best = null;
        var bestScore = 0.0;
        var end = Math.Min(words.Count, first + (MayGoOn(words, first) ? SpokenWordsMax : 1));
        for (var last = first; last < end && (last == first
            || ((IsTail(words, last) || (IsInitial(words, first) && IsInitial(words, last))) && !Breaks(words, first, last))); last++)
        {
            var sounds = words.Sounds(first, last);
            Consider(words, first, last, Trimmed(sounds), Cue.None, stem: false, ref best, ref bestScore);
            var index = 0;
            while (words[last].Script != Script.Devanagari && Endings.Next(sounds, ref index) is var (length, cue) && length > sounds.Length - words.Sounds(last, last).Length)
            {
                Consider(words, first, last, Trimmed(sounds[..length]), cue, stem: true, ref best, ref bestScore);
            }
        }

        return best;
    }

    /// <summary>Whether the word begins a name of several words, or a word follows that names end with.</summary>
    private bool MayGoOn(Words words, int at) =>
        at + 1 < words.Count && (IsInitial(words, at) || heads.Contains(SoundKey.Of(Trimmed(words.Sounds(at, at)))) || IsPlaceEnding(words, at + 1));

    /// <summary>A letter of an abbreviation: K, ಕೆ, आर.</summary>
    private static bool IsInitial(Words words, int at) => words.Sounds(at, at).Length is 1 or 2 && words.Plain(at, at).Length <= (words[at].Script == Script.Latin ? 1 : 4);

    /// <summary>Whether a name of several words may go on with this word: nagar, layout, road …, also with a case ending.</summary>
    private bool IsTail(Words words, int at)
    {
        var sounds = words.Sounds(at, at);
        if (sounds.Length < 3 || (words[at].Cue & (Cue.Particles | Cue.Common)) != 0)
        {
            return false;
        }

        if (tails.Contains(SoundKey.Of(Trimmed(sounds))))
        {
            return true;
        }

        var index = 0;
        while (Endings.Next(sounds, ref index) is var (length, _))
        {
            if (tails.Contains(SoundKey.Of(Trimmed(sounds[..length]))))
            {
                return true;
            }
        }

        return false;
    }

    private void Consider(Words words, int first, int last, ReadOnlySpan<char> sounds, Cue ending, bool stem, ref Sighting? best, ref double bestScore)
    {
        if (sounds.Length > 40 || sounds.Length < (stem && ending != Cue.Joint ? 4 : 5))
        {
            return;
        }

        var key = SoundKey.Of(sounds);
        var strict = stem || last > first;
        if (bySound.TryGetValue(key, out var names))
        {
            Rank(words, names, first, last, sounds, ending, strict ? 0.75 : 2, ref best, ref bestScore);
        }

        if (best is null && !stem && last == first && sounds.Length >= 7)
        {
            ConsiderLesser(words, first, sounds, key, ref best, ref bestScore);
        }
    }

    /// <summary>Names with one consonant more, less or other than the word.</summary>
    private void ConsiderLesser(Words words, int at, ReadOnlySpan<char> sounds, ulong key, ref Sighting? best, ref double bestScore)
    {
        const double Unbounded = 2;
        if (byLesserSound.TryGetValue(key, out var longer))
        {
            Rank(words, longer, at, at, sounds, Cue.None, Unbounded, ref best, ref bestScore);
        }

        var count = SoundKey.CountOf(key);
        for (var place = 0; place < count - 1 && count >= 4; place++)
        {
            var lesser = SoundKey.Without(key, place);
            if (bySound.TryGetValue(lesser, out var shorter))
            {
                Rank(words, shorter, at, at, sounds, Cue.None, Unbounded, ref best, ref bestScore);
            }

            if (byLesserSound.TryGetValue(lesser, out var other))
            {
                Rank(words, other, at, at, sounds, Cue.None, Unbounded, ref best, ref bestScore);
            }
        }
    }

    private static void Rank(Words words, PlaceName[] names, int first, int last, ReadOnlySpan<char> sounds, Cue ending, double atMost, ref Sighting? best, ref double bestScore)
    {
        foreach (var name in names)
        {
            var limit = Math.Min(atMost, Limit(Math.Max(sounds.Length, name.Sounds.Length)));
            if (Math.Abs(sounds.Length - name.Sounds.Length) > 3)
            {
                continue;
            }

            if (last > first ? name.Words == 1 && !IsPlaceEnding(words, last) : name.Words > 1 && atMost > 1 && sounds.Length != name.Sounds.Length)
            {
                continue;
            }

            var distance = SoundKey.Distance(sounds, name.Sounds, limit);
            if (distance > limit || (sounds.Length < 5 && distance > 0) || (name.Meanings[0].Unit < 0 && (distance > 0.25 || sounds.Length < 5)))
            {
                continue;
            }

            var closeness = 0.97 - (0.22 * distance / Math.Max(limit, 1));
            var score = (closeness * sounds.Length) + (name.Meanings.Any(meaning => !meaning.Ambiguous) ? 0.01 : 0);
            if (score > bestScore && !name.Meanings[0].Capitals)
            {
                best = new Sighting(name, first, last, closeness, ending);
                bestScore = score;
            }
        }
    }

    /// <summary>A word that place names end with; such a name may be written apart.</summary>
    private static bool IsPlaceEnding(Words words, int at)
    {
        var sounds = words.Sounds(at, at);
        foreach (var ending in (ReadOnlySpan<string>)["nagar", "pur", "hali", "paly", "leot", "ganj", "pet", "sandr", "vadi", "pild", "god", "kunt"])
        {
            if (sounds.StartsWith(ending))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How far a spelling may lie from a name of this many sounds.</summary>
    private static double Limit(int length) => length switch { < 5 => 0, 5 => 0.25, 6 => 0.5, <= 8 => 0.75, <= 11 => 1.25, _ => 1.75 };

    /// <summary>A name never reaches over the end of a sentence or into an account name.</summary>
    private static bool Breaks(Words words, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            if (words[i].Handle || (i > first && words[i].Begins && words.Sounds(i - 1, i - 1).Length > 2))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> sounds)
    {
        while (sounds.Length > 3 && sounds[^1] is 'a' or 'u')
        {
            sounds = sounds[..^1];
        }

        return sounds;
    }

    private static int Beginning(ReadOnlySpan<char> plain) => ((plain[0] * 31) + plain[1]) & (FilterSize - 1);

    private static IEnumerable<(ulong Key, PlaceName Name)> Lesser(PlaceName name)
    {
        var key = SoundKey.Of(name.Sounds);
        var count = SoundKey.CountOf(key);
        return count < 5 ? [] : Enumerable.Range(0, count - 1).Select(place => (SoundKey.Without(key, place), name));
    }

    private static FrozenDictionary<ulong, PlaceName[]> Index(IEnumerable<(ulong Key, PlaceName Name)> entries) =>
        entries.GroupBy(entry => entry.Key, entry => entry.Name).ToFrozenDictionary(group => group.Key, group => group.Distinct().ToArray());
}
