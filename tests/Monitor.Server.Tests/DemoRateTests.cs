using Monitor.Channels.Scenario;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Journal;
using Monitor.Server.Commands;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;
using Monitor.Server.Settings;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>The story slows the replay for a life at risk; whoever watches it may have another wish.</summary>
public sealed class DemoRateTests
{
    [Theory]
    [InlineData(null, 60)]
    [InlineData(1, 1)]
    [InlineData(10, 10)]
    public async Task The_replay_goes_on_as_fast_as_before_or_as_somebody_chose_meanwhile(int? chosen, double after)
    {
        var options = new MonitorOptions();
        var scenario = DemoScenario.Load(Seeds.Find(), DemoPast.Name);
        var begins = NodeOpening.Beginning(options, scenario);
        await using var journal = new MemoryJournal();
        var parts = new NodeParts(
            journal, null, TimeProvider.System, new DomainClock(TimeProvider.System, begins, 0), SimulateCommand.Secrets(), DemoPast.Keys, Seeds.Find());
        var node = await MonitorNode.Open(parts, CancellationToken.None);
        var demo = new DemoRun(node, scenario, options, TimeProvider.System);
        var story = new StoryTeller(scenario, demo.State, demo.Officers, node, begins);
        var cue = scenario.Story!.Cues.Single(cue => cue.Deed == CueDeed.SlowUntilLineTold);
        var at = begins - scenario.Story.StartsAt + cue.At;

        await story.Tell(at, CancellationToken.None);
        Assert.Equal(cue.Rate!.Value, demo.State.Rate);
        demo.State.Set(chosen, null);
        await story.Tell(at.AddMinutes(7), CancellationToken.None);
        Assert.Equal(after, demo.State.Rate);
    }
}
