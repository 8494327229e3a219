using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.Instagram;

/// <summary>Reads what an Instagram account is told: comments, mentions, and messages (domain.md 1.2). Its times mix seconds and milliseconds.</summary>
public static class Parse
{
    public static ParsedBody Body(ReadOnlyMemory<byte> body)
    {
        var findings = new Findings(Channel.Instagram);
        return Meta.Envelope.Read(body, findings, "instagram", (field, change, entry, where, account) =>
        {
            var value = change.Child("value"u8);
            var at = Instants.FromEither(value.Whole("timestamp"u8) ?? value.Whole("created_time"u8)) ?? Instants.FromEither(entry.Whole("time"u8));
            switch (field)
            {
                case "comments" or "live_comments":
                    Comment(value, at, where, account, findings);
                    break;
                case "mentions":
                    Mention(value, at, where, account, findings);
                    break;
                case "story_insights":
                    findings.Ignored("story_insights", change, account);
                    break;
                default:
                    findings.Unknown(field, change, account, at);
                    break;
            }
        });
    }

    private static void Comment(JsonElement value, DateTimeOffset? at, string where, string account, Findings findings)
    {
        if (value.Id("id"u8) is not { } id)
        {
            findings.Bad(where, "A comment has no id.", value, account);
            return;
        }

        var from = value.Child("from"u8);
        var text = value.Text("text"u8);
        var media = value.Child("media"u8).Id("id"u8);
        var author = from.Id("id"u8) is { } authorId ? new Person(authorId, null, from.Text("name"u8), from.Text("username"u8)) : null;
        var echo = author is not null && (author.Id == account || from.Id("self_ig_scoped_id"u8) == author.Id);
        findings.Add(new Item
        {
            Channel = Channel.Instagram,
            Kind = ItemKind.Post,
            Key = PostKey.Of(Channel.Instagram, id, "post", null),
            PlatformId = id,
            Account = account,
            Author = author,
            Echo = echo,
            Text = text,
            PostedAt = at,
            // What we write under a media of our own answers nobody.
            InReplyTo = value.Id("parent_id"u8) ?? (echo ? null : media),
            Thread = media,
            Handles = Handles.In(text),
        });
    }

    /// <summary>Only ids come; author and words are to be fetched.</summary>
    private static void Mention(JsonElement value, DateTimeOffset? at, string where, string account, Findings findings)
    {
        var media = value.Id("media_id"u8);
        if ((value.Id("comment_id"u8) ?? media) is not { } id)
        {
            findings.Bad(where, "A mention names neither comment nor media.", value, account);
            return;
        }

        findings.Add(new Item
        {
            Channel = Channel.Instagram,
            Kind = ItemKind.Mentioned,
            Key = PostKey.Of(Channel.Instagram, id, "mentioned", null),
            PlatformId = id,
            Account = account,
            PostedAt = at,
            Thread = media,
        });
    }
}
