using System.Reflection;
using Monitor.Core.Posts;
using Monitor.Runtime.Journal;
using Xunit;
using static Monitor.Runtime.Tests.Intake.IntakeStage;

namespace Monitor.Runtime.Tests.Intake;

public sealed class UnknownPostsTests
{
    private static readonly TimeSpan Asking = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Posts_that_a_batch_speaks_of_are_asked_for_at_once_and_each_only_once()
    {
        FarJournal? far = null;
        var stage = new IntakeStage((journal, time) => (IJournal)(far = FarJournal.Of(journal, time)));
        await stage.Deliver(Post("known", "7", "Help"));
        Item[] batch =
        [
            .. Enumerable.Range(0, 50).Select(n => Post($"r{n}", $"a{n}", "Me too") with { InReplyTo = $"unknown{n % 40}", Quotes = n == 0 ? "quoted" : null }),
            Post("thread", "7", "And here") with { InReplyTo = "known" },
            Post("own", "7", "And there") with { InReplyTo = "thread" },
        ];
        far!.Asked.Clear();
        await stage.Deliver(batch);
        // One after the other they would have taken 4 s of the two that have passed.
        Assert.Equal(53, (await stage.Rows()).Count);
        Assert.Equal(41, far.Asked.Count);
        Assert.Equal(41, far.Asked.Distinct().Count());
    }

    /// <summary>Each question for a post takes its time, as over a network.</summary>
    public class FarJournal : DispatchProxy
    {
        private IJournal inner = null!;
        private TimeProvider time = TimeProvider.System;

        public List<string> Asked { get; } = [];

        public static FarJournal Of(IJournal inner, TimeProvider time)
        {
            var far = (FarJournal)(object)Create<IJournal, FarJournal>();
            (far.inner, far.time) = (inner, time);
            return far;
        }

        protected override object? Invoke(MethodInfo? method, object?[]? args) =>
            method!.Name == nameof(IJournal.PostByPlatformId) ? Ask((string)args![0]!, (string)args[1]!, (CancellationToken)args[2]!) : method.Invoke(inner, args);

        private async ValueTask<PostRow?> Ask(string channel, string platformId, CancellationToken cancellation)
        {
            Asked.Add(platformId);
            using var way = new PeriodicTimer(Asking, time);
            await way.WaitForNextTickAsync(cancellation);
            return await inner.PostByPlatformId(channel, platformId, cancellation);
        }
    }
}
