using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Channels.Tests;

public sealed class InstagramParseTests
{
    [Fact]
    public void Comments_mentions_and_the_rest_are_told_apart()
    {
        var body = Fixture.Read("instagram-comments.json");
        Assert.Equal(
            [
                ItemKind.Post, ItemKind.Post, ItemKind.Post, ItemKind.Post, ItemKind.Mentioned, ItemKind.Mentioned, ItemKind.Ignored, ItemKind.Unknown, ItemKind.Unknown,
            ],
            body.Items.Select(item => item.Kind));
        Assert.Equal("entry[0].changes[7]", Assert.Single(body.Faults).Where);
        Assert.Equal("1801", body.Items[1].InReplyTo);
        Assert.Equal("1790", body.Items[0].Thread);
        Assert.Equal(["@blrcitypolice"], body.Items[0].Handles);
        Assert.Equal("namma_ooru", body.Items[0].Author!.Handle);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795177800), body.Items[0].PostedAt);
        Assert.True(body.Items[2].Echo);
        Assert.Null(body.Items[4].Author);
    }

    [Fact]
    public void Messages_mix_seconds_and_milliseconds_and_an_echo_goes_to_its_recipient()
    {
        var items = Fixture.Items("instagram-messages.json");
        Assert.Equal([ItemKind.PrivateMessage, ItemKind.PrivateMessage, ItemKind.PrivateMessage, ItemKind.Delivery], items.Select(item => item.Kind));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1795177900123), items[0].PostedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795177902), items[2].PostedAt);
        Assert.Equal((true, "6600"), (items[1].Echo, items[1].Recipient!.Id));
        Assert.Equal("unsupported", items[2].Detail);
        Assert.Equal(DeliveryState.Read, items[3].State);
        Assert.All(items, item => Assert.Equal(Channel.Instagram, item.Channel));
    }

    [Fact]
    public void What_we_write_is_read_back()
    {
        var draft = Drafts.Facebook("ಕಳ್ಳತನ 🙏") with { Account = "17840000000000001", AuthorHandle = "namma_ooru" };
        var item = Assert.Single(Webhook.Read(Channel.Instagram, Instagram.Write.Comment(draft)).Items);
        Assert.Equal((draft.Text, draft.Id, "namma_ooru", draft.PostedAt), (item.Text, item.PlatformId, item.Author!.Handle, item.PostedAt));
        Assert.Equal(draft.Text, Assert.Single(Webhook.Read(Channel.Instagram, Instagram.Write.Message(draft)).Items).Text);
    }
}
