using Monitor.Channels.Scenario;
using Monitor.Server.Hosting;
using Monitor.Server.Settings;

namespace Monitor.Server.Demo;

/// <summary>
/// The demo while the server runs: posts the scenario's lines through the real webhooks as the demo's clock reaches them, lets the scripted officers work, and tells the
/// first minute's story. After the last line the day begins again on the next date, with new ids.
/// </summary>
public sealed class DemoRun
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly MonitorNode node;
    private readonly DemoScenario scenario;
    private readonly TimeProvider time;
    private readonly DateTimeOffset firstMidnight;
    private readonly StoryTeller story;
    private DemoDoor? door;
    private int written;

    public DemoRun(MonitorNode node, DemoScenario scenario, MonitorOptions options, TimeProvider time)
    {
        (this.node, this.scenario, this.time) = (node, scenario, time);
        firstMidnight = NodeOpening.Midnight(options, scenario);
        State = new DemoState(node.Clock, options.Demo.Scenario, options.Demo.Speed);
        Officers = new ScriptedOfficers(
            scenario.Officers, scenario.Posts.Force, PosterOf(firstMidnight), node.Engine.Host, node.Journal, () => node.Rulebook,
            body => Door.Deliver(body, CancellationToken.None)) { IsAttentive = now => story!.IsTold(now) };
        story = new StoryTeller(scenario, State, Officers, node, NodeOpening.Beginning(options, scenario));
    }

    public DemoState State { get; }

    public ScriptedOfficers Officers { get; }

    private DemoDoor Door => door ?? throw new InvalidOperationException("The demo does not know yet where the server listens.");

    /// <param name="address">Null: nothing listens; posts go straight into the intake log, through the same check.</param>
    public void ListensAt(Uri? address) => door = new DemoDoor(node.Intake, address);

    /// <summary>What somebody writes in the box "write as a citizen"; gives the body that was sent.</summary>
    public async Task<SignedBody> Write(Core.Posts.Channel channel, string text, CancellationToken cancellation)
    {
        var now = node.Clock.Now;
        var number = Interlocked.Increment(ref written);
        var handle = $"visitor_{now.ToUnixTimeMilliseconds() % 1_000_000}_{number}";
        var root = node.Rulebook.Seats.All.First(seat => seat.IsMain && seat.UnitId?.StartsWith(scenario.Posts.Force, StringComparison.Ordinal) == true).UnitId!;
        var body = PosterOf(firstMidnight).Citizen(channel, root, handle, "Visitor", text, 5000 + number, now);
        await Door.Deliver(body, cancellation);
        return body;
    }

    public async Task Run(CancellationToken stop)
    {
        // The clock stood still until the node was ready.
        State.Set(null, null);
        Officers.Resume(OpenDockets(), node.Board.Read(board => board.Triage(null, 500)).Items, node.Clock.Now);
        // Beside each other: the story keeps its seconds however much the officers have to do.
        await Task.WhenAll(Citizens(stop), Each(now => story.Tell(now, stop), stop), Each(now => Officers.Work(now, stop), stop));
    }

    private Poster PosterOf(DateTimeOffset midnight) => new(scenario.On(midnight), node.Rulebook.Seats.All, midnight, node.Channels);

    private IReadOnlyList<string> OpenDockets()
    {
        var dockets = new List<string>();
        string? after = null;
        do
        {
            var page = node.Board.Read(board => board.Complaints(new Core.Board.ComplaintFilter(null, null, null), after, 500));
            dockets.AddRange(page.Items.Select(item => item.Docket));
            after = page.Next;
        }
        while (after is not null);
        return dockets;
    }

    /// <summary>Lines whose time lies before the demo's now were posted before the start.</summary>
    private async Task Citizens(CancellationToken stop)
    {
        var from = node.Clock.Now;
        var day = (int)Math.Floor((from - firstMidnight) / scenario.Posts.Length);
        for (; ; day++)
        {
            var midnight = firstMidnight + (day * scenario.Posts.Length);
            var poster = PosterOf(midnight);
            var lines = new Queue<ScenarioLine>(scenario.On(midnight).Lines.Where(line => poster.At(line) >= from));
            while (lines.Count > 0)
            {
                var now = node.Clock.Now;
                List<ScenarioLine> due = [];
                while (lines.TryPeek(out var line) && poster.At(line) <= now)
                {
                    due.Add(lines.Dequeue());
                }

                // Platforms wait for nobody: different people's posts come beside each other, one person's in their order.
                await ManyHands.Each(due, line => line.By, async line =>
                {
                    await Door.Deliver(poster.Body(line), stop);
                    story.Posted(line, poster.PostId(line));
                });
                await Task.Delay(Tick, time, stop);
            }
        }
    }

    private async Task Each(Func<DateTimeOffset, Task> work, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            await work(node.Clock.Now);
        }
    }
}
