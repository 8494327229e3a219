using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.X;

/// <summary>Direct messages, whose form is the same in the activity envelope and in the older body.</summary>
internal static class DirectMessages
{
    /// <param name="holder">Has <c>direct_message_events</c> and <c>users</c>.</param>
    public static void Read(JsonElement holder, string where, string account, Findings findings) =>
        findings.Each(holder.Child("direct_message_events"u8), where + ".direct_message_events", account, (part, place) => One(part, place, holder, account, findings));

    /// <summary>An encrypted chat: that somebody wrote can be known, what they wrote cannot.</summary>
    public static void Encrypted(JsonElement payload, JsonElement envelope, string kind, string account, Findings findings)
    {
        var id = payload.Id("id"u8, "id_str"u8) ?? payload.Id("message_id"u8) ?? envelope.Id("event_uuid"u8);
        if (id is null)
        {
            findings.Unknown(kind, envelope, account, null);
            return;
        }

        var sender = payload.Id("sender_id"u8, "sender_id_str"u8);
        var at = Instants.FromIso(payload.Text("created_at"u8)) ?? Instants.FromEither(payload.Whole("created_at_msec"u8) ?? payload.Whole("created_timestamp"u8));
        findings.Add(new Item
        {
            Channel = Channel.X,
            Kind = ItemKind.PrivateMessage,
            Key = PostKey.Of(Channel.X, id, "post", Posts.TimeOf(id)),
            PlatformId = id,
            Account = account,
            Author = Posts.AuthorOf(sender, envelope.Child("includes"u8)),
            Echo = kind == "chat.sent" || (sender is not null && sender == account),
            PostedAt = at ?? Posts.TimeOf(id),
            Thread = payload.Id("conversation_id"u8),
            Detail = "encrypted",
        });
    }

    private static void One(JsonElement message, string where, JsonElement holder, string account, Findings findings)
    {
        var content = message.Child("message_create"u8);
        if (message.Text("type"u8) is { } kind and not "message_create")
        {
            findings.Unknown(kind, message, account, null);
            return;
        }

        if (message.Id("id"u8, "id_str"u8) is not { } id || content.Id("sender_id"u8, "sender_id_str"u8) is not { } sender)
        {
            findings.Bad(where, "A direct message has no id or no sender.", message, account);
            return;
        }

        var recipient = content.Child("target"u8).Id("recipient_id"u8, "recipient_id_str"u8);
        var words = content.Child("message_data"u8);
        var text = Posts.Unescaped(words.Text("text"u8));
        findings.Add(new Item
        {
            Channel = Channel.X,
            Kind = ItemKind.PrivateMessage,
            Key = PostKey.Of(Channel.X, id, "post", Posts.TimeOf(id)),
            PlatformId = id,
            Account = account,
            Author = Posts.AuthorOf(sender, holder),
            Recipient = Posts.AuthorOf(recipient, holder),
            Echo = sender == account,
            Text = text,
            PostedAt = Instants.FromMilliseconds(message.Whole("created_timestamp"u8)) ?? Posts.TimeOf(id),
            Thread = Conversation(sender, recipient),
            Handles = Handles.In(text),
            Point = PointOf(words.Child("attachment"u8)),
            Media = MediaOf(words.Child("attachment"u8)),
        });
    }

    /// <summary>The two people in one order, as X itself names a conversation of two.</summary>
    private static string? Conversation(string sender, string? recipient)
    {
        if (recipient is null)
        {
            return null;
        }

        var senderFirst = sender.Length != recipient.Length ? sender.Length < recipient.Length : string.CompareOrdinal(sender, recipient) < 0;
        return senderFirst ? $"{sender}-{recipient}" : $"{recipient}-{sender}";
    }

    private static GeoPoint? PointOf(JsonElement attachment)
    {
        var coordinates = attachment.Child("location"u8).Child("shared_coordinate"u8).Child("coordinates"u8).Child("coordinates"u8);
        return coordinates.IsList() && coordinates.GetArrayLength() == 2 ? Points.Of(coordinates[1].Real(), coordinates[0].Real()) : null;
    }

    private static IReadOnlyList<string> MediaOf(JsonElement attachment) => attachment.Text("type"u8) switch
    {
        "media" => [attachment.Child("media"u8).Text("type"u8) is "video" or "animated_gif" ? "video" : "photo"],
        "location" => ["location"],
        _ => [],
    };
}
