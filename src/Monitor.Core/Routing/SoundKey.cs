namespace Monitor.Core.Routing;

/// <summary>
/// The consonants of a word as one number: finds candidates for a misspelt name in one look-up (domain.md section 3.4). Five bits a consonant, twelve at most;
/// a vowel counts only at the beginning.
/// </summary>
internal static class SoundKey
{
    private const int Length = 12, Bits = 5;
    private static readonly byte[] Codes = [.. Enumerable.Range(0, 128).Select(sound => (byte)("abcdghjklmnprstvy".IndexOf((char)sound) + 1))];

    public static ulong Of(ReadOnlySpan<char> sounds)
    {
        var key = 0UL;
        var count = 0;
        for (var i = 0; i < sounds.Length && count < Length; i++)
        {
            var sound = sounds[i];
            if (Letters.IsVowel(sound))
            {
                if (i > 0)
                {
                    continue;
                }

                sound = 'a';
            }
            else if (sound is 'h' or 'y' && i > 0)
            {
                continue;
            }

            key = (key << Bits) | Codes[sound & 127];
            count++;
        }

        return key;
    }

    public static int CountOf(ulong key) => (64 - System.Numerics.BitOperations.LeadingZeroCount(key) + Bits - 1) / Bits;

    /// <summary>The key without its consonant at <paramref name="place"/>, counted from the end.</summary>
    public static ulong Without(ulong key, int place)
    {
        var low = (1UL << (place * Bits)) - 1;
        return ((key >> Bits) & ~low) | (key & low);
    }

    /// <summary>
    /// How far two spellings lie apart: an unwritten or added a costs 0.25, another vowel 0.5, h and y 0.3, a consonant 1. Gives up with a large number beyond
    /// <paramref name="limit"/>.
    /// </summary>
    public static double Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, double limit)
    {
        const int LengthMax = 48;
        if (a.Length > LengthMax || b.Length > LengthMax || Math.Abs(a.Length - b.Length) * 0.25 > limit)
        {
            return double.MaxValue;
        }

        Span<double> row = stackalloc double[LengthMax + 1];
        for (var j = 1; j <= b.Length; j++)
        {
            row[j] = row[j - 1] + Cost(b[j - 1]);
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] += Cost(a[i - 1]);
            var best = row[0];
            for (var j = 1; j <= b.Length; j++)
            {
                var same = diagonal + (a[i - 1] == b[j - 1] ? 0 : Swap(a[i - 1], b[j - 1]));
                diagonal = row[j];
                row[j] = Math.Min(same, Math.Min(row[j] + Cost(a[i - 1]), row[j - 1] + Cost(b[j - 1])));
                best = Math.Min(best, row[j]);
            }

            if (best > limit)
            {
                return double.MaxValue;
            }
        }

        return row[b.Length];
    }

    private static double Cost(char sound) => sound switch { 'a' => 0.25, 'e' or 'i' or 'o' or 'u' => 0.5, 'h' or 'y' => 0.3, _ => 1 };

    private static double Swap(char one, char other) => Letters.IsVowel(one) && Letters.IsVowel(other) ? 0.5 : (one, other) switch
    {
        ('r', 'd') or ('d', 'r') or ('n', 'm') or ('m', 'n') or ('b', 'v') or ('v', 'b') or ('y', 'i') or ('i', 'y') or ('y', 'e') or ('e', 'y') => 0.5,
        _ => 1,
    };
}
