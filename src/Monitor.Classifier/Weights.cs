using System.IO.Compression;
using System.Security.Cryptography;

namespace Monitor.Classifier;

/// <summary>
/// The fitted weights, one byte each: a row per hashed feature, a column per head, a scale per column, a bias per language and column. The version is a hash of the
/// contents, so the same fit has the same name on every machine.
/// </summary>
internal sealed class Weights
{
    public const int FormatVersion = 1;
    private const uint Magic = 0x4C43_4E4D;

    private Weights(int bits, sbyte[] rows, float[] scales, float[] biases, Thresholds thresholds, string version)
    {
        Bits = bits;
        Rows = rows;
        Scales = scales;
        Biases = biases;
        Thresholds = thresholds;
        Version = version;
    }

    /// <summary>The table has two to this power rows.</summary>
    public int Bits { get; }

    public sbyte[] Rows { get; }

    public float[] Scales { get; }

    /// <summary>By language, then column.</summary>
    public float[] Biases { get; }

    public Thresholds Thresholds { get; }

    public string Version { get; }

    public static Weights Of(int bits, sbyte[] rows, float[] scales, float[] biases, Thresholds thresholds)
    {
        using var stream = new MemoryStream();
        WritePlain(stream, bits, rows, scales, biases, thresholds);
        var hash = SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        return new Weights(bits, rows, scales, biases, thresholds, $"posts-{FormatVersion}-{Convert.ToHexStringLower(hash)[..10]}");
    }

    /// <exception cref="InvalidDataException">The stream is no model file of this format.</exception>
    public static Weights Load(Stream stream)
    {
        using var packed = new BrotliStream(stream, CompressionMode.Decompress, leaveOpen: true);
        using var reader = new BinaryReader(packed);
        if (reader.ReadUInt32() != Magic) throw new InvalidDataException("This is no model file: fit one with `monitor train`.");
        var format = reader.ReadInt32();
        if (format != FormatVersion) throw new InvalidDataException($"Model file of format {format}; this build reads {FormatVersion}: fit again with `monitor train`.");
        var bits = reader.ReadInt32();
        var thresholds = new Thresholds(Floats(reader, Heads.LanguageCount), Floats(reader, Heads.LabelCount), reader.ReadSingle(), reader.ReadSingle());
        var scales = Floats(reader, Heads.Width);
        var biases = Floats(reader, Heads.LanguageCount * Heads.Width);
        var rows = new sbyte[(1 << bits) * Heads.Width];
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(rows.AsSpan());
        // Column after column packs far smaller than row after row: most columns are mostly zero.
        var column = new byte[1 << bits];
        for (var head = 0; head < Heads.Used; head++)
        {
            reader.BaseStream.ReadExactly(column);
            for (var row = 0; row < column.Length; row++) bytes[(row * Heads.Width) + head] = column[row];
        }
        return Of(bits, rows, scales, biases, thresholds);
    }

    public void Save(Stream stream)
    {
        using var packed = new BrotliStream(stream, new BrotliCompressionOptions { Quality = 9 }, leaveOpen: true);
        WritePlain(packed, Bits, Rows, Scales, Biases, Thresholds);
    }

    private static void WritePlain(Stream stream, int bits, sbyte[] rows, float[] scales, float[] biases, Thresholds thresholds)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(FormatVersion);
        writer.Write(bits);
        foreach (var value in thresholds.Antisocial) writer.Write(value);
        foreach (var value in thresholds.Labels) writer.Write(value);
        writer.Write(thresholds.ComplaintNo);
        writer.Write(thresholds.ComplaintYes);
        foreach (var value in scales) writer.Write(value);
        foreach (var value in biases) writer.Write(value);
        var column = new byte[1 << bits];
        for (var head = 0; head < Heads.Used; head++)
        {
            for (var row = 0; row < column.Length; row++) column[row] = (byte)rows[(row * Heads.Width) + head];
            writer.Write(column);
        }
    }

    private static float[] Floats(BinaryReader reader, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = reader.ReadSingle();
        return values;
    }
}
