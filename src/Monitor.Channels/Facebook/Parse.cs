using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.Facebook;

/// <summary>Reads what a Facebook page is told: its feed, mentions of it, and Messenger (domain.md 1.2). Feed times are seconds, Messenger's milliseconds.</summary>
public static class Parse
{
    public static ParsedBody Body(ReadOnlyMemory<byte> body)
    {
        var findings = new Findings(Channel.Facebook);
        return Meta.Envelope.Read(body, findings, "page", (entry, where) =>
        {
            var account = entry.Id("id"u8) ?? "";
            if (entry.Child("changes"u8).IsThere())
            {
                findings.Each(entry.Child("changes"u8), where + ".changes", account, (change, place) => Change(change, entry, place, account, findings));
            }

            Meta.Messaging.Read(entry, where, account, findings);
        });
    }

    private static void Change(JsonElement change, JsonElement entry, string where, string account, Findings findings)
    {
        var value = change.Child("value"u8);
        switch (change.Text("field"u8))
        {
            case "feed":
                Feed.Read(value, entry, where, account, findings);
                break;
            case "mention":
                Feed.Mention(value, entry, where, account, findings);
                break;
            case { } field:
                findings.Unknown(field, change, account, null);
                break;
            case null:
                findings.Bad(where, "A change names no field.", change, account);
                break;
        }
    }
}
