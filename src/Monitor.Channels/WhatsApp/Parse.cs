using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.WhatsApp;

/// <summary>
/// Reads WhatsApp's bodies (domain.md 1.3): messages, delivery states and echoes may stand in one body; times are seconds written as strings; a person may have no
/// phone number.
/// </summary>
public static class Parse
{
    public static ParsedBody Body(ReadOnlyMemory<byte> body)
    {
        var findings = new Findings(Channel.WhatsApp);
        return Meta.Envelope.Read(body, findings, "whatsapp_business_account", (entry, where) =>
            findings.Each(entry.Child("changes"u8), where + ".changes", "", (change, place) => Change(change, place, findings)));
    }

    private static void Change(JsonElement change, string where, Findings findings)
    {
        var field = change.Text("field"u8) ?? "";
        var value = change.Child("value"u8);
        var account = value.Child("metadata"u8).Id("phone_number_id"u8) ?? "";
        var known = false;
        if (value.Child("messages"u8) is { ValueKind: JsonValueKind.Array } messages)
        {
            known = true;
            findings.Each(messages, where + ".messages", account, (part, place) => Messages.Read(part, value, place, account, echo: false, findings));
        }

        if (value.Child("message_echoes"u8) is { ValueKind: JsonValueKind.Array } echoes)
        {
            known = true;
            findings.Each(echoes, where + ".message_echoes", account, (part, place) => Messages.Read(part, value, place, account, echo: true, findings));
        }

        if (value.Child("statuses"u8) is { ValueKind: JsonValueKind.Array } statuses)
        {
            known = true;
            findings.Each(statuses, where + ".statuses", account, (part, place) => Status(part, value, place, account, findings));
        }

        if (field == "user_id_update")
        {
            known = true;
            Identities.Update(value, where, account, findings);
        }

        if (value.Child("errors"u8).IsList())
        {
            known = true;
            findings.Unknown("errors", value, account, null);
            findings.Fault(where, "WhatsApp reports an error with this account.");
        }

        if (!known)
        {
            Further(field, change, account, findings);
        }
    }

    private static void Further(string field, JsonElement change, string account, Findings findings)
    {
        if (field == "message_template_status_update")
        {
            findings.Ignored(field, change, account);
        }
        else
        {
            findings.Unknown(field.Length == 0 ? "change without a field" : field, change, account, null);
        }
    }

    private static void Status(JsonElement status, JsonElement value, string where, string account, Findings findings)
    {
        var word = status.Text("status"u8);
        if (status.Id("id"u8) is not { } id || word is null)
        {
            findings.Bad(where, "A delivery state names no message or no state.", status, account);
            return;
        }

        var at = Instants.FromSeconds(status.Whole("timestamp"u8));
        var state = word switch
        {
            "queued" or "accepted" => DeliveryState.Queued,
            "sent" => DeliveryState.Sent,
            "delivered" => DeliveryState.Delivered,
            "read" => DeliveryState.Read,
            "played" => DeliveryState.Played,
            "failed" => DeliveryState.Failed,
            _ => DeliveryState.None,
        };
        findings.Add(new Item
        {
            Channel = Channel.WhatsApp,
            Kind = state == DeliveryState.None ? ItemKind.Unknown : ItemKind.Delivery,
            Key = PostKey.Of(Channel.WhatsApp, id, "state:" + word, at),
            PlatformId = id,
            Account = account,
            Recipient = People.Of(status.Id("recipient_user_id"u8), status.Id("recipient_id"u8), value),
            PostedAt = at,
            Thread = status.Text("recipient_type"u8) == "group" ? status.Id("recipient_id"u8) : null,
            State = state,
            Reference = status.Text("biz_opaque_callback_data"u8),
            Detail = state == DeliveryState.None ? Short("state " + word) : Failure(status),
        });
    }

    private static string Short(string word) => word.Length <= 80 ? word : word[..80];

    private static string? Failure(JsonElement status)
    {
        foreach (var error in status.Items("errors"u8))
        {
            return error.Id("code"u8);
        }

        return null;
    }
}
