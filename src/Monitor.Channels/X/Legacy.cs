using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.X;

/// <summary>The older account-activity body: lists of v1.1 objects for one of our accounts.</summary>
internal static class Legacy
{
    public static void Read(JsonElement root, Findings findings)
    {
        var account = root.Id("for_user_id"u8) ?? root.Child("user_event"u8).Child("revoke"u8).Child("source"u8).Id("user_id"u8) ?? "";
        foreach (var property in root.EnumerateObject())
        {
            var name = Json.NameOf(property);
            switch (name)
            {
                case "for_user_id" or "user_has_blocked" or "apps" or "users":
                    break;
                case "tweet_create_events":
                    findings.Each(property.Value, name, account, (part, where) => Post(part, where, account, findings));
                    break;
                case "tweet_delete_events":
                    findings.Each(property.Value, name, account, (part, where) => Deleted(part, where, account, findings));
                    break;
                case "direct_message_events":
                    DirectMessages.Read(root, "", account, findings);
                    break;
                case "favorite_events":
                    findings.Each(property.Value, name, account, (part, where) => Liked(part, where, account, findings));
                    break;
                case "direct_message_mark_read_events" or "direct_message_indicate_typing_events" or "follow_events" or "block_events" or "mute_events":
                    findings.Ignored(name, property.Value, account);
                    break;
                default:
                    findings.Unknown(name == "user_event" && property.Value.Child("revoke"u8).IsThere() ? "user_event.revoke" : name, property.Value, account, null);
                    break;
            }
        }
    }

    private static void Post(JsonElement post, string where, string account, Findings findings)
    {
        if (IdOf(post) is not { } id)
        {
            findings.Bad(where, "A post has no id.", post, account);
            return;
        }

        var author = AuthorOf(post.Child("user"u8));
        var item = new Item
        {
            Channel = Channel.X,
            Kind = ItemKind.Post,
            Key = PostKey.Of(Channel.X, id, "post", Posts.TimeOf(id)),
            PlatformId = id,
            Account = account,
            Author = author,
            Echo = author is not null && author.Id == account,
            PostedAt = Instants.FromMilliseconds(post.Whole("timestamp_ms"u8)) ?? Instants.FromOldX(post.Text("created_at"u8)) ?? Posts.TimeOf(id),
        };
        if (IdOf(post.Child("retweeted_status"u8)) is { } reposted)
        {
            var words = TextOf(post.Child("retweeted_status"u8));
            findings.Add(item with
            {
                Kind = ItemKind.Reaction, PlatformId = reposted, RepostId = id, Quotes = reposted, Detail = "repost", Text = words, Handles = Handles.In(words),
                Embeds = [reposted, .. IdOf(post.Child("retweeted_status"u8).Child("quoted_status"u8)) is { } within ? new[] { within } : []],
            });
            return;
        }

        var extended = post.Child("extended_tweet"u8);
        var parentAuthor = post.Id("in_reply_to_user_id"u8, "in_reply_to_user_id_str"u8);
        findings.Add(item with
        {
            Text = TextOf(post),
            InReplyTo = post.Id("in_reply_to_status_id"u8, "in_reply_to_status_id_str"u8),
            InReplyToAuthor = parentAuthor,
            Recipient = parentAuthor is null ? null : new Person(parentAuthor, null, null, post.Text("in_reply_to_screen_name"u8)),
            Quotes = post.Id("quoted_status_id"u8, "quoted_status_id_str"u8) ?? IdOf(post.Child("quoted_status"u8)),
            Embeds = IdOf(post.Child("quoted_status"u8)) is { } quoted ? [quoted] : [],
            Handles = HandlesOf(extended.IsObject() ? extended : post),
            Point = PointOf(post.Child("coordinates"u8).Child("coordinates"u8)),
            Media = MediaOf(extended.IsObject() ? extended : post),
        });
    }

    private static void Deleted(JsonElement part, string where, string account, Findings findings)
    {
        var status = part.Child("status"u8);
        if (IdOf(status) is not { } id)
        {
            findings.Bad(where, "A deletion names no post.", part, account);
            return;
        }

        var author = status.Id("user_id"u8, "user_id_str"u8);
        findings.Add(new Item
        {
            Channel = Channel.X,
            Kind = ItemKind.Deleted,
            Key = PostKey.Of(Channel.X, id, "deleted", Posts.TimeOf(id)),
            PlatformId = id,
            Account = account,
            Author = author is null ? null : new Person(author, null, null, null),
            Echo = author is not null && author == account,
            PostedAt = Instants.FromMilliseconds(part.Whole("timestamp_ms"u8)),
        });
    }

    private static void Liked(JsonElement part, string where, string account, Findings findings)
    {
        if (IdOf(part.Child("favorited_status"u8)) is not { } id || AuthorOf(part.Child("user"u8)) is not { } author)
        {
            findings.Bad(where, "A like names no post or no person.", part, account);
            return;
        }

        findings.Add(new Item
        {
            Channel = Channel.X,
            Kind = ItemKind.Reaction,
            Key = PostKey.Of(Channel.X, id, "liked:" + author.Id, Posts.TimeOf(id)),
            PlatformId = id,
            Account = account,
            Author = author,
            Echo = author.Id == account,
            PostedAt = Instants.FromMilliseconds(part.Whole("timestamp_ms"u8)),
            Detail = "like",
        });
    }

    private static string? TextOf(JsonElement post) =>
        Posts.Unescaped(post.Child("extended_tweet"u8).Text("full_text"u8) ?? post.Text("full_text"u8) ?? post.Text("text"u8));

    private static string? IdOf(JsonElement post) => post.Id("id"u8, "id_str"u8);

    private static Person? AuthorOf(JsonElement user) => IdOf(user) is { } id ? new Person(id, null, user.Text("name"u8), user.Text("screen_name"u8)) : null;

    /// <summary>Those that the author wrote, as in <see cref="Posts"/>: X itself puts the ones before the shown text, which replying brought along.</summary>
    private static IReadOnlyList<string> HandlesOf(JsonElement post)
    {
        List<string> handles = [];
        var mentions = post.Child("entities"u8).Child("user_mentions"u8);
        if (!mentions.IsList() || mentions.GetArrayLength() == 0)
        {
            return Handles.In(post.Text("full_text"u8) ?? post.Text("text"u8));
        }

        var shownFrom = Posts.ShownFrom(post);
        foreach (var mention in mentions.EnumerateArray())
        {
            if (mention.Text("screen_name"u8) is { Length: > 0 and <= 50 } name && EndOf(mention) > shownFrom && handles.Count < 50)
            {
                handles.Add("@" + name);
            }
        }

        return handles;
    }

    /// <summary>One without a place counts as written.</summary>
    private static long EndOf(JsonElement mention)
    {
        var indices = mention.Child("indices"u8);
        return indices.IsList() && indices.GetArrayLength() == 2 && indices[1].ValueKind == JsonValueKind.Number && indices[1].TryGetInt64(out var end) ? end : long.MaxValue;
    }

    private static GeoPoint? PointOf(JsonElement coordinates) =>
        coordinates.IsList() && coordinates.GetArrayLength() == 2 ? Points.Of(coordinates[1].Real(), coordinates[0].Real()) : null;

    private static IReadOnlyList<string> MediaOf(JsonElement post)
    {
        List<string> media = [];
        foreach (var part in post.Child("extended_entities"u8).Items("media"u8))
        {
            media.Add(part.Text("type"u8) is "video" or "animated_gif" ? "video" : "photo");
        }

        return media;
    }
}
