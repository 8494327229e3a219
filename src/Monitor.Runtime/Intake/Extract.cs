using System.Security.Cryptography;
using System.Text.Json;
using Monitor.Core.Posts;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>
/// What is kept of one item beside a body that also holds another post's words, as a delivery of its own in the intake log: once that other post is erased its body goes, and this
/// says what it held besides, and that it was cut. Whoever reads the log passes it over.
/// </summary>
/// <param name="CutFrom">Number of the delivery that was received.</param>
/// <param name="Sha256">Of the body that was received.</param>
/// <param name="Item">Without what it says of the other post and its author.</param>
internal sealed record Extract(long CutFrom, string Sha256, string Why, Item Item)
{
    /// <summary>Stored, never changes.</summary>
    public const string Channel = "extract";

    private const string Reason =
        "The body received also held the words of another post, quoted or passed on. When that post is deleted on its platform the body is dropped; this is what else stood in it.";

    public static Delivery Of(StoredDelivery received, int number, Item item)
    {
        var kept = item with { Embeds = [], Quotes = null, Recipient = null, InReplyToAuthor = null };
        var body = JsonSerializer.SerializeToUtf8Bytes(new Extract(received.Number, received.Sha256, Reason, kept), StoredJson.Options);
        return new Delivery(Channel, $"{Channel}/{received.Number}-{number}", Convert.ToHexStringLower(SHA256.HashData(body)), received.ReceivedAt, body);
    }

    public static Item? Read(StoredDelivery stored) => stored.Body.IsEmpty ? null : JsonSerializer.Deserialize<Extract>(stored.Body.Span, StoredJson.Options)?.Item;
}
