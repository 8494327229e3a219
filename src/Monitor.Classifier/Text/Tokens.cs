namespace Monitor.Classifier.Text;

/// <summary>
/// The tokens of one text on its skeleton (domain.md part 3.5): leet inside words is read as letters, letters set apart by dots or spaces are joined,
/// handles, links, numbers and number plates are placeholders, so that no verdict hangs on who was addressed. One instance is reused from text to text.
/// </summary>
internal sealed class Tokens
{
    /// <summary>Tokens of a text that are looked at.</summary>
    public const int CountMax = 1_200;
    private const int WordLengthMax = 40;

    private readonly Folded folded = new();
    private readonly Token[] items = new Token[CountMax];
    private int letterCount;

    /// <summary>Letters of all words, each between &lt; and &gt;.</summary>
    public readonly char[] Letters = new char[(Folded.LengthMax * 3) + 8];

    public ReadOnlySpan<Token> Items => items.AsSpan(0, Count);

    public int Count { get; private set; }

    public void Read(ReadOnlySpan<char> text)
    {
        folded.Read(text);
        Count = 0;
        letterCount = 0;
        var i = 0;
        while (i < folded.Count && Count < CountMax)
        {
            var c = folded.Chars[i];
            if (c == '@') i = ReadMention(i);
            else if (c == 'h' && IsLink(i)) i = ReadLink(i);
            else if (Fold.IsWord(c) || (c == '$' && Fold.IsLatin(At(i + 1)))) i = ReadWord(i);
            else i = ReadSign(i, c);
        }
    }

    /// <summary>The letters of a word between their boundary signs.</summary>
    public ReadOnlySpan<char> Bounded(in Token token) => Letters.AsSpan(token.Start - 1, token.Length + 2);

    public ReadOnlySpan<char> Word(in Token token) => Letters.AsSpan(token.Start, token.Length);

    private char At(int i) => i < folded.Count ? folded.Chars[i] : ' ';

    private int ReadSign(int i, char c)
    {
        if (c == Fold.Picture || c is '!' or '?') Add(c == Fold.Picture ? TokenKind.Emoji : TokenKind.Mark, i, i + 1, c);
        return i + 1;
    }

    private int ReadMention(int i)
    {
        var start = i++;
        if (At(i) == ' ' && Fold.IsWord(At(i + 1))) i++;
        var name = i;
        while (Fold.IsWord(At(i)) || (At(i) is '_' or '.' && Fold.IsWord(At(i + 1)))) i++;
        if (i == name) return start + 1;
        Add(IsPolice(folded.Chars.AsSpan(name, i - name)) ? TokenKind.PoliceMention : TokenKind.Mention, start, i, '@');
        return i;
    }

    private static bool IsPolice(ReadOnlySpan<char> name) =>
        name.Contains("polic", StringComparison.Ordinal) || name.Contains("cop", StringComparison.Ordinal) || name.Contains("traffic", StringComparison.Ordinal)
        || name.StartsWith("dgp", StringComparison.Ordinal) || name.StartsWith("dcp", StringComparison.Ordinal) || name.StartsWith("acp", StringComparison.Ordinal)
        || name.StartsWith("cpb", StringComparison.Ordinal) || name.StartsWith("adg", StringComparison.Ordinal) || name.StartsWith("ssp", StringComparison.Ordinal)
        || name.EndsWith("ps", StringComparison.Ordinal);

    private bool IsLink(int i)
    {
        var rest = folded.Chars.AsSpan(i, Math.Min(9, folded.Count - i));
        return rest.StartsWith("http") && (rest[4..].StartsWith("://") || rest[4..].StartsWith("s://") || rest[4..].StartsWith("s //") || rest[4..].StartsWith(" //"));
    }

    /// <summary>A link as posted, or one whose parts a data set has set apart by spaces ("https // t co / abc").</summary>
    private int ReadLink(int i)
    {
        var start = i;
        while (i < folded.Count && At(i) != ' ') i++;
        if (At(i + 1) == '/' && At(i + 2) == '/')
        {
            for (var part = 0; part < 9 && i < folded.Count && At(i) == ' '; part++)
            {
                var from = ++i;
                while (i < folded.Count && At(i) != ' ') i++;
                if (i - from > 3) break;
            }
        }
        Add(TokenKind.Link, start, i, 'u');
        return i;
    }

    private int ReadWord(int i)
    {
        var start = i;
        var letterStart = ++letterCount;
        while (i < folded.Count && letterCount - letterStart < WordLengthMax)
        {
            var c = At(i);
            if (Fold.IsWord(c)) Letters[letterCount++] = c;
            else if (c == '\'' && Fold.IsWord(At(i + 1))) { }
            else if (c is '@' or '$' or '!' or '*' && InsideWord(i, c)) Letters[letterCount++] = c switch { '@' => 'a', '$' => 's', '!' => 'i', _ => '*' };
            else break;
            i++;
        }
        if (i - start == 1) i = JoinSingles(i);
        Finish(letterStart, start, i);
        return i;
    }

    /// <summary>Whether a sign stands for a letter: letters of the Latin alphabet on both sides, or a second asterisk.</summary>
    private bool InsideWord(int i, char c) =>
        (Fold.IsLatin(At(i + 1)) && (i == 0 || Fold.IsLatin(At(i - 1)) || At(i - 1) is '*' or '@' or '$' || c == '$')) || (c == '*' && (At(i + 1) == '*' || At(i - 1) == '*'));

    /// <summary>Joins "f u c k" and "b.h.e.n" to one word when at least three letters stand alone.</summary>
    private int JoinSingles(int i)
    {
        var end = i;
        var singles = 1;
        while (At(end) is ' ' or '.' or '-' or '_' or '*' && Fold.IsLatin(At(end + 1)) && !Fold.IsWord(At(end + 2)))
        {
            singles++;
            end += 2;
        }
        if (singles < 3 || !Fold.IsLatin(Letters[letterCount - 1])) return i;
        for (var at = i + 1; at < end; at += 2) Letters[letterCount++] = folded.Chars[at];
        return end;
    }

    private void Finish(int letterStart, int from, int to)
    {
        var word = Letters.AsSpan(letterStart, letterCount - letterStart);
        var kind = Plates.KindOf(word);
        if (kind == TokenKind.Word) Leet(word);
        Letters[letterStart - 1] = '<';
        Letters[letterCount++] = '>';
        items[Count++] = new Token(kind, letterStart, word.Length, folded.At[from], folded.At[to]);
    }

    private void Add(TokenKind kind, int from, int to, char letter)
    {
        Letters[letterCount++] = '<';
        Letters[letterCount] = kind == TokenKind.Emoji ? folded.Pictures[from] : letter;
        items[Count++] = new Token(kind, letterCount, 1, folded.At[from], folded.At[to]);
        letterCount++;
        Letters[letterCount++] = '>';
    }

    private static void Leet(Span<char> word)
    {
        var letters = 0;
        foreach (var c in word)
        {
            if (Fold.IsLatin(c)) letters++;
        }
        if (letters < 2 || letters == word.Length) return;
        for (var i = 0; i < word.Length; i++)
        {
            if (!Fold.IsDigit(word[i]) || !((i > 0 && Fold.IsLatin(word[i - 1])) || (i + 1 < word.Length && Fold.IsLatin(word[i + 1])))) continue;
            word[i] = word[i] switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' => 'a', '5' => 's', '7' => 't', var other => other };
        }
    }
}
