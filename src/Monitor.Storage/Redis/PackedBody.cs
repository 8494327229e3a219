using System.Buffers;
using System.IO.Compression;

namespace Monitor.Storage.Redis;

/// <summary>
/// An event's body as it stands in Redis, whose memory is what limits it: JSON that says the same names again and again takes less than half of its room deflated.
/// A packed body begins with a byte with which no JSON begins.
/// </summary>
internal static class PackedBody
{
    private const byte Mark = 1;

    /// <summary>Below it nothing is won.</summary>
    private const int WorthFrom = 200;

    internal static ReadOnlyMemory<byte> Pack(ReadOnlyMemory<byte> body)
    {
        if (body.Length < WorthFrom && (body.IsEmpty || body.Span[0] != Mark))
        {
            return body;
        }

        using var packed = new MemoryStream(body.Length);
        packed.WriteByte(Mark);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(body.Span);
        }

        return packed.GetBuffer().AsMemory(0, (int)packed.Length);
    }

    internal static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> stored)
    {
        if (stored.IsEmpty || stored.Span[0] != Mark)
        {
            return stored;
        }

        using var deflate = new DeflateStream(new MemoryStream(stored[1..].ToArray()), CompressionMode.Decompress);
        var body = new ArrayBufferWriter<byte>(stored.Length * 3);
        for (int length; (length = deflate.Read(body.GetSpan(1024))) > 0;)
        {
            body.Advance(length);
        }

        return body.WrittenMemory;
    }
}
