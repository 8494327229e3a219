using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.X;

/// <summary>
/// Reads every form in which X brings posts: the activity envelope, the older account-activity body, a message of the filtered stream, and a list of mentions as
/// polled (domain.md 1.1). The same post has the same key in all of them.
/// </summary>
public static class Parse
{
    /// <param name="account">Id of our account that a list was polled for; bodies of webhooks name it themselves.</param>
    public static ParsedBody Body(ReadOnlyMemory<byte> body, string account = "")
    {
        var findings = new Findings(Channel.X);
        using var document = Json.Open(body, out var why);
        if (document is null)
        {
            findings.Unreadable(body.Span, why);
            return findings.Done();
        }

        var root = document.RootElement;
        if (root.Child("for_user_id"u8).IsThere() || root.Child("user_event"u8).IsThere())
        {
            Legacy.Read(root, findings);
            return findings.Done();
        }

        var data = root.Child("data"u8);
        if (data.IsList())
        {
            findings.Each(data, "data", account, (part, where) => One(part, where, root, account, findings));
        }
        else if (data.IsObject())
        {
            One(data, "data", root, account, findings);
        }
        else if (!IsEmptyList(root))
        {
            findings.Unknown(NameOf(root), root, account, null);
        }

        if (root.Child("errors"u8).IsList())
        {
            findings.Fault("errors", "X left out some objects or reports an error in the stream.");
        }

        return findings.Done();
    }

    private static void One(JsonElement part, string where, JsonElement root, string account, Findings findings)
    {
        if (part.Child("event_type"u8).IsThere())
        {
            Activity(part, where, findings);
        }
        else if (Posts.Read(part, root.Child("includes"u8), account) is { } post)
        {
            findings.Add(post);
        }
        else
        {
            findings.Bad(where, "A post has no id.", part, account);
        }
    }

    private static void Activity(JsonElement envelope, string where, Findings findings)
    {
        var account = envelope.Child("filter"u8).Id("user_id"u8, "user_id_str"u8) ?? "";
        var payload = envelope.Child("payload"u8);
        var kind = envelope.Text("event_type"u8) ?? "";
        switch (kind)
        {
            case "post.create" or "post.mention.create" or "post.reply.create" or "post.quote.create":
                if (Posts.Read(payload, envelope.Child("includes"u8), account) is { } post)
                {
                    findings.Add(post);
                }
                else
                {
                    findings.Bad(where, $"{kind} has no post with an id.", envelope, account);
                }

                break;
            case "post.delete":
                if (Posts.Deleted(payload, envelope.Child("includes"u8), account) is { } deleted)
                {
                    findings.Add(deleted);
                }
                else
                {
                    findings.Bad(where, "post.delete names no post.", envelope, account);
                }

                break;
            case "dm.received" or "dm.sent":
                DirectMessages.Read(payload, where + ".payload", account, findings);
                break;
            case "chat.received" or "chat.sent":
                DirectMessages.Encrypted(payload, envelope, kind, account, findings);
                break;
            default:
                Further(kind, envelope, account, findings);
                break;
        }
    }

    /// <summary>Kinds that we know and need not; <c>oauth.revoke</c> is among the unknown, since it cuts the link and somebody must see it.</summary>
    private static void Further(string kind, JsonElement envelope, string account, Findings findings)
    {
        var dot = kind.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && kind[..dot] is "like" or "follow" or "profile" or "spaces" or "news" or "mute" or "block" || kind is "dm.read" or "dm.indicate_typing")
        {
            findings.Ignored(kind, envelope, account);
        }
        else
        {
            findings.Unknown(kind.Length == 0 ? "event without a type" : kind, envelope, account, null);
        }
    }

    private static bool IsEmptyList(JsonElement root) => root.Child("meta"u8).Whole("result_count"u8) == 0;

    private static string NameOf(JsonElement root)
    {
        if (root.IsObject())
        {
            foreach (var property in root.EnumerateObject())
            {
                return Json.NameOf(property);
            }
        }

        return root.ValueKind.ToString().ToLowerInvariant();
    }
}
