using System.Text;

namespace Monitor.Server.Tests;

/// <summary>Changes to a body that no platform makes. Same random, same bytes.</summary>
internal static class Mutations
{
    private static readonly Func<Random, byte[], byte[]>[] Kinds =
        [Truncated, Flipped, WrongType, Deep, BrokenUtf8, UnknownField, Spliced, Doubled, Large, LoneSurrogate, HugeNumber];

    public static byte[] Of(Random random, byte[] body) => Kinds[random.Next(Kinds.Length)](random, body);

    private static byte[] Truncated(Random random, byte[] body) => body[..random.Next(body.Length)];

    private static byte[] Flipped(Random random, byte[] body)
    {
        var changed = (byte[])body.Clone();
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
        }

        return changed;
    }

    private static byte[] WrongType(Random random, byte[] body)
    {
        string[] values = ["null,\"a\":", "true,\"a\":", "-1e400,\"a\":", "[],\"a\":", "{},\"a\":", "[null],\"a\":", "99999999999999999999,\"a\":", "[[{}]],\"a\":"];
        return Inserted(random, body, ':', values[random.Next(values.Length)]);
    }

    private static byte[] Deep(Random random, byte[] body)
    {
        var depth = random.Next(2) == 0 ? random.Next(2, 70) : random.Next(1_000, 100_000);
        return Inserted(random, body, ':', new string('[', depth) + (random.Next(2) == 0 ? "" : new string(']', depth)) + ",");
    }

    private static byte[] BrokenUtf8(Random random, byte[] body)
    {
        byte[][] broken = [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0xE0], [0x80, 0x80], [0]];
        var at = random.Next(body.Length);
        return [.. body[..at], .. broken[random.Next(broken.Length)], .. body[at..]];
    }

    private static byte[] UnknownField(Random random, byte[] body) =>
        Inserted(random, body, '{', "\"new_" + random.Next(1000) + "\":{\"a\":[1,2,{\"b\":null}],\"c\":\"\\ud83d\\ude00\"},");

    private static byte[] Spliced(Random random, byte[] body) => [.. body[..random.Next(body.Length)], .. body[random.Next(body.Length)..]];

    private static byte[] Doubled(Random random, byte[] body) => [.. body, .. random.Next(2) == 0 ? body : "}"u8.ToArray()];

    /// <summary>Once in a while about 3 MB: many items, or one long text.</summary>
    private static byte[] Large(Random random, byte[] body) => random.Next(12) != 0
        ? [.. body, .. Enumerable.Repeat((byte)' ', random.Next(1, 5000))]
        : Inserted(random, body, '[', random.Next(2) == 0 ? string.Concat(Enumerable.Repeat("{},", 1_000_000)) : "\"" + new string('x', 3_000_000) + "\",");

    private static byte[] LoneSurrogate(Random random, byte[] body) => Inserted(random, body, '"', random.Next(2) == 0 ? "\\ud83d" : "\\ude00\\ud83d");

    private static byte[] HugeNumber(Random random, byte[] body) => Inserted(random, body, '1', new string('9', random.Next(1, 400)));

    /// <summary>Puts the words after one of the marks, wherever it stands; at the beginning when there is none.</summary>
    private static byte[] Inserted(Random random, byte[] body, char mark, string words)
    {
        var text = Encoding.UTF8.GetString(body);
        var places = Enumerable.Range(0, text.Length).Where(i => text[i] == mark).ToArray();
        return Encoding.UTF8.GetBytes(text.Insert(places.Length == 0 ? 0 : places[random.Next(places.Length)] + 1, words));
    }
}
