using System.Numerics;
using System.Runtime.InteropServices;
using Monitor.Core.Board;

namespace Monitor.Runtime.Followers;

/// <summary>
/// The file that keeps a board between starts. It is a cache and proves that it fits: written by this very build, for this journal and epoch, whole to the last byte.
/// One that does not fit is left alone, and the board is folded from the journal.
/// </summary>
internal static class BoardFile
{
    /// <summary>Build, journal, epoch.</summary>
    private const int HeadLength = 16 + 16 + 8;

    private const int SumLength = 4;

    /// <summary>Changes with every change of the code that folds, and with nothing else.</summary>
    private static readonly Guid Build = typeof(LiveBoard).Assembly.ManifestModule.ModuleVersionId;

    /// <summary>Writes all but the sum: quick, since nothing waits for the disk. <see cref="Finish"/> makes it a board's file.</summary>
    public static FileStream Begin(string file, Guid journal, long epoch, LiveBoard board)
    {
        var stream = new FileStream(file + ".new", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 20);
        try
        {
            Span<byte> head = stackalloc byte[HeadLength];
            Build.TryWriteBytes(head);
            journal.TryWriteBytes(head[16..]);
            BitConverter.TryWriteBytes(head[32..], epoch);
            stream.Write(head);
            board.Save(stream);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Adds the sum, waits for the disk and takes the older file's place.</summary>
    public static void Finish(FileStream begun, string file)
    {
        using (begun)
        {
            begun.Position = 0;
            begun.Write(BitConverter.GetBytes(Sum(begun, begun.Length)));
            begun.Flush(flushToDisk: true);
        }

        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>The board, or why there is none: a sentence's end after "The saved board".</summary>
    public static (LiveBoard? Board, string? Why) Read(string file, Guid journal, long epoch, long head)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        var start = new byte[HeadLength];
        if (stream.Length < HeadLength + SumLength || stream.ReadAtLeast(start, HeadLength, throwOnEndOfStream: false) < HeadLength)
        {
            return (null, "is torn");
        }

        var why = new Guid(start.AsSpan(0, 16)) != Build ? "was written by another build"
            : new Guid(start.AsSpan(16, 16)) != journal ? "belongs to another journal"
            : BitConverter.ToInt64(start, 32) is var saved && saved != epoch ? $"is of epoch {saved}, the journal of epoch {epoch}"
            : !IsWhole(stream) ? "is torn"
            : null;
        if (why is not null)
        {
            return (null, why);
        }

        stream.Position = HeadLength;
        return LiveBoard.Load(stream) is not { } board ? (null, "cannot be read")
            : board.Position > head ? (null, $"stands at position {board.Position}, the journal ends at {head}")
            : (board, null);
    }

    private static bool IsWhole(FileStream stream)
    {
        stream.Position = 0;
        var sum = Sum(stream, stream.Length - SumLength);
        Span<byte> stored = stackalloc byte[SumLength];
        return stream.ReadAtLeast(stored, SumLength, throwOnEndOfStream: false) == SumLength && BitConverter.ToUInt32(stored) == sum;
    }

    /// <summary>CRC-32C, eight bytes at a time; leaves the stream behind the bytes that were read.</summary>
    private static uint Sum(FileStream stream, long length)
    {
        var (sum, part) = (0u, new byte[1 << 20]);
        while (length > 0)
        {
            var read = stream.ReadAtLeast(part.AsSpan(0, (int)Math.Min(length, part.Length)), (int)Math.Min(length, part.Length));
            foreach (var word in MemoryMarshal.Cast<byte, ulong>(part.AsSpan(0, read)))
            {
                sum = BitOperations.Crc32C(sum, word);
            }

            foreach (var single in part.AsSpan(read & ~7, read & 7))
            {
                sum = BitOperations.Crc32C(sum, single);
            }

            length -= read;
        }

        return sum;
    }
}
