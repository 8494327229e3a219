using System.Security.Cryptography;
using System.Text;
using Monitor.Channels;
using Monitor.Channels.Scenario;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;
using Monitor.Server.Settings;
using Monitor.Storage.Sqlite;

namespace Monitor.Server.Demo;

/// <summary>
/// The day before and today's first hours, simulated at a demo's first start: the same engine, citizens and officers on virtual time in memory, then written to the
/// data directory. Written aside and moved in whole, so that a stop in between leaves nothing half done.
/// </summary>
public static class DemoHistory
{
    private static readonly TimeSpan DayBefore = TimeSpan.FromDays(1);

    /// <summary>So long before the demo begins its officers see to it that as many dockets are open then as its scenario says.</summary>
    private static readonly TimeSpan LastHours = TimeSpan.FromHours(1.5);

    public static async Task Write(
        string directory, DemoScenario scenario, MonitorOptions options, ChannelsOptions channels, Seeds seeds, TimeProvider time, Action<string> say,
        CancellationToken cancellation)
    {
        say("Demo: a first start simulates yesterday and today's first hours, in half a minute or so");
        var started = time.GetTimestamp();
        var aside = Path.Combine(directory, "first");
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        var journal = new RecordingJournal(new MemoryJournal());
        await using (var kept = SqliteJournal.Open(aside))
        {
            var writing = Task.Run(() => journal.WriteTo(kept, cancellation), cancellation);
            var today = NodeOpening.Midnight(options, scenario);
            var (node, _) = Simulate(today - DayBefore, NodeOpening.Beginning(options, scenario), scenario, journal, KeysIn(directory, options.Demo.Scenario), channels, seeds,
                scenario.Officers.OpenAtStart);
            journal.Complete();
            await writing;
            var open = node.Board.Read(board => board.Open);
            say($"Demo: {kept.IntakeHead} deliveries simulated and stored in {time.GetElapsedTime(started).TotalSeconds:0.0} s, {open} dockets open, in {directory}");
        }

        foreach (var file in Directory.EnumerateFiles(aside, "journal.db*").OrderDescending(StringComparer.Ordinal))
        {
            File.Move(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);
        }

        Directory.Delete(aside, recursive: true);
    }

    /// <summary>A demo's people are made up: their secret is the scenario's name, so that the same day comes out the same everywhere.</summary>
    public static byte[] PeoplesSecret(string scenario) => SHA256.HashData(Encoding.UTF8.GetBytes("demo " + scenario));

    private static PersonKeys KeysIn(string directory, string scenario)
    {
        var path = Path.Combine(directory, PersonKeys.FileName);
        if (!File.Exists(path))
        {
            File.WriteAllBytes(path, PeoplesSecret(scenario));
        }

        return PersonKeys.Open(directory);
    }

    /// <summary>Runs the scenario's days from one instant to another; also what <c>monitor simulate --day</c> measures.</summary>
    /// <param name="openAtEnd">How many dockets are to be open then; null: as many as there are.</param>
    public static (MonitorNode Node, ScriptedOfficers Officers) Simulate(
        DateTimeOffset from, DateTimeOffset until, DemoScenario scenario, IJournal journal, PersonKeys keys, ChannelsOptions channels, Seeds seeds, int? openAtEnd = null)
    {
        ScriptedOfficers? officers = null;
        var verdicts = new VerdictsAhead(scenario.Posts.Lines);
        var simulated = new DaySimulation(scenario.Officers.Seed).Run(
            from,
            until,
            (virtualTime, clock) => MonitorNode.Open(
                new NodeParts(journal, null, virtualTime, clock, channels, keys, seeds)
                {
                    Classify = verdicts.Of,
                    ReadModels = node =>
                    {
                        var door = new DemoDoor(node.Intake, null);
                        var poster = new Poster(scenario.Posts, node.Rulebook.Seats.All, from, channels);
                        officers = new ScriptedOfficers(
                            scenario.Officers, scenario.Posts.Force, poster, node.Engine.Host, journal, () => node.Rulebook, body => door.Deliver(body, CancellationToken.None))
                        {
                            Classify = verdicts.Of,
                            Surplus = now => now < until - LastHours ? null : node.Board.Read(board => board.Open) - openAtEnd,
                        };
                        return [officers];
                    },
                },
                CancellationToken.None),
            (node, virtualTime, stop) =>
            {
                var door = new DemoDoor(node.Intake, null);
                return Task.WhenAll(
                    Citizens(scenario, date => new Poster(scenario.On(date), node.Rulebook.Seats.All, date, channels), from, node, door, virtualTime, stop),
                    Work(officers!, node, virtualTime, stop));
            });
        return (simulated, officers!);
    }

    /// <summary>Posts every line when its time has come, day after day.</summary>
    private static async Task Citizens(
        DemoScenario scenario, Func<DateTimeOffset, Poster> posterOf, DateTimeOffset from, MonitorNode node, DemoDoor door, TimeProvider time, CancellationToken stop)
    {
        for (var midnight = from; !stop.IsCancellationRequested; midnight += scenario.Posts.Length)
        {
            var poster = posterOf(midnight);
            foreach (var line in scenario.On(midnight).Lines)
            {
                var wait = poster.At(line) - node.Clock.Now;
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, time, stop);
                }

                await door.Deliver(poster.Body(line), stop);
            }
        }
    }

    /// <summary>A look each few seconds is as often as officers look.</summary>
    private static async Task Work(ScriptedOfficers officers, MonitorNode node, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            await officers.Work(node.Clock.Now, stop);
        }
    }
}
