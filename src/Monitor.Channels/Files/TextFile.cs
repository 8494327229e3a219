using System.Text;

namespace Monitor.Channels.Files;

/// <summary>Which encoding a file is in, as exports come: with or without a mark, from Excel or from a database.</summary>
internal static class TextFile
{
    public static (string Text, string Encoding) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return (Encoding.UTF8.GetString(bytes[3..]), "UTF-8");
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return (Encoding.Unicode.GetString(bytes[2..]), "UTF-16");
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return (Encoding.BigEndianUnicode.GetString(bytes[2..]), "UTF-16");
        }

        if (HalfZeros(bytes, 1))
        {
            return (Encoding.Unicode.GetString(bytes), "UTF-16");
        }

        if (HalfZeros(bytes, 0))
        {
            return (Encoding.BigEndianUnicode.GetString(bytes), "UTF-16");
        }

        return System.Text.Unicode.Utf8.IsValid(bytes)
            ? (Encoding.UTF8.GetString(bytes), "UTF-8")
            : (CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes), "Windows-1252");
    }

    /// <summary>The head of a file of two-byte characters, whose first line is names of columns: every other byte is 0.</summary>
    private static bool HalfZeros(ReadOnlySpan<byte> bytes, int offset)
    {
        var head = bytes[..Math.Min(bytes.Length & ~1, 64)];
        var zeros = 0;
        for (var i = offset; i < head.Length; i += 2)
        {
            zeros += head[i] == 0 ? 1 : 0;
        }

        return head.Length >= 4 && zeros > head.Length * 3 / 8;
    }
}
