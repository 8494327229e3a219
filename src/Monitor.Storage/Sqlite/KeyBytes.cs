using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Monitor.Storage.Sqlite;

/// <summary>
/// How a key stands in an index: its first twelve bytes, so that keys that begin with time keep to one end of it, then twelve bytes of its SHA-256.
/// A platform's id inside a key is personal data; here nobody can read it, so erasing need not touch the index.
/// </summary>
internal static class KeyBytes
{
    internal const int Length = 24;
    private const int Prefix = 12;

    internal static void Of(string key, Span<byte> into)
    {
        Span<byte> hash = stackalloc byte[32];
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(key.Length));
        var utf8 = rented.AsSpan(0, Encoding.UTF8.GetBytes(key, rented));
        SHA256.HashData(utf8, hash);
        into[..Length].Clear();
        utf8[..Math.Min(Prefix, utf8.Length)].CopyTo(into);
        hash[..(Length - Prefix)].CopyTo(into[Prefix..]);
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>
    /// A name as 64 bits: enough to find a row, which then is compared in full. Of its SHA-256; but where the part after the slash is a number (<c>complaint/1042-7</c>), that
    /// number stands above 20 bits of it, so that new dockets keep to one end of the index.
    /// </summary>
    internal static long Hash(string name)
    {
        var bits = Sha(name);
        return Number(name.AsSpan(name.IndexOf('/', StringComparison.Ordinal) + 1)) is { } number and < 1L << 42 ? (number << 20) | (bits & 0xF_FFFF) : bits;
    }

    /// <summary>A platform's id as 64 bits. A long number (X, Instagram) gives its upper part, which is time, over 22 bits of the SHA-256: in order, and not to be read
    /// back.</summary>
    internal static long PlatformHash(string channel, string platformId)
    {
        const long lower = (1L << 22) - 1;
        var bits = Sha(channel + "\n" + platformId);
        return platformId.Length is > 12 and < 20 && Number(platformId) is { } number ? (number & ~lower) | (bits & lower) : bits;
    }

    private static long Sha(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Of(text, bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes[Prefix..]);
    }

    /// <summary>The leading number of a text of digits, dots and hyphens; null for any other.</summary>
    private static long? Number(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiDigit(text[0]) || text.ContainsAnyExcept("0123456789.-")) return null;
        var end = text.IndexOfAny('.', '-');
        return long.TryParse(end < 0 ? text : text[..end], out var number) ? number : null;
    }

    /// <summary>A SHA-256 in lower-case hexadecimal takes half the room as bytes; anything else is kept as it is.</summary>
    internal static Statement WithHex(this Statement statement, string text)
    {
        Span<byte> bytes = stackalloc byte[32];
        return text.Length == 64 && !text.AsSpan().ContainsAnyInRange('A', 'Z') && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done
            ? statement.With(bytes)
            : statement.With(text);
    }

    internal static string Hex(this Statement row, int column) => row.IsText(column) ? row.Text(column) : Convert.ToHexStringLower(row.Blob(column));
}
