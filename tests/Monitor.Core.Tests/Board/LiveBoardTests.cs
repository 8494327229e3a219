using Monitor.Core.Board;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;

namespace Monitor.Core.Tests.Board;

public sealed partial class LiveBoardTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 6, 30, 0, TimeSpan.Zero);

    private readonly LiveBoard board = new();
    private long position;
    private long intake = 100;

    private void Apply(IEvent happened, string stream) => board.Apply(happened, stream, ++position);

    private string Open(
        double minutes, Priority priority = Priority.P3, ClockKind clock = ClockKind.Accept, double dueIn = 10, string? unit = "blr/whitefield-ps", Office office = Office.None,
        Channel channel = Channel.X, Category category = Category.Noise)
    {
        var docket = Docket.Number(++intake, 0);
        var now = Noon.AddMinutes(minutes);
        Apply(Feed.Opened(docket, now, priority, unit, category, office, channel,
            new ClockChange(clock, ClockTurn.Started, now, Feed.Plan(clock, now, TimeSpan.FromMinutes(dueIn)))), "complaint/" + docket);
        return docket;
    }

    private void Breach(string docket, double minutes, ClockKind clock = ClockKind.Accept) =>
        Apply(new ComplaintEvent.Breached(clock, Noon.AddMinutes(minutes), [], null, Noon.AddMinutes(minutes)), "complaint/" + docket);

    [Fact]
    public void The_next_seven_are_those_that_fall_due_first()
    {
        var dockets = Enumerable.Range(0, 20).Select(index => Open(0, dueIn: 100 - index)).ToList();
        Assert.Equal(Enumerable.Reverse(dockets).Take(7), board.View().Next.Select(row => row.Docket));
        Assert.Equal(20, board.View().Open);
    }

    [Fact]
    public void Late_rows_are_unacknowledged_P1_then_forwards_then_the_newest_breaches()
    {
        var plain = Open(0);
        var newer = Open(0);
        var office = Open(0, office: Office.ChiefMinister);
        var pressing = Open(0, Priority.P1);
        Breach(pressing, 10);
        Breach(office, 11);
        Breach(plain, 12);
        Breach(newer, 13);
        var wall = board.View();
        Assert.Equal([pressing, office, newer], wall.Late.Select(row => row.Docket));
        Assert.Equal(4, wall.LateCount);
        Assert.Equal((1, Noon.AddMinutes(10)), (wall.MoreLate.Count, wall.MoreLate.OldestDueAt));
        Assert.Equal([new UnitCount("blr/whitefield-ps", 1)], wall.MoreLate.Units);
    }

    [Fact]
    public void What_stands_behind_the_late_rows_is_told_without_what_they_show()
    {
        // Given an incident of two units, the oldest of all, and two more rows with the newest breaches
        var incident = Enumerable.Range(0, 4).Select(index => Open(0, dueIn: 1, unit: index == 0 ? "blr/hsr-ps" : "blr/ulsoor-ps")).ToList();
        var rest = new[] { Open(0, dueIn: 7, unit: "blr/hsr-ps"), Open(0, dueIn: 6, unit: null), Open(0, dueIn: 5, unit: "blr/hsr-ps") };
        var rows = new[] { Open(0, dueIn: 2, unit: "blr/hsr-ps"), Open(0, dueIn: 3, unit: "blr/adugodi-ps") };
        foreach (var docket in incident)
        {
            Apply(new ComplaintEvent.IncidentJoined("i-1", null, Noon), "complaint/" + docket);
        }

        foreach (var (docket, minutes) in rest.Concat(incident).Concat(rows).Select((docket, index) => (docket, 10 + index)))
        {
            Breach(docket, minutes);
        }

        // Then neither they nor whom they stand for are counted once more, also by a board that was loaded
        using var file = new MemoryStream();
        board.Save(file);
        file.Position = 0;
        Assert.All([board, LiveBoard.Load(file)!], each =>
        {
            var wall = each.View();
            Assert.Equal([rows[1], rows[0], incident[0]], wall.Late.Select(row => row.Count == 1 ? row.Docket : incident[0]));
            Assert.Equal((9, 3, Noon.AddMinutes(5)), (wall.LateCount, wall.MoreLate.Count, wall.MoreLate.OldestDueAt));
            Assert.Equal([new UnitCount("blr/hsr-ps", 2), new UnitCount(null, 1)], wall.MoreLate.Units);
        });
    }

    [Fact]
    public void What_a_reorganisation_moves_keeps_its_state_where_the_unit_had_acted_and_counts_at_the_new_unit()
    {
        var (acted, fresh) = (Open(0), Open(0));
        Open(0, unit: "blr/hsr-ps");
        Apply(new ComplaintEvent.ActionRecorded(new ActionTaken(ActionKind.Counselled, null, [], null), "pi", Noon), "complaint/" + acted);
        Assert.Equal([acted, fresh], board.OpenAt(unit => unit == "blr/whitefield-ps").Order());
        Apply(new ComplaintEvent.Rerouted("blr/new-ps", new Dictionary<Wing, string>(), Noon), "complaint/" + acted);
        Apply(new ComplaintEvent.Tagged("blr/new-ps", new Dictionary<Wing, string>(), TagWhy.Reorganised, null, Noon), "complaint/" + fresh);
        Assert.Equal(("acted", "blr/new-ps"), (board.Find(acted)!.State, board.Find(acted)!.Unit));
        Assert.Equal(("tagged", "blr/new-ps"), (board.Find(fresh)!.State, board.Find(fresh)!.Unit));
        Assert.Empty(board.OpenAt(unit => unit == "blr/whitefield-ps"));
        Assert.Equal(2, board.OpenAt(unit => unit == "blr/new-ps").Count);
    }

    [Fact]
    public void What_is_held_or_older_than_half_an_hour_is_only_counted()
    {
        var old = Open(0);
        Breach(old, 10);
        var held = Open(35);
        Breach(held, 45);
        Apply(new Core.Alerts.AlertEvent.Acknowledged("pi", Noon, Noon.AddMinutes(45)), $"alert/breach:{held}");
        var wall = board.View();
        Assert.Empty(wall.Late);
        Assert.Equal((2, 2), (wall.LateCount, wall.MoreLate.Count));
        Assert.Equal(Noon.AddMinutes(10), wall.MoreLate.OldestDueAt);
    }

    [Fact]
    public void Pitfall_11_a_late_flag_does_not_outlive_its_clock()
    {
        var docket = Open(0);
        Breach(docket, 10);
        Apply(new ComplaintEvent.Accepted("blr/whitefield-ps", "pi", Noon.AddMinutes(11)) { Clocks = [new(ClockKind.Accept, ClockTurn.Met, Noon.AddMinutes(11))] },
            "complaint/" + docket);
        Assert.Equal(0, board.View().LateCount);
    }

    [Fact]
    public void An_incident_is_one_row_with_its_count()
    {
        for (var person = 0; person < 150; person++)
        {
            Apply(new ComplaintEvent.IncidentJoined("i-1", null, Noon), "complaint/" + Open(0, dueIn: 5));
        }

        var alone = Open(0, dueIn: 50);
        var wall = board.View();
        Assert.Equal([150, 1], wall.Next.Select(row => row.Count));
        Assert.Equal(alone, wall.Next[1].Docket);
    }

    [Fact]
    public void An_incident_says_what_most_of_its_people_write_of_and_where_whoever_is_due_first()
    {
        string Member(double dueIn, string? unit, Category category)
        {
            var docket = Open(0, dueIn: dueIn, unit: unit, category: category);
            Apply(new ComplaintEvent.IncidentJoined("i-1", null, Noon), "complaint/" + docket);
            return docket;
        }

        (string, string?, string) Shown(LiveBoard of) => Assert.Single(of.View().Next) is var row ? (row.Category, row.Unit, row.Docket) : default;

        // Given an incident whose first word says little, and whose first due is of another unit
        var first = Member(90, null, Category.Other);
        var odd = Member(5, "blr/hsr-ps", Category.TrafficViolation);
        string[] usual = [Member(60, "blr/ulsoor-ps", Category.TrafficJam), Member(61, "blr/ulsoor-ps", Category.TrafficJam)];
        Member(80, null, Category.Other);
        Assert.Equal(("TRAFFIC_JAM", "blr/ulsoor-ps", odd), Shown(board));

        // When those who bear it close, then it stays what it was, also after a snapshot
        foreach (var docket in usual.Append(odd))
        {
            Apply(new ComplaintEvent.Closed("pi", Noon.AddMinutes(1)), "complaint/" + docket);
        }

        using var file = new MemoryStream();
        board.Save(file);
        file.Position = 0;
        Assert.All([board, LiveBoard.Load(file)!], each => Assert.Equal(("TRAFFIC_JAM", "blr/ulsoor-ps"), (Shown(each).Item1, Shown(each).Item2)));

        // When an officer takes them out of it, then the others say what it is
        foreach (var docket in usual)
        {
            Apply(new ComplaintEvent.Reopened(ReopenWhy.Officer, null, "pi", "n", "blr/ulsoor-ps", true, Noon.AddMinutes(2)), "complaint/" + docket);
            Apply(new ComplaintEvent.IncidentLeft("i-1", "acp", "another road", Noon.AddMinutes(3)), "complaint/" + docket);
        }

        Assert.Equal(("TRAFFIC_VIOLATION", "blr/hsr-ps"), (Shown(board).Item1, Shown(board).Item2));

        // When another unit is borne as often, then nothing changes
        Apply(new ComplaintEvent.Tagged("blr/adugodi-ps", new Dictionary<Wing, string>(), TagWhy.Officer, "op", Noon.AddMinutes(4)), "complaint/" + first);
        Assert.Equal("blr/hsr-ps", Shown(board).Item2);
    }

    [Fact]
    public void The_newest_priority_1_without_an_owner_is_told_also_where_it_has_no_row()
    {
        // Given seven that are due sooner, so that they have the rows
        for (var sooner = 0; sooner < 7; sooner++)
        {
            Open(0, dueIn: 1);
        }

        Assert.Null(board.View().Unowned);
        Open(0, Priority.P1, dueIn: 30);
        Assert.Null(board.View().Unowned);

        // When two come without a unit, then the newest is told, also by a board that was loaded
        var before = board.View();
        var first = Open(0, Priority.P1, dueIn: 20, unit: null);
        Assert.Equal(first, WallChanges.Of(before, board.View())["unowned"]);
        var newest = Open(0, Priority.P1, dueIn: 20, unit: null);
        Assert.DoesNotContain(board.View().Next, row => row.Docket == newest);
        using var file = new MemoryStream();
        board.Save(file);
        file.Position = 0;
        Assert.All([board, LiveBoard.Load(file)!], each => Assert.Equal(newest, each.View().Unowned));

        // When a unit has it, none is newest; when it is raised to it, or it comes back without one, it is told again
        Apply(new ComplaintEvent.Tagged("blr/adugodi-ps", new Dictionary<Wing, string>(), TagWhy.Officer, "op", Noon.AddMinutes(4)), "complaint/" + newest);
        Assert.Null(board.View().Unowned);
        Apply(new ComplaintEvent.Appealed("op", "not content", Noon.AddMinutes(5)), "complaint/" + newest);
        Assert.Equal(newest, board.View().Unowned);

        // When it has left, nothing of it stays
        Apply(new ComplaintEvent.Left(new Leave(WayOut.NotAComplaint, "op", "a joke", null, null), null, Noon.AddMinutes(6)), "complaint/" + newest);
        Assert.Null(board.View().Unowned);
    }

    [Fact]
    public void A_life_at_risk_has_its_own_lane_until_the_outcome()
    {
        var docket = Open(0, Priority.P0, ClockKind.Seen, 1, category: Category.SelfHarm);
        var row = Assert.Single(board.View().AtRisk);
        Assert.Equal(("seen", "SELF_HARM", Noon.AddMinutes(1)), (row.Stage, row.Category, row.StageDueAt));
        Assert.Empty(board.View().Next);
        Apply(new ComplaintEvent.HandedOff(HandoffStage.Seen, "blr/cr/operator", null, Noon.AddMinutes(0.5)), "complaint/" + docket);
        Assert.Equal(("told", "operator"), (board.View().AtRisk[0].Stage, board.View().AtRisk[0].Holder));
        Apply(new ComplaintEvent.HandedOff(HandoffStage.Outcome, "blr/cr/operator", "safe", Noon.AddMinutes(20)), "complaint/" + docket);
        Assert.Equal((0, 0, 1), (board.View().AtRiskCount, board.View().AtRisk.Count, board.View().Open));
    }

    [Fact]
    public void A_list_goes_on_where_the_page_before_ended()
    {
        var dockets = Enumerable.Range(0, 25).Select(index => Open(0, unit: index % 2 == 0 ? "a" : "b")).ToList();
        var filter = new ComplaintFilter(unit => unit == "a", null, null);
        var first = board.Complaints(filter, null, 10);
        var second = board.Complaints(filter, first.Next, 10);
        Assert.Equal(dockets.Where((_, index) => index % 2 == 0), first.Items.Concat(second.Items).Select(item => item.Docket));
        Assert.Null(second.Next);
    }

    [Fact]
    public void A_docket_against_a_unit_is_left_out_for_that_unit_before_and_after_a_snapshot()
    {
        var (docket, other) = (Docket.Number(++intake, 0), Open(0, unit: "c"));
        Apply(Feed.Opened(docket, Noon, Priority.P2, "c", Category.PoliceMisconduct, Office.None, Channel.X) with { Against = "a" }, "complaint/" + docket);
        using var file = new MemoryStream();
        board.Save(file);
        file.Position = 0;
        foreach (var each in new[] { board, LiveBoard.Load(file)! })
        {
            Assert.Equal("a", each.Against(docket));
            Assert.Equal("a", each.AgainstOfAlert($"breach:{docket}/accept"));
            Assert.Null(each.AgainstOfAlert("dead-link:x"));
            Assert.Equal(2, each.Complaints(new ComplaintFilter(null, null, null, unit => unit == "b"), null, 10).Items.Count);
            Assert.Equal(other, Assert.Single(each.Complaints(new ComplaintFilter(null, null, null, unit => unit == "a"), null, 10).Items).Docket);
            each.Apply(new ComplaintEvent.Closed("pi", Noon), "complaint/" + docket, each.Position + 1);
            Assert.Empty(each.Complaints(new ComplaintFilter(null, "closed", null, unit => unit == "a"), null, 10).Items);
        }
    }

    [Fact]
    public void A_docket_without_a_unit_is_triage_work() =>
        Assert.Equal((Open(0, unit: null), 1), (board.Triage(null, 10).Items[0].Docket!, board.View().Triage));

    [Fact]
    public void What_is_decided_between_two_pages_of_triage_hides_nothing_from_the_second()
    {
        var dockets = Enumerable.Range(0, 6).Select(number => Open(number, unit: null)).ToList();
        var first = board.Triage(null, 2);
        foreach (var docket in dockets.Take(3))
        {
            Apply(new ComplaintEvent.Closed("pi", Noon), "complaint/" + docket);
        }

        var second = board.Triage(first.Next, 2);
        var third = board.Triage(second.Next, 2);
        Assert.Equal(dockets.Take(2), first.Items.Select(item => item.Docket));
        Assert.Equal(dockets.Skip(3), second.Items.Concat(third.Items).Select(item => item.Docket));
        Assert.Null(third.Next);
    }

    [Fact]
    public void Events_that_are_known_already_do_nothing()
    {
        var docket = Open(0);
        board.Apply(new ComplaintEvent.Closed("pi", Noon), "complaint/" + docket, position);
        Assert.Equal(1, board.View().Open);
    }

    [Fact]
    public void Only_parts_that_differ_are_changes()
    {
        Open(0);
        var before = board.View();
        Assert.Empty(WallChanges.Of(before, board.View()));
        Open(1, dueIn: 100);
        Assert.Equal(["next", "open", "units"], WallChanges.Of(before, board.View()).Keys.Order());
    }

    [Fact]
    public void A_late_flag_whose_words_become_worse_stays_late_until_it_is_seen()
    {
        void Flag(FlagEvent happened) => Apply(happened, "flag/1-0");
        void Relabel(double minutes) => Flag(new FlagEvent.Relabelled([Label.Hate, Label.Threat], Label.Threat, Noon.AddMinutes(minutes), [], "p", Noon.AddMinutes(minutes)));

        Flag(new FlagEvent.Raised("1-0", Channel.X, "a", null, [Label.Hate], Label.Hate, Noon, Noon.AddMinutes(30), [], "p", Noon));
        Flag(new FlagEvent.Overdue(Noon.AddMinutes(30), Noon.AddMinutes(30)));
        Relabel(31);
        var waiting = board.View().Flags;
        Assert.Equal((1, 1, 1), (waiting.Waiting, waiting.Late, waiting.ByLabel["threat"]));

        Flag(new FlagEvent.Seen("pi", Noon.AddMinutes(32)));
        Relabel(33);
        Assert.Equal((1, 0), (board.View().Flags.Waiting, board.View().Flags.Late));
    }
}
