namespace Monitor.Channels.Instagram;

/// <summary>Bodies as an Instagram account is told: comments and messages.</summary>
public static class Write
{
    /// <summary>A comment under a media of ours; by the account itself it is an echo.</summary>
    public static byte[] Comment(Draft draft)
    {
        var json = new Meta.Writing();
        return json.Object(null, () => json.Text("object", "instagram").List("entry", () => json.Object(null, () =>
        {
            json.Text("id", draft.Account).Number("time", draft.PostedAt.ToUnixTimeSeconds());
            json.List("changes", () => json.Object(null, () => json.Text("field", "comments").Object("value", () =>
            {
                json.Text("id", draft.Id).Text("text", draft.Text);
                json.Object("from", () => json.Text("id", draft.AuthorId).Text("username", draft.AuthorHandle));
                json.Object("media", () => json.Text("id", draft.Thread ?? draft.Account + "0").Text("media_product_type", "FEED"));
                json.Text("parent_id", draft.InReplyTo);
            })));
        }))).Bytes();
    }

    /// <summary>A message to the account, or from it (an echo).</summary>
    public static byte[] Message(Draft draft) => Meta.MessagingBody.Of("instagram", draft);
}
