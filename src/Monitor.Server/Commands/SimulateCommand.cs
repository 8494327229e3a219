using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Monitor.Channels;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;

namespace Monitor.Server.Commands;

/// <summary><c>monitor simulate</c>: a scenario's day in virtual time, all clocks, citizens and officers included; tells what became of it and how long it took.</summary>
public static class SimulateCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("scenario") { Description = "A name of seeds/scenarios.", DefaultValueFactory = _ => "bengaluru-day" };
        var date = new Option<string>("--date") { Description = "First day, ISO.", DefaultValueFactory = _ => "2026-03-02" };
        var hours = new Option<double>("--hours") { Description = "How long.", DefaultValueFactory = _ => 24 };
        var command = new Command("simulate", "Run a scenario's day in virtual time on one thread, and tell what became of it.") { name, date, hours };
        command.Subcommands.Add(SimulateFaultsCommand.Create());
        command.SetAction((parsed, _) => BackupCommand.Run(() =>
        {
            var seeds = Seeds.Find();
            var scenario = DemoScenario.Load(seeds, parsed.GetRequiredValue(name));
            var from = new DateTimeOffset(DateTime.Parse(parsed.GetRequiredValue(date), CultureInfo.InvariantCulture), scenario.Posts.Offset);
            var started = TimeProvider.System.GetTimestamp();
            var journal = new MemoryJournal();
            var (node, officers) = DemoHistory.Simulate(
                from, from.AddHours(parsed.GetRequiredValue(hours)), scenario, journal, new PersonKeys(DemoHistory.PeoplesSecret(parsed.GetRequiredValue(name))), Secrets(), seeds);
            Tell(node, officers, journal, TimeProvider.System.GetElapsedTime(started));
            Console.WriteLine(DayTally.Of(journal, from.AddDays(1), CancellationToken.None).GetAwaiter().GetResult());
            return Task.CompletedTask;
        }));
        return command;
    }

    /// <summary>For one run: nobody outside it may sign.</summary>
    public static ChannelsOptions Secrets()
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        return new()
        {
            X = new() { ConsumerSecret = secret }, Facebook = new() { AppSecret = secret }, Instagram = new() { AppSecret = secret }, WhatsApp = new() { AppSecret = secret },
        };
    }

    private static void Tell(MonitorNode node, ScriptedOfficers officers, MemoryJournal journal, TimeSpan took)
    {
        var wall = node.Board.Read(board => board.View());
        Console.WriteLine($"deliveries {journal.IntakeHead}, events {journal.Head}, took {took.TotalSeconds:0.00} s");
        Console.WriteLine($"open {wall.Open}, late {wall.LateCount}, at risk {wall.AtRiskCount}, triage {wall.Triage}, flags waiting {wall.Flags.Waiting}");
        Console.WriteLine($"answered today {wall.Answers.Answered}, median {wall.Answers.MedianSeconds:0} s; silent accounts amber {wall.Silent.Amber}, red {wall.Silent.Red}");
        var feed = journal.ReadAll(0, int.MaxValue, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        foreach (var kind in feed.GroupBy(stored => stored.Type).OrderByDescending(group => group.Count()))
        {
            Console.WriteLine($"{kind.Count(),8}  {kind.Key}");
        }

        foreach (var (what, count) in officers.Refused)
        {
            Console.WriteLine($"refused {count,6}  {what}");
        }

        foreach (var state in node.Board.Read(board => board.Complaints(new Core.Board.ComplaintFilter(null, null, null), null, 500)).Items.GroupBy(item => item.State))
        {
            Console.WriteLine($"open {state.Count(),6}  {state.Key}");
        }

        foreach (var account in node.Board.Read(board => board.Accounts).Where(account => account.Silence != Core.Accounts.Silence.None))
        {
            Console.WriteLine($"silent {account.Seat} of {account.Unit}: {account.Silence} {account.Duty}");
        }

        foreach (var fault in node.FaultSentences())
        {
            Console.WriteLine("fault: " + fault);
        }
    }
}
