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
        const int LengthMax = 48, One = 20, Beyond = 1_000_000;
        var most = (int)(limit * One);
        if (a.Length > LengthMax || b.Length > LengthMax || Math.Abs(a.Length - b.Length) * (One / 4) > most)
        {
            return Beyond;
        }

        Span<int> row = stackalloc int[LengthMax + 1];
        for (var j = 1; j <= b.Length; j++)
        {
            row[j] = row[j - 1] + Costs[b[j - 1] & 127];
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            var sound = a[i - 1];
            int cost = Costs[sound & 127];
            row[0] += cost;
            var best = row[0];
            for (var j = 1; j <= b.Length; j++)
            {
                var other = b[j - 1];
                var same = diagonal + (sound == other ? 0 : Swap(sound, other));
                diagonal = row[j];
                var next = Math.Min(same, Math.Min(row[j] + cost, row[j - 1] + Costs[other & 127]));
                row[j] = next;
                best = Math.Min(best, next);
            }

            if (best > most)
            {
                return Beyond;
            }
        }

        return (double)row[b.Length] / One;
    }

    /// <summary>Twentieths, for leaving a sound out.</summary>
    private static readonly byte[] Costs =
        [.. Enumerable.Range(0, 128).Select(sound => (byte)((char)sound switch { 'a' => 5, 'e' or 'i' or 'o' or 'u' => 10, 'h' or 'y' => 6, _ => 20 }))];

    private static int Swap(char one, char other) => Letters.IsVowel(one) && Letters.IsVowel(other) ? 10 : (one, other) switch
    {
        ('r', 'd') or ('d', 'r') or ('n', 'm') or ('m', 'n') or ('b', 'v') or ('v', 'b') or ('y', 'i') or ('i', 'y') or ('y', 'e') or ('e', 'y') => 10,
        _ => 20,
    };
}
