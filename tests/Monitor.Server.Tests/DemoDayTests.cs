using Monitor.Core.Board;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Commands;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>The hours that a newcomer finds already simulated: what issue 3 says of them, and that they come out the same everywhere.</summary>
public sealed class DemoDayTests
{
    private const string Name = "bengaluru-day";

    private static readonly DateTimeOffset DayBefore = new(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(5.5));

    [Fact]
    public async Task At_17_50_about_sixty_dockets_are_open_and_two_accounts_silent_and_nine_in_ten_of_the_day_before_are_worked_to_the_end()
    {
        var (board, tally) = await Simulate(TimeSpan.FromHours(41) + TimeSpan.FromMinutes(50));
        Assert.InRange(board.Open, 45, 75);
        Assert.Equal(2, board.Silent.Amber + board.Silent.Red);
        Assert.InRange((double)tally.Worked / tally.Opened, 0.86, 0.94);
        Assert.InRange((double)tally.WorkedLate / tally.Worked, 0.05, 0.2);
        Assert.InRange((double)tally.FromApp / tally.Answers, 0.45, 0.55);
        TestContext.Current.TestOutputHelper?.WriteLine($"open {board.Open}, at risk {board.AtRiskCount}, late {board.LateCount}; {tally}");
    }

    [Fact]
    public async Task One_seed_gives_the_same_events_again_in_this_process_and_in_another()
    {
        const int Hours = 6;
        var (_, first) = await Simulate(TimeSpan.FromHours(Hours));
        var (_, second) = await Simulate(TimeSpan.FromHours(Hours));
        Assert.Equal(first, second);
        var (code, output, errors) = await Executable.Run("", "simulate", Name, "--date", "2026-03-01", "--hours", $"{Hours}");
        Assert.True(code == 0, errors);
        Assert.Contains(first.ToString(), output, StringComparison.Ordinal);
    }

    private static async Task<(Wall Board, DayTally Tally)> Simulate(TimeSpan length)
    {
        var seeds = Seeds.Find();
        var journal = new MemoryJournal();
        var (node, officers) = DemoHistory.Simulate(
            DayBefore, DayBefore + length, DemoScenario.Load(seeds, Name), journal, new PersonKeys(DemoHistory.PeoplesSecret(Name)), SimulateCommand.Secrets(), seeds);
        Assert.Empty(officers.Refused);
        return (node.Board.Read(board => board.View()), await DayTally.Of(journal, DayBefore.AddDays(1), TestContext.Current.CancellationToken));
    }
}
