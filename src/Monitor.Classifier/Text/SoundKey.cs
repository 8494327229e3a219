namespace Monitor.Classifier.Text;

/// <summary>
/// A key by which a word sounds alike in Devanagari, Kannada and Latin letters (domain.md part 3.4): aspirates as their plain stops, s and sh as one,
/// every a dropped, e as i, o as u. So what is learnt from one script serves the other.
/// </summary>
internal static class SoundKey
{
    private const int LengthMax = 24;
    private static readonly char[] Indic = BuildIndic();

    /// <summary>Writes the key of a folded word and gives its length; 0 when nothing is left.</summary>
    public static int Write(ReadOnlySpan<char> word, Span<char> key)
    {
        var count = 0;
        for (var i = 0; i < word.Length && count < LengthMax; i++)
        {
            var c = word[i];
            var sound = Fold.IsLatin(c) ? Latin(word, ref i) : Fold.IsDevanagari(c) || Fold.IsKannada(c) ? Indic[c] : '\0';
            if (sound == '\0') continue;
            if (sound == 'n' && i + 1 < word.Length && c is '\u0902' or '\u0C82' && Indic[word[i + 1]] is 'p' or 'b' or 'm') sound = 'm';
            if (count > 0 && key[count - 1] == sound) continue;
            key[count++] = sound;
        }
        return count;
    }

    private static char Latin(ReadOnlySpan<char> word, ref int i)
    {
        var c = word[i];
        var next = i + 1 < word.Length ? word[i + 1] : '\0';
        switch (c)
        {
            case 'a':
                if (next is 'i' or 'e') { i++; return 'i'; }
                if (next is 'u' or 'o') { i++; return 'u'; }
                return '\0';
            case 'e' or 'i':
                if (next is 'i' or 'e') i++;
                return 'i';
            case 'o' or 'u':
                if (next is 'o' or 'u') i++;
                return 'u';
            case 'p' when next == 'h': i++; return 'f';
            case 'c' when next == 'k': i++; return 'k';
            case 'c' or 'k' or 'g' or 'j' or 't' or 'd' or 'b' or 's' when next == 'h':
                i++;
                return c;
            case 'w': return 'v';
            case 'z': return 'j';
            case 'q': return 'k';
            case 'x': return 'k';
            default: return c;
        }
    }

    private static char[] BuildIndic()
    {
        var map = new char[0x10000];
        // Both blocks follow one order of letters; the offset is the same from U+0900 and from U+0C80.
        Put(map, 0x02, "n");
        Put(map, 0x07, "iiuur");
        Put(map, 0x0E, "iiiuuu");
        Put(map, 0x14, "u");
        Put(map, 0x15, "kkggnccjjnttddnttddnnpfbbmyrrlllvsssh");
        Put(map, 0x3F, "iiuurr");
        Put(map, 0x45, "iiiiuuuu");
        return map;
    }

    private static void Put(char[] map, int offset, string sounds)
    {
        for (var i = 0; i < sounds.Length; i++)
        {
            map[0x0900 + offset + i] = sounds[i];
            map[0x0C80 + offset + i] = sounds[i];
        }
    }
}
