using Monitor.Core.Posts;

namespace Monitor.Channels.Facebook;

/// <summary>Reads what a Facebook page is told: its feed, mentions of it, and Messenger (domain.md 1.2). Feed times are seconds, Messenger's milliseconds.</summary>
public static class Parse
{
    public static ParsedBody Body(ReadOnlyMemory<byte> body)
    {
        var findings = new Findings(Channel.Facebook);
        return Meta.Envelope.Read(body, findings, "page", (field, change, entry, where, account) =>
        {
            var value = change.Child("value"u8);
            switch (field)
            {
                case "feed":
                    Feed.Read(value, entry, where, account, findings);
                    break;
                case "mention":
                    Feed.Mention(value, entry, where, account, findings);
                    break;
                default:
                    findings.Unknown(field, change, account, null);
                    break;
            }
        });
    }
}
