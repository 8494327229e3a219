using System.Collections.Frozen;
using Monitor.Core.Posts;

namespace Monitor.Channels.Files;

/// <summary>What columns and platforms are called in exports, without regard to case, spaces and underscores.</summary>
internal static class Columns
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["channel"] = "channel", ["platform"] = "channel", ["source"] = "channel", ["network"] = "channel", ["socialmedia"] = "channel",
        ["id"] = "id", ["postid"] = "id", ["tweetid"] = "id", ["messageid"] = "id", ["commentid"] = "id", ["platformid"] = "id",
        ["authorid"] = "authorId", ["userid"] = "authorId", ["fromid"] = "authorId", ["senderid"] = "authorId",
        ["authorname"] = "authorName", ["author"] = "authorName", ["name"] = "authorName", ["username"] = "authorHandle", ["handle"] = "authorHandle",
        ["authorhandle"] = "authorHandle", ["screenname"] = "authorHandle",
        ["text"] = "text", ["message"] = "text", ["content"] = "text", ["body"] = "text", ["tweet"] = "text", ["post"] = "text", ["comment"] = "text",
        ["postedat"] = "postedAt", ["createdat"] = "postedAt", ["date"] = "postedAt", ["time"] = "postedAt", ["timestamp"] = "postedAt", ["datetime"] = "postedAt",
        ["createdtime"] = "postedAt", ["posteddate"] = "postedAt",
        ["inreplyto"] = "inReplyTo", ["parentid"] = "inReplyTo", ["replyto"] = "inReplyTo",
        ["thread"] = "thread", ["conversationid"] = "thread", ["kind"] = "kind", ["type"] = "kind", ["account"] = "account", ["accountid"] = "account",
        ["latitude"] = "latitude", ["lat"] = "latitude", ["longitude"] = "longitude", ["lon"] = "longitude", ["lng"] = "longitude",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Channel> Platforms = new Dictionary<string, Channel>
    {
        ["x"] = Channel.X, ["twitter"] = Channel.X, ["tw"] = Channel.X, ["xtwitter"] = Channel.X, ["twitterx"] = Channel.X, ["xformerlytwitter"] = Channel.X,
        ["ट्विटर"] = Channel.X,
        ["facebook"] = Channel.Facebook, ["fb"] = Channel.Facebook, ["messenger"] = Channel.Facebook, ["facebookpage"] = Channel.Facebook, ["meta"] = Channel.Facebook,
        ["फेसबुक"] = Channel.Facebook,
        ["instagram"] = Channel.Instagram, ["insta"] = Channel.Instagram, ["ig"] = Channel.Instagram, ["इंस्टाग्राम"] = Channel.Instagram,
        ["whatsapp"] = Channel.WhatsApp, ["wa"] = Channel.WhatsApp, ["whatsup"] = Channel.WhatsApp, ["व्हाट्सएप"] = Channel.WhatsApp,
    }.ToFrozenDictionary();

    /// <summary>Our name for a column, null when it is none of ours.</summary>
    public static string? Named(string column) => Names.GetValueOrDefault(Plain(column));

    public static Channel Platform(string name) => Platforms.GetValueOrDefault(Plain(name));

    private static string Plain(string name) =>
        new(name.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '-' or '.' or '(' or ')' or '/' or '\uFEFF')).Select(char.ToLowerInvariant).ToArray());
}
