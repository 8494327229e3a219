using System.Globalization;

namespace Monitor.Core.Board;

/// <summary>A docket or post number in eight bytes: intake number and item, in order of arrival. A board of a million rows keeps no strings.</summary>
internal static class DocketCode
{
    private const int ItemBits = 12;
    private const ulong Named = 1UL << 63;

    /// <summary>Numbers that are none of ours (there should be none) go by their place in <paramref name="names"/>.</summary>
    public static ulong Of(string number, Names names) => TryParse(number, out var code) ? code : Named | (uint)names.Of(number);

    /// <summary>For who only looks: adds no name. Null for a number that the board has never met.</summary>
    public static ulong? Find(string number, Names names) => TryParse(number, out var code) ? code : names.Find(number) is var known and > 0 ? Named | (uint)known : null;

    public static string Docket(ulong code, Names names) => (code & Named) != 0 ? names[(int)(code & ~Named)]!
        : Posts.Docket.Number((long)(code >> ItemBits), (int)(code & ((1 << ItemBits) - 1)));

    public static string Post(ulong code, Names names) =>
        (code & Named) != 0 ? names[(int)(code & ~Named)]! : string.Create(CultureInfo.InvariantCulture, $"{code >> ItemBits}-{code & ((1 << ItemBits) - 1)}");

    /// <summary>Of a docket <c>1042-7</c> or <c>1042.3-1</c>.</summary>
    private static bool TryParse(string number, out ulong code)
    {
        code = 0;
        var text = number.AsSpan();
        var dash = text.IndexOf('-');
        if (dash < 1)
        {
            return false;
        }

        var stem = text[..dash];
        var dot = stem.IndexOf('.');
        var item = 0UL;
        var whole = dot < 0 ? stem : stem[..dot];
        if (!ulong.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var intake) || intake >= 1UL << (63 - ItemBits)
            || (dot >= 0 && (!ulong.TryParse(stem[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out item) || item >= 1 << ItemBits)))
        {
            return false;
        }

        code = (intake << ItemBits) | item;
        return intake > 0 && Docket(code, Names.None) == number;
    }

    /// <summary>Of a post's id <c>1042-0</c>.</summary>
    public static ulong OfPost(string id, Names names)
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && ulong.TryParse(id.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var intake) && intake is > 0 and < 1UL << (63 - ItemBits)
            && ulong.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var item) && item < 1 << ItemBits
            ? (intake << ItemBits) | item
            : Named | (uint)names.Of(id);
    }
}
