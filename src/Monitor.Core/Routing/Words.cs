namespace Monitor.Core.Routing;

/// <summary>One word of a text: where it stands, its plain letters and its sounds.</summary>
internal struct Word
{
    /// <summary>UTF-16 offsets into the text, end exclusive.</summary>
    public int Start, End;

    /// <summary>Offsets into <see cref="Words.Plain"/>.</summary>
    public int PlainStart, PlainEnd;

    /// <summary>Offsets into <see cref="Words.Sounds"/>.</summary>
    public int SoundStart, SoundEnd;

    public Script Script;

    /// <summary>Written all in capitals.</summary>
    public bool Capitals;

    /// <summary>Part of a hashtag.</summary>
    public bool Tag;

    /// <summary>An account name after @; its plain letters keep underscores.</summary>
    public bool Handle;

    /// <summary>What the word says about a name beside it.</summary>
    public Cue Cue;

    /// <summary>A full stop, exclamation or line end stands before it.</summary>
    public bool Begins;
}

/// <summary>
/// A text cut into words at spaces, marks, changes of script and the humps of hashtags. Plain letters and sounds of consecutive words lie side by side, so
/// that the joined form of several words (prem nagar, premnagar) is one span. Reused between texts; not thread-safe.
/// </summary>
internal sealed class Words
{
    /// <summary>Longer texts are cut: no channel's post is longer.</summary>
    public const int TextLengthMax = 8192;

    private Word[] words = new Word[64];
    private char[] plain = new char[512];
    private char[] sounds = new char[1024];
    private int plainLength, soundLength;

    public int Count { get; private set; }

    public ref readonly Word this[int index] => ref words[index];

    public ReadOnlySpan<char> Plain(int first, int last) => plain.AsSpan(words[first].PlainStart, words[last].PlainEnd - words[first].PlainStart);

    public ReadOnlySpan<char> Sounds(int first, int last) => sounds.AsSpan(words[first].SoundStart, words[last].SoundEnd - words[first].SoundStart);

    public void Read(ReadOnlySpan<char> text)
    {
        text = text.Length > TextLengthMax ? text[..TextLengthMax] : text;
        Count = plainLength = soundLength = 0;
        if (plain.Length < text.Length)
        {
            plain = new char[text.Length * 2];
            sounds = new char[text.Length * 4];
        }

        var begins = true;
        for (var i = 0; i < text.Length;)
        {
            var letter = text[i];
            if (letter == '@' && i + 1 < text.Length && char.IsAsciiLetterOrDigit(text[i + 1]))
            {
                i = ReadHandle(text, i);
            }
            else if (letter is 'h' or 'w' && IsAddress(text[i..]))
            {
                i = EndOfAddress(text, i);
            }
            else if (Letters.ScriptOf(letter) != Script.None)
            {
                var tag = i > 0 && text[i - 1] is '#' or '\uFF03';
                i = ReadWords(text, i, tag, begins);
                begins = false;
            }
            else
            {
                begins |= letter is '\n' or '!' or '?' or '\u0964' || (letter == '.' && i + 1 < text.Length && text[i + 1] == ' ');
                i++;
            }
        }
    }

    private static bool IsAddress(ReadOnlySpan<char> rest) => rest.StartsWith("http://") || rest.StartsWith("https://") || rest.StartsWith("www.");

    private static int EndOfAddress(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && !char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i;
    }

    private int ReadHandle(ReadOnlySpan<char> text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        Add(text, at + 1, end, Script.Latin, tag: false, begins: false, handle: true);
        return end;
    }

    /// <summary>Reads one word, or all words of a hashtag.</summary>
    private int ReadWords(ReadOnlySpan<char> text, int start, bool tag, bool begins)
    {
        var script = Letters.ScriptOf(text[start]);
        var end = start + 1;
        while (end < text.Length && (Letters.IsInvisible(text[end]) || (Letters.ScriptOf(text[end]) == script && !(tag && IsHump(text, end)))))
        {
            end++;
        }

        Add(text, start, end, script, tag, begins, handle: false);
        var rest = tag && end < text.Length && text[end] == '_' ? end + 1 : end;
        return tag && rest < text.Length && Letters.ScriptOf(text[rest]) != Script.None ? ReadWords(text, rest, tag, begins: false) : end;
    }

    /// <summary>Inside a tag: aB, and the last capital of ABc.</summary>
    private static bool IsHump(ReadOnlySpan<char> text, int at) =>
        char.IsAsciiLetterUpper(text[at]) && (char.IsAsciiLetterLower(text[at - 1])
            || (char.IsAsciiLetterUpper(text[at - 1]) && at + 1 < text.Length && char.IsAsciiLetterLower(text[at + 1])));

    private void Add(ReadOnlySpan<char> text, int start, int end, Script script, bool tag, bool begins, bool handle)
    {
        if (Count == words.Length)
        {
            Array.Resize(ref words, words.Length * 2);
        }

        var word = new Word
        {
            Start = start, End = end, PlainStart = plainLength, SoundStart = soundLength, Script = script, Tag = tag, Begins = begins, Handle = handle, Capitals = true,
        };
        for (var i = start; i < end; i++)
        {
            var letter = text[i];
            if (Letters.IsInvisible(letter) || Letters.Plain(letter) is not (not '\0' and var same))
            {
                continue;
            }

            plain[plainLength++] = same;
            word.Capitals &= !char.IsAsciiLetterLower(letter);
        }

        word.PlainEnd = plainLength;
        soundLength += handle ? 0 : Letters.Fold(text[start..end], script, sounds.AsSpan(soundLength));
        word.SoundEnd = soundLength;
        word.Cue = handle ? Cue.None : Cues.Of(plain.AsSpan(word.PlainStart, word.PlainEnd - word.PlainStart), script);
        words[Count++] = word;
    }
}
