namespace Monitor.Channels.Meta;

/// <summary>Writes a message of Messenger or Instagram.</summary>
internal static class MessagingBody
{
    public static byte[] Of(string objectName, Draft draft)
    {
        var echo = draft.AuthorId == draft.Account;
        var json = new Writing();
        return json.Object(null, () => json.Text("object", objectName).List("entry", () => json.Object(null, () =>
        {
            json.Text("id", draft.Account).Number("time", draft.PostedAt.ToUnixTimeMilliseconds());
            json.List("messaging", () => json.Object(null, () =>
            {
                json.Object("sender", () => json.Text("id", draft.AuthorId));
                json.Object("recipient", () => json.Text("id", draft.ToId ?? draft.Account));
                json.Number("timestamp", draft.PostedAt.ToUnixTimeMilliseconds());
                json.Object("message", () => Message(json, draft, echo));
            }));
        }))).Bytes();
    }

    private static void Message(Writing json, Draft draft, bool echo)
    {
        json.Text("mid", draft.Id).Text("text", draft.Text);
        if (echo)
        {
            json.True("is_echo");
        }

        if (draft.InReplyTo is not null)
        {
            json.Object("reply_to", () => json.Text("mid", draft.InReplyTo));
        }
    }
}
