using Monitor.Core.Board;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;

namespace Monitor.Core.Tests.Board;

/// <summary>Lives at risk on the board, alarms, and what comes back.</summary>
public sealed partial class LiveBoardTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_handed_a_life_on_is_no_rank_that_the_docket_climbed_to(bool lowered)
    {
        var docket = Open(0, Priority.P0, ClockKind.Seen, 1, category: Category.SelfHarm);
        HandOn(docket, 1, 0.5);
        Assert.Equal("operator", board.View().AtRisk[0].Holder);

        // When it is no life at risk any more, then it is with its unit
        var now = Noon.AddMinutes(2);
        ClockChange[] clocks = [new(ClockKind.Told, ClockTurn.Dropped, now), new(ClockKind.Act, ClockTurn.Started, now, Feed.Plan(ClockKind.Act, now, TimeSpan.FromHours(1)))];
        ComplaintEvent over = lowered ? new ComplaintEvent.Prioritised(Priority.P0, Priority.P2, [], "pi", "acp", "a film", now) { Clocks = clocks }
            : new ComplaintEvent.HandedOff(HandoffStage.Outcome, "blr/cr/night-officer", "safe", now) { Clocks = clocks };
        Apply(over, "complaint/" + docket);
        Assert.Equal((docket, null), (Assert.Single(board.View().Next).Docket, board.View().Next[0].Rank));
        Assert.Null(board.Find(docket)!.Rank);

        // When its clock runs out and it climbs, then to that rank, until it is in time again
        Breach(docket, 62, ClockKind.Act);
        Assert.Null(board.View().Late[0].Rank);
        Apply(new ComplaintEvent.Climbed(ClockKind.Act, 100, LadderStep.AssistantCommissioner, "blr", "ACP", ["x"], [], Noon.AddMinutes(63)), "complaint/" + docket);
        Assert.Equal("ACP", board.View().Late[0].Rank);
        Apply(new ComplaintEvent.BreachWithdrawn(ClockKind.Act, now, now, WithdrawnWhy.DueMoved, Noon.AddMinutes(64)), "complaint/" + docket);
        Assert.Null(board.View().Next[0].Rank);

        // When it is a life at risk once more, then nobody has it yet
        Apply(new ComplaintEvent.Prioritised(Priority.P2, Priority.P0, [], null, null, null, Noon.AddMinutes(65)), "complaint/" + docket);
        Assert.Equal(("seen", null), (board.View().AtRisk[0].Stage, board.View().AtRisk[0].Holder));
    }

    [Fact]
    public void A_life_that_nobody_has_seen_stands_before_all_others_and_speaks_for_its_incident()
    {
        // Given three lives that were handed on long ago and are overdue, two of them of one incident
        string[] handedOn = [Risk(0, 2), Risk(1, 2), Risk(2, 2)];
        foreach (var docket in handedOn[1..])
        {
            Apply(new ComplaintEvent.IncidentJoined("i-1", "op", Noon.AddMinutes(3)), "complaint/" + docket);
        }

        // When one is seen and not told yet, and one is not seen by anybody
        var untold = Risk(60, 1);
        var unseen = Risk(61, 0);

        // Then they have the rows, the unseen one first, also in a board that was loaded
        using var file = new MemoryStream();
        board.Save(file);
        file.Position = 0;
        Assert.All([board, LiveBoard.Load(file)!], each => Assert.Equal([unseen, untold], each.View().AtRisk.Select(row => row.Docket)));

        // When the unseen one joins the incident, it stands for it
        Apply(new ComplaintEvent.IncidentJoined("i-1", "op", Noon.AddMinutes(62)), "complaint/" + unseen);
        Assert.Equal((unseen, "seen", 3), (board.View().AtRisk[0].Docket, board.View().AtRisk[0].Stage, board.View().AtRisk[0].Count));

        // When both are handed on, the rest stands by what is due first
        HandOn(unseen, 2, 62);
        HandOn(untold, 2, 62);
        Assert.Equal(handedOn[..2], board.View().AtRisk.Select(row => row.Docket));
    }

    private string Risk(double minutes, int stagesDone)
    {
        var docket = Open(minutes, Priority.P0, ClockKind.Seen, 1, category: Category.SelfHarm);
        HandOn(docket, stagesDone, minutes);
        return docket;
    }

    private void HandOn(string docket, int stagesDone, double minutes)
    {
        var now = Noon.AddMinutes(minutes);
        for (var stage = 1; stage <= stagesDone; stage++)
        {
            var (met, awaited) = ((ClockKind)((int)ClockKind.Seen + stage - 1), (ClockKind)((int)ClockKind.Seen + stage));
            ClockChange[] clocks = [new(met, ClockTurn.Met, now), new(awaited, ClockTurn.Started, now, Feed.Plan(awaited, now, TimeSpan.FromMinutes(2)))];
            Apply(new ComplaintEvent.HandedOff((HandoffStage)stage, "blr/cr/operator", null, now) { Clocks = clocks }, "complaint/" + docket);
        }
    }

    [Fact]
    public void More_than_ten_alarms_in_ten_minutes_give_units_with_counts_and_never_hide_a_life_at_risk()
    {
        Open(0, Priority.P0, ClockKind.Seen, 1);
        for (var alarm = 0; alarm < 11; alarm++)
        {
            Breach(Open(0, unit: alarm < 8 ? "blr/hsr-ps" : "blr/ulsoor-ps"), 10);
        }

        var wall = board.View();
        Assert.Equal([new UnitCount("blr/hsr-ps", 8), new UnitCount("blr/ulsoor-ps", 3)], wall.FloodUnits);
        Assert.Single(wall.AtRisk);
        Open(21);
        Assert.Empty(board.View().FloodUnits);
    }

    [Fact]
    public void The_canary_is_on_no_list()
    {
        var docket = Open(0, channel: Channel.Canary);
        Breach(docket, 10);
        Assert.Equal((0, 0), (board.View().Open, board.View().LateCount));
        Assert.Null(board.Find(docket));
        Assert.Equal(Noon.AddMinutes(10), board.Now);
    }

    [Fact]
    public void Medians_compare_today_with_yesterday_at_this_time_of_day()
    {
        void Answer(string docket, double minutes) => Apply(
            new ComplaintEvent.Answered(new AnswerRef("9-0", "x/1", "u", Noon.AddMinutes(minutes), Noon.AddMinutes(minutes), true, false, Purpose.Answer, null), true,
            Noon.AddMinutes(minutes)), "complaint/" + docket);
        Answer(Open(0), 10);
        Answer(Open(0), 20);
        Answer(Open(0), 300);
        var day = 24 * 60;
        Answer(Open(day), day + 4);
        Open(day + 60);
        var answers = board.View().Answers;
        Assert.Equal(("2026-11-03", 1, 240.0, 2, 900.0), (answers.Date, answers.Answered, answers.MedianSeconds, answers.YesterdayAnswered, answers.YesterdayMedianSeconds));
    }

    [Fact]
    public void A_closed_docket_leaves_and_comes_back_when_it_is_reopened()
    {
        var docket = Open(0, Priority.P2, office: Office.HomeMinister);
        Apply(new ComplaintEvent.Closed("pi", Noon.AddMinutes(5)), "complaint/" + docket);
        Assert.Equal((0, 0, "closed"), (board.View().Open, board.View().Forwards.Open, board.Find(docket)!.State));
        Apply(new ComplaintEvent.Reopened(ReopenWhy.CitizenWrote, "2-0", null, null, "blr/hsr-ps", true, Noon.AddMinutes(6)), "complaint/" + docket);
        var item = board.Find(docket)!;
        Assert.Equal(("accepted", 2, Category.Noise, "blr/hsr-ps"), (item.State, item.Priority, item.Category, item.Unit));
        Assert.Equal((1, 1), (board.View().Open, board.View().Forwards.Open));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_life_that_was_saved_is_no_life_at_risk_when_its_docket_comes_back_for_its_report_or_its_answer(bool report)
    {
        // Given one whose outcome is recorded and that was closed
        var docket = Saved();
        Apply(new ComplaintEvent.Closed("pi", Noon.AddMinutes(30)), "complaint/" + docket);

        // When it comes back with what was done, then the clock that runs is shown, also by a board that was loaded meanwhile
        var now = Noon.AddMinutes(40);
        using var file = new MemoryStream();
        board.Save(file);
        file.Position = 0;
        ClockChange[] clocks = [new(ClockKind.Close, ClockTurn.Started, now, Feed.Plan(ClockKind.Close, now, TimeSpan.FromDays(1)))];
        ComplaintEvent back = report ? new ComplaintEvent.ReportReturned("dcp", "say what was done", now) { Reopens = true, Clocks = clocks }
            : new ComplaintEvent.Reopened(ReopenWhy.AnswerGone, "9-0", null, null, "blr/whitefield-ps", true, now) { Clocks = clocks };
        Assert.All([board, LiveBoard.Load(file)!], each =>
        {
            each.Apply(back, "complaint/" + docket, position + 1);
            Assert.Equal((0, 0, 1), (each.View().AtRiskCount, each.View().AtRisk.Count, each.View().Open));
            Assert.Equal((Verb.Close, now.AddDays(1)), (each.Find(docket)!.Verb, each.Find(docket)!.DueAt));
        });
    }

    [Fact]
    public void A_saved_life_that_comes_back_to_be_worked_on_anew_is_at_risk_anew()
    {
        void Back(ComplaintEvent ended, ComplaintEvent back)
        {
            var docket = Saved();
            Apply(ended, "complaint/" + docket);
            Assert.Equal(0, board.View().AtRiskCount);
            Apply(back, "complaint/" + docket);
            Assert.Equal((docket, "seen"), (Assert.Single(board.View().AtRisk).Docket, board.View().AtRisk[0].Stage));
            Apply(new ComplaintEvent.HandedOff(HandoffStage.Outcome, "blr/cr/operator", "safe", Noon.AddMinutes(41)), "complaint/" + docket);
        }

        var (closed, left) = (new ComplaintEvent.Closed("pi", Noon.AddMinutes(30)), new ComplaintEvent.Left(new Leave(WayOut.Withdrawn, "pi", "n", null, "9-0"), "acp", Noon));
        ComplaintEvent.Reopened Reopened(ReopenWhy why) => new(why, "9-0", null, null, "blr/whitefield-ps", true, Noon.AddMinutes(40));
        Back(closed, Reopened(ReopenWhy.CitizenWrote));
        Back(closed, new ComplaintEvent.Appealed("op", "not content", Noon.AddMinutes(40)));
        Back(left, Reopened(ReopenWhy.AnswerGone));
    }

    private string Saved()
    {
        var docket = Open(0, Priority.P0, ClockKind.Seen, 1, category: Category.SelfHarm);
        Apply(new ComplaintEvent.HandedOff(HandoffStage.Outcome, "blr/cr/operator", "safe", Noon.AddMinutes(20))
            { Clocks = [new(ClockKind.Seen, ClockTurn.Met, Noon.AddMinutes(20))] }, "complaint/" + docket);
        return docket;
    }
}
