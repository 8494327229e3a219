using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Channels.Tests;

public sealed class FacebookParseTests
{
    private static readonly ParsedBody Feed = Fixture.Read("facebook-feed.json");

    [Fact]
    public void Every_change_of_a_feed_is_told_apart()
    {
        Assert.Equal(
            [
                ItemKind.Post, ItemKind.Post, ItemKind.Edited, ItemKind.Deleted, ItemKind.Post, ItemKind.Reaction, ItemKind.Reaction, ItemKind.Post, ItemKind.Ignored,
                ItemKind.Unknown, ItemKind.Unknown, ItemKind.Mentioned, ItemKind.Post, ItemKind.Unknown,
            ],
            Feed.Items.Select(item => item.Kind));
        Assert.Equal("entry[0].changes[10]", Assert.Single(Feed.Faults).Where);
        Assert.Equal(Feed.Items.Count, Feed.Items.Select(item => item.Key).Distinct().Count());
    }

    [Fact]
    public void A_comment_has_its_parent_its_thread_its_time_in_seconds_and_its_words()
    {
        var item = Feed.Items[0];
        Assert.Equal(("42_1", "100000000000001_42", "100000000000001_42"), (item.PlatformId, item.InReplyTo, item.Thread));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795177590), item.PostedAt);
        Assert.Equal("ನಮ್ಮ ರಸ್ತೆ @BlrCityPolice", item.Text);
        Assert.Equal(["@BlrCityPolice"], item.Handles);
        Assert.Equal(["photo"], item.Media);
        Assert.Equal(new Person("5500000005", null, "Asha N", null), item.Author);
    }

    [Fact]
    public void The_older_form_of_a_sender_is_read() => Assert.Equal(new Person("5500000006", null, "Old Form", null), Feed.Items[1].Author);

    [Fact]
    public void A_removal_has_no_words_and_a_mention_no_author()
    {
        Assert.Null(Feed.Items[3].Text);
        Assert.Equal("777_88", Feed.Items[11].PlatformId);
        Assert.Null(Feed.Items[11].Author);
    }

    [Fact]
    public void A_reaction_taken_back_is_an_empty_one()
    {
        Assert.Equal("angry", Feed.Items[5].Detail);
        Assert.Equal("", Feed.Items[6].Detail);
    }

    [Fact]
    public void Messenger_tells_messages_echoes_edits_reactions_deliveries_and_deletions_apart()
    {
        var items = Fixture.Items("facebook-messenger.json");
        Assert.Equal(
            [
                ItemKind.PrivateMessage, ItemKind.PrivateMessage, ItemKind.Edited, ItemKind.Reaction, ItemKind.Reaction, ItemKind.Delivery, ItemKind.Ignored,
                ItemKind.Deleted, ItemKind.PrivateMessage, ItemKind.Ignored, ItemKind.Unknown, ItemKind.PrivateMessage,
            ],
            items.Select(item => item.Kind));
        Assert.Equal((true, "9100", "m_1"), (items[1].Echo, items[1].Recipient!.Id, items[1].InReplyTo));
        Assert.Equal(("m_1", "someone is following me near Hebbal"), (items[2].PlatformId, items[2].Text));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1795177700123), items[0].PostedAt);
        Assert.Equal("hello from standby", items[^1].Text);
        Assert.All(items, item => Assert.Equal(Channel.Facebook, item.Channel));
    }

    [Fact]
    public void A_body_for_another_object_is_kept_as_unknown()
    {
        var item = Assert.Single(Webhook.Read(Channel.Facebook, Fixture.Bytes("instagram-comments.json")).Items);
        Assert.Equal((ItemKind.Unknown, "object instagram"), (item.Kind, item.Detail));
    }

    [Fact]
    public void What_we_write_is_read_back()
    {
        var draft = Drafts.Facebook("सुनिए / please \"see\" 👇\nline");
        var item = Assert.Single(Webhook.Read(Channel.Facebook, Facebook.Write.Comment(draft)).Items);
        Assert.Equal((draft.Text, draft.Id, draft.InReplyTo, draft.PostedAt, false), (item.Text, item.PlatformId, item.InReplyTo, item.PostedAt, item.Echo));
        var echo = Assert.Single(Webhook.Read(Channel.Facebook, Facebook.Write.Message(draft with { AuthorId = draft.Account, ToId = "9100" })).Items);
        Assert.Equal((true, "9100", ItemKind.PrivateMessage), (echo.Echo, echo.Recipient!.Id, echo.Kind));
        Assert.Equal(ItemKind.Deleted, Assert.Single(Webhook.Read(Channel.Facebook, Facebook.Write.Comment(draft, "remove")).Items).Kind);
        Assert.Equal(ItemKind.Edited, Assert.Single(Webhook.Read(Channel.Facebook, Facebook.Write.Comment(draft, "edited")).Items).Kind);
    }

    [Fact]
    public void Two_versions_of_a_post_are_told_apart_by_when_the_page_was_told_since_both_have_its_time()
    {
        var draft = Drafts.Facebook("Snatched near the station");
        Item Version(int minutes) => Assert.Single(Webhook.Read(Channel.Facebook, Facebook.Write.Comment(draft, "edited", draft.PostedAt.AddMinutes(minutes))).Items);
        Assert.Equal([draft.PostedAt.AddMinutes(3), draft.PostedAt.AddMinutes(9)], [Version(3).PostedAt, Version(9).PostedAt]);
        Assert.NotEqual(Version(3).Key, Version(9).Key);
        Assert.Equal(Version(3).Key, Version(3).Key);
    }
}
