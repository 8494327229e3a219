namespace Monitor.Channels.Facebook;

/// <summary>Bodies as a page is told: comments on it, posts to it, Messenger.</summary>
public static class Write
{
    /// <summary>A comment where the draft answers a post, else a post to the page. By the page itself it is an echo.</summary>
    /// <param name="verb">add, edited or remove.</param>
    /// <param name="toldAt">When the page is told; null: at once when it was posted.</param>
    public static byte[] Comment(Draft draft, string verb = "add", DateTimeOffset? toldAt = null) => Change(draft, toldAt ?? draft.PostedAt, json =>
    {
        json.Object("from", () => json.Text("id", draft.AuthorId).Text("name", draft.AuthorName));
        json.Text("item", draft.InReplyTo is null ? "post" : "comment").Text("verb", verb);
        json.Text("post_id", draft.Thread ?? draft.InReplyTo ?? draft.Id);
        if (draft.InReplyTo is not null)
        {
            json.Text("comment_id", draft.Id).Text("parent_id", draft.InReplyTo);
        }

        json.Text("message", verb == "remove" ? null : draft.Text).Number("created_time", draft.PostedAt.ToUnixTimeSeconds());
        json.Number("published", 1);
    });

    /// <summary>A Messenger message to the page, or from it (an echo).</summary>
    public static byte[] Message(Draft draft) => Meta.MessagingBody.Of("page", draft);

    private static byte[] Change(Draft draft, DateTimeOffset toldAt, Action<Meta.Writing> value)
    {
        var json = new Meta.Writing();
        return json.Object(null, () => json.Text("object", "page").List("entry", () => json.Object(null, () =>
        {
            json.Text("id", draft.Account).Number("time", toldAt.ToUnixTimeSeconds());
            json.List("changes", () => json.Object(null, () => json.Object("value", () => value(json)).Text("field", "feed")));
        }))).Bytes();
    }
}
