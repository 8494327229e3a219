using System.Text;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Channels.Tests;

/// <summary>10,000 bodies that no platform sends: none throws, and none that was changed comes in under the old signature.</summary>
public sealed class MutationTests
{
    private const int Count = 10_000;
    private const int Seed = 20261121;

    [Fact]
    public void Ten_thousand_mutated_bodies_are_read_without_exception_and_nothing_forged_comes_in()
    {
        var random = new Random(Seed);
        var fixtures = Fixture.Names().Select(name => (Channel: Fixture.ChannelOf(name), Bytes: Fixture.Bytes(name))).ToArray();
        Assert.True(fixtures.Length >= 15);
        for (var round = 0; round < Count; round++)
        {
            var (channel, original) = fixtures[random.Next(fixtures.Length)];
            var mutation = round % Mutations.Length;
            var body = Mutations[mutation](random, original);
            try
            {
                var read = Webhook.Read(channel, body);
                Assert.All(read.Items, Holds);
                Assert.True(read.Faults.Count == 0 || read.Items.Count > 0, "A fault without an item would be seen by nobody.");
            }
            catch (Exception defect)
            {
                Assert.Fail($"Seed {Seed}, round {round}, mutation {mutation}: {defect}\n{Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2000)))}");
            }

            if (!body.AsSpan().SequenceEqual(original))
            {
                Assert.NotEqual(Admission.Ok, Webhook.Check(channel, Secrets.All, Secrets.Sign(channel, original), body));
            }

            Assert.NotEqual(Admission.Ok, Webhook.Check(channel, Secrets.All, Forged(random, Secrets.Sign(channel, original)), body));
        }
    }

    private static Func<Random, byte[], byte[]>[] Mutations =>
        [Truncated, Flipped, WrongType, Deep, BrokenUtf8, UnknownField, Spliced, Doubled, Large, LoneSurrogate, HugeNumber];

    private static void Holds(Item item)
    {
        Assert.NotEqual(ItemKind.None, item.Kind);
        Assert.NotEqual(Channel.None, item.Channel);
        Assert.InRange(item.Key.Length, 20, 64);
        Assert.True(item.Text is null || !HasLoneSurrogate(item.Text));
        Assert.True(item.Point is not { } point || (Math.Abs(point.Latitude) <= 90 && Math.Abs(point.Longitude) <= 180));
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static string Forged(Random random, string right)
    {
        var at = random.Next(7, right.Length);
        var other = right[at] == 'a' ? 'b' : 'a';
        return right[..at] + other + right[(at + 1)..];
    }

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
        string[] values = ["null", "true", "-1", "1e400", "\"\"", "[]", "{}", "[null]", "\"x\"", "99999999999999999999", "[[{}]]", "0.5"];
        var text = Encoding.UTF8.GetString(body);
        var colons = Enumerable.Range(0, text.Length - 1).Where(i => text[i] == ':' && text[i - 1] == '"').ToArray();
        var at = colons[random.Next(colons.Length)] + 1;
        var end = EndOfValue(text, at);
        return Encoding.UTF8.GetBytes(text[..at] + values[random.Next(values.Length)] + text[end..]);
    }

    private static int EndOfValue(string text, int at)
    {
        var depth = 0;
        var quoted = false;
        for (var i = at; i < text.Length; i++)
        {
            if (quoted)
            {
                quoted = text[i] != '"' || text[i - 1] == '\\';
            }
            else if (text[i] == '"')
            {
                quoted = true;
            }
            else if (text[i] is '{' or '[')
            {
                depth++;
            }
            else if (text[i] is '}' or ']' && --depth < 0)
            {
                return i;
            }
            else if (text[i] == ',' && depth == 0)
            {
                return i;
            }
        }

        return text.Length;
    }

    private static byte[] Deep(Random random, byte[] body)
    {
        var depth = random.Next(2) == 0 ? random.Next(2, 70) : random.Next(1_000, 100_000);
        var text = Encoding.UTF8.GetString(body);
        var at = text.IndexOf(':', StringComparison.Ordinal) + 1;
        var open = random.Next(2) == 0;
        return Encoding.UTF8.GetBytes(text[..at] + new string('[', depth) + (open ? "" : new string(']', depth)) + "," + text[at..]);
    }

    private static byte[] BrokenUtf8(Random random, byte[] body)
    {
        byte[][] broken = [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0xE0], [0x80, 0x80]];
        var at = random.Next(body.Length);
        return [.. body[..at], .. broken[random.Next(broken.Length)], .. body[at..]];
    }

    private static byte[] UnknownField(Random random, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        var braces = Enumerable.Range(0, text.Length).Where(i => text[i] == '{').ToArray();
        var at = braces[random.Next(braces.Length)] + 1;
        var field = "\"new_" + random.Next(1000) + "\":{\"a\":[1,2,{\"b\":null}],\"c\":\"\\ud83d\\ude00\"}";
        return Encoding.UTF8.GetBytes(text[..at] + field + (text[at] == '}' ? "" : ",") + text[at..]);
    }

    private static byte[] Spliced(Random random, byte[] body)
    {
        var from = random.Next(body.Length);
        var to = random.Next(body.Length);
        return [.. body[..from], .. body[to..]];
    }

    private static byte[] Doubled(Random random, byte[] body) => [.. body, .. random.Next(2) == 0 ? body : "}"u8.ToArray()];

    /// <summary>Once in a while up to a little over 3 MB: many items, or one long text.</summary>
    private static byte[] Large(Random random, byte[] body)
    {
        if (random.Next(60) != 0)
        {
            return [.. body, .. Enumerable.Repeat((byte)' ', random.Next(1, 5000))];
        }

        var text = Encoding.UTF8.GetString(body);
        var at = text.IndexOf('[', StringComparison.Ordinal) + 1;
        var filling = random.Next(2) == 0 ? string.Concat(Enumerable.Repeat("{},", 1_000_000)) : "\"" + new string('x', 3_000_000) + "\",";
        return at == 0 ? body : Encoding.UTF8.GetBytes(text[..at] + filling + text[at..]);
    }

    private static byte[] LoneSurrogate(Random random, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        var quotes = Enumerable.Range(0, text.Length).Where(i => text[i] == '"').ToArray();
        var at = quotes[random.Next(quotes.Length)] + 1;
        return Encoding.UTF8.GetBytes(text[..at] + (random.Next(2) == 0 ? "\\ud83d" : "\\ude00\\ud83d") + text[at..]);
    }

    private static byte[] HugeNumber(Random random, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        var digits = Enumerable.Range(0, text.Length).Where(i => char.IsAsciiDigit(text[i])).ToArray();
        return Encoding.UTF8.GetBytes(text.Insert(digits[random.Next(digits.Length)], new string('9', random.Next(1, 400))));
    }
}
