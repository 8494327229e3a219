using System.Security.Cryptography;
using System.Text;

namespace Monitor.Channels.X;

/// <summary>X signs with HMAC-SHA256 of the consumer secret, written in base64, and asks for the same over its challenge token (domain.md 1.1).</summary>
public static class Signature
{
    public const string Header = "x-twitter-webhooks-signature";

    /// <summary>Longer tokens than X sends are refused, so that nobody has us hash for them.</summary>
    private const int TokenLengthMax = 256;

    private const int WrittenLength = 51;

    /// <summary>What the header says for this body: <c>sha256=</c> and base64.</summary>
    public static string Of(string secret, ReadOnlySpan<byte> body)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, digest);
        return "sha256=" + Convert.ToBase64String(digest);
    }

    public static bool IsRight(string secret, string? signature, ReadOnlySpan<byte> body) =>
        signature is { Length: WrittenLength } && Constant.Equal(signature, Of(secret, body));

    /// <summary>The JSON answer to <c>?crc_token=…</c>.</summary>
    public static ChallengeAnswer Challenge(Options options, Func<string, string?> query)
    {
        if (string.IsNullOrEmpty(options.ConsumerSecret))
        {
            return new(Admission.Closed, "", "");
        }

        return query("crc_token") is { Length: > 0 and <= TokenLengthMax } token
            ? new(Admission.Ok, "application/json", $$"""{"response_token":"{{Of(options.ConsumerSecret, Encoding.UTF8.GetBytes(token))}}"}""")
            : new(Admission.Forbidden, "", "");
    }
}
