using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Channels.Tests;

/// <summary>The intake pitfalls 22 to 25 of peers.md section 6, as far as the parsers can fall into them.</summary>
public sealed class PitfallTests
{
    [Fact]
    public void Pitfall_22_two_messages_214_ms_apart_are_two_posts_of_one_person_and_a_repeat_is_none()
    {
        var first = Drafts.WhatsApp("help");
        var second = first with { Id = first.Id + "x", PostedAt = first.PostedAt.AddMilliseconds(214) };
        var one = Webhook.Read(Channel.WhatsApp, WhatsApp.Write.Message(first)).Items[0];
        var two = Webhook.Read(Channel.WhatsApp, WhatsApp.Write.Message(second)).Items[0];
        Assert.Equal(one.Author, two.Author);
        Assert.NotEqual(one.Key, two.Key);
        Assert.Equal(one.Key, Webhook.Read(Channel.WhatsApp, WhatsApp.Write.Message(first)).Items[0].Key);
        Assert.Equal(Webhook.Sha256(WhatsApp.Write.Message(first)), Webhook.Sha256(WhatsApp.Write.Message(first)));
    }

    [Fact]
    public void Pitfall_23_our_own_replies_come_back_as_echoes_on_every_channel_and_a_repost_as_a_reaction()
    {
        var x = Drafts.X("noted") with { AuthorId = "1400000001" };
        var facebook = Drafts.Facebook("noted") with { AuthorId = "100000000000001" };
        var whatsApp = Drafts.WhatsApp("noted") with { AuthorId = "106540352242922", ToId = "IN.1" };
        Item[] own =
        [
            .. Webhook.Read(Channel.X, X.Write.Post(x, "post.create")).Items,
            .. Webhook.Read(Channel.X, X.Write.DirectMessage(x)).Items,
            .. Webhook.Read(Channel.Facebook, Facebook.Write.Comment(facebook)).Items,
            .. Webhook.Read(Channel.Facebook, Facebook.Write.Message(facebook)).Items,
            .. Webhook.Read(Channel.Instagram, Instagram.Write.Comment(facebook)).Items,
            .. Webhook.Read(Channel.Instagram, Instagram.Write.Message(facebook)).Items,
            .. Webhook.Read(Channel.WhatsApp, WhatsApp.Write.Echo(whatsApp)).Items,
        ];
        Assert.Equal(7, own.Length);
        Assert.All(own, item => Assert.True(item.Echo, item.Channel + " " + item.Kind));
        Assert.Equal((ItemKind.Reaction, "repost"), (Fixture.Read("x-account-activity.json").Items[1].Kind, Fixture.Read("x-account-activity.json").Items[1].Detail));
    }

    [Fact]
    public void Pitfall_24_a_message_after_the_24_hour_window_reads_as_failed_not_as_sent()
    {
        var body = WhatsApp.Write.Status(Drafts.WhatsApp("") with { ToId = "910000000042" }, "failed", "1042-7", 131047);
        var item = Assert.Single(Webhook.Read(Channel.WhatsApp, body).Items);
        Assert.Equal((ItemKind.Delivery, DeliveryState.Failed, "131047", "1042-7"), (item.Kind, item.State, item.Detail, item.Reference));
    }

    [Fact]
    public void Pitfall_25_a_gap_fetched_again_overlaps_what_the_webhook_brought_under_the_same_keys_and_in_any_order()
    {
        var list = Fixture.Read("x-mentions.json").Items.Where(item => item.Kind == ItemKind.Post).ToArray();
        var webhook = Fixture.Items("x-activity-mention.json")[0];
        Assert.Contains(list, item => item.Key == webhook.Key);
        Assert.True(list[0].PostedAt > list[1].PostedAt);
        Assert.True(string.CompareOrdinal(list[0].Key, list[1].Key) >= 0 || list[0].Key[..8] == list[1].Key[..8]);
    }
}
