using System.Globalization;
using System.Text;
using Monitor.Core.Posts;

namespace Monitor.Channels;

/// <summary>Ids in each platform's form, made from an instant and a number: the same always gives the same, so that a repeated delivery keeps its id.</summary>
public static class PlatformIds
{
    private const long SnowflakeEpoch = 1_288_834_974_657;

    /// <param name="sequence">0 to 4,194,303; tells posts of one millisecond apart.</param>
    /// <param name="account">Our account; Facebook's ids begin with the page.</param>
    public static string Post(Channel channel, string account, DateTimeOffset at, int sequence)
    {
        var number = ((at.ToUnixTimeMilliseconds() - SnowflakeEpoch) << 22) | (uint)(sequence & 0x3FFFFF);
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return channel switch
        {
            Channel.X => digits,
            Channel.Facebook => $"{account}_{digits}",
            Channel.Instagram => digits,
            Channel.WhatsApp => "wamid." + Convert.ToBase64String(Encoding.ASCII.GetBytes($"HBgM{account}{digits}")),
            Channel.None or Channel.Hand or Channel.Canary => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No platform gives ids to this channel."),
            _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
        };
    }

    /// <summary>A message id of Messenger or Instagram.</summary>
    public static string Message(DateTimeOffset at, int sequence) =>
        "m_" + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{at.ToUnixTimeMilliseconds():x}{sequence:x8}")).TrimEnd('=');
}
