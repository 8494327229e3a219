using Monitor.Core.Posts;

namespace Monitor.Channels.Tests;

/// <summary>Secrets of the tests, one for each channel.</summary>
internal static class Secrets
{
    public const string VerifyToken = "verify-me";

    public static ChannelsOptions All { get; } = new()
    {
        X = { ConsumerSecret = "x-secret" },
        Facebook = { AppSecret = "facebook-secret", VerifyToken = VerifyToken },
        Instagram = { AppSecret = "instagram-secret", VerifyToken = VerifyToken },
        WhatsApp = { AppSecret = "whatsapp-secret", VerifyToken = VerifyToken },
    };

    public static string Sign(Channel channel, ReadOnlySpan<byte> body)
    {
        var secret = Webhook.SecretOf(channel, All)!;
        return channel == Channel.X ? X.Signature.Of(secret, body) : Meta.Signature.Of(secret, body);
    }
}
