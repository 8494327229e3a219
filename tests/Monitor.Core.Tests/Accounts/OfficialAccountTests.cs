using Monitor.Core.Accounts;
using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Tests.Alerts;
using Monitor.Core.Tests.Complaints;
using Monitor.Core.Tests.Incidents;
using Xunit;

namespace Monitor.Core.Tests.Accounts;

public sealed class OfficialAccountTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 6, 30, 0, TimeSpan.Zero);

    private static DateTimeOffset At(double hours) => Noon.AddHours(hours);

    private static Spec<OfficialAccount, OfficialAccountCommand, OfficialAccountEvent> Registered() =>
        Spec.Of<OfficialAccount, OfficialAccountCommand, OfficialAccountEvent>(People.Rulebook()).Done(new OfficialAccountCommand.Register("x/1"), Noon);

    [Fact]
    public void Its_duties_are_those_of_its_holders_rank()
    {
        var registered = Registered().ThenOne<OfficialAccountEvent.Registered>();
        Assert.Equal((Rank.Inspector, People.Station), (registered.Rank, registered.Unit));
        Assert.Equal(TimeSpan.FromHours(8), registered.Limits.Single(limit => limit.Duty == Duty.Seen).AmberAfter);
        Registered().When(new OfficialAccountCommand.Register("x/1"), At(1)).ThenNothing();
        Spec.Of<OfficialAccount, OfficialAccountCommand, OfficialAccountEvent>(People.Rulebook()).When(new OfficialAccountCommand.Register("x/9"), At(1))
            .ThenRefused("unknown-account");
    }

    [Fact]
    public void One_that_is_taken_out_of_the_list_has_no_duty_and_gets_it_back_with_its_place()
    {
        var silent = Registered().When(new OfficialAccountCommand.Wake(), At(8)).State;
        var retired = new Spec<OfficialAccount, OfficialAccountCommand, OfficialAccountEvent>(new Rulebook(), silent)
            .When(new OfficialAccountCommand.Register("x/1"), At(9)).ThenNames("DutyChanged", "SpokeAgain").ThenWakesAt(null);
        retired.When(new OfficialAccountCommand.Register("x/1"), At(10)).ThenNothing();
        new Spec<OfficialAccount, OfficialAccountCommand, OfficialAccountEvent>(People.Rulebook(), retired.State)
            .When(new OfficialAccountCommand.Register("x/1"), At(11)).ThenNames("DutyChanged", "FellSilent");
    }

    [Fact]
    public void Without_anybody_looking_in_it_is_amber_and_then_red()
    {
        var spec = Registered().ThenWakesAt(At(8)).When(new OfficialAccountCommand.Wake(), At(8));
        Assert.Equal((Duty.Seen, Silence.Amber, Noon), Fell(spec));
        Assert.Equal((Duty.Seen, Silence.Red, Noon), Fell(spec.ThenWakesAt(At(24)).When(new OfficialAccountCommand.Wake(), At(24))));
        spec.ThenWakesAt(null);
    }

    [Fact]
    public void A_citizen_who_waits_makes_it_silent_though_somebody_looks_in_and_answers_others()
    {
        var spec = Owing("1-1", 1).Done(new OfficialAccountCommand.OweAnswer("101-0", At(1.5), "2-2"), At(1.5));
        spec.When(new OfficialAccountCommand.OweAnswer("101-0", At(1.5), "2-2"), At(1.6)).ThenNothing();
        spec.Done(new OfficialAccountCommand.LookIn("st/pi"), At(2)).Done(new OfficialAccountCommand.NoteAnswer("200-0", At(2.5)), At(2.5));
        Assert.Equal((Duty.Answered, Silence.Amber, At(1)), Fell(spec.When(new OfficialAccountCommand.Wake(), At(3))));
        spec.When(new OfficialAccountCommand.SettleAnswer("1-1"), At(3.2)).ThenNames("AnswerSettled", "SpokeAgain").ThenWakesAt(At(3.5));
        spec.When(new OfficialAccountCommand.SettleAnswer("1-1"), At(3.3)).ThenNothing();
        spec.When(new OfficialAccountCommand.SettleAnswer("2-2"), At(3.4)).ThenNames("AnswerSettled");
        Assert.Null(Assert.IsType<OfficialAccount.Registered>(spec.State).OwedSinceAt);
    }

    [Fact]
    public void Whoever_answers_the_citizen_settles_what_the_account_owes_that_was_written_to()
    {
        var answered = World.Opened().Done(new ComplaintCommand.AddAnswer(World.Answer("9-0", 5)), World.At(5)).ThenOne<ComplaintEvent.Answered>();
        Assert.Equal((World.CityAccount, new OfficialAccountCommand.SettleAnswer(World.Number)), Assert.Single(AccountWatcher.Of(World.Number, answered)));
        var closed = World.Closed().ThenOne<ComplaintEvent.Closed>();
        Assert.Equal((World.CityAccount, new OfficialAccountCommand.SettleAnswer(World.Number)), Assert.Single(AccountWatcher.Of(World.Number, closed)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void When_the_only_answer_is_gone_the_account_owes_it_again_from_when_the_citizen_wrote(bool deleted)
    {
        ComplaintCommand gone = deleted ? new ComplaintCommand.DeletePost("9-0") : new ComplaintCommand.NoteDelivery("9-0", DeliveryState.Failed);
        var spec = World.Opened().Done(new ComplaintCommand.AddAnswer(World.Answer("9-0", 5)), World.At(5))
            .Done(new ComplaintCommand.AddAnswer(World.Answer("10-0", 6)), World.At(6));
        var other = spec.Done(new ComplaintCommand.NoteDelivery("10-0", DeliveryState.Failed), World.At(7)).ThenOne<ComplaintEvent.DeliveryFailed>();
        Assert.Empty(AccountWatcher.Of(World.Number, other));
        var last = spec.Done(gone, World.At(8)).ThenOne<ComplaintEvent.DeliveryFailed>();
        Assert.Equal((World.CityAccount, new OfficialAccountCommand.OweAnswer("42-0", World.At(0), World.Number)), Assert.Single(AccountWatcher.Of(World.Number, last)));
    }

    [Fact]
    public void A_closed_docket_whose_only_answer_is_gone_is_owed_once_and_one_that_was_answered_is_not_when_it_opens_again()
    {
        var gone = World.Closed().Done(new ComplaintCommand.NoteDelivery("9-0", DeliveryState.Failed), World.At(60));
        var asked = gone.Events.SelectMany(happened => AccountWatcher.Of(World.Number, happened));
        Assert.Equal((World.CityAccount, new OfficialAccountCommand.OweAnswer("42-0", World.At(60), World.Number)), Assert.Single(asked));
        var reopened = World.Closed().Done(new ComplaintCommand.Reopen(World.Dcp, "look again"), World.At(60)).ThenOne<ComplaintEvent.Reopened>();
        Assert.Empty(AccountWatcher.Of(World.Number, reopened));
    }

    [Fact]
    public void What_left_unanswered_and_comes_back_is_owed_from_then()
    {
        static Spec<Complaint, ComplaintCommand, ComplaintEvent> Left() => World.Opened()
            .Done(new ComplaintCommand.Dismiss(new Leave(WayOut.NotAComplaint, World.Acp, "praise", null, null)), World.At(5)).ThenIs<Complaint.Left>();
        var owed = (World.CityAccount, (OfficialAccountCommand)new OfficialAccountCommand.OweAnswer("42-0", World.At(60), World.Number));
        var appealed = Left().Done(new ComplaintCommand.Appeal(World.Dcp, "it is one"), World.At(60)).ThenOne<ComplaintEvent.Appealed>();
        Assert.Equal(owed, Assert.Single(AccountWatcher.Of(World.Number, appealed)));
        var reopened = Left().Done(new ComplaintCommand.Reopen(World.Dcp, "it is one"), World.At(60)).ThenOne<ComplaintEvent.Reopened>();
        Assert.Equal(owed, Assert.Single(AccountWatcher.Of(World.Number, reopened)));
    }

    [Fact]
    public void A_debt_from_before_debts_were_kept_by_docket_is_settled_by_any_answer_since()
    {
        var spec = Registered().Given(new OfficialAccountEvent.AnswerOwed("100-0", At(1), At(1))).Done(new OfficialAccountCommand.NoteAnswer("200-0", At(0.5)), At(1.5));
        Assert.Equal(At(1), Assert.IsType<OfficialAccount.Registered>(spec.State).OwedSinceAt);
        spec.Done(new OfficialAccountCommand.NoteAnswer("201-0", At(2)), At(2));
        Assert.Null(Assert.IsType<OfficialAccount.Registered>(spec.State).OwedSinceAt);
    }

    private static Spec<OfficialAccount, OfficialAccountCommand, OfficialAccountEvent> Owing(string docket, double hours) =>
        Registered().Done(new OfficialAccountCommand.OweAnswer("100-0", At(hours), docket), At(hours));

    [Fact]
    public void Looking_in_often_is_noted_seldom() =>
        Registered().Done(new OfficialAccountCommand.LookIn("st/pi"), At(1)).When(new OfficialAccountCommand.LookIn("st/pi"), At(1.05)).ThenNothing();

    [Fact]
    public void An_excuse_has_a_reason_and_an_end_and_duties_begin_again_there()
    {
        var spec = Registered();
        spec.When(new OfficialAccountCommand.ExcuseSilence(Excuse.None, "st/acp", null, At(48)), At(1)).ThenRefused("excuse-incomplete");
        spec.When(new OfficialAccountCommand.ExcuseSilence(Excuse.Leave, "st/acp", null, At(24 * 90)), At(1)).ThenRefused("excuse-incomplete");
        spec.Done(new OfficialAccountCommand.ExcuseSilence(Excuse.Leave, "st/acp", null, At(48)), At(1)).ThenWakesAt(At(48));
        spec.When(new OfficialAccountCommand.Wake(), At(47)).ThenNothing().When(new OfficialAccountCommand.Wake(), At(48)).ThenNames("ExcuseEnded").ThenWakesAt(At(56));
    }

    [Fact]
    public void An_excuse_ends_a_silence() =>
        Registered().Done(new OfficialAccountCommand.Wake(), At(8)).When(new OfficialAccountCommand.ExcuseSilence(Excuse.LockedOut, "st/acp", null, At(48)), At(9))
            .ThenNames("Excused", "SpokeAgain");

    [Fact]
    public void A_handover_is_dated_and_lists_the_open_dockets()
    {
        var spec = Registered().Done(new OfficialAccountCommand.HandOver("st/pi", "st/acp", []), At(1));
        var handed = spec.When(new OfficialAccountCommand.HandOver("st/night", "st/acp", ["1042-7"]), At(2)).ThenOne<OfficialAccountEvent.HandedOver>();
        Assert.Equal(("st/pi", "st/night", "1042-7"), (handed.From, handed.To, handed.OpenDockets[0]));
        spec.When(new OfficialAccountCommand.HandOver("st/night", "st/acp", []), At(3)).ThenNothing();
        spec.When(new OfficialAccountCommand.HandOver("", "st/acp", []), At(3)).ThenRefused("holder-needed");
    }

    [Theory]
    [InlineData(Excuse.Leave, true)]
    [InlineData(Excuse.Transfer, true)]
    [InlineData(Excuse.Suspended, true)]
    [InlineData(Excuse.Training, true)]
    [InlineData(Excuse.LockedOut, false)]
    [InlineData(Excuse.PlatformFault, false)]
    [InlineData(Excuse.Election, false)]
    public void An_excuse_for_the_person_ends_with_the_handover_and_the_new_holders_duties_begin(Excuse why, bool ends)
    {
        var spec = Registered().Done(new OfficialAccountCommand.ExcuseSilence(why, "st/acp", null, At(24 * 60)), At(0));
        spec.Done(new OfficialAccountCommand.HandOver("st/night", "st/acp", []), At(24 * 3)).ThenWakesAt(ends ? At((24 * 3) + 8) : At(24 * 60));
        spec.ThenNames(ends ? ["ExcuseEnded", "HandedOver"] : ["HandedOver"]);
    }

    [Fact]
    public void Pitfall_24_a_link_that_breaks_is_an_event() =>
        Registered().When(new OfficialAccountCommand.BreakLink("token expired"), At(1)).ThenNames("LinkBroke")
            .When(new OfficialAccountCommand.BreakLink("token expired"), At(2)).ThenNothing()
            .When(new OfficialAccountCommand.MendLink(), At(3)).ThenNames("LinkMended").When(new OfficialAccountCommand.MendLink(), At(4)).ThenNothing();

    [Fact]
    public void Every_state_decides_every_command()
    {
        OfficialAccountCommand[] commands =
        [
            new OfficialAccountCommand.Register("x/1"), new OfficialAccountCommand.LookIn("st/pi"), new OfficialAccountCommand.OweAnswer("1-0", At(9), "1-1"),
            new OfficialAccountCommand.SettleAnswer("1-1"),
            new OfficialAccountCommand.NoteAnswer("2-0", At(9)), new OfficialAccountCommand.NotePost("3-0", At(9)),
            new OfficialAccountCommand.ExcuseSilence(Excuse.Leave, "st/acp", null, At(48)), new OfficialAccountCommand.EndExcuse("st/acp"),
            new OfficialAccountCommand.HandOver("st/pi", "st/acp", []), new OfficialAccountCommand.BreakLink("x"), new OfficialAccountCommand.MendLink(),
            new OfficialAccountCommand.Wake(),
        ];
        EveryState.Decides<OfficialAccount, OfficialAccountCommand, OfficialAccountEvent>(
            commands, People.Rulebook(), At(10), new OfficialAccount.None(), Registered().State, Registered().Done(new OfficialAccountCommand.Wake(), At(8)).State,
            Registered().Done(new OfficialAccountCommand.ExcuseSilence(Excuse.Leave, "st/acp", null, At(9)), At(1)).State);
    }

    private static (Duty Duty, Silence Silence, DateTimeOffset SinceAt) Fell(Spec<OfficialAccount, OfficialAccountCommand, OfficialAccountEvent> spec)
    {
        var fell = spec.ThenOne<OfficialAccountEvent.FellSilent>();
        return (fell.Duty, fell.Silence, fell.SinceAt);
    }
}
