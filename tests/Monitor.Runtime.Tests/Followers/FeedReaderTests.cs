using Monitor.Conformance.Grains;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Runtime.Tests.Followers;

public sealed class FeedReaderTests
{
    private readonly Stage stage = new();

    [Fact]
    public async Task What_was_read_before_the_feed_heard_of_it_wakes_nobody()
    {
        using var reader = stage.Feed.Follow(2, null, stage.Stopping);
        var ready = reader.Ready();
        stage.Feed.Publish(Added(1));
        stage.Feed.Publish(Added(2));
        Assert.False(ready.IsCompleted);
        stage.Feed.Publish(Added(3));
        Assert.True(ready.IsCompletedSuccessfully);
        await ready;
        Assert.Equal(3, Assert.Single(await reader.Take(10)).Position);
    }

    [Fact]
    public void What_is_not_heard_is_passed_and_counts_as_done()
    {
        using var reader = stage.Feed.Follow(0, static happened => happened.Event is TallyEvent.Kept, stage.Stopping);
        var ready = reader.Ready();
        stage.Feed.Publish(Added(1));
        stage.Feed.Publish(Added(2));
        Assert.Equal((false, 2L), (ready.IsCompleted, reader.Position));
    }

    private static FeedEvent Added(long position) => new(position, "tally/a", position, Cause.None, new TallyEvent.Added(1, 1, Stage.Noon));
}
