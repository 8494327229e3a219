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
        await stage.Deliver(Post("v1", "7", "Help"));
        await stage.Deliver(Version("v3", "Help us both", 3));
        var late = await stage.Deliver(Version("v2", "Help me", 2));
        Assert.Equal("Help us both", Assert.Single(await stage.Rows()).Text);
        Assert.Single(await stage.Events<AuthorEvent.PostEdited>());
        await stage.Deliver(Deletion("v2"));
        Assert.Empty(await stage.Body(late));
    }

    private static Item Version(string id, string text, int minutes) => Post("v1", "7", text) with
    {
        Kind = ItemKind.Edited, Key = id, PostKey = "v1", Versions = [id], PostedAt = Stage.Noon.AddMinutes(minutes - 10),
    };
}
