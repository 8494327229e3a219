using Monitor.Core.Authors;
using Monitor.Runtime.Journal;
using Xunit;
using static Monitor.Runtime.Tests.Intake.IntakeStage;

namespace Monitor.Runtime.Tests.Intake;

public sealed class ReleaseOrderTests
{
    /// <summary>Seed 83 of two silos over Redis lost a post so, and left its words: the Author had taken the deletion first, and the post for one that was done.</summary>
    [Fact]
    public async Task A_deletion_that_came_first_does_not_pass_its_post_when_the_post_could_not_be_stored_at_once()
    {
        var failed = false;
        var stage = new IntakeStage((journal, time) => JournalBetween.Of(journal, (call, args) =>
        {
            if (call == nameof(IJournal.Append) && !failed && ((IReadOnlyList<AppendItem>)args[0]!).Any(item => item.Posts.Count > 0))
            {
                failed = true;
                return ValueTask.FromException<IReadOnlyList<AppendResult>>(new IOException("The connection broke."));
            }

            return call == nameof(IJournal.Parked)
                ? JournalBetween.Late(time, () => journal.Parked((string)args[0]!, (int)args[1]!, (CancellationToken)args[2]!))
                : null;
        }));
        await stage.Deliver(Deletion("p1"));
        var came = await stage.Deliver(Post("p1", "7", "Please help near the bridge"));
        stage.Pass(TimeSpan.FromSeconds(5));
        Assert.True(failed);
        Assert.NotNull(Assert.Single(await stage.Rows()).Erased);
        Assert.Empty(await stage.Body(came));
        Assert.Single(await stage.Events<AuthorEvent.PostDeleted>());
        Assert.Empty(await stage.Journal.ParkedUntil(DateTimeOffset.MaxValue, 10, TestContext.Current.CancellationToken));
    }
}
