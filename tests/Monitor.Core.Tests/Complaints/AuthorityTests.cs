using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>Who may do what on a docket (design section 5).</summary>
public sealed class AuthorityTests
{
    private static readonly string Another = Docket.Number(900, 0);

    /// <summary>What directs a docket without being the unit's own work on it.</summary>
    public static TheoryData<string> Directing => [.. Commands.Keys];

    private static Dictionary<string, Func<string, ComplaintCommand>> Commands { get; } = new()
    {
        ["prioritise"] = by => new ComplaintCommand.Prioritise(Priority.P1, by, "a crowd gathers"),
        ["dismiss"] = by => new ComplaintCommand.Dismiss(new Leave(WayOut.NotAComplaint, by, "a joke", null, null)),
        ["link"] = by => new ComplaintCommand.Link(Another, by),
        ["split"] = by => new ComplaintCommand.Split(Another, ["42-0"], Category.Drugs, OtherStation, by),
        ["reply"] = by => new ComplaintCommand.Reply("o-1", StationAccount, by, true),
        ["join"] = by => new ComplaintCommand.JoinIncident("i-1", 2, by),
        ["recompute"] = by => new ComplaintCommand.Recompute(by, "new policy"),
    };

    [Theory]
    [MemberData(nameof(Directing))]
    public void The_unit_its_superiors_and_the_control_room_direct_a_docket_and_nobody_else(string verb)
    {
        foreach (var by in new[] { Inspector, SubInspector, Acp, Dcp, Commissioner, Operator })
        {
            Opened().Done(Commands[verb](by), At(2));
        }

        foreach (var by in new[] { OtherInspector, Stranger })
        {
            Opened().When(Commands[verb](by), At(2)).ThenRefused("not-your-docket");
        }
    }

    [Fact]
    public void Another_units_officer_neither_reopens_nor_appeals_what_was_closed()
    {
        Closed().When(new ComplaintCommand.Reopen(OtherInspector, "too early"), At(60)).ThenRefused("not-your-docket");
        Closed().When(new ComplaintCommand.Appeal(Stranger, "not content"), At(60)).ThenRefused("not-your-docket");
        Closed().When(new ComplaintCommand.Reopen(Operator, "too early"), At(60)).ThenIs<Complaint.Accepted>();
    }

    [Fact]
    public void Out_of_triage_a_station_takes_a_docket_for_itself_and_gives_it_to_no_other()
    {
        Opened(Post(unit: null)).When(new ComplaintCommand.Tag(OtherStation, OtherInspector), At(1)).ThenIs<Complaint.Tagged>();
        Opened(Post(unit: null)).When(new ComplaintCommand.Tag(Station, OtherInspector), At(1)).ThenRefused("not-your-docket");
        Opened(Post(unit: null)).When(new ComplaintCommand.Tag(Station, Operator), At(1)).ThenIs<Complaint.Tagged>();
        Opened().When(new ComplaintCommand.Tag(OtherStation, OtherInspector), At(1)).ThenRefused("not-your-docket");
        Opened().When(new ComplaintCommand.Tag(OtherStation, Stranger), At(1)).ThenRefused("not-your-docket");
    }

    [Fact]
    public void A_whole_forces_docket_belongs_to_its_own_office_and_not_to_every_station_below()
    {
        Opened(Post(unit: City)).When(new ComplaintCommand.Accept(Inspector), At(1)).ThenRefused("not-your-docket");
        Opened(Post(unit: City)).When(Commands["dismiss"](Inspector), At(1)).ThenRefused("not-your-docket");
        Opened(Post(unit: City)).When(new ComplaintCommand.Transfer(Station, Commissioner, "theirs"), At(1)).ThenIs<Complaint.Tagged>();
    }

    [Fact]
    public void Lowering_takes_a_superior_so_that_a_unit_cannot_lower_its_way_out_of_a_check()
    {
        var assault = Post(category: Category.Assault);
        foreach (var by in new[] { Inspector, SubInspector, Operator })
        {
            Opened(assault).When(new ComplaintCommand.Prioritise(Priority.P4, by, "a quarrel"), At(2)).ThenRefused("superior-needed");
        }

        Opened(assault).When(new ComplaintCommand.Prioritise(Priority.P4, Acp, "a quarrel"), At(2)).ThenNames(nameof(ComplaintEvent.Prioritised));
        Opened(assault).When(new ComplaintCommand.Prioritise(Priority.P4, ShiftInspector, "a quarrel"), At(2)).ThenNames(nameof(ComplaintEvent.Prioritised));
    }

    [Fact]
    public void Lowering_a_P0_takes_two_who_may_direct_it_and_one_of_them_a_superior_with_a_station_heads_rank()
    {
        Refused(Operator, Operator2, "superior-needed");
        Refused(Inspector, SubInspector, "superior-needed");
        Refused(Operator, OtherInspector, "two-persons-needed");
        Refused(ShiftInspector, Stranger, "two-persons-needed");
        Refused(ShiftInspector, null, "two-persons-needed");
        Opened(Life).When(Lower(Operator, ShiftInspector), At(0.5)).ThenNames(nameof(ComplaintEvent.Prioritised));
        Opened(Life).When(Lower(Acp, Inspector), At(0.5)).ThenNames(nameof(ComplaintEvent.Prioritised));

        static void Refused(string by, string? second, string code) => Opened(Life).When(Lower(by, second), At(0.5)).ThenRefused(code);
        static ComplaintCommand Lower(string by, string? second) => new ComplaintCommand.Prioritise(Priority.P4, by, "a song", second);
    }

    [Fact]
    public void The_owner_transfers_to_a_unit_below_it_only_and_disputes_what_is_not_its_own()
    {
        Accepted().When(new ComplaintCommand.Transfer(OtherStation, Inspector, "their road"), At(50)).ThenRefused("dispute-instead");
        Opened(Post(unit: SubDivision)).When(new ComplaintCommand.Transfer(Station, Acp, "for the station"), At(5)).ThenIs<Complaint.Tagged>();
        Opened(Post(unit: SubDivision)).When(new ComplaintCommand.Transfer("blr/cr", Acp, "for the room"), At(5)).ThenRefused("dispute-instead");
        Accepted().When(new ComplaintCommand.Transfer(OtherStation, Operator, "their road"), At(50)).ThenRefused("not-your-docket");
    }

    [Fact]
    public void An_answer_of_the_unit_complained_of_is_no_stamp_even_from_the_account_that_was_written_to()
    {
        var named = new PlaceReason(PlaceClue.UnitName, Station, 0, 8, 0.9);
        var post = Post(category: Category.PoliceMisconduct, unit: SubDivision, reasons: [named]) with { Account = StationAccount };
        var answered = Opened(post).When(new ComplaintCommand.AddAnswer(Answer("9-0", 5)), At(5)).ThenOne<ComplaintEvent.Answered>();
        Assert.False(answered.Answer.FromRightAccount);
    }

    [Fact]
    public void Police_conduct_opened_by_hand_names_the_unit_which_neither_opens_nor_gets_it()
    {
        var walkIn = new ComplaintCommand.OpenByHand(Number, Source.WalkIn, Category.PoliceMisconduct, null, null, Operator, "a bribe", null, []);
        Nothing().When(walkIn, T0).ThenRefused("against-missing");
        Nothing().When(walkIn with { Against = Station, By = Inspector }, T0).ThenRefused("unit-complained-of");
        Nothing().When(walkIn with { Against = Station, Unit = Station }, T0).ThenRefused("unit-complained-of");
        Nothing().When(walkIn with { Against = City }, T0).ThenRefused("against-too-wide");
        Assert.Equal(Station, Nothing().When(walkIn with { Against = Station, Unit = Division }, T0).ThenOne<ComplaintEvent.Opened>().Against);
    }

    [Fact]
    public void A_part_about_police_conduct_names_the_unit_too()
    {
        var split = new ComplaintCommand.Split(Another, ["42-0"], Category.PoliceMisconduct, Division, Operator);
        Accepted().When(split, At(30)).ThenRefused("against-missing");
        Accepted().When(split with { Against = Station, By = Inspector }, At(30)).ThenRefused("unit-complained-of");
        var part = Accepted().When(split with { Against = Station }, At(30)).ThenOne<ComplaintEvent.PartSplit>();
        Assert.Equal(Station, Nothing().When(Assert.Single(ComplaintOpener.Commands(Number, part)).Command, At(31)).ThenOne<ComplaintEvent.Opened>().Against);
    }

    [Theory]
    [InlineData(Source.None)]
    [InlineData(Source.Post)]
    [InlineData(Source.Split)]
    public void What_is_opened_by_hand_says_where_it_came_from(Source source) =>
        Nothing().When(new ComplaintCommand.OpenByHand(Number, source, Category.Noise, null, Station, Operator, null, null, []), T0).ThenRefused("source-missing");

    [Fact]
    public void What_is_opened_by_hand_was_not_told_in_another_age() => Nothing()
        .When(new ComplaintCommand.OpenByHand(Number, Source.Call, Category.Noise, null, Station, Operator, null, DateTimeOffset.MinValue, []), T0)
        .ThenRefused("told-too-long-ago");

    private static PostFacts Life => Post(category: Category.SelfHarm);
}
