using Monitor.Core.Alerts;
using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>The first station ends with a day, and another begins in its place: what is open goes on at a unit that stands, and nothing is rewritten.</summary>
public sealed class ReorganisationTests
{
    private const string NewStation = "blr/c-ps";
    private const string NewInspector = "blr/c-ps/inspector";

    private static readonly DateOnly LastDay = new(2026, 11, 2);

    /// <summary>Of the day after.</summary>
    private static readonly Rulebook Rules = Ended(World.Rules, Station);

    [Fact]
    public void It_goes_to_the_unit_that_its_words_name_now_and_the_citizens_clocks_run_on()
    {
        var before = Accepted();
        var spec = After(before.State).When(Words(NewStation), At(60));
        var tagged = spec.ThenNames(nameof(ComplaintEvent.Tagged)).ThenIs<Complaint.Tagged>().ThenOne<ComplaintEvent.Tagged>();
        Assert.Equal((NewStation, TagWhy.Reorganised, (string?)null), (tagged.Unit, tagged.Why, tagged.By));
        Assert.Equal([(ClockKind.Accept, ClockTurn.Started), (ClockKind.Act, ClockTurn.Dropped)], tagged.Clocks.Select(change => (change.Clock, change.Turn)));
        Assert.Equal(T0, tagged.Clocks[0].Plan!.CitizenFromAt);
        Assert.Equal(FolderOf(before).Clock(ClockKind.Close), FolderOf(spec).Clock(ClockKind.Close));
        Assert.Contains("has ended", History.Line(tagged).Text, StringComparison.Ordinal);
        spec.When(Words(NewStation), At(61)).ThenNothing();
        spec.Done(new ComplaintCommand.Accept(NewInspector), At(62)).ThenIs<Complaint.Accepted>();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(City)]
    [InlineData("up/x-ps")]
    [InlineData("blr/never-was")]
    public void Where_the_words_name_no_unit_of_the_force_or_a_wide_one_it_goes_to_the_superior_that_still_stands(string? words) =>
        Assert.Equal(SubDivision, Routed(Opened().State, words));

    [Fact]
    public void Where_the_superior_has_ended_too_the_next_one_gets_it() =>
        Assert.Equal(Division, Routed(Opened().State, null, Ended(World.Rules, Station, SubDivision)));

    [Fact]
    public void Where_the_new_file_no_longer_knows_the_unit_the_head_of_its_force_gets_it() =>
        Assert.Equal(City, Routed(Opened().State, null, WithoutStation));

    [Fact]
    public void What_an_officer_sent_to_the_unit_from_one_that_stands_does_not_go_by_its_words()
    {
        var sent = Opened(Post(unit: OtherStation)).Done(new ComplaintCommand.Transfer(Station, Acp, "their road"), At(5));
        Assert.Equal(SubDivision, Routed(sent.State, NewStation));
        var triaged = Opened(Post(unit: null)).Done(new ComplaintCommand.Tag(Station, Operator), At(5));
        Assert.Equal(NewStation, Routed(triaged.State, NewStation));
    }

    [Fact]
    public void The_category_chooses_the_wing_as_when_it_was_opened()
    {
        var located = new Located(NewStation, new Dictionary<Wing, string> { [Wing.Traffic] = OtherStation }, 0.9, []);
        var spec = After(Opened(Post(category: Category.TrafficJam)).State).When(new ComplaintCommand.Reroute(located), At(60));
        Assert.Equal(OtherStation, spec.ThenOne<ComplaintEvent.Tagged>().Unit);
        Assert.Equal(located.Wings, FolderOf(spec).Wings);
    }

    [Theory]
    [InlineData(OtherStation)]
    [InlineData(NewStation)]
    public void What_is_about_police_conduct_goes_up_whatever_unit_its_words_name(string words)
    {
        var post = Post(category: Category.PoliceMisconduct, unit: Station, reasons: [new PlaceReason(PlaceClue.UnitName, OtherStation, 0, 8, 0.9)]);
        Assert.Equal(OtherStation, FolderOf(Opened(post)).Against);
        Assert.Equal(SubDivision, Routed(Opened(post).State, words));
    }

    [Fact]
    public void What_is_about_a_superiors_conduct_goes_past_that_superior()
    {
        var post = Post(category: Category.PoliceMisconduct, unit: "blr/cr", reasons: [new PlaceReason(PlaceClue.UnitName, Division, 0, 8, 0.9)]);
        var under = World.Rules.Units.Rows.Select(unit => unit.Id == "blr/cr" ? unit with { ParentId = Division } : unit);
        Assert.Equal(City, Routed(Opened(post).State, null, Ended(World.Rules with { Units = UnitTree.Of([.. under]) }, "blr/cr")));
    }

    [Fact]
    public void What_the_unit_had_acted_on_keeps_its_phase_its_stamps_and_its_clocks()
    {
        foreach (var (name, state) in Samples.States.Where(each => each.Key is "Acted" or "Checked" or "Approved" or "Leaving"))
        {
            var before = state();
            var spec = After(before.State).When(Words(NewStation), At(60));
            Assert.True(spec.State.GetType() == before.State.GetType(), name);
            Assert.Empty(spec.ThenOne<ComplaintEvent.Rerouted>().Clocks);
            Assert.Equal((NewStation, FolderOf(before).Action), (FolderOf(spec).Unit, FolderOf(spec).Action));
            Assert.Equal(FolderOf(before).Clocks, FolderOf(spec).Clocks);
        }

        After(Acted().State).Done(Words(NewStation), At(22)).Done(new ComplaintCommand.Check(Acp), At(23))
            .Done(new ComplaintCommand.AddAnswer(Answer("9-0", 27, account: CityAccount, unit: City, main: true)), At(27))
            .Done(new ComplaintCommand.Close(NewInspector), At(28)).ThenIs<Complaint.Closed>();
    }

    [Fact]
    public void Nothing_happens_to_what_has_ended_waits_in_triage_or_lies_with_a_unit_that_stands()
    {
        foreach (var state in new[] { Closed(), Samples.States["Left"](), Opened(Post(unit: null)), Opened(Post(unit: OtherStation)) })
        {
            After(state.State).When(Words(NewStation), At(60)).ThenNothing();
        }

        Nothing(Rules).When(Words(NewStation), At(60)).ThenRefused("no-such-complaint");
    }

    [Fact]
    public void A_dispute_stays_in_its_lane_while_that_stands_and_goes_up_with_it()
    {
        var disputed = Samples.States["Disputed"]().State;
        After(disputed).When(Words(NewStation), At(60)).ThenNothing();
        Assert.Equal(Division, Routed(disputed, NewStation, Ended(World.Rules, Station, SubDivision)));
    }

    [Fact]
    public void A_pause_ends_as_with_a_transfer()
    {
        var paused = Accepted().Done(new ComplaintCommand.Pause(Inspector, "asked by phone"), At(30));
        After(paused.State).When(Words(NewStation), At(60)).ThenNames(nameof(ComplaintEvent.Resumed), nameof(ComplaintEvent.Tagged));
    }

    [Fact]
    public void Alerts_of_late_clocks_and_of_a_life_at_risk_go_along()
    {
        var late = After(Opened().WakeUntil(At(45)).State).When(Words(NewStation), At(50)).ThenOne<ComplaintEvent.Tagged>();
        Assert.Contains(("breach:42-8/acknowledge", new AlertCommand.Move(NewStation)), AlertRaiser.Of(Number, late));
        Assert.DoesNotContain(AlertRaiser.Of(Number, late), each => each.Key.StartsWith("life-at-risk", StringComparison.Ordinal));
        var life = After(Opened(Post(category: Category.SelfHarm)).State).When(Words(NewStation), At(0.5)).ThenOne<ComplaintEvent.Tagged>();
        Assert.Contains(("life-at-risk:42-8", new AlertCommand.Move(NewStation)), AlertRaiser.Of(Number, life));
        var handed = Opened(Post(category: Category.SelfHarm)).Done(new ComplaintCommand.Transfer(OtherStation, Acp, "theirs"), At(1)).ThenOne<ComplaintEvent.Transferred>();
        Assert.Contains(("life-at-risk:42-8", new AlertCommand.Move(OtherStation)), AlertRaiser.Of(Number, handed));
    }

    [Fact]
    public void What_came_by_a_call_to_a_unit_that_has_ended_climbs_in_its_own_force_whatever_force_comes_first()
    {
        var opened = Nothing().Done(new ComplaintCommand.OpenByHand(Number, Source.Call, Category.Noise, null, Station, Inspector, null, null, []), At(0));
        var told = After(opened.State, WithAnotherForce(WithoutStation)).WakeUntil(At(600)).Events.OfType<ComplaintEvent.Climbed>().SelectMany(climbed => climbed.Officers);
        Assert.DoesNotContain("aaa/cp", told);
        Assert.Contains(Commissioner, told);
    }

    /// <summary>Of the day after, on which these units have ended and the new station has begun.</summary>
    private static Rulebook Ended(Rulebook rules, params string[] gone)
    {
        var rows = rules.Units.Rows.Select(unit => gone.Contains(unit.Id) ? unit with { ValidTo = LastDay } : unit);
        var fresh = rules.Units.Find(Station)! with { Id = NewStation, ValidFrom = LastDay.AddDays(1), ParentId = gone.Contains(SubDivision) ? Division : SubDivision };
        var units = UnitTree.Of([.. rows, fresh]).On(LastDay.AddDays(1));
        Shift[] shifts =
        [
            On(NewInspector, Rank.Inspector, NewStation), On(OtherInspector, Rank.Inspector, OtherStation), On(Acp, Rank.AssistantCommissioner, SubDivision),
            On(Dcp, Rank.DeputyCommissioner, Division), On(Commissioner, Rank.Commissioner, City),
        ];
        return rules with { Units = units, Roster = new Roster(units, [.. shifts.Where(shift => units.Find(shift.Officer.UnitId) is not null)], Book.IsOpen) };
    }

    /// <summary>Of one head and a control room, in front of the others by its name.</summary>
    private static Rulebook WithAnotherForce(Rulebook rules)
    {
        var room = rules.Units.Find("blr/cr")!;
        var units = UnitTree.Of([.. rules.Units.Rows, rules.Units.Find(City)! with { Id = "aaa" }, room with { Id = "aaa/cr", ParentId = "aaa" }]);
        return rules with { Units = units, Roster = new Roster(units, [On("aaa/cp", Rank.Commissioner, "aaa"), On(Commissioner, Rank.Commissioner, City)], Book.IsOpen) };
    }

    private static Shift On(string id, Rank rank, string unit) => new(new Officer(id, id, rank.ToString(), rank, unit), "always");

    private static ComplaintCommand Words(string? unit) => new ComplaintCommand.Reroute(Post(unit: unit).Located);

    private static string Routed(Complaint state, string? words, Rulebook? rules = null) => After(state, rules).When(Words(words), At(60)).ThenOne<ComplaintEvent.Tagged>().Unit;

    private static Folder FolderOf(Spec<Complaint, ComplaintCommand, ComplaintEvent> spec) => ((Complaint.Live)spec.State).Folder;

    private static Spec<Complaint, ComplaintCommand, ComplaintEvent> After(Complaint state, Rulebook? rules = null) => new(rules ?? Rules, state);
}
