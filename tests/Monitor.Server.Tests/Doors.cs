using Monitor.Channels;
using Monitor.Channels.Scenario;
using Monitor.Core.Posts;

namespace Monitor.Server.Tests;

/// <summary>Signed bodies as the platforms deliver them to Bengaluru's accounts, and the settings that open the doors for them.</summary>
internal static class Doors
{
    public const string VerifyToken = "verify-me";

    public static readonly ChannelsOptions Secrets = new()
    {
        X = { ConsumerSecret = "x-secret" },
        Facebook = { AppSecret = "facebook-secret", VerifyToken = VerifyToken },
        Instagram = { AppSecret = "instagram-secret", VerifyToken = VerifyToken },
        WhatsApp = { AppSecret = "whatsapp-secret", VerifyToken = VerifyToken },
    };

    public static readonly string[] Settings =
    [
        "--Channels:X:ConsumerSecret=x-secret",
        "--Channels:Facebook:AppSecret=facebook-secret", "--Channels:Facebook:VerifyToken=" + VerifyToken,
        "--Channels:Instagram:AppSecret=instagram-secret", "--Channels:Instagram:VerifyToken=" + VerifyToken,
        "--Channels:WhatsApp:AppSecret=whatsapp-secret", "--Channels:WhatsApp:VerifyToken=" + VerifyToken,
    ];

    /// <summary>What a citizen writes to the force's main account.</summary>
    /// <param name="number">Tells posts apart; the same gives the same id.</param>
    public static Draft Draft(Channel channel, string author, string text, int number, DateTimeOffset at) => new()
    {
        Id = PlatformIds.Post(channel, Account(channel), at, number),
        Account = Account(channel),
        AuthorId = channel == Channel.WhatsApp ? "IN." + Digits(author) : Digits(author),
        AuthorName = author,
        AuthorHandle = channel is Channel.X or Channel.Instagram ? author.Replace(' ', '_').ToLowerInvariant() : null,
        Number = channel == Channel.WhatsApp ? "9100" + Digits(author)[..8] : null,
        Text = channel == Channel.X ? "@BlrCityPolice " + text : text,
        PostedAt = at,
        InReplyTo = channel == Channel.Facebook ? Account(channel) + "_42" : null,
    };

    public static byte[] Body(Channel channel, Draft draft) => channel switch
    {
        Channel.X => Channels.X.Write.Post(draft, "post.mention.create"),
        Channel.Facebook => Channels.Facebook.Write.Comment(draft),
        Channel.Instagram => Channels.Instagram.Write.Comment(draft),
        Channel.WhatsApp => Channels.WhatsApp.Write.Message(draft),
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No webhook brings this channel."),
    };

    public static SignedBody Sign(Channel channel, byte[] body) => SignedBody.Of(channel, body, default, Secrets);

    public static SignedBody Signed(Channel channel, Draft draft) => Sign(channel, Body(channel, draft));

    private static string Account(Channel channel) => channel switch
    {
        Channel.X => "1400000001",
        Channel.Facebook => "100000000000101",
        Channel.Instagram => "17841400000000101",
        Channel.WhatsApp => "106540000000101",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No account there."),
    };

    private static string Digits(string author)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(author));
        return (1_000_000_000_000 + (BitConverter.ToUInt64(hash) % 1_000_000_000_000)).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
