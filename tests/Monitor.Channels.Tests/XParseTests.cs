using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Channels.Tests;

public sealed class XParseTests
{
    [Fact]
    public void A_mention_is_a_post_with_author_words_handles_place_and_media()
    {
        var item = Assert.Single(Fixture.Items("x-activity-mention.json"));
        Assert.Equal(ItemKind.Post, item.Kind);
        Assert.Equal("1990000000000000001", item.PlatformId);
        Assert.Equal("1400000001", item.Account);
        Assert.Equal(new Person("2200000002", null, "Ravi K", "ravi_hsr"), item.Author);
        Assert.Equal("@BlrCityPolice signal dead at Silk Board since 5 & nobody there 😡 https://t.co/a", item.Text);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 12, 20, 5, 123, TimeSpan.Zero), item.PostedAt);
        Assert.Equal(["@BlrCityPolice"], item.Handles);
        Assert.Equal(new GeoPoint(12.9177, 77.6226), item.Point);
        Assert.Equal(["photo", "video"], item.Media);
        Assert.Equal("1990000000000000001", item.Thread);
        Assert.False(item.Echo);
    }

    [Fact]
    public void A_long_post_gives_its_full_text_and_only_the_handles_that_were_written()
    {
        var item = Assert.Single(Fixture.Items("x-activity-reply-note.json"));
        Assert.EndsWith("longer than 280 characters. @blrcitytraffic please.", item.Text, StringComparison.Ordinal);
        Assert.Equal(["@blrcitytraffic"], item.Handles);
        Assert.Equal("1990000000000000044", item.InReplyTo);
        Assert.Equal("1400000001", item.InReplyToAuthor);
        Assert.Equal("1990000000000000001", item.Thread);
    }

    [Fact]
    public void An_edit_speaks_of_the_first_version_and_has_a_key_of_its_own()
    {
        var edit = Assert.Single(Fixture.Items("x-activity-edit.json"));
        Assert.Equal(ItemKind.Edited, edit.Kind);
        Assert.Equal("1990000000000000001", edit.PlatformId);
        Assert.NotEqual(Fixture.Items("x-activity-mention.json")[0].Key, edit.Key);
    }

    [Fact]
    public void A_deletion_names_post_and_author()
    {
        var item = Assert.Single(Fixture.Items("x-activity-delete.json"));
        Assert.Equal((ItemKind.Deleted, "1990000000000000001", "2200000002", "ravi_hsr"), (item.Kind, item.PlatformId, item.Author!.Id, item.Author.Handle));
    }

    [Fact]
    public void A_direct_message_has_its_time_in_milliseconds()
    {
        var item = Assert.Single(Fixture.Items("x-activity-dm.json"));
        Assert.Equal(ItemKind.PrivateMessage, item.Kind);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1795177200123), item.PostedAt);
        Assert.Equal("1400000001-2200000002", item.Thread);
        Assert.Equal("Ravi K", item.Author!.Name);
        Assert.Equal("1400000001", item.Recipient!.Id);
        Assert.Equal(["photo"], item.Media);
    }

    [Fact]
    public void What_our_account_wrote_is_an_echo_with_its_recipient()
    {
        var item = Assert.Single(Fixture.Items("x-activity-echo.json"));
        Assert.True(item.Echo);
        Assert.Equal("2200000002", item.Recipient!.Id);
        Assert.Equal("1990000000000000001", item.InReplyTo);
    }

    [Fact]
    public void A_quote_names_the_quoted_post() => Assert.Equal("1990000000000000001", Assert.Single(Fixture.Items("x-activity-quote.json")).Quotes);

    [Fact]
    public void Posts_whose_words_stand_in_the_body_are_named_whatever_form_it_has()
    {
        const string quote = """
            {"data":{"event_type":"post.quote.create","payload":{"id":"70","text":"see this","author_id":"8","referenced_tweets":[{"type":"quoted","id":"60"}]},
            "includes":{"tweets":[{"data":{"id":"60","text":"words"}},{"id":"50","text":"quoted by that"},{"id":"70","text":"see this"}]}}}
            """;
        const string older = """
            {"for_user_id":"1","tweet_create_events":[{"id_str":"70","text":"see this","quoted_status_id_str":"60","quoted_status":{"id_str":"60","text":"words"}},
            {"id_str":"71","text":"RT @a: words","retweeted_status":{"id_str":"60","text":"words","quoted_status":{"id_str":"50","text":"quoted by that"}}}]}
            """;
        Assert.Equal(["60", "50"], Assert.Single(X.Parse.Body(System.Text.Encoding.UTF8.GetBytes(quote)).Items).Embeds);
        Assert.Equal(["60", "60 50"], X.Parse.Body(System.Text.Encoding.UTF8.GetBytes(older)).Items.Select(item => string.Join(' ', item.Embeds)));
        Assert.Empty(Assert.Single(Fixture.Items("x-activity-quote.json")).Embeds);
    }

    [Fact]
    public void A_revoked_link_is_shown_as_unknown_not_passed_over()
    {
        var item = Assert.Single(Fixture.Items("x-activity-revoke.json"));
        Assert.Equal((ItemKind.Unknown, "oauth.revoke"), (item.Kind, item.Detail));
    }

    [Fact]
    public void The_older_body_gives_full_text_old_dates_reposts_and_keeps_its_place_for_a_bad_item()
    {
        var body = Fixture.Read("x-account-activity.json");
        Assert.Equal([ItemKind.Post, ItemKind.Reaction, ItemKind.Unknown], body.Items.Select(item => item.Kind));
        Assert.Equal("@BlrCityPolice signal dead at Silk Board since 5 & nobody there", body.Items[0].Text);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 12, 20, 5, TimeSpan.Zero), body.Items[0].PostedAt);
        Assert.Equal("tweet_create_events[2]", Assert.Single(body.Faults).Where);
    }

    [Fact]
    public void The_older_body_gives_only_the_handles_that_were_written_since_one_that_replying_brought_along_is_no_tag()
    {
        var items = Fixture.Items("x-account-activity-reply.json");
        Assert.Equal(["@blrcitytraffic"], items[0].Handles);
        Assert.Empty(items[1].Handles);
        Assert.Equal("1990000000000000001", items[1].InReplyTo);
    }

    [Fact]
    public void The_older_body_tells_deletions_likes_messages_and_unknown_lists_apart()
    {
        var items = Fixture.Items("x-account-activity-rest.json");
        Assert.Equal([ItemKind.Deleted, ItemKind.Reaction, ItemKind.Ignored, ItemKind.Ignored, ItemKind.Unknown, ItemKind.PrivateMessage], items.Select(item => item.Kind));
        Assert.True(items[^1].Echo);
        Assert.Equal("2200000002", items[^1].Recipient!.Id);
    }

    [Fact]
    public void The_same_post_has_one_key_by_envelope_older_body_stream_and_list()
    {
        string[] keys =
        [
            Fixture.Items("x-activity-mention.json")[0].Key,
            Fixture.Read("x-account-activity.json").Items[0].Key,
            Fixture.Items("x-stream.json")[0].Key,
            Fixture.Read("x-mentions.json").Items[2].Key,
        ];
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public void A_bad_entry_of_a_list_loses_none_of_the_others()
    {
        var body = Fixture.Read("x-mentions.json");
        Assert.Equal([ItemKind.Post, ItemKind.Unknown, ItemKind.Post], body.Items.Select(item => item.Kind));
        Assert.Equal("data[1]", Assert.Single(body.Faults).Where);
    }

    [Fact]
    public void An_empty_list_of_mentions_has_no_data_and_no_fault() => Assert.Empty(Fixture.Items("x-mentions-none.json"));

    [Fact]
    public void What_we_write_is_read_back()
    {
        var draft = Drafts.X("@BlrCityPolice a < b & \"c\" ಕನ್ನಡ 🙏") with
        {
            InReplyTo = "5", ToId = "1400000001", Quotes = "6", Thread = "4", Point = new GeoPoint(12.5, 77.5),
        };
        var item = Assert.Single(Webhook.Read(Channel.X, Channels.X.Write.Post(draft, "post.mention.create")).Items);
        Assert.Equal((draft.Text, draft.Id, draft.AuthorId, "5", "6", "4"), (item.Text, item.PlatformId, item.Author!.Id, item.InReplyTo, item.Quotes, item.Thread));
        Assert.Equal((draft.PostedAt, draft.Point, "ravi_hsr"), (item.PostedAt, item.Point, item.Author!.Handle));
        var message = Assert.Single(Webhook.Read(Channel.X, Channels.X.Write.DirectMessage(draft)).Items);
        Assert.Equal((ItemKind.PrivateMessage, draft.Text, false, "Ravi K"), (message.Kind, message.Text, message.Echo, message.Author!.Name));
        Assert.Equal(ItemKind.Deleted, Assert.Single(Webhook.Read(Channel.X, Channels.X.Write.Deleted(draft)).Items).Kind);
    }
}
