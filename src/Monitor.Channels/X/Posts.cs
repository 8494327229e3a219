using System.Globalization;
using System.Text;
using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.X;

/// <summary>A post object of the present API (v2), with what the body includes beside it.</summary>
internal static class Posts
{
    /// <summary>Milliseconds of 2010-11-04 01:42:54.657 UTC, from which post ids count.</summary>
    private const long SnowflakeEpoch = 1_288_834_974_657;

    /// <summary>A box no wider than this is a place, not a city: about 2 km.</summary>
    private const double PlaceDegreesMax = 0.02;

    /// <summary>Null when it has no id.</summary>
    public static Item? Read(JsonElement post, JsonElement includes, string account)
    {
        if (post.Id("id"u8, "id_str"u8) is not { } id)
        {
            return null;
        }

        var author = AuthorOf(post.Id("author_id"u8, "author_id_str"u8), includes);
        var (repliedTo, quoted, reposted) = References(post);
        var item = new Item
        {
            Channel = Channel.X,
            Kind = ItemKind.Post,
            Key = PostKey.Of(Channel.X, id, "post", TimeOf(id)),
            PlatformId = id,
            Account = account,
            Author = author,
            Echo = author is not null && author.Id == account,
            PostedAt = Instants.FromIso(post.Text("created_at"u8)) ?? TimeOf(id),
            Thread = post.Id("conversation_id"u8, "conversation_id_str"u8),
        };
        if (reposted is not null)
        {
            var words = TextOf(Included(reposted, includes)) ?? TextOf(post);
            return item with
            {
                Kind = ItemKind.Reaction, PlatformId = reposted, RepostId = id, Quotes = reposted, Detail = "repost", Text = words, Handles = Handles.In(words),
                Embeds = [.. OthersIn(includes, id).Append(reposted).Distinct()],
            };
        }

        var parent = post.Id("in_reply_to_tweet_id"u8, "in_reply_to_tweet_id_str"u8) ?? repliedTo;
        var parentAuthor = post.Id("in_reply_to_user_id"u8, "in_reply_to_user_id_str"u8) ?? AuthorOfIncluded(parent, includes);
        item = item with
        {
            Text = TextOf(post),
            InReplyTo = parent,
            InReplyToAuthor = parentAuthor,
            Recipient = parentAuthor is null ? null : AuthorOf(parentAuthor, includes),
            Quotes = quoted,
            Embeds = OthersIn(includes, id),
            Handles = HandlesOf(post),
            Point = PointOf(post.Child("geo"u8), includes),
            Media = MediaOf(post.Child("attachments"u8), includes),
        };
        var versions = VersionsOf(post);
        var first = versions.Count > 0 ? versions[0] : id;
        item = item with { Versions = [.. versions.Append(id).Distinct().Where(version => version != first)] };
        return first == id ? item : item with { Kind = ItemKind.Edited, PlatformId = first, PostKey = PostKey.Of(Channel.X, first, "post", TimeOf(first)) };
    }

    /// <summary>Null when it names no post.</summary>
    public static Item? Deleted(JsonElement payload, JsonElement includes, string account)
    {
        if (payload.Id("id"u8, "id_str"u8) is not { } id)
        {
            return null;
        }

        var author = AuthorOf(payload.Id("author_id"u8, "author_id_str"u8), includes);
        return new Item
        {
            Channel = Channel.X,
            Kind = ItemKind.Deleted,
            Key = PostKey.Of(Channel.X, id, "deleted", TimeOf(id)),
            PlatformId = id,
            Account = account,
            Author = author,
            Echo = author is not null && author.Id == account,
            PostedAt = Instants.FromIso(payload.Text("deleted_at"u8)),
        };
    }

    /// <summary>When an id was given out: ids since 2010 hold their time. Null for older or other ids.</summary>
    public static DateTimeOffset? TimeOf(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1L << 34 ? Instants.FromMilliseconds((number >> 22) + SnowflakeEpoch) : null;

    /// <summary>X escapes three characters in the text itself.</summary>
    public static string? Unescaped(string? text) => text is not null && text.Contains('&')
        ? text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
        : text;

    /// <summary>With name and handle where the body includes the user: bare, wrapped in <c>data</c>, in a list, or in a map by id.</summary>
    public static Person? AuthorOf(string? id, JsonElement holder)
    {
        if (id is null)
        {
            return null;
        }

        var users = holder.Child("users"u8);
        if (users.IsList())
        {
            foreach (var entry in users.EnumerateArray())
            {
                var user = Bare(entry);
                if (user.Id("id"u8, "id_str"u8) == id)
                {
                    return new Person(id, null, user.Text("name"u8), user.Text("username"u8) ?? user.Text("screen_name"u8));
                }
            }
        }
        else if (users.Child(Encoding.UTF8.GetBytes(id)) is { ValueKind: JsonValueKind.Object } entry)
        {
            var user = Bare(entry);
            return new Person(id, null, user.Text("name"u8), user.Text("username"u8) ?? user.Text("screen_name"u8));
        }

        return new Person(id, null, null, null);
    }

    private static JsonElement Bare(JsonElement entry) => entry.Child("data"u8) is { ValueKind: JsonValueKind.Object } wrapped ? wrapped : entry;

    private static string? AuthorOfIncluded(string? id, JsonElement includes) => Included(id, includes).Id("author_id"u8, "author_id_str"u8);

    /// <summary>A post that the body includes; undefined when it does not.</summary>
    private static JsonElement Included(string? id, JsonElement includes)
    {
        if (id is not null)
        {
            foreach (var entry in includes.Items("tweets"u8))
            {
                var post = Bare(entry);
                if (post.Id("id"u8, "id_str"u8) == id)
                {
                    return post;
                }
            }
        }

        return default;
    }

    /// <summary>Posts whose words the body includes beside this one's.</summary>
    private static IReadOnlyList<string> OthersIn(JsonElement includes, string id) =>
        [.. includes.Items("tweets"u8).Select(entry => Bare(entry).Id("id"u8, "id_str"u8)).OfType<string>().Where(other => other != id)];

    private static string? TextOf(JsonElement post) => Unescaped(post.Child("note_tweet"u8).Text("text"u8) ?? post.Text("text"u8));

    private static (string? RepliedTo, string? Quoted, string? Reposted) References(JsonElement post)
    {
        string? repliedTo = null, quoted = null, reposted = null;
        foreach (var reference in post.Items("referenced_tweets"u8))
        {
            var id = reference.Id("id"u8, "id_str"u8);
            switch (reference.Text("type"u8))
            {
                case "replied_to":
                    repliedTo = id;
                    break;
                case "quoted":
                    quoted = id;
                    break;
                case "retweeted":
                    reposted = id;
                    break;
                default:
                    break;
            }
        }

        return (repliedTo, quoted, reposted);
    }

    /// <summary>Oldest first; a post may be edited five times.</summary>
    private static List<string> VersionsOf(JsonElement post) => [.. post.Items("edit_history_tweet_ids"u8).Select(version => version.Id()).OfType<string>().Take(20)];

    /// <summary>Where the shown text begins, in characters of the whole; 0 where it is not said.</summary>
    internal static long ShownFrom(JsonElement post)
    {
        foreach (var bound in post.Items("display_text_range"u8))
        {
            return bound.ValueKind == JsonValueKind.Number && bound.TryGetInt64(out var start) ? start : 0;
        }

        return 0;
    }

    /// <summary>Those that the author wrote: the ones before the shown text were put there by replying.</summary>
    private static IReadOnlyList<string> HandlesOf(JsonElement post)
    {
        var note = post.Child("note_tweet"u8);
        var isNote = note.Child("entities"u8).Child("mentions"u8).IsList();
        var mentions = (isNote ? note : post).Child("entities"u8).Child("mentions"u8);
        if (!mentions.IsList())
        {
            return Handles.In(TextOf(post));
        }

        var shownFrom = ShownFrom(post);
        List<string> handles = [];
        foreach (var mention in mentions.EnumerateArray())
        {
            if (mention.Text("username"u8) is { Length: > 0 and <= 50 } name && (mention.Whole("end"u8) is not { } end || end > shownFrom) && handles.Count < 50)
            {
                handles.Add("@" + name);
            }
        }

        return handles;
    }

    private static GeoPoint? PointOf(JsonElement geo, JsonElement includes)
    {
        var coordinates = geo.Child("coordinates"u8).Child("coordinates"u8);
        if (coordinates.IsList() && coordinates.GetArrayLength() == 2)
        {
            return Points.Of(coordinates[1].Real(), coordinates[0].Real());
        }

        if (geo.Id("place_id"u8) is { } place)
        {
            foreach (var entry in includes.Items("places"u8))
            {
                if (entry.Id("id"u8) == place)
                {
                    return Middle(entry.Child("geo"u8).Child("bbox"u8));
                }
            }
        }

        return null;
    }

    private static GeoPoint? Middle(JsonElement box)
    {
        if (!box.IsList() || box.GetArrayLength() != 4
            || box[0].Real() is not { } west || box[1].Real() is not { } south || box[2].Real() is not { } east || box[3].Real() is not { } north)
        {
            return null;
        }

        return Math.Abs(east - west) <= PlaceDegreesMax && Math.Abs(north - south) <= PlaceDegreesMax ? Points.Of((south + north) / 2, (west + east) / 2) : null;
    }

    private static IReadOnlyList<string> MediaOf(JsonElement attachments, JsonElement includes)
    {
        List<string> media = [];
        foreach (var key in attachments.Items("media_keys"u8))
        {
            var wanted = key.Id();
            var kind = "photo";
            foreach (var entry in includes.Items("media"u8))
            {
                if (wanted is not null && entry.Id("media_key"u8) == wanted)
                {
                    kind = entry.Text("type"u8) is "video" or "animated_gif" ? "video" : "photo";
                }
            }

            media.Add(kind);
        }

        return media;
    }
}
