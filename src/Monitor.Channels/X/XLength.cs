using System.Globalization;
using System.Text.RegularExpressions;

namespace Monitor.Channels.X;

/// <summary>
/// How long a text is to X (twitter-text v3, domain.md 1.1): code points of the Latin to Kannada ranges count 1, all others 2, an emoji 2 in whole,
/// an address 23.
/// </summary>
public static partial class XLength
{
    /// <summary>The longest text that X takes from an account without long posts.</summary>
    public const int Max = 280;

    private const int AddressWeight = 23;
    private const int EmojiWeight = 2;

    /// <summary>Counts after composing (NFC), as X does.</summary>
    public static int Weigh(string text)
    {
        var composed = Composed.Of(text);
        var weight = 0;
        var from = 0;
        foreach (var address in Addresses().EnumerateMatches(composed))
        {
            weight += WeighWords(composed.AsSpan(from, address.Index - from)) + AddressWeight;
            from = address.Index + address.Length;
        }

        return weight + WeighWords(composed.AsSpan(from));
    }

    private static int WeighWords(ReadOnlySpan<char> words)
    {
        var weight = 0;
        while (!words.IsEmpty)
        {
            var length = StringInfo.GetNextTextElementLength(words);
            weight += WeighElement(words[..length]);
            words = words[length..];
        }

        return weight;
    }

    /// <summary>An emoji with its joiners and skin tones is one element; a conjunct of an Indian script is one too, but pays for each code point.</summary>
    private static int WeighElement(ReadOnlySpan<char> element)
    {
        var weight = 0;
        foreach (var rune in element.EnumerateRunes())
        {
            if (rune.Value is (>= 0x1F000 and <= 0x1FAFF) or 0xFE0F or 0x20E3)
            {
                return EmojiWeight;
            }

            weight += rune.Value is <= 0x10FF or (>= 0x2000 and <= 0x200D) or (>= 0x2010 and <= 0x201F) or (>= 0x2032 and <= 0x2037) ? 1 : 2;
        }

        return weight;
    }

    [GeneratedRegex(
        @"(?<![\w@.$#/])(?:https?://[^\s<>""]+[^\s<>"".,;:!?')\]}]" +
        @"|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|in|io|info|gov|edu|co|me|app|dev|ly|tv|uk|us|eu)\b(?:/[^\s<>""]*[^\s<>"".,;:!?')\]}])?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Addresses();
}
