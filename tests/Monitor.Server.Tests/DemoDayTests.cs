using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Commands;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>The hours that a newcomer finds already simulated: what issue 3 says of them, and that they come out the same everywhere.</summary>
[Collection(nameof(DemoPast))]
public sealed class DemoDayTests(DemoPast past)
{
    [Fact]
    public void At_17_50_sixty_dockets_are_open_and_two_accounts_silent_and_nine_in_ten_of_the_day_before_are_worked_to_the_end()
    {
        var (board, tally, refused) = past.Found;
        TestContext.Current.TestOutputHelper?.WriteLine($"open {board.Open}, at risk {board.AtRiskCount}, late {board.LateCount}; {tally}");
        Assert.Empty(refused);
        Assert.InRange(board.Open, 54, 66);
        Assert.Equal(2, board.Silent.Amber + board.Silent.Red);
        Assert.InRange((double)tally.Worked / tally.Opened, 0.86, 0.94);
        Assert.InRange((double)tally.WorkedLate / tally.Worked, 0.05, 0.2);
        Assert.InRange((double)tally.FromApp / tally.Answers, 0.45, 0.55);
    }

    [Fact]
    public async Task One_seed_gives_the_same_events_again_in_this_process_and_in_another()
    {
        const int Hours = 6;
        var first = await Simulate(Hours);
        Assert.Equal(first, await Simulate(Hours));
        var (code, output, errors) = await Executable.Run("", "simulate", DemoPast.Name, "--date", $"{past.From:yyyy-MM-dd}", "--hours", $"{Hours}");
        Assert.True(code == 0, errors);
        Assert.Contains(first.ToString(), output, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_districts_night_its_own_officers_work_and_no_life_at_risk_waits_past_its_clock()
    {
        const string Night = "bareilly-night";
        var scenario = DemoScenario.Load(past.Seeds, Night);
        var until = NodeOpening.Midnight(past.Options, scenario).AddMinutes(40);
        var keys = new PersonKeys(DemoHistory.PeoplesSecret(Night));
        var (node, officers) = DemoHistory.Simulate(until.AddHours(-18), until, scenario, new MemoryJournal(), keys, SimulateCommand.Secrets(), past.Seeds);
        Assert.Empty(officers.Refused);
        Assert.DoesNotContain(node.Board.Read(board => board.View()).AtRisk, row => row.StageDueAt < until);
    }

    private async Task<DayTally> Simulate(int hours)
    {
        var journal = new MemoryJournal();
        var (_, officers) = DemoHistory.Simulate(past.From, past.From.AddHours(hours), past.Scenario, journal, DemoPast.Keys, SimulateCommand.Secrets(), past.Seeds);
        Assert.Empty(officers.Refused);
        return await DayTally.Of(journal, past.From.AddDays(1), TestContext.Current.CancellationToken);
    }
}
