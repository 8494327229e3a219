using System.Globalization;

namespace Monitor.Core.Posts;

/// <summary>
/// Docket numbers: the first post's intake number, its item where that is not the first, and a check digit (Damm's quasigroup, which finds every single wrong
/// digit and every swap of neighbours). <c>1042-7</c>, <c>1042.3-1</c>. Never a counter: the number follows from what was received (design section 4).
/// </summary>
public static class Docket
{
    private static readonly byte[,] Damm =
    {
        { 0, 3, 1, 7, 5, 9, 8, 6, 4, 2 }, { 7, 0, 9, 2, 1, 5, 4, 8, 6, 3 }, { 4, 2, 0, 6, 8, 7, 1, 3, 5, 9 }, { 1, 7, 5, 0, 9, 8, 3, 4, 2, 6 }, { 6, 1, 2, 3, 0, 4, 5, 9, 7, 8 },
        { 3, 6, 7, 4, 2, 0, 9, 5, 8, 1 }, { 5, 8, 6, 9, 7, 2, 0, 1, 3, 4 }, { 8, 9, 4, 5, 3, 6, 2, 0, 1, 7 }, { 9, 4, 3, 8, 6, 1, 7, 2, 0, 5 }, { 2, 5, 8, 1, 4, 3, 6, 7, 9, 0 },
    };

    /// <param name="intakeNumber">1 or more.</param>
    /// <param name="item">Place in the delivery, 0 first.</param>
    public static string Number(long intakeNumber, int item)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(intakeNumber, 1);
        var digits = intakeNumber.ToString(CultureInfo.InvariantCulture);
        var stem = item == 0 ? digits : digits + "." + item.ToString(CultureInfo.InvariantCulture);
        return stem + "-" + CheckDigit(stem);
    }

    /// <summary>The docket of the post with this id (<c>1042-0</c> gives <c>1042-7</c> or so).</summary>
    public static string OfPost(string postId)
    {
        var dash = postId.IndexOf('-', StringComparison.Ordinal);
        var intakeNumber = long.Parse(postId.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture);
        return Number(intakeNumber, int.Parse(postId.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>Whether the text is a docket number with a right check digit.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        var dash = text.IndexOf('-');
        if (dash < 1 || dash != text.Length - 2 || !char.IsAsciiDigit(text[^1]) || text[0] is '0' or '.')
        {
            return false;
        }

        var stem = text[..dash];
        var dots = 0;
        foreach (var c in stem)
        {
            if (c == '.')
            {
                dots++;
            }
            else if (!char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return dots <= 1 && stem[^1] != '.' && CheckDigit(stem) == text[^1];
    }

    private static char CheckDigit(ReadOnlySpan<char> stem)
    {
        var interim = 0;
        foreach (var c in stem)
        {
            if (c != '.')
            {
                interim = Damm[interim, c - '0'];
            }
        }

        return (char)('0' + interim);
    }
}
