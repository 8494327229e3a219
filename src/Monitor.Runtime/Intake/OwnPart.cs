using System.Security.Cryptography;
using System.Text.Json;
using Monitor.Core.Posts;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>
/// The part of a delivery that is one parked item's, as a delivery of its own in the intake log: erasing what else came in the same body then takes nothing from it. Whoever
/// reads the log passes it over.
/// </summary>
internal static class OwnPart
{
    /// <summary>Stored, never changes.</summary>
    public const string Channel = "parked";

    public static Delivery Of(PreparedItem prepared)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(prepared.Item, StoredJson.Options);
        return new Delivery(
            Channel, $"{Channel}/{prepared.Delivery.Number}-{prepared.Number}", Convert.ToHexStringLower(SHA256.HashData(body)), prepared.Delivery.ReceivedAt, body);
    }

    /// <summary>Null when it was dropped.</summary>
    public static Item? Read(StoredDelivery stored) => stored.Body.IsEmpty ? null : JsonSerializer.Deserialize<Item>(stored.Body.Span, StoredJson.Options);
}
