using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Monitor.Classifier.Text;

namespace Monitor.Classifier;

/// <summary>
/// Sums the rows of a text's features into one score per head, and keeps the share of every token, by which the words that weighed are named.
/// One instance is reused from text to text.
/// </summary>
internal sealed class Scores
{
    private readonly short[] shares = new short[Tokens.CountMax * Heads.Width];
    private readonly int[] sums = new int[Heads.Width];

    /// <summary>The score of each head before any bias: a logit.</summary>
    public float[] Logits { get; } = new float[Heads.Width];

    /// <summary>What one unit of a token's share is worth in a logit, before the head's scale.</summary>
    public float Unit { get; private set; }

    public void Sum(Features features, Weights weights)
    {
        Array.Clear(sums);
        var shift = 32 - weights.Bits;
        var count = features.Tokens.Count;
        ref var table = ref MemoryMarshal.GetArrayDataReference(weights.Rows);
        for (var t = 0; t < count; t++)
        {
            var share = shares.AsSpan(t * Heads.Width, Heads.Width);
            Token(ref table, features.Grams(t), features.Wholes(t), shift, share);
        }
        Unit = 1 / MathF.Sqrt(features.SquaredLength);
        for (var head = 0; head < Heads.Width; head++) Logits[head] = sums[head] * Unit * weights.Scales[head];
    }

    public short Share(int token, int head) => shares[(token * Heads.Width) + head];

    private void Token(ref sbyte table, ReadOnlySpan<uint> grams, ReadOnlySpan<uint> wholes, int shift, Span<short> share)
    {
        Vector256<short> a = default, b = default, c = default;
        foreach (var row in wholes) Add(ref table, row >> shift, ref a, ref b, ref c);
        var three = Vector256.Create((short)Features.WholeValue);
        (a, b, c) = (a * three, b * three, c * three);
        foreach (var row in grams) Add(ref table, row >> shift, ref a, ref b, ref c);
        a.CopyTo(share);
        b.CopyTo(share[16..]);
        c.CopyTo(share[32..]);
        Widen(a, 0);
        Widen(b, 16);
        Widen(c, 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref sbyte table, uint row, ref Vector256<short> a, ref Vector256<short> b, ref Vector256<short> c)
    {
        ref var first = ref Unsafe.Add(ref table, (nint)row * Heads.Width);
        a += Vector256.WidenLower(Vector256.LoadUnsafe(ref first));
        b += Vector256.WidenUpper(Vector256.LoadUnsafe(ref first));
        c += Vector256.WidenLower(Vector128.LoadUnsafe(ref first, 32).ToVector256());
    }

    private void Widen(Vector256<short> value, int at)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(sums);
        var (lower, upper) = Vector256.Widen(value);
        (Vector256.LoadUnsafe(ref first, (nuint)at) + lower).StoreUnsafe(ref first, (nuint)at);
        (Vector256.LoadUnsafe(ref first, (nuint)at + 8) + upper).StoreUnsafe(ref first, (nuint)at + 8);
    }
}
