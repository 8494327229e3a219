using System.Text.Encodings.Web;
using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.Files;

/// <summary>
/// The one line of JSON in which an imported post is kept in the intake log: channel, kind, id, account, author, words, time, and whether it is history. Channel of the
/// delivery: <c>files</c>.
/// </summary>
public static class Parse
{
    /// <summary>What the intake log calls the channel of such a delivery.</summary>
    public const string DeliveryChannel = "files";

    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads what <see cref="Line"/> wrote. Never throws.</summary>
    public static ParsedBody Body(ReadOnlyMemory<byte> body)
    {
        using var document = Json.Open(body, out var why);
        if (document is null)
        {
            return new([], [new Fault("", why)]);
        }

        var post = document.RootElement;
        var id = post.Id("id"u8);
        if (id is null || !Enum.TryParse<Channel>(post.Text("channel"u8), out var channel) || !Enum.TryParse<ItemKind>(post.Text("kind"u8), out var kind))
        {
            return new([], [new Fault("", "An imported line names no channel, kind or id.")]);
        }

        var at = Instants.FromIso(post.Text("postedAt"u8));
        var authorId = post.Id("authorId"u8);
        var text = post.Text("text"u8);
        var item = new Item
        {
            Channel = channel,
            Kind = kind,
            Key = PostKey.Of(channel, id, "post", channel == Channel.X ? X.Posts.TimeOf(id) : channel == Channel.Instagram ? null : at),
            PlatformId = id,
            Account = post.Id("account"u8) ?? "",
            Author = authorId is null ? null : new Person(authorId, null, post.Text("authorName"u8), post.Text("authorHandle"u8)),
            Text = text,
            PostedAt = at,
            InReplyTo = post.Id("inReplyTo"u8),
            Thread = post.Id("thread"u8),
            Handles = Handles.In(text),
            Point = Points.Of(post.Child("latitude"u8).Real(), post.Child("longitude"u8).Real()),
            History = post.Flag("history"u8),
        };
        return new([item], []);
    }

    internal static byte[] Line(Channel channel, ItemKind kind, string id, DateTimeOffset at, bool history, Row row)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, AsWritten))
        {
            json.WriteStartObject();
            json.WriteString("channel", channel.ToString());
            json.WriteString("kind", kind.ToString());
            json.WriteString("id", id);
            json.WriteString("postedAt", at);
            foreach (var name in (ReadOnlySpan<string>)["account", "authorId", "authorName", "authorHandle", "text", "inReplyTo", "thread", "latitude", "longitude"])
            {
                if (row[name] is { } value && !(name == "authorId" && value is "unknown_id" or "unknown" or "nan" or "null"))
                {
                    json.WriteString(name, name == "authorHandle" ? value.TrimStart('@') : value);
                }
            }

            if (history)
            {
                json.WriteBoolean("history", true);
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
