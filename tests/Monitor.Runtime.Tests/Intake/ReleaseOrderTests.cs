using System.Reflection;
using Monitor.Core.Authors;
using Monitor.Runtime.Journal;
using Xunit;
using static Monitor.Runtime.Tests.Intake.IntakeStage;

namespace Monitor.Runtime.Tests.Intake;

public sealed class ReleaseOrderTests
{
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(100);

    /// <summary>Seed 83 of two silos over Redis lost a post so, and left its words: the Author had taken the deletion first, and the post for one that was done.</summary>
    [Fact]
    public async Task A_deletion_that_came_first_does_not_pass_its_post_when_the_post_could_not_be_stored_at_once()
    {
        var stage = new IntakeStage((journal, time) => FailsOnce.Of(journal, time));
        await stage.Deliver(Deletion("p1"));
        var came = await stage.Deliver(Post("p1", "7", "Please help near the bridge"));
        stage.Pass(TimeSpan.FromSeconds(5));
        Assert.NotNull(Assert.Single(await stage.Rows()).Erased);
        Assert.Empty(await stage.Body(came));
        Assert.Single(await stage.Events<AuthorEvent.PostDeleted>());
        Assert.Empty(await stage.Journal.ParkedUntil(DateTimeOffset.MaxValue, 10, TestContext.Current.CancellationToken));
    }

    /// <summary>The first batch with a post is not stored; what waits for a post takes its time to be read.</summary>
    public class FailsOnce : DispatchProxy
    {
        private IJournal inner = null!;
        private TimeProvider time = TimeProvider.System;
        private bool failed;

        public static IJournal Of(IJournal inner, TimeProvider time)
        {
            var made = (FailsOnce)(object)Create<IJournal, FailsOnce>();
            (made.inner, made.time) = (inner, time);
            return (IJournal)(object)made;
        }

        protected override object? Invoke(MethodInfo? method, object?[]? args)
        {
            if (method!.Name == nameof(IJournal.Append) && !failed && ((IReadOnlyList<AppendItem>)args![0]!).Any(item => item.Posts.Count > 0))
            {
                failed = true;
                return ValueTask.FromException<IReadOnlyList<AppendResult>>(new IOException("The connection broke."));
            }

            return method.Name == nameof(IJournal.Parked) ? Parked((string)args![0]!, (int)args[1]!, (CancellationToken)args[2]!) : method.Invoke(inner, args);
        }

        private async ValueTask<IReadOnlyList<ParkedItem>> Parked(string waitsFor, int limit, CancellationToken cancellation)
        {
            using var way = new PeriodicTimer(Way, time);
            await way.WaitForNextTickAsync(cancellation);
            return await inner.Parked(waitsFor, limit, cancellation);
        }
    }
}
