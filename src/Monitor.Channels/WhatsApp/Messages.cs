using System.Text;
using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.WhatsApp;

/// <summary>A message of a citizen, or an echo of one of ours that was typed in the WhatsApp Business app.</summary>
internal static class Messages
{
    public static void Read(JsonElement message, JsonElement value, string where, string account, bool echo, Findings findings)
    {
        var kind = message.Text("type"u8) ?? "";
        if (kind == "system")
        {
            Identities.System(message, value, where, account, findings);
            return;
        }

        if (message.Id("id"u8) is not { } id)
        {
            findings.Bad(where, "A message has no id.", message, account);
            return;
        }

        var at = Instants.FromSeconds(message.Whole("timestamp"u8));
        var author = echo ? new Person(account, null, null, null) : People.Of(message.Id("from_user_id"u8), message.Id("from"u8), value);
        var context = message.Child("context"u8);
        var item = new Item
        {
            Channel = Channel.WhatsApp,
            Kind = ItemKind.PrivateMessage,
            Key = PostKey.Of(Channel.WhatsApp, id, "post", at),
            PlatformId = id,
            Account = account,
            Author = author,
            Recipient = echo ? People.Of(message.Id("to_user_id"u8) ?? message.Id("recipient"u8), message.Id("to"u8), value) : null,
            Echo = echo,
            PostedAt = at,
            InReplyTo = context.Id("id"u8),
            InReplyToAuthor = People.Digits(context.Id("from_user_id"u8) ?? context.Id("from"u8)),
            Thread = message.Id("group_id"u8),
            Detail = context.Flag("frequently_forwarded"u8) ? "frequently-forwarded" : context.Flag("forwarded"u8) ? "forwarded" : null,
        };
        findings.Add(OfKind(item, kind, message));
    }

    private static Item OfKind(Item item, string kind, JsonElement message)
    {
        switch (kind)
        {
            case "reaction":
                var reaction = message.Child("reaction"u8);
                return Speaks(item, ItemKind.Reaction, reaction.Id("message_id"u8)) with { Detail = reaction.Text("emoji"u8) ?? "" };
            case "revoke":
                return Speaks(item, ItemKind.Deleted, message.Child("revoke"u8).Id("original_message_id"u8));
            case "edit":
                var edit = message.Child("edit"u8);
                var inner = edit.Child("message"u8);
                return Filled(Speaks(item, ItemKind.Edited, edit.Id("original_message_id"u8)), inner.Text("type"u8) ?? Guess(inner), inner);
            default:
                return Filled(item, kind, message);
        }
    }

    /// <summary>What happened to another message; without that message's id nobody can say to which.</summary>
    private static Item Speaks(Item item, ItemKind kind, string? of) =>
        of is null ? item with { Kind = ItemKind.Unknown, Detail = "names no message" } : item with { Kind = kind, PlatformId = of };

    private static string Guess(JsonElement message)
    {
        foreach (var kind in (ReadOnlySpan<string>)["text", "image", "video", "document"])
        {
            if (message.Child(Encoding.ASCII.GetBytes(kind)).IsThere())
            {
                return kind;
            }
        }

        return "";
    }

    private static Item Filled(Item item, string kind, JsonElement message)
    {
        var filled = kind switch
        {
            "text" => item with { Text = message.Child("text"u8).Text("body"u8) },
            "image" => item with { Text = message.Child("image"u8).Text("caption"u8), Media = ["photo"] },
            "video" => item with { Text = message.Child("video"u8).Text("caption"u8), Media = ["video"] },
            "audio" or "voice" => item with { Media = ["audio"] },
            "document" => item with { Text = message.Child("document"u8).Text("caption"u8), Media = ["document"] },
            "sticker" => item with { Media = ["sticker"] },
            "location" => At(item, message.Child("location"u8)),
            "contacts" => item with { Media = ["contact"] },
            "button" => item with { Text = message.Child("button"u8).Text("text"u8) },
            "interactive" => item with { Text = Chosen(message.Child("interactive"u8)) },
            "order" => item with { Text = message.Child("order"u8).Text("text"u8) },
            "unsupported" or "unknown" => item with { Detail = "unsupported" },
            _ => item with { Kind = ItemKind.Unknown, Detail = kind.Length == 0 ? "message without a type" : kind.Length <= 80 ? kind : kind[..80] },
        };
        return filled with { Handles = Handles.In(filled.Text) };
    }

    private static Item At(Item item, JsonElement location)
    {
        var words = string.Join(", ", new[] { location.Text("name"u8), location.Text("address"u8) }.Where(part => !string.IsNullOrWhiteSpace(part)));
        var point = Points.Of(location.Child("latitude"u8).Real(), location.Child("longitude"u8).Real());
        return item with { Text = words.Length == 0 ? null : words, Point = point, Media = ["location"] };
    }

    private static string? Chosen(JsonElement interactive) =>
        interactive.Child("button_reply"u8).Text("title"u8) ?? interactive.Child("list_reply"u8).Text("title"u8) ?? interactive.Child("nfm_reply"u8).Text("body"u8);
}
