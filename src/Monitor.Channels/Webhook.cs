using System.Security.Cryptography;
using Monitor.Core.Posts;

namespace Monitor.Channels;

/// <summary>Whether a delivery or a challenge may come in.</summary>
public enum Admission : byte
{
    None = 0,
    Ok,

    /// <summary>No signature, or a wrong one, or a wrong token: 403.</summary>
    Forbidden,

    /// <summary>No secret is configured: 503, and nothing is taken in.</summary>
    Closed,

    /// <summary>413.</summary>
    TooLarge,
}

/// <param name="Body">What the platform wants to read back; empty unless <see cref="Admission.Ok"/>.</param>
public readonly record struct ChallengeAnswer(Admission Admission, string ContentType, string Body);

/// <summary>The door of the four webhooks, without the web server: who may come in, and what the platform is answered when it asks whether we are we (domain.md 1.1-1.3).</summary>
public static class Webhook
{
    /// <summary>WhatsApp states 3 MB as the largest body.</summary>
    public const int BodyBytesMax = 3 * 1024 * 1024;

    public static string SignatureHeader(Channel channel) => channel == Channel.X ? X.Signature.Header : Meta.Signature.Header;

    /// <summary>Checks size, then the signature over the raw bytes in constant time.</summary>
    /// <param name="signature">The header <see cref="SignatureHeader"/>; null when it is missing or comes more than once.</param>
    public static Admission Check(Channel channel, ChannelsOptions options, string? signature, ReadOnlySpan<byte> body)
    {
        if (SecretOf(channel, options) is not { Length: > 0 } secret)
        {
            return Admission.Closed;
        }

        if (body.Length > BodyBytesMax)
        {
            return Admission.TooLarge;
        }

        var right = channel == Channel.X ? X.Signature.IsRight(secret, signature, body) : Meta.Signature.IsRight(secret, signature, body);
        return right ? Admission.Ok : Admission.Forbidden;
    }

    /// <summary>Answers the GET with which a platform verifies the address.</summary>
    /// <param name="query">Gives a query parameter, null when it is missing.</param>
    public static ChallengeAnswer Challenge(Channel channel, ChannelsOptions options, Func<string, string?> query) =>
        channel == Channel.X ? X.Signature.Challenge(options.X, query) : Meta.Signature.Challenge(MetaOf(channel, options), query);

    /// <summary>Items and faults of a body that was let in. Never throws, whatever the bytes are.</summary>
    public static ParsedBody Read(Channel channel, ReadOnlyMemory<byte> body) => channel switch
    {
        Channel.X => X.Parse.Body(body),
        Channel.Facebook => Facebook.Parse.Body(body),
        Channel.Instagram => Instagram.Parse.Body(body),
        Channel.WhatsApp => WhatsApp.Parse.Body(body),
        Channel.None or Channel.Hand or Channel.Canary => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No webhook brings this channel."),
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
    };

    /// <summary>Lower-case hex of the body's SHA-256.</summary>
    public static string Sha256(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>The secret that signs this channel's deliveries, null or empty when it is not set.</summary>
    public static string? SecretOf(Channel channel, ChannelsOptions options) => channel == Channel.X ? options.X.ConsumerSecret : MetaOf(channel, options).AppSecret;

    private static Meta.Options MetaOf(Channel channel, ChannelsOptions options) => channel switch
    {
        Channel.Facebook => options.Facebook,
        Channel.Instagram => options.Instagram,
        Channel.WhatsApp => options.WhatsApp,
        Channel.None or Channel.X or Channel.Hand or Channel.Canary => throw new ArgumentOutOfRangeException(nameof(channel), channel, "Not one of Meta's channels."),
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
    };
}
