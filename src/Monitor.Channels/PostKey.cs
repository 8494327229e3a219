using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Runtime.InteropServices;
using Monitor.Core.Posts;

namespace Monitor.Channels;

/// <summary>
/// Keys by which intake is idempotent (design section 4). They begin with the platform's time, which keeps their index small in memory, and hold a hash instead of the
/// platform's id, since some ids (a wamid) are personal data and a key outlives the post.
/// </summary>
public static class PostKey
{
    /// <summary>The same for the same thing over webhook, poll and stream.</summary>
    /// <param name="what"><c>post</c> for a post or message itself; else what happened to it, with all that tells two such happenings apart.</param>
    /// <param name="at">The platform's instant, cut to seconds, since routes differ below that; null where it gives none.</param>
    public static string Of(Channel channel, string platformId, string what, DateTimeOffset? at)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([(byte)channel]);
        hash.AppendData(Encoding.UTF8.GetBytes(platformId));
        hash.AppendData([0]);
        hash.AppendData(Encoding.UTF8.GetBytes(what));
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return Join(at, digest);
    }

    /// <summary>Of a delivery: channel and hash of its body. A hash has no time; equal bodies must meet.</summary>
    public static string OfDelivery(Channel channel, string sha256) => $"{channel.ToString().ToLowerInvariant()}:{sha256}";

    /// <summary>Of a part that has no id that we know: its bytes and its place.</summary>
    internal static string OfBytes(Channel channel, JsonElement part, int place) =>
        OfBytes(channel, part.ValueKind == JsonValueKind.Undefined ? default : JsonMarshal.GetRawUtf8Value(part), place);

    internal static string OfBytes(Channel channel, ReadOnlySpan<byte> bytes, int place)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(bytes, digest);
        digest[14] = (byte)channel;
        digest[13] = (byte)place;
        digest[12] = (byte)(place >> 8);
        return Join(null, digest);
    }

    private static string Join(DateTimeOffset? at, ReadOnlySpan<byte> digest)
    {
        var seconds = Math.Clamp(at?.ToUnixTimeSeconds() ?? 0, 0, uint.MaxValue);
        return seconds.ToString("x8") + "-" + Base64Url.EncodeToString(digest[..15]);
    }
}
