using Monitor.Classifier.Text;

namespace Monitor.Classifier;

/// <summary>
/// The hashed features of one text, token by token: character n-grams of 2 to 5 within a word, the word, the pair with the word before it, the sound key, the concept.
/// One instance is reused from text to text.
/// </summary>
internal sealed class Features
{
    /// <summary>Whole words, pairs and keys count this much, a character n-gram counts one.</summary>
    public const int WholeValue = 3;
    private const int GramLengthMax = 5;
    private const uint Multiplier = 0x9E3779B1;

    private readonly char[] key = new char[32];
    private uint[] rows = new uint[1 << 12];
    private readonly int[] gramEnds = new int[Tokens.CountMax + 1];
    private readonly int[] wholeEnds = new int[Tokens.CountMax + 1];

    public Tokens Tokens { get; } = new();

    /// <summary>The length of the whole vector before scaling, squared; at least one.</summary>
    public float SquaredLength { get; private set; }

    /// <summary>Reads a text; rows are hashes of 32 bits, of which a table takes the upper ones.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        Tokens.Read(text);
        var count = 0;
        uint before = 0;
        var wholes = 0;
        var concept = 0u;
        for (var t = 0; t < Tokens.Count; t++)
        {
            ref readonly var token = ref Tokens.Items[t];
            var bounded = Tokens.Bounded(token);
            if (rows.Length < count + (4 * bounded.Length) + 10) Array.Resize(ref rows, rows.Length * 2);
            if (token.Kind == TokenKind.Word) count = Grams(bounded, count);
            gramEnds[t] = count;
            var word = Hash(token);
            rows[count++] = word;
            rows[count++] = ((before ^ word) * Multiplier) + 0x2545F491;
            if (token.Kind == TokenKind.Word)
            {
                count = Sound(Tokens.Word(token), count);
                count = Concept(Concepts.Shipped.Of(Tokens.Word(token)), ref concept, count);
            }
            wholes += count - gramEnds[t];
            wholeEnds[t] = count;
            if (token.Kind != TokenKind.Mark) before = word * Multiplier;
        }
        SquaredLength = Math.Max(1, count - wholes + (wholes * WholeValue * WholeValue));
    }

    /// <summary>Rows of the token's character n-grams.</summary>
    public ReadOnlySpan<uint> Grams(int token) => rows.AsSpan((token == 0 ? 0 : wholeEnds[token - 1])..gramEnds[token]);

    /// <summary>Rows of the token's word, pair and sound key.</summary>
    public ReadOnlySpan<uint> Wholes(int token) => rows.AsSpan(gramEnds[token]..wholeEnds[token]);

    private int Grams(ReadOnlySpan<char> bounded, int count)
    {
        for (var i = 0; i + 1 < bounded.Length; i++)
        {
            var hash = (0x811C9DC5 ^ bounded[i]) * Multiplier;
            var end = Math.Min(bounded.Length, i + GramLengthMax);
            for (var j = i + 1; j < end; j++)
            {
                hash = (hash ^ (hash >> 15) ^ bounded[j]) * Multiplier;
                rows[count++] = hash;
            }
        }
        return count;
    }

    private uint Hash(in Token token)
    {
        var hash = 0xB5297A4D + (uint)token.Kind;
        // A number says its length, not its digits: what it is matters, not whose it is.
        if (token.Kind == TokenKind.Number) return (hash ^ (uint)token.Length) * Multiplier;
        if (token.Kind is TokenKind.Phone or TokenKind.Vehicle) return hash * Multiplier;
        foreach (var c in Tokens.Word(token)) hash = (hash ^ (hash >> 15) ^ c) * Multiplier;
        return hash;
    }

    private int Concept(uint found, ref uint before, int count)
    {
        if (found == 0 || found == before) return count;
        // Twice: few posts teach what a complaint is about, and meaning serves best there.
        rows[count++] = found * Multiplier;
        rows[count++] = found * Multiplier;
        if (before != 0) rows[count++] = ((before + found) ^ 0x7F4A7C15) * Multiplier;
        before = found;
        return count;
    }

    private int Sound(ReadOnlySpan<char> word, int count)
    {
        var length = SoundKey.Write(word, key);
        if (length < 2) return count;
        var hash = 0x68E31DA4u;
        for (var i = 0; i < length; i++)
        {
            hash = (hash ^ (hash >> 15) ^ key[i]) * Multiplier;
            if (i == 3 && length > 5) rows[count++] = hash ^ 0x1B56C4E9;
        }
        rows[count++] = hash;
        return count;
    }
}
