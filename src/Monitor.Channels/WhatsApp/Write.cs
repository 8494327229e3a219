using System.Globalization;

namespace Monitor.Channels.WhatsApp;

/// <summary>Bodies as WhatsApp delivers them.</summary>
public static class Write
{
    private const string BusinessAccount = "102290129340398";

    public static byte[] Message(Draft draft) => Change(draft, "messages", json =>
    {
        Contacts(json, draft);
        json.List("messages", () => json.Object(null, () =>
        {
            Head(json, draft, draft.Id);
            From(json, draft);
            if (draft.InReplyTo is not null)
            {
                json.Object("context", () => json.Text("id", draft.InReplyTo));
            }

            if (draft.Point is { } point)
            {
                json.Text("type", "location").Object("location", () => json.Real("latitude", point.Latitude).Real("longitude", point.Longitude).Text("name", draft.Text));
            }
            else
            {
                json.Text("type", "text").Object("text", () => json.Text("body", draft.Text));
            }
        }));
    });

    /// <summary>One of ours, typed in the WhatsApp Business app.</summary>
    public static byte[] Echo(Draft draft) => Change(draft, "smb_message_echoes", json => json.List("message_echoes", () => json.Object(null, () =>
    {
        Head(json, draft, draft.Id);
        json.Text("from", draft.Account).Text(IsUserId(draft.ToId) ? "to_user_id" : "to", draft.ToId);
        json.Text("type", "text").Object("text", () => json.Text("body", draft.Text));
    })));

    /// <param name="eventId">Id of the message that says so.</param>
    public static byte[] Edited(Draft draft, string eventId) => Happened(draft, eventId, "edit", json => json
        .Text("original_message_id", draft.Id)
        .Object("message", () => json.Text("type", "text").Object("text", () => json.Text("body", draft.Text))));

    public static byte[] Revoked(Draft draft, string eventId) => Happened(draft, eventId, "revoke", json => json.Text("original_message_id", draft.Id));

    public static byte[] Reaction(Draft draft, string eventId, string emoji) =>
        Happened(draft, eventId, "reaction", json => json.Text("message_id", draft.Id).Text("emoji", emoji));

    /// <param name="state">sent, delivered, read, played or failed.</param>
    /// <param name="reference">Our own reference, given when it was sent.</param>
    public static byte[] Status(Draft draft, string state, string? reference, int? failure = null) =>
        Change(draft, "messages", json => json.List("statuses", () => json.Object(null, () =>
    {
        json.Text("id", draft.Id).Text("status", state).Text("timestamp", Seconds(draft.PostedAt));
        json.Text(IsUserId(draft.ToId) ? "recipient_user_id" : "recipient_id", draft.ToId).Text("biz_opaque_callback_data", reference);
        if (failure is { } code)
        {
            json.List("errors", () => json.Object(null, () => json.Number("code", code).Text("title", "Message undeliverable")));
        }
    })));

    private static byte[] Happened(Draft draft, string eventId, string kind, Action<Meta.Writing> content) => Change(draft, "messages", json =>
    {
        Contacts(json, draft);
        json.List("messages", () => json.Object(null, () =>
        {
            Head(json, draft, eventId);
            From(json, draft);
            json.Text("type", kind).Object(kind, () => content(json));
        }));
    });

    private static byte[] Change(Draft draft, string field, Action<Meta.Writing> value)
    {
        var json = new Meta.Writing();
        return json.Object(null, () => json.Text("object", "whatsapp_business_account").List("entry", () => json.Object(null, () =>
        {
            json.Text("id", BusinessAccount).List("changes", () => json.Object(null, () =>
            {
                json.Object("value", () =>
                {
                    json.Text("messaging_product", "whatsapp");
                    json.Object("metadata", () => json.Text("display_phone_number", "910000000112").Text("phone_number_id", draft.Account));
                    value(json);
                });
                json.Text("field", field);
            }));
        }))).Bytes();
    }

    private static void Contacts(Meta.Writing json, Draft draft) => json.List("contacts", () => json.Object(null, () =>
    {
        json.Object("profile", () => json.Text("name", draft.AuthorName).Text("username", draft.AuthorHandle));
        json.Text("wa_id", draft.Number).Text("user_id", IsUserId(draft.AuthorId) ? draft.AuthorId : null);
    }));

    private static void Head(Meta.Writing json, Draft draft, string id) => json.Text("id", id).Text("timestamp", Seconds(draft.PostedAt));

    private static void From(Meta.Writing json, Draft draft)
    {
        json.Text("from", IsUserId(draft.AuthorId) ? draft.Number : draft.AuthorId);
        json.Text("from_user_id", IsUserId(draft.AuthorId) ? draft.AuthorId : null);
    }

    /// <summary>A business-scoped id begins with a country and a dot; a number has neither.</summary>
    private static bool IsUserId(string? id) => id is not null && id.Contains('.', StringComparison.Ordinal);

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
