using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.X;

/// <summary>Bodies as X delivers them in its activity envelope.</summary>
public static class Write
{
    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A post: <c>post.mention.create</c>, <c>post.reply.create</c>, <c>post.quote.create</c>, or <c>post.create</c> for one of ours (an echo).</summary>
    /// <param name="firstVersion">Id of the first version when this is an edit.</param>
    public static byte[] Post(Draft draft, string eventType, string? firstVersion = null) => Activity(draft, eventType, json =>
    {
        json.WriteString("id", draft.Id);
        json.WriteString("text", Escaped(draft.Text));
        json.WriteString("author_id", draft.AuthorId);
        json.WriteString("created_at", Iso(draft.PostedAt));
        json.WriteString("conversation_id", draft.Thread ?? firstVersion ?? draft.Id);
        json.WriteStartArray("edit_history_tweet_ids");
        if (firstVersion is not null)
        {
            json.WriteStringValue(firstVersion);
        }

        json.WriteStringValue(draft.Id);
        json.WriteEndArray();
        if (draft.InReplyTo is not null)
        {
            json.WriteString("in_reply_to_tweet_id", draft.InReplyTo);
        }

        if (draft.ToId is not null)
        {
            json.WriteString("in_reply_to_user_id", draft.ToId);
        }

        References(json, draft);
        Mentions(json, draft.Text);
        if (draft.Point is { } point)
        {
            Coordinates(json, point);
        }

        json.WriteString("lang", "und");
        json.WriteBoolean("possibly_sensitive", false);
        json.WriteString("reply_settings", "everyone");
    });

    public static byte[] Deleted(Draft draft) => Activity(draft, "post.delete", json =>
    {
        json.WriteString("id", draft.Id);
        json.WriteString("author_id", draft.AuthorId);
    });

    /// <summary>A direct message to us (<c>dm.received</c>) or, where the account wrote it, from us (<c>dm.sent</c>).</summary>
    public static byte[] DirectMessage(Draft draft) => Activity(draft, draft.AuthorId == draft.Account ? "dm.sent" : "dm.received", json =>
    {
        json.WriteStartArray("direct_message_events");
        json.WriteStartObject();
        json.WriteString("type", "message_create");
        json.WriteString("id", draft.Id);
        json.WriteString("created_timestamp", draft.PostedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        json.WriteStartObject("message_create");
        json.WriteStartObject("target");
        json.WriteString("recipient_id", draft.ToId ?? draft.Account);
        json.WriteEndObject();
        json.WriteString("sender_id", draft.AuthorId);
        json.WriteStartObject("message_data");
        json.WriteString("text", Escaped(draft.Text));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("users");
        json.WriteStartObject(draft.AuthorId);
        User(json, "data", draft);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static byte[] Activity(Draft draft, string eventType, Action<Utf8JsonWriter> payload)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, AsWritten))
        {
            json.WriteStartObject();
            json.WriteStartObject("data");
            json.WriteString("event_uuid", draft.Id);
            json.WriteStartObject("filter");
            json.WriteString("user_id", draft.Account);
            json.WriteEndObject();
            json.WriteString("event_type", eventType);
            json.WriteStartObject("payload");
            payload(json);
            json.WriteEndObject();
            if (draft.AuthorName is not null || draft.AuthorHandle is not null)
            {
                json.WriteStartObject("includes");
                json.WriteStartArray("users");
                User(json, null, draft);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void User(Utf8JsonWriter json, string? property, Draft draft)
    {
        if (property is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(property);
        }

        json.WriteString("id", draft.AuthorId);
        json.WriteString("name", draft.AuthorName ?? draft.AuthorHandle ?? "");
        json.WriteString("username", draft.AuthorHandle ?? "");
        json.WriteEndObject();
    }

    private static void References(Utf8JsonWriter json, Draft draft)
    {
        if (draft.InReplyTo is null && draft.Quotes is null)
        {
            return;
        }

        json.WriteStartArray("referenced_tweets");
        foreach (var (type, id) in new[] { ("replied_to", draft.InReplyTo), ("quoted", draft.Quotes) })
        {
            if (id is not null)
            {
                json.WriteStartObject();
                json.WriteString("type", type);
                json.WriteString("id", id);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void Mentions(Utf8JsonWriter json, string text)
    {
        var handles = Handles.In(text);
        if (handles.Count == 0)
        {
            return;
        }

        json.WriteStartObject("entities");
        json.WriteStartArray("mentions");
        foreach (var handle in handles)
        {
            var start = text.IndexOf(handle, StringComparison.Ordinal);
            json.WriteStartObject();
            json.WriteNumber("start", start);
            json.WriteString("start_str", start.ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("end", start + handle.Length);
            json.WriteString("end_str", (start + handle.Length).ToString(CultureInfo.InvariantCulture));
            json.WriteString("username", handle[1..]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Coordinates(Utf8JsonWriter json, GeoPoint point)
    {
        json.WriteStartObject("geo");
        json.WriteStartObject("coordinates");
        json.WriteString("type", "Point");
        json.WriteStartArray("coordinates");
        json.WriteNumberValue(point.Longitude);
        json.WriteNumberValue(point.Latitude);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
