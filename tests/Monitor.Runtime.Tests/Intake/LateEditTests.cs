using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Xunit;
using static Monitor.Runtime.Tests.Intake.IntakeStage;

namespace Monitor.Runtime.Tests.Intake;

public sealed class LateEditTests
{
    [Fact]
    public async Task An_older_version_that_comes_after_a_newer_one_changes_nothing_and_its_body_goes_with_the_post()
    {
        var stage = new IntakeStage();
        await stage.Deliver(Post("v1", "7", "Help") with { PostedAt = Stage.Noon.AddMinutes(-9) });
        await stage.Deliver(Version("v3", "Help us both", 3));
        var late = await stage.Deliver(Version("v2", "Help me", 2));
        Assert.Equal("Help us both", Assert.Single(await stage.Rows()).Text);
        Assert.Single(await stage.Events<AuthorEvent.PostEdited>());
        await stage.Deliver(Deletion("v2"));
        Assert.Empty(await stage.Body(late));
    }

    [Fact]
    public async Task Words_that_are_changed_back_and_forth_end_as_the_last_version_whose_name_is_the_posts_own()
    {
        var stage = new IntakeStage();
        await stage.Deliver(Post("c1", "7", "Help"));
        Item Edit(string text, int minutes) => Post("c1", "7", text) with { Kind = ItemKind.Edited, Key = $"edited {minutes}", PostedAt = Stage.Noon.AddMinutes(minutes - 10) };
        await stage.Deliver(Edit("Help me", 2));
        await stage.Deliver(Edit("Help", 3));
        await stage.Deliver(Edit("Help me", 5));
        await stage.Deliver(Edit("Help", 4));
        Assert.Equal("Help me", Assert.Single(await stage.Rows()).Text);
        Assert.Equal(3, (await stage.Events<AuthorEvent.PostEdited>()).Count);
    }

    [Fact]
    public async Task The_newest_version_that_overtook_all_others_keeps_the_last_word()
    {
        var stage = new IntakeStage();
        await stage.Deliver(Version("v3", "Help us both", 3));
        await stage.Deliver(Version("v2", "Help me", 2));
        Assert.Equal("Help us both", Assert.Single(await stage.Rows()).Text);
        await stage.Deliver(Post("v1", "7", "Help") with { PostedAt = Stage.Noon.AddMinutes(-9) });
        await stage.Deliver(Version("v4", "Help us all", 4));
        Assert.Equal("Help us all", Assert.Single(await stage.Rows()).Text);
        Assert.Single(await stage.Events<AuthorEvent.PostEdited>());
    }

    [Fact]
    public async Task An_edit_told_before_its_message_was_heard_of_is_still_its_last_word()
    {
        var stage = new IntakeStage();
        await stage.Deliver(Post("c1", "7", "Help"));
        await stage.Deliver(Post("c1", "7", "Help me") with { Kind = ItemKind.Edited, Key = "edited", PostedAt = Stage.Noon.AddMinutes(-1) });
        Assert.Equal("Help me", Assert.Single(await stage.Rows()).Text);
    }

    [Fact]
    public async Task Of_versions_that_come_while_our_clock_is_behind_the_newest_has_the_last_word()
    {
        var stage = new IntakeStage();
        await stage.Deliver(Post("v1", "7", "Help") with { PostedAt = Stage.Noon.AddMinutes(-9) });
        await stage.Deliver(Version("v3", "Help us both", 15));
        await stage.Deliver(Version("v2", "Help me", 13));
        Assert.Equal("Help us both", Assert.Single(await stage.Rows()).Text);
    }

    private static Item Version(string id, string text, int minutes) => Post("v1", "7", text) with
    {
        Kind = ItemKind.Edited, Key = id, PostKey = "v1", Versions = [id], PostedAt = Stage.Noon.AddMinutes(minutes - 10),
    };
}
