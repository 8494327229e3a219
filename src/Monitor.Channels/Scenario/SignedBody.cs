using Monitor.Core.Posts;

namespace Monitor.Channels.Scenario;

/// <summary>A body ready to be posted to a webhook, as the platform would.</summary>
/// <param name="Path"><c>/webhooks/x</c> and so on.</param>
/// <param name="Header">Name of the header that carries <paramref name="Signature"/>.</param>
/// <param name="At">The platform's instant of the post.</param>
public sealed record SignedBody(Channel Channel, string Path, byte[] Body, string Header, string Signature, DateTimeOffset At)
{
    /// <summary>Throws when the channel has no secret: a demo gives itself secrets at its start.</summary>
    public static SignedBody Of(Channel channel, byte[] body, DateTimeOffset at, ChannelsOptions options)
    {
        var secret = Webhook.SecretOf(channel, options);
        if (string.IsNullOrEmpty(secret))
        {
            throw new InvalidOperationException($"Channels:{channel} has no secret to sign with.");
        }

        var signature = channel == Channel.X ? X.Signature.Of(secret, body) : Meta.Signature.Of(secret, body);
        return new(channel, "/webhooks/" + channel.ToString().ToLowerInvariant(), body, Webhook.SignatureHeader(channel), signature, at);
    }
}
