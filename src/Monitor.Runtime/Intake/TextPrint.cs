using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Monitor.Runtime.Intake;

/// <summary>What events keep of a text instead of its words: a hash to tell repeats, a simhash to tell likeness, a docket number in it.</summary>
/// <param name="Hash">First 16 hex digits of the SHA-256 of the normalised text.</param>
/// <param name="Likeness">64-bit simhash over its words and pairs of words.</param>
/// <param name="Docket">The first docket number with a right check digit.</param>
public readonly record struct TextPrint(string Hash, long Likeness, string? Docket)
{
    private const ulong FnvStart = 14695981039346656037;
    private const ulong FnvFactor = 1099511628211;

    public static TextPrint Of(string text)
    {
        var normal = Normalise(text);
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(normal), digest);
        return new TextPrint(Convert.ToHexStringLower(digest[..8]), Simhash(normal), DocketIn(text));
    }

    /// <summary>Lower case, letters, marks and digits only, one space between words; without addresses and handles, which differ between copies.</summary>
    public static string Normalise(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word[0] == '@' || word.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (normal.Length > 0 && normal[^1] != ' ')
            {
                normal.Append(' ');
            }

            foreach (var c in word)
            {
                if (char.IsLetterOrDigit(c) || char.IsSurrogate(c)
                    || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                {
                    normal.Append(char.ToLowerInvariant(c));
                }
            }
        }

        return normal.ToString().TrimEnd();
    }

    private static long Simhash(string normal)
    {
        if (normal.Length == 0)
        {
            return 0;
        }

        // Digit n of all 64 counts stands in counts[n]: one addition takes two steps on average instead of 64.
        Span<ulong> counts = stackalloc ulong[32];
        counts.Clear();
        var (hashes, before) = (0, 0UL);
        foreach (var range in normal.AsSpan().Split(' '))
        {
            var word = FnvStart;
            foreach (var c in normal.AsSpan(range))
            {
                word = (word ^ c) * FnvFactor;
            }

            Count(counts, Mix(word));
            Count(counts, Mix((before * FnvFactor) ^ word));
            hashes += 2;
            before = word;
        }

        return unchecked((long)Above(counts, hashes / 2));
    }

    /// <summary>Adds each bit of the hash to the count of its place.</summary>
    private static void Count(Span<ulong> counts, ulong hash)
    {
        for (var digit = 0; hash != 0; digit++)
        {
            (counts[digit], hash) = (counts[digit] ^ hash, counts[digit] & hash);
        }
    }

    /// <summary>The places whose count is above the limit.</summary>
    private static ulong Above(ReadOnlySpan<ulong> counts, int limit)
    {
        var (above, equal) = (0UL, ulong.MaxValue);
        for (var digit = counts.Length - 1; digit >= 0; digit--)
        {
            var wanted = ((limit >> digit) & 1) == 1 ? ulong.MaxValue : 0;
            above |= equal & counts[digit] & ~wanted;
            equal &= ~(counts[digit] ^ wanted);
        }

        return above;
    }

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }

    private static string? DocketIn(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var part = i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] is '.' or '-');
            if (part && start < 0)
            {
                start = i;
            }
            else if (!part && start >= 0)
            {
                var found = text.AsSpan(start, i - start).Trim('.').Trim('-');
                if (found.Length is >= 3 and <= 24 && Core.Posts.Docket.IsNumber(found))
                {
                    return found.ToString();
                }

                start = -1;
            }
        }

        return null;
    }
}
