using System.Security.Cryptography;
using System.Text;

namespace Monitor.Channels.Meta;

/// <summary>Facebook, Instagram and WhatsApp sign with HMAC-SHA256 of the app secret, written in lower-case hex, over the raw bytes (domain.md 1.2).</summary>
public static class Signature
{
    public const string Header = "X-Hub-Signature-256";

    private const int WrittenLength = 71;
    private const int ChallengeLengthMax = 256;

    /// <summary>What the header says for this body: <c>sha256=</c> and hex.</summary>
    public static string Of(string secret, ReadOnlySpan<byte> body)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, digest);
        return "sha256=" + Convert.ToHexStringLower(digest);
    }

    public static bool IsRight(string secret, string? signature, ReadOnlySpan<byte> body) =>
        signature is { Length: WrittenLength } && Constant.Equal(signature, Of(secret, body));

    /// <summary>Echoes <c>hub.challenge</c> as plain text to who knows the verify token.</summary>
    public static ChallengeAnswer Challenge(Options options, Func<string, string?> query)
    {
        if (string.IsNullOrEmpty(options.VerifyToken))
        {
            return new(Admission.Closed, "", "");
        }

        var right = query("hub.mode") == "subscribe" && query("hub.verify_token") is { Length: <= 1000 } token && Constant.Equal(token, options.VerifyToken);
        return right && query("hub.challenge") is { Length: > 0 and <= ChallengeLengthMax } challenge
            ? new(Admission.Ok, "text/plain", challenge)
            : new(Admission.Forbidden, "", "");
    }
}
