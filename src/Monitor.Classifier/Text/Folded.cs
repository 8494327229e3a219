namespace Monitor.Classifier.Text;

/// <summary>
/// The folded characters of one text and where each stood in the original. A letter repeated more than twice is kept twice. One instance is reused from text to text.
/// </summary>
internal sealed class Folded
{
    /// <summary>UTF-16 units of a text that are looked at; what follows is not classified.</summary>
    public const int LengthMax = 4_000;

    public readonly char[] Chars = new char[LengthMax + 1];

    /// <summary>For each folded character its UTF-16 offset; one entry more holds the end.</summary>
    public readonly int[] At = new int[LengthMax + 2];

    /// <summary>For each <see cref="Fold.Picture"/> which picture it is.</summary>
    public readonly char[] Pictures = new char[LengthMax + 1];

    public int Count { get; private set; }

    public void Read(ReadOnlySpan<char> text)
    {
        var length = Math.Min(text.Length, LengthMax);
        var count = 0;
        var i = 0;
        for (; i < length; i++)
        {
            var at = i;
            var c = text[i];
            var picture = c;
            char folded;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                var codePoint = char.ConvertToUtf32(c, text[++i]);
                folded = Fold.Wide(codePoint);
                picture = (char)codePoint;
            }
            else folded = Fold.One(c);
            if (folded == Fold.Dropped) continue;
            if (count > 0 && Fold.Compose(Chars[count - 1], folded) is var composed and not Fold.Dropped)
            {
                Chars[count - 1] = composed;
                continue;
            }
            if (IsThird(count, folded, picture)) continue;
            Pictures[count] = picture;
            Chars[count] = folded;
            At[count++] = at;
        }
        Chars[count] = ' ';
        At[count] = i;
        Count = count;
    }

    private bool IsThird(int count, char folded, char picture)
    {
        if (count < 2 || folded != Chars[count - 1] || folded != Chars[count - 2] || Fold.IsDigit(folded)) return false;
        return folded != Fold.Picture || (picture == Pictures[count - 1] && picture == Pictures[count - 2]);
    }
}
