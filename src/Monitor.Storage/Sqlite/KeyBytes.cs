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

    /// <summary>64 bits of the SHA-256 of a name: enough to find a row, which then is compared in full.</summary>
    internal static long Hash(string name)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Of(name, bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes[Prefix..]);
    }

    internal static long PlatformHash(string channel, string platformId) => Hash(channel + "\n" + platformId);

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
