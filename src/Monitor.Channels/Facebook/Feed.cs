using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.Facebook;

/// <summary>Posts and comments on a page, and mentions of it elsewhere.</summary>
internal static class Feed
{
    public static void Read(JsonElement value, JsonElement entry, string where, string account, Findings findings)
    {
        var what = value.Text("item"u8) ?? "";
        var verb = value.Text("verb"u8) ?? "add";
        if (what is "reaction" or "like")
        {
            Reaction(value, verb, where, account, findings);
            return;
        }

        if (what is not ("comment" or "post" or "status" or "photo" or "video" or "share" or "link" or "note"))
        {
            findings.Unknown("feed " + what, value, account, At(value, entry));
            return;
        }

        var comment = value.Id("comment_id"u8);
        if ((comment ?? value.Id("post_id"u8)) is not { } id)
        {
            findings.Bad(where, "A feed event names neither post nor comment.", value, account);
            return;
        }

        switch (verb)
        {
            case "add":
                findings.Add(Written(value, entry, id, comment, account, ItemKind.Post, "post"));
                break;
            case "edited" or "edit":
                findings.Add(Edited(value, entry, id, comment, account));
                break;
            case "remove":
                findings.Add(Written(value, entry, id, comment, account, ItemKind.Deleted, "deleted") with { Text = null });
                break;
            case "hide" or "unhide" or "block" or "unblock" or "mute":
                findings.Ignored($"feed {what} {verb}", value, account);
                break;
            default:
                findings.Unknown($"feed {what} {verb}", value, account, At(value, entry));
                break;
        }
    }

    /// <summary>We were mentioned on another page: usually without an author, so that the post has to be fetched.</summary>
    public static void Mention(JsonElement value, JsonElement entry, string where, string account, Findings findings)
    {
        var comment = value.Id("comment_id"u8);
        if ((comment ?? value.Id("post_id"u8)) is not { } id)
        {
            findings.Bad(where, "A mention names neither post nor comment.", value, account);
            return;
        }

        var item = Written(value, entry, id, comment, account, ItemKind.Post, "post");
        findings.Add(value.Text("verb"u8) switch
        {
            "remove" => item with { Kind = ItemKind.Deleted, Text = null, Key = Key(value, entry, id, "deleted") },
            "edited" or "edit" => Edited(value, entry, id, comment, account),
            _ => item.Text is null ? item with { Kind = ItemKind.Mentioned, Key = Key(value, entry, id, "mentioned") } : item,
        });
    }

    private static void Reaction(JsonElement value, string verb, string where, string account, Findings findings)
    {
        var comment = value.Id("comment_id"u8);
        if ((comment ?? value.Id("post_id"u8)) is not { } id)
        {
            findings.Bad(where, "A reaction names neither post nor comment.", value, account);
            return;
        }

        var author = Author(value);
        var word = verb == "remove" ? "" : value.Text("reaction_type"u8) ?? "like";
        var at = Instants.FromSeconds(value.Whole("created_time"u8));
        findings.Add(new Item
        {
            Channel = Channel.Facebook,
            Kind = ItemKind.Reaction,
            Key = PostKey.Of(Channel.Facebook, id, $"reaction:{verb}:{word}:{author?.Id}", at),
            PlatformId = id,
            Account = account,
            Author = author,
            Echo = author is not null && author.Id == account,
            PostedAt = at,
            Detail = word.Length <= 40 ? word : word[..40],
        });
    }

    /// <summary>
    /// Its time is when Facebook told of it, since <c>created_time</c> is the post's own and equal in all its versions: so the newest is known however they arrive, and a version
    /// with the words of an earlier one is one of its own.
    /// </summary>
    private static Item Edited(JsonElement value, JsonElement entry, string id, string? comment, string account)
    {
        var happened = "edited:" + value.Text("message"u8);
        var item = Written(value, entry, id, comment, account, ItemKind.Edited, happened);
        return Instants.FromEither(entry.Whole("time"u8)) is { } told && !(told < item.PostedAt)
            ? item with { PostedAt = told, Key = PostKey.Of(Channel.Facebook, id, happened, told) }
            : item;
    }

    private static Item Written(JsonElement value, JsonElement entry, string id, string? comment, string account, ItemKind kind, string happened)
    {
        var author = Author(value);
        var text = value.Text("message"u8);
        var post = value.Id("post_id"u8);
        return new Item
        {
            Channel = Channel.Facebook,
            Kind = kind,
            Key = Key(value, entry, id, happened),
            PlatformId = id,
            Account = account,
            Author = author,
            Echo = author is not null && author.Id == account,
            Text = text,
            PostedAt = At(value, entry),
            InReplyTo = comment is null ? null : value.Id("parent_id"u8) ?? post,
            Thread = post ?? value.Id("parent_id"u8) ?? id,
            Handles = Handles.In(text),
            Media = MediaOf(value),
        };
    }

    private static string Key(JsonElement value, JsonElement entry, string id, string happened) =>
        PostKey.Of(Channel.Facebook, id, happened, Created(value, happened) ?? EntryTime(entry, happened));

    /// <summary>A post's own time is the same by every route; for what happened later only the words and the id count.</summary>
    private static DateTimeOffset? Created(JsonElement value, string happened) => happened is "deleted" ? null : Instants.FromSeconds(value.Whole("created_time"u8));

    private static DateTimeOffset? EntryTime(JsonElement entry, string happened) => happened is "post" or "mentioned" ? Instants.FromEither(entry.Whole("time"u8)) : null;

    private static DateTimeOffset? At(JsonElement value, JsonElement entry) => Instants.FromSeconds(value.Whole("created_time"u8)) ?? Instants.FromEither(entry.Whole("time"u8));

    /// <summary>The present form <c>from{id,name}</c>, or the older <c>sender_id</c>, a number, with <c>sender_name</c>.</summary>
    private static Person? Author(JsonElement value)
    {
        var from = value.Child("from"u8);
        if (from.Id("id"u8) is { } id)
        {
            return new Person(id, null, from.Text("name"u8), from.Text("username"u8));
        }

        return value.Id("sender_id"u8) is { } sender ? new Person(sender, null, value.Text("sender_name"u8), null) : null;
    }

    private static IReadOnlyList<string> MediaOf(JsonElement value)
    {
        List<string> media = [];
        var photos = value.Child("photos"u8);
        if (photos.IsList())
        {
            media.AddRange(Enumerable.Repeat("photo", Math.Min(photos.GetArrayLength(), 50)));
        }
        else if (value.Child("photo"u8).IsThere() || (value.Text("item"u8) == "photo" && value.Child("link"u8).IsThere()))
        {
            media.Add("photo");
        }

        if (value.Child("video"u8).IsThere() || value.Text("item"u8) == "video")
        {
            media.Add("video");
        }

        return media;
    }
}
