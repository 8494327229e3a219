using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Channels.Tests;

public sealed class WhatsAppParseTests
{
    private static readonly ParsedBody Messages = Fixture.Read("whatsapp-messages.json");

    [Fact]
    public void Each_kind_of_message_is_told_apart_and_a_bad_one_loses_no_other()
    {
        Assert.Equal(
            [
                ItemKind.PrivateMessage, ItemKind.PrivateMessage, ItemKind.PrivateMessage, ItemKind.PrivateMessage, ItemKind.Reaction, ItemKind.Reaction,
                ItemKind.Edited, ItemKind.Deleted, ItemKind.PrivateMessage, ItemKind.Unknown, ItemKind.Unknown, ItemKind.PrivateMessage,
            ],
            Messages.Items.Select(item => item.Kind));
        Assert.Equal("entry[0].changes[0].messages[10]", Assert.Single(Messages.Faults).Where);
    }

    [Fact]
    public void A_person_is_the_business_scoped_id_with_the_number_beside_it()
    {
        var item = Messages.Items[0];
        Assert.Equal(new Person("IN.1349", "910000000042", "Meena", null), item.Author);
        Assert.Equal("कोई सुनेगा? 🙏", item.Text);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795177200), item.PostedAt);
        Assert.Equal("106540352242922", item.Account);
    }

    [Fact]
    public void A_person_without_a_number_is_still_a_person()
    {
        Assert.Equal(new Person("IN.2777", null, "Nadeem", "nadeem.b"), Messages.Items[1].Author);
        Assert.Equal("garbage burning @ Hebbal", Messages.Items[1].Text);
        Assert.Equal(["photo"], Messages.Items[1].Media);
    }

    [Fact]
    public void A_location_gives_its_point_and_its_name()
    {
        var item = Messages.Items[2];
        Assert.Equal(new GeoPoint(12.9352, 77.6245), item.Point);
        Assert.Equal("Koramangala PS", item.Text);
    }

    [Fact]
    public void Answers_forwards_reactions_edits_and_deletions_name_what_they_speak_of()
    {
        Assert.Equal(("wamid.B9", "910000000112", "forwarded"), (Messages.Items[3].InReplyTo, Messages.Items[3].InReplyToAuthor, Messages.Items[3].Detail));
        Assert.Equal(("wamid.B9", "👍"), (Messages.Items[4].PlatformId, Messages.Items[4].Detail));
        Assert.Equal(("wamid.B9", ""), (Messages.Items[5].PlatformId, Messages.Items[5].Detail));
        Assert.Equal(("wamid.A1", "corrected"), (Messages.Items[6].PlatformId, Messages.Items[6].Text));
        Assert.Equal("wamid.A1", Messages.Items[7].PlatformId);
        Assert.Equal("unsupported", Messages.Items[8].Detail);
        Assert.Equal("hologram", Messages.Items[9].Detail);
        Assert.Equal("Yes, solved", Messages.Items[11].Text);
    }

    [Fact]
    public void Delivery_states_and_messages_may_share_a_body_of_several_numbers()
    {
        var items = Fixture.Items("whatsapp-statuses-and-message.json");
        Assert.Equal(
            [ItemKind.PrivateMessage, ItemKind.Delivery, ItemKind.Delivery, ItemKind.Delivery, ItemKind.Unknown, ItemKind.Unknown, ItemKind.Ignored, ItemKind.PrivateMessage],
            items.Select(item => item.Kind));
        Assert.Equal((DeliveryState.Delivered, "1042-7", "910000000042"), (items[1].State, items[1].Reference, items[1].Recipient!.Id));
        Assert.Equal((DeliveryState.Read, "IN.1349"), (items[2].State, items[2].Recipient!.Id));
        Assert.Equal((DeliveryState.Failed, "131047"), (items[3].State, items[3].Detail));
        Assert.Equal("106540352242999", items[^1].Account);
        Assert.Equal(items.Count, items.Select(item => item.Key).Distinct().Count());
    }

    [Fact]
    public void An_echo_goes_to_its_recipient_and_comes_from_our_number()
    {
        var items = Fixture.Items("whatsapp-echo.json");
        Assert.All(items, item => Assert.True(item.Echo));
        Assert.Equal(("106540352242922", "910000000042"), (items[0].Author!.Id, items[0].Recipient!.Id));
        Assert.Equal((ItemKind.Deleted, "wamid.E1"), (items[1].Kind, items[1].PlatformId));
    }

    [Fact]
    public void A_new_number_and_a_new_id_link_the_old_ones()
    {
        var items = Fixture.Items("whatsapp-identity.json");
        Assert.Equal([ItemKind.Identity, ItemKind.Ignored, ItemKind.Identity, ItemKind.Identity], items.Select(item => item.Kind));
        Assert.Equal(("910000000077", "910000000042"), (items[0].Author!.Id, items[0].Author!.OtherId));
        Assert.Equal(("IN.9999", "IN.1349"), (items[2].Author!.Id, items[2].Author!.OtherId));
        Assert.Equal(("IN.9999", "910000000077"), (items[3].Author!.Id, items[3].Author!.OtherId));
    }

    [Fact]
    public void No_key_holds_a_platform_id() => Assert.All(Messages.Items, item => Assert.DoesNotContain("wamid", item.Key, StringComparison.Ordinal));

    [Fact]
    public void What_we_write_is_read_back()
    {
        var draft = Drafts.WhatsApp("ಸಹಾಯ ಮಾಡಿ @ MG Road 50% / <x> 😡");
        var item = Assert.Single(Webhook.Read(Channel.WhatsApp, Channels.WhatsApp.Write.Message(draft)).Items);
        Assert.Equal((draft.Text, draft.Id, draft.AuthorId, draft.Number), (item.Text, item.PlatformId, item.Author!.Id, item.Author.OtherId));
        var echo = Assert.Single(Webhook.Read(Channel.WhatsApp, Channels.WhatsApp.Write.Echo(draft with { AuthorId = draft.Account, ToId = draft.AuthorId })).Items);
        Assert.Equal((true, draft.AuthorId), (echo.Echo, echo.Recipient!.Id));
        var state = Assert.Single(Webhook.Read(Channel.WhatsApp, Channels.WhatsApp.Write.Status(draft with { ToId = "910000000042" }, "failed", "1042-7", 131047)).Items);
        Assert.Equal((DeliveryState.Failed, "1042-7", "131047"), (state.State, state.Reference, state.Detail));
        Assert.Equal(ItemKind.Edited, Assert.Single(Webhook.Read(Channel.WhatsApp, Channels.WhatsApp.Write.Edited(draft, "wamid.e")).Items).Kind);
        Assert.Equal(ItemKind.Deleted, Assert.Single(Webhook.Read(Channel.WhatsApp, Channels.WhatsApp.Write.Revoked(draft, "wamid.r")).Items).Kind);
        Assert.Equal("🙏", Assert.Single(Webhook.Read(Channel.WhatsApp, Channels.WhatsApp.Write.Reaction(draft, "wamid.q", "🙏")).Items).Detail);
    }
}
