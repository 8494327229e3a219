using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Monitor.Core.Board;

/// <summary>Values that may be missing, and many values at once as they lie in memory, in snapshots.</summary>
internal static class BinaryValues
{
    /// <summary>Bytes in one read: a torn length then ends the file before it fills the memory.</summary>
    private const int PartBytes = 1 << 20;

    public static void WriteText(this BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    public static string? ReadText(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    public static void WriteInstant(this BinaryWriter writer, DateTimeOffset? instant) => writer.Write(instant?.UtcTicks ?? 0);

    public static DateTimeOffset? ReadInstant(this BinaryReader reader) => reader.ReadInt64() is var ticks && ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    /// <summary>The number of values, then their bytes.</summary>
    public static void WriteAll<T>(this BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    public static List<T> ReadAll<T>(this BinaryReader reader)
        where T : unmanaged
    {
        var count = reader.ReadInt32();
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var part = PartBytes / Unsafe.SizeOf<T>();
        var values = new List<T>(Math.Min(count, part));
        while (values.Count < count)
        {
            var before = values.Count;
            CollectionsMarshal.SetCount(values, Math.Min(count, before + part));
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)[before..]));
        }

        return values;
    }
}
