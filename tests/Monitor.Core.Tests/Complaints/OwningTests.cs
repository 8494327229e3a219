using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>Whose docket it is.</summary>
public sealed class OwningTests
{
    [Fact]
    public void A_transfer_starts_the_new_units_accept_clock_and_leaves_the_citizens_measure()
    {
        var spec = Accepted().When(new ComplaintCommand.Transfer(OtherStation, Acp, "their road"), At(50)).ThenIs<Complaint.Tagged>();
        var moved = spec.ThenOne<ComplaintEvent.Transferred>();
        Assert.Equal(At(110), moved.Clocks.Single(clock => clock.Clock == ClockKind.Accept).Plan!.DueAt);
        Assert.Contains(moved.Clocks, clock => clock is { Clock: ClockKind.Act, Turn: ClockTurn.Dropped });
        var folder = ((Complaint.Live)spec.State).Folder;
        Assert.Equal((T0, T0), (folder.Clock(ClockKind.Close)!.Plan.CitizenFromAt, folder.Clock(ClockKind.Accept)!.Plan.CitizenFromAt));
        Assert.Equal(At(30), folder.Clock(ClockKind.Acknowledge)!.Plan.DueAt);
    }

    [Fact]
    public void Coming_back_to_a_unit_that_had_it_counts_as_ping_pong()
    {
        var spec = Opened().Done(new ComplaintCommand.Transfer(OtherStation, Acp, "theirs"), At(5));
        Assert.Equal(1, spec.When(new ComplaintCommand.Transfer(Station, Acp, "no, theirs"), At(9)).ThenOne<ComplaintEvent.Transferred>().PingPong);
        Assert.Equal(2, spec.When(new ComplaintCommand.Transfer(OtherStation, Acp, "no, theirs"), At(12)).ThenOne<ComplaintEvent.Transferred>().PingPong);
    }

    [Fact]
    public void Not_mine_goes_to_the_common_superiors_lane_where_it_can_neither_close_nor_be_taken_by_a_station()
    {
        var spec = Opened().When(new ComplaintCommand.Dispute(Inspector, "across the road", OtherStation), At(5)).ThenIs<Complaint.Disputed>();
        Assert.Equal(SubDivision, spec.ThenOne<ComplaintEvent.Disputed>().Lane);
        spec.When(new ComplaintCommand.Close(Inspector), At(6)).ThenRefused("in-dispute");
        spec.When(new ComplaintCommand.Dismiss(new Leave(WayOut.NotAComplaint, Inspector, "gone", null, null)), At(6)).ThenRefused("in-dispute");
        spec.When(new ComplaintCommand.Accept(Inspector), At(6)).ThenRefused("in-dispute");
        spec.When(new ComplaintCommand.Tag(OtherStation, Inspector), At(7)).ThenRefused("not-your-lane");
        spec.When(new ComplaintCommand.Tag(OtherStation, Acp), At(8)).ThenNames(nameof(ComplaintEvent.Tagged)).ThenIs<Complaint.Tagged>();
    }

    [Fact]
    public void A_unit_cannot_tag_a_docket_away_from_itself() =>
        Opened().When(new ComplaintCommand.Tag(OtherStation, Inspector), At(1)).ThenRefused("dispute-instead");

    [Fact]
    public void Time_without_an_owner_is_counted()
    {
        var spec = Opened().Done(new ComplaintCommand.Accept(Inspector), At(20)).Done(new ComplaintCommand.Transfer(OtherStation, Acp, "theirs"), At(60))
            .Done(new ComplaintCommand.Accept(OtherInspector), At(90));
        Assert.Equal(TimeSpan.FromMinutes(50), ComplaintView.Of(spec.State, 4, Rules, At(200))!.OrphanFor);
    }

    [Fact]
    public void Only_the_unit_or_a_superior_accepts()
    {
        Opened().When(new ComplaintCommand.Accept(OtherInspector), At(1)).ThenRefused("not-your-docket");
        Opened().When(new ComplaintCommand.Accept("nobody"), At(1)).ThenRefused("unknown-officer");
        Opened().When(new ComplaintCommand.Accept(Acp), At(1)).ThenIs<Complaint.Accepted>();
    }

    [Fact]
    public void A_units_handle_in_the_main_accounts_answer_is_a_tag()
    {
        var mention = Answer("9-0", 5, account: CityAccount, unit: City, main: true, mentions: [OtherStation]);
        Opened().When(new ComplaintCommand.AddAnswer(mention), At(5)).ThenNames(nameof(ComplaintEvent.Answered), nameof(ComplaintEvent.Tagged));
        var spec = Opened(Post(unit: null)).When(new ComplaintCommand.AddAnswer(mention), At(5)).ThenIs<Complaint.Tagged>();
        var tagged = spec.ThenOne<ComplaintEvent.Tagged>();
        Assert.Equal((OtherStation, TagWhy.MainAccount, CityAccount), (tagged.Unit, tagged.Why, tagged.By));
        Opened().When(new ComplaintCommand.AddAnswer(mention with { MainAccount = false }), At(5)).ThenNot<ComplaintEvent.Tagged>();
        Opened().When(new ComplaintCommand.AddAnswer(mention with { Mentions = [OtherStation, Station] }), At(5)).ThenNot<ComplaintEvent.Tagged>();
    }

    [Fact]
    public void A_complaint_about_a_unit_never_reaches_it_nor_its_officers()
    {
        var post = Post(category: Category.PoliceMisconduct, unit: SubDivision, reasons: [new PlaceReason(PlaceClue.UnitName, Station, 0, 8, 0.9)]);
        var spec = Opened(post);
        Assert.Equal(Station, spec.ThenOne<ComplaintEvent.Opened>().Against);
        spec.When(new ComplaintCommand.Accept(Inspector), At(1)).ThenRefused("no-such-complaint");
        spec.When(new ComplaintCommand.Transfer(Station, Acp, "look into it"), At(1)).ThenRefused("unit-complained-of");
        spec.When(new ComplaintCommand.Tag(Station, Dcp), At(1)).ThenRefused("unit-complained-of");
        spec.When(new ComplaintCommand.AddAnswer(Answer("9-0", 3, account: CityAccount, unit: City, main: true, mentions: [Station])), At(3)).ThenNot<ComplaintEvent.Tagged>();
        Assert.Equal(Station, ComplaintView.Of(spec.State, 1, Rules, At(1))!.HiddenFrom);
    }

    [Fact]
    public void The_main_account_that_was_tagged_is_not_the_unit_complained_of()
    {
        PlaceReason[] reasons = [new(PlaceClue.Handle, City, 0, 14, 1), new(PlaceClue.Locality, SubDivision, 15, 20, 0.5), new(PlaceClue.UnitName, Station, 21, 30, 0.4)];
        var post = Post(category: Category.PoliceMisconduct, unit: SubDivision, reasons: reasons);
        Assert.Equal(Station, Opened(post).ThenOne<ComplaintEvent.Opened>().Against);
        Assert.Null(Opened(Post(category: Category.PoliceMisconduct, unit: SubDivision, reasons: reasons[..2])).ThenOne<ComplaintEvent.Opened>().Against);
    }

    [Fact]
    public void The_category_chooses_the_wing_where_the_place_names_one()
    {
        var located = new Located(Station, new Dictionary<Wing, string> { [Wing.Traffic] = OtherStation }, 0.9, []);
        Assert.Equal(OtherStation, Opened(Post(category: Category.TrafficJam) with { Located = located }).ThenOne<ComplaintEvent.Opened>().Unit);
        Assert.Equal(Station, Opened(Post(category: Category.Noise) with { Located = located }).ThenOne<ComplaintEvent.Opened>().Unit);
    }

    [Theory]
    [InlineData(Category.CyberFraud)]
    [InlineData(Category.LoanApp)]
    [InlineData(Category.Drugs)]
    public void What_is_the_CEN_stations_goes_to_it(Category category)
    {
        var located = new Located(Station, new Dictionary<Wing, string> { [Wing.Cyber] = OtherStation }, 0.9, []);
        Assert.Equal(OtherStation, Opened(Post(category: category) with { Located = located }).ThenOne<ComplaintEvent.Opened>().Unit);
    }

    [Fact]
    public void A_docket_of_a_unit_that_a_reorganisation_ended_climbs_in_the_force_and_is_tagged_anew()
    {
        var given = Accepted(Post(category: Category.TheftSnatch)).State;
        var spec = new Spec<Complaint, ComplaintCommand, ComplaintEvent>(WithoutStation, given).WakeUntil(At(600));
        Assert.Contains(spec.Events, happened => happened is ComplaintEvent.Climbed { Clock: ClockKind.Act, Officers.Count: > 0 });
        spec.When(new ComplaintCommand.Tag(OtherStation, Stranger), At(601)).ThenRefused("not-your-docket");
        spec.Done(new ComplaintCommand.Tag(OtherStation, Operator), At(602)).ThenIs<Complaint.Tagged>();
        spec.Done(new ComplaintCommand.Accept(OtherInspector), At(603)).ThenIs<Complaint.Accepted>();
    }

    [Fact]
    public void What_came_by_a_call_to_such_a_unit_is_directed_by_its_own_force_alone()
    {
        var opened = Nothing().Done(new ComplaintCommand.OpenByHand(Number, Source.Call, Category.Noise, null, Station, Inspector, null, null, []), At(0));
        var spec = new Spec<Complaint, ComplaintCommand, ComplaintEvent>(WithoutStation, opened.State);
        spec.When(new ComplaintCommand.Tag(OtherStation, Stranger), At(1)).ThenRefused("not-your-docket");
        spec.When(new ComplaintCommand.Tag(OtherStation, OtherInspector), At(1)).ThenRefused("not-your-docket");
        spec.Done(new ComplaintCommand.Tag(OtherStation, Operator), At(2)).ThenIs<Complaint.Tagged>();
    }

    [Fact]
    public void What_such_a_unit_has_acted_on_is_checked_and_closed_by_those_above_it()
    {
        var spec = new Spec<Complaint, ComplaintCommand, ComplaintEvent>(WithoutStation, Acted().State).Done(new ComplaintCommand.Check(Commissioner), At(25));
        spec = spec.State is Complaint.Checked ? spec.Done(new ComplaintCommand.Check(Commissioner), At(26)) : spec;
        spec.Done(new ComplaintCommand.AddAnswer(Answer("9-0", 27, account: CityAccount, unit: City, main: true)), At(27))
            .Done(new ComplaintCommand.Close(Operator), At(28)).ThenIs<Complaint.Closed>();
    }
}
