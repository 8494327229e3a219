namespace Monitor.Core.Routing;

/// <summary>Which letters a word is written in.</summary>
internal enum Script : byte { None = 0, Latin, Devanagari, Kannada, Other, Digits }

/// <summary>
/// Folds words of all scripts into one small alphabet of sounds, so that मडिवाला, ಮಡಿವಾಳ, Madivala and Madiwala are the same: long vowels become short,
/// aspirates plain, f p, z j, w v. Domain.md section 3.4. The result finds candidates; the closeness of the spellings ranks them.
/// </summary>
internal static class Letters
{
    private const char Nukta = '\u093C', AiLength = '\u0CD6';

    // Devanagari U+0905 to U+0939, Kannada U+0C85 to U+0CB9: the blocks run in parallel. Vowels in capitals; 0 means: no sound of its own.
    private const string IndicLetters = "AAIIUURLEEEEOOOOkkggnccjjnttddnttddnnppbbmyrrlllvsssh";

    public static Script ScriptOf(char letter) => letter switch
    {
        (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => Script.Latin,
        (>= '0' and <= '9') or (>= '\u0966' and <= '\u096F') or (>= '\u0CE6' and <= '\u0CEF') => Script.Digits,
        '\u0964' or '\u0965' => Script.None,
        >= '\u0900' and <= '\u097F' => Script.Devanagari,
        >= '\u0C80' and <= '\u0CFF' => Script.Kannada,
        < '\u00C0' => Script.None,
        <= '\u024F' => letter is '\u00D7' or '\u00F7' ? Script.None : Script.Latin,
        _ => char.IsLetter(letter) ? Script.Other : Script.None,
    };

    /// <summary>Marks that are not seen and not spoken: dropped from words without ending them.</summary>
    public static bool IsInvisible(char letter) => letter is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u00AD';

    /// <summary>The letter as it is compared when spelling must be the same: lower case, ASCII digits, nukta dropped (as '\0'), candrabindu as anusvara.</summary>
    public static char Plain(char letter) => letter switch
    {
        >= 'A' and <= 'Z' => (char)(letter | 0x20),
        >= '\u0966' and <= '\u096F' => (char)(letter - '\u0966' + '0'),
        >= '\u0CE6' and <= '\u0CEF' => (char)(letter - '\u0CE6' + '0'),
        Nukta or '\u0CBC' => '\0',
        '\u0901' => '\u0902',
        >= '\u0958' and <= '\u095F' => "\u0915\u0916\u0917\u091C\u0921\u0922\u092B\u092F"[letter - '\u0958'],
        > '\u007F' and < '\u0250' => char.ToLowerInvariant(letter),
        _ => letter,
    };

    /// <summary>A word list of this program in the letters that texts are compared in.</summary>
    public static string PlainOf(string text) => string.Concat(text.Where(letter => !IsInvisible(letter)).Select(Plain).Where(letter => letter != '\0'));

    /// <summary>Folds a word into <paramref name="sounds"/>, which must be twice as long as the word.</summary>
    public static int Fold(ReadOnlySpan<char> word, Script script, Span<char> sounds) => script switch
    {
        Script.Latin => FoldLatin(word, sounds),
        Script.Devanagari or Script.Kannada => FoldIndic(word, sounds),
        _ => 0,
    };

    public static bool IsVowel(char sound) => sound is 'a' or 'e' or 'i' or 'o' or 'u';

    private static void Add(Span<char> sounds, ref int count, char sound)
    {
        var last = count > 0 ? sounds[count - 1] : '\0';
        if (sound == last || (sound == 'h' && count > 0 && !IsVowel(last)) || (sound == 'y' && last == 'i'))
        {
            return;
        }

        if (last == 'n' && sound is 'p' or 'b')
        {
            sounds[count - 1] = 'm';
        }

        sounds[count++] = sound;
    }

    private static int FoldLatin(ReadOnlySpan<char> word, Span<char> sounds)
    {
        var count = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var letter = Plain(word[i]);
            var next = i + 1 < word.Length ? Plain(word[i + 1]) : '\0';
            var vowelAfter = i + 2 < word.Length && (IsVowel(Plain(word[i + 2])) || Plain(word[i + 2]) == 'y');
            switch (letter, next)
            {
                case ('a', 'i' or 'e'):
                case ('a' or 'e', 'y') when !vowelAfter:
                    Add(sounds, ref count, 'e');
                    i++;
                    break;
                case ('a' or 'o', 'u'):
                case ('a' or 'o', 'w') when !vowelAfter:
                case ('o', 'a'):
                    Add(sounds, ref count, 'o');
                    i++;
                    break;
                case ('e', 'e' or 'a' or 'i') or ('i', 'e'):
                    Add(sounds, ref count, 'i');
                    i++;
                    break;
                case ('o', 'o'):
                    Add(sounds, ref count, 'u');
                    i++;
                    break;
                case ('y', _):
                    Add(sounds, ref count, IsVowel(next) ? 'y' : 'i');
                    break;
                case ('c', 'h'):
                    Add(sounds, ref count, 'c');
                    i++;
                    break;
                case ('c', 'e' or 'i' or 'y'):
                    Add(sounds, ref count, 's');
                    break;
                case ('q', 'u'):
                    Add(sounds, ref count, 'k');
                    i += vowelAfter ? 1 : 0;
                    break;
                case ('x', _):
                    Add(sounds, ref count, 'k');
                    Add(sounds, ref count, 's');
                    break;
                default:
                    AddSingle(letter, next, sounds, ref count, ref i);
                    break;
            }
        }

        return count;
    }

    private static void AddSingle(char letter, char next, Span<char> sounds, ref int count, ref int i)
    {
        if (letter is < 'a' or > 'z')
        {
            letter = letter switch
            {
                (>= 'à' and <= 'å') or 'ā' => 'a',
                (>= 'è' and <= 'ë') or 'ē' => 'e',
                (>= 'ì' and <= 'ï') or 'ī' => 'i',
                'ō' => 'o',
                'ū' => 'u',
                'ṇ' or 'ñ' => 'n',
                _ => '\0',
            };
        }

        if (letter is not '\0')
        {
            Add(sounds, ref count, letter switch { 'w' => 'v', 'f' => 'p', 'z' => 'j', 'q' or 'c' => 'k', _ => letter });
            i += letter is 'p' or 's' && next == 'h' ? 1 : 0;
        }
    }

    private static int FoldIndic(ReadOnlySpan<char> word, Span<char> sounds)
    {
        var count = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var kannada = word[i] >= '\u0C80';
            var offset = word[i] - (kannada ? 0x0C80 : 0x0900);
            if (offset is >= 0x05 and <= 0x39)
            {
                AddLetter(word, i, offset, sounds, ref count);
            }
            else if (offset is >= 0x58 and <= 0x5F && !kannada)
            {
                Add(sounds, ref count, "kkgjrrpy"[offset - 0x58]);
                AddInherent(word, i, sounds, ref count);
            }
            else if (offset is >= 0x3E and <= 0x4C)
            {
                AddSign(offset, kannada, sounds, ref count);
            }
            else if (offset is 0x01 or 0x02)
            {
                Add(sounds, ref count, 'n');
            }
            else if (word[i] == AiLength && count > 0)
            {
                sounds[count - 1] = 'e';
            }
        }

        return count;
    }

    private static void AddLetter(ReadOnlySpan<char> word, int i, int offset, Span<char> sounds, ref int count)
    {
        var sound = IndicLetters[offset - 0x05];
        if (char.IsUpper(sound))
        {
            Add(sounds, ref count, sound is 'R' ? 'r' : char.ToLowerInvariant(sound));
            if (sound is 'R')
            {
                Add(sounds, ref count, 'i');
            }

            return;
        }

        var dotted = i + 1 < word.Length && word[i + 1] == Nukta;
        Add(sounds, ref count, dotted && sound == 'd' ? 'r' : sound);
        AddInherent(word, dotted ? i + 1 : i, sounds, ref count);
    }

    private static void AddInherent(ReadOnlySpan<char> word, int i, Span<char> sounds, ref int count)
    {
        var after = i + 1 < word.Length ? word[i + 1] & 0x7F : 0;
        if (after is not (>= 0x3E and <= 0x4D))
        {
            Add(sounds, ref count, 'a');
        }
    }

    private static void AddSign(int offset, bool kannada, Span<char> sounds, ref int count)
    {
        if (kannada && offset == 0x42 && count > 0 && sounds[count - 1] == 'e')
        {
            sounds[count - 1] = 'o';    // the sign o, typed as its two halves
            return;
        }

        switch (offset)
        {
            case 0x3E:
                Add(sounds, ref count, 'a');
                break;
            case 0x3F or 0x40:
                Add(sounds, ref count, 'i');
                break;
            case 0x41 or 0x42:
                Add(sounds, ref count, 'u');
                break;
            case 0x43 or 0x44:
                Add(sounds, ref count, 'r');
                Add(sounds, ref count, 'i');
                break;
            case <= 0x48:
                Add(sounds, ref count, 'e');
                break;
            default:
                Add(sounds, ref count, 'o');
                break;
        }
    }
}
