using Monitor.Core.Posts;
using Monitor.Runtime.Journal;
using Xunit;
using static Monitor.Runtime.Tests.Intake.IntakeStage;

namespace Monitor.Runtime.Tests.Intake;

public sealed class UnknownPostsTests
{
    [Fact]
    public async Task Posts_that_a_batch_speaks_of_are_asked_for_at_once_and_each_only_once()
    {
        var asked = new List<string>();
        var stage = new IntakeStage((journal, time) => JournalBetween.Of(journal, (call, args) =>
        {
            if (call != nameof(IJournal.PostByPlatformId))
            {
                return null;
            }

            asked.Add((string)args[1]!);
            return JournalBetween.Late(time, () => journal.PostByPlatformId((string)args[0]!, (string)args[1]!, (CancellationToken)args[2]!));
        }));
        await stage.Deliver(Post("known", "7", "Help"));
        Item[] batch =
        [
            .. Enumerable.Range(0, 50).Select(n => Post($"r{n}", $"a{n}", "Me too") with { InReplyTo = $"unknown{n % 40}", Quotes = n == 0 ? "quoted" : null }),
            Post("thread", "7", "And here") with { InReplyTo = "known" },
            Post("own", "7", "And there") with { InReplyTo = "thread" },
        ];
        asked.Clear();
        await stage.Deliver(batch);
        // One after the other they would have taken 4 s of the two that have passed.
        Assert.Equal(53, (await stage.Rows()).Count);
        Assert.Equal(42, asked.Count);
        Assert.Equal(42, asked.Distinct().Count());
    }
}
