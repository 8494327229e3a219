using System.Text;

namespace Monitor.Channels.X;

/// <summary>
/// Canonical composition (NFC) of Devanagari and Kannada. The build runs without ICU (InvariantGlobalization), where <see cref="string.Normalize()"/> leaves such text
/// as it is. Other scripts pass unchanged: their keyboards type composed letters.
/// </summary>
internal static class Composed
{
    private const char Nukta = '\u093C';

    /// <summary>Letters that NFC takes apart, in the order of U+0958 to U+095F.</summary>
    private const string TakenApart = "कखगजडढफय";

    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0900', '\u0CFF'))
        {
            return text;
        }

        var composed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is >= '\u0958' and <= '\u095F')
            {
                composed.Append(TakenApart[c - '\u0958']).Append(Nukta);
            }
            else if (composed.Length > 0 && Pair(composed[^1], c) is var joined and not '\0')
            {
                composed[^1] = joined;
            }
            else
            {
                composed.Append(c);
            }
        }

        return composed.ToString();
    }

    private static char Pair(char first, char second) => (first, second) switch
    {
        ('\u0CBF', '\u0CD5') => '\u0CC0',
        ('\u0CC6', '\u0CD5') => '\u0CC7',
        ('\u0CC6', '\u0CD6') => '\u0CC8',
        ('\u0CC6', '\u0CC2') => '\u0CCA',
        ('\u0CCA', '\u0CD5') => '\u0CCB',
        ('\u0928', Nukta) => '\u0929',
        ('\u0930', Nukta) => '\u0931',
        ('\u0933', Nukta) => '\u0934',
        _ => '\0',
    };
}
