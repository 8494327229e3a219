using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Monitor.Core.Posts;

namespace Monitor.Channels.Scenario;

/// <summary>The ids that platforms give to the people of a scenario: always the same for the same handle. The numbers exist nowhere.</summary>
public static class Citizens
{
    /// <summary>One in three on WhatsApp shows no number.</summary>
    private const ulong HiddenOneIn = 3;

    public static string Id(Channel channel, string handle)
    {
        var number = Number(channel, handle);
        return channel == Channel.WhatsApp
            ? "IN." + number.ToString(CultureInfo.InvariantCulture)
            : (number % 9_000_000_000 + 1_000_000_000).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The phone number beside a WhatsApp id, null when hidden or on another channel. Indian numbers never begin with 00000.</summary>
    public static string? PhoneNumber(Channel channel, string handle)
    {
        var number = Number(channel, handle);
        return channel != Channel.WhatsApp || number % HiddenOneIn == 0 ? null : "9100000" + (number / 7 % 100_000).ToString("00000", CultureInfo.InvariantCulture);
    }

    private static ulong Number(Channel channel, string handle) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{channel}/{handle}"))) >> 4;
}
