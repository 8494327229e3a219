using System.Text;
using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.Meta;

/// <summary>
/// Messages of Messenger and Instagram, which share one form: the lists <c>messaging</c> and, when another app owns the thread, <c>standby</c> (domain.md 1.2). Times are
/// milliseconds. In an echo the contact is the recipient, not the sender.
/// </summary>
internal static class Messaging
{
    /// <param name="account">Id of the page or the Instagram account: the entry's.</param>
    public static void Read(JsonElement entry, string where, string account, Findings findings)
    {
        foreach (var (list, events) in new[] { ("messaging", entry.Child("messaging"u8)), ("standby", entry.Child("standby"u8)) })
        {
            if (events.IsThere())
            {
                findings.Each(events, $"{where}.{list}", account, (part, place) => One(part, place, account, findings));
            }
        }
    }

    private static void One(JsonElement part, string where, string account, Findings findings)
    {
        if (part.Child("message"u8) is { ValueKind: JsonValueKind.Object } message)
        {
            Message(part, message, where, account, findings);
        }
        else if (part.Child("message_edit"u8) is { ValueKind: JsonValueKind.Object } edit)
        {
            var text = edit.Text("text"u8);
            var how = "edited:" + (edit.Id("num_edit"u8) ?? text);
            Happened(part, edit, ItemKind.Edited, how, where, account, findings, item => item with { Text = text, Handles = Handles.In(text) });
        }
        else if (part.Child("reaction"u8) is { ValueKind: JsonValueKind.Object } reaction)
        {
            var emoji = reaction.Text("action"u8) == "unreact" ? "" : reaction.Text("emoji"u8) ?? reaction.Text("reaction"u8) ?? "";
            var how = "reaction:" + emoji + At(part)?.ToUnixTimeMilliseconds();
            Happened(part, reaction, ItemKind.Reaction, how, where, account, findings, item => item with { Detail = emoji });
        }
        else if (part.Child("delivery"u8) is { ValueKind: JsonValueKind.Object } delivery)
        {
            Delivered(part, delivery, account, findings);
        }
        else if (part.Child("read"u8) is { ValueKind: JsonValueKind.Object } read)
        {
            Seen(part, read, account, findings);
        }
        else if (part.Child("postback"u8) is { ValueKind: JsonValueKind.Object } postback)
        {
            Postback(part, postback, where, account, findings);
        }
        else
        {
            Further(part, account, findings);
        }
    }

    private static void Message(JsonElement part, JsonElement message, string where, string account, Findings findings)
    {
        if (message.Id("mid"u8) is not { } mid)
        {
            findings.Bad(where, "A message has no id.", part, account);
            return;
        }

        var replyTo = message.Child("reply_to"u8);
        var text = message.Text("text"u8) ?? message.Child("quick_reply"u8).Text("payload"u8);
        var item = Base(part, account, mid, "post", ItemKind.PrivateMessage, message.Flag("is_echo"u8));
        if (message.Flag("is_deleted"u8))
        {
            findings.Add(item with { Kind = ItemKind.Deleted, Key = PostKey.Of(findings.Channel, mid, "deleted", At(part)), Channel = findings.Channel });
            return;
        }

        findings.Add(item with
        {
            Channel = findings.Channel,
            Key = PostKey.Of(findings.Channel, mid, "post", At(part)),
            Text = text,
            InReplyTo = replyTo.Id("mid"u8) ?? replyTo.Child("story"u8).Id("id"u8),
            Handles = Handles.In(text),
            Media = MediaOf(message),
            Point = PointOf(message),
            Detail = message.Flag("is_unsupported"u8) ? "unsupported" : null,
        });
    }

    private static void Happened(
        JsonElement part, JsonElement what, ItemKind kind, string how, string where, string account, Findings findings, Func<Item, Item> filled)
    {
        if (what.Id("mid"u8) is not { } mid)
        {
            findings.Bad(where, "It names no message.", part, account);
            return;
        }

        var item = Base(part, account, mid, how, kind, echo: false);
        findings.Add(filled(item with { Channel = findings.Channel, Key = PostKey.Of(findings.Channel, mid, $"{how}:{item.Author?.Id}", At(part)) }));
    }

    private static void Delivered(JsonElement part, JsonElement delivery, string account, Findings findings)
    {
        var any = false;
        foreach (var id in delivery.Items("mids"u8))
        {
            if (id.Id() is { } mid)
            {
                any = true;
                findings.Add(State(part, mid, account, DeliveryState.Delivered, findings.Channel));
            }
        }

        if (!any)
        {
            findings.Ignored("delivery watermark", part, account, PersonOf(part.Child("sender"u8)));
        }
    }

    private static void Seen(JsonElement part, JsonElement read, string account, Findings findings)
    {
        if (read.Id("mid"u8) is { } mid)
        {
            findings.Add(State(part, mid, account, DeliveryState.Read, findings.Channel));
        }
        else
        {
            findings.Ignored("read watermark", part, account, PersonOf(part.Child("sender"u8)));
        }
    }

    private static void Postback(JsonElement part, JsonElement postback, string where, string account, Findings findings)
    {
        if (postback.Id("mid"u8) is not { } mid)
        {
            findings.Bad(where, "A button press has no message id.", part, account);
            return;
        }

        findings.Add(Base(part, account, mid, "post", ItemKind.PrivateMessage, echo: false) with
        {
            Channel = findings.Channel,
            Key = PostKey.Of(findings.Channel, mid, "post", At(part)),
            Text = postback.Text("title"u8) ?? postback.Text("payload"u8),
        });
    }

    private static void Further(JsonElement part, string account, Findings findings)
    {
        foreach (var kind in (ReadOnlySpan<string>)["optin", "referral", "pass_thread_control", "take_thread_control", "request_thread_control", "app_roles"])
        {
            if (part.Child(Encoding.ASCII.GetBytes(kind)).IsThere())
            {
                findings.Ignored(kind, part, account);
                return;
            }
        }

        findings.Unknown("messaging event", part, account, At(part));
    }

    private static Item State(JsonElement part, string mid, string account, DeliveryState state, Channel channel) => new()
    {
        Channel = channel,
        Kind = ItemKind.Delivery,
        Key = PostKey.Of(channel, mid, "state:" + state, At(part)),
        PlatformId = mid,
        Account = account,
        Recipient = PersonOf(part.Child("sender"u8)),
        PostedAt = At(part),
        State = state,
    };

    private static Item Base(JsonElement part, string account, string mid, string key, ItemKind kind, bool echo)
    {
        var sender = PersonOf(part.Child("sender"u8));
        return new Item
        {
            Channel = Channel.None,
            Kind = kind,
            Key = key,
            PlatformId = mid,
            Account = account,
            Author = sender,
            Recipient = PersonOf(part.Child("recipient"u8)),
            Echo = echo || (sender is not null && sender.Id == account),
            PostedAt = At(part),
        };
    }

    private static DateTimeOffset? At(JsonElement part) => Instants.FromEither(part.Whole("timestamp"u8));

    private static Person? PersonOf(JsonElement person) => person.Id("id"u8) is { } id ? new Person(id, null, person.Text("name"u8), person.Text("username"u8)) : null;

    private static GeoPoint? PointOf(JsonElement message)
    {
        foreach (var attachment in message.Items("attachments"u8))
        {
            var coordinates = attachment.Child("payload"u8).Child("coordinates"u8);
            if (attachment.Text("type"u8) == "location" && Points.Of(coordinates.Child("lat"u8).Real(), coordinates.Child("long"u8).Real()) is { } point)
            {
                return point;
            }
        }

        return null;
    }

    private static IReadOnlyList<string> MediaOf(JsonElement message)
    {
        List<string> media = [];
        foreach (var attachment in message.Items("attachments"u8))
        {
            media.Add(attachment.Text("type"u8) switch
            {
                "video" or "ig_reel" or "reel" => "video",
                "audio" => "audio",
                "file" => "document",
                "location" => "location",
                _ => "photo",
            });
        }

        return media;
    }
}
