using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>Checks, stamps, ways out and ways back.</summary>
public sealed class EndingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_report_to_an_office_that_is_late_is_late_on_the_wall_too_once_its_docket_is_open_again(bool appealed)
    {
        var spec = Opened(Post(office: Office.ChiefMinister));
        var feed = spec.Events.ToList();
        ComplaintCommand[] commands =
        [
            new ComplaintCommand.Accept(Inspector), new ComplaintCommand.Act(Fir(), Inspector), new ComplaintCommand.Check(Acp), new ComplaintCommand.Check(Dcp),
            new ComplaintCommand.AddAnswer(Answer("9-0", 5)), new ComplaintCommand.Close(Inspector),
        ];
        for (var minute = 0; minute < commands.Length; minute++)
        {
            feed.AddRange(spec.Done(commands[minute], At(1 + minute)).Events);
        }

        feed.AddRange(spec.WakeUntil(At(721)).Events);
        Assert.Contains(feed, happened => happened is ComplaintEvent.Breached { Clock: ClockKind.ReportBack });
        feed.AddRange(spec.Done(appealed ? new ComplaintCommand.Appeal(Dcp, "not content") : new ComplaintCommand.Reopen(Dcp, "look again"), At(722)).Events);
        var item = Board.Feed.Fold(feed.Select(happened => ((IEvent)happened, "complaint/" + Number))).Find(Number)!;
        Assert.Equal((true, At(720)), (item.Late, item.DueAt));
        Assert.True(((Complaint.Live)spec.State).Folder.Clock(ClockKind.ReportBack) is { IsRunning: true, Breached: true });
    }

    [Fact]
    public void A_checker_is_of_rank_in_command_and_never_who_acted()
    {
        Acted().When(new ComplaintCommand.Check(Inspector), At(21)).ThenRefused("checker-acted");
        Acted().When(new ComplaintCommand.Check(SubInspector), At(21)).ThenRefused("rank-too-low");
        Accepted().Done(new ComplaintCommand.Act(Fir(), Acp), At(20)).When(new ComplaintCommand.Check(Acp), At(21)).ThenRefused("checker-acted");
        Acted(Post(category: Category.Assault)).Done(new ComplaintCommand.Check(Acp), At(21)).When(new ComplaintCommand.Check(Commissioner), At(22)).ThenIs<Complaint.Approved>();
    }

    [Fact]
    public void A_return_starts_the_units_act_clock_again_and_the_citizens_measure_runs_on()
    {
        var spec = Acted().When(new ComplaintCommand.Return(Acp, "which road?"), At(60)).ThenIs<Complaint.Accepted>();
        Assert.Equal([(ClockKind.Check, ClockTurn.Met), (ClockKind.Act, ClockTurn.Started)], spec.ThenOne<ComplaintEvent.Returned>().Clocks.Select(clock =>
            (clock.Clock, clock.Turn)));
        var act = ((Complaint.Live)spec.State).Folder.Clock(ClockKind.Act)!.Plan;
        Assert.Equal((At(60), T0), (act.FromAt, act.CitizenFromAt));
        spec.When(new ComplaintCommand.Close(Inspector), At(61)).ThenRefused("stamp-missing");
    }

    [Theory]
    [InlineData(ActionKind.Fir, null, "number-missing")]
    [InlineData(ActionKind.Fir, "1/2026", "sections-missing")]
    [InlineData(ActionKind.PatrolSent, "", "number-missing")]
    [InlineData(ActionKind.NothingPossible, null, "note-missing")]
    [InlineData(ActionKind.None, "1", "action-kind-missing")]
    public void An_action_is_typed_and_numbered(ActionKind kind, string? number, string code) =>
        Accepted().When(new ComplaintCommand.Act(new ActionTaken(kind, number, [], null), Inspector), At(20)).ThenRefused(code);

    [Fact]
    public void Only_an_answer_from_the_right_account_after_the_action_is_a_stamp()
    {
        var spec = Accepted().Done(new ComplaintCommand.AddAnswer(Answer("8-0", 6)), At(6)).Done(new ComplaintCommand.Act(Fir(), Inspector), At(20))
            .Done(new ComplaintCommand.Check(Acp), At(25));
        spec.When(new ComplaintCommand.Close(Inspector), At(26)).ThenRefused("stamp-missing");
        spec.Done(new ComplaintCommand.AddAnswer(Answer("9-0", 27, account: "x/9", unit: OtherStation)), At(27)).When(new ComplaintCommand.Close(Inspector), At(28))
            .ThenRefused("stamp-missing");
        spec.Done(new ComplaintCommand.AddAnswer(Answer("10-0", 29)), At(29)).When(new ComplaintCommand.Close(Inspector), At(30)).ThenIs<Complaint.Closed>();
    }

    [Fact]
    public void It_does_not_close_while_the_citizen_waits_for_an_answer() => Approved()
        .Done(new ComplaintCommand.AddAnswer(Answer("9-0", 27)), At(27)).Done(new ComplaintCommand.AddPost(Post("50-0", 28)), At(28))
        .When(new ComplaintCommand.Close(Inspector), At(29)).ThenRefused("stamp-missing");

    [Fact]
    public void Ways_out_say_what_the_citizen_was_told_and_name_the_body()
    {
        var told = Opened(Post(category: Category.Other)).Done(new ComplaintCommand.AddAnswer(Answer("9-0", 5)), At(5));
        told.When(Out(WayOut.NotPolice, null, "BESCOM"), At(6)).ThenRefused("citizen-not-told");
        told.When(Out(WayOut.NotPolice, "9-0", null), At(6)).ThenRefused("body-missing");
        told.When(Out(WayOut.Duplicate, "9-0", "77-0"), At(6)).ThenRefused("docket-missing");
        told.When(Out(WayOut.NoAnswer, "9-0", null), At(6)).ThenRefused("not-asked-twice");
        told.When(Out(WayOut.NotPolice, "9-0", "BESCOM"), At(6)).ThenNames(nameof(ComplaintEvent.Left)).ThenIs<Complaint.Left>().ThenWakesAt(null);
        told.When(new ComplaintCommand.Reopen(Acp, "it was a theft"), At(90)).ThenIs<Complaint.Tagged>();
    }

    [Fact]
    public void A_superior_checks_the_way_out_of_a_grave_one()
    {
        var spec = Opened(Post(category: Category.Assault)).When(Out(WayOut.NotAComplaint, null, null), At(5)).ThenNames(nameof(ComplaintEvent.LeaveProposed))
            .ThenIs<Complaint.Leaving>();
        spec.When(new ComplaintCommand.Check(SubInspector), At(6)).ThenRefused("rank-too-low");
        spec.When(new ComplaintCommand.Return(Acp, "it is one"), At(7)).ThenNames(nameof(ComplaintEvent.LeaveReturned)).ThenIs<Complaint.Tagged>();
        spec.Done(Out(WayOut.NotAComplaint, null, null), At(8));
        Assert.Equal(Acp, spec.When(new ComplaintCommand.Check(Acp), At(9)).ThenOne<ComplaintEvent.Left>().CheckedBy);
    }

    [Fact]
    public void No_answer_from_the_complainant_needs_two_questions_and_a_check()
    {
        var spec = Accepted();
        for (var round = 0; round < 2; round++)
        {
            var from = 10 + (round * 2000);
            spec.Done(new ComplaintCommand.Ask("q-" + round, StationAccount, Inspector), At(from))
                .Done(new ComplaintCommand.NoteDelivery("q-" + round, DeliveryState.Sent, At(from)), At(from))
                .WakeUntil(At(from + 1500));
        }

        spec.When(Out(WayOut.NoAnswer, "q-1", null), At(3600)).ThenNames(nameof(ComplaintEvent.LeaveProposed))
            .When(new ComplaintCommand.Check(Acp), At(3700)).ThenIs<Complaint.Left>();
    }

    [Fact]
    public void Who_was_said_to_be_silent_and_has_written_since_is_not_dismissed_for_it()
    {
        var spec = Accepted().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 6)), At(6));
        foreach (var from in new[] { 10, 2000 })
        {
            spec.Done(new ComplaintCommand.Pause(Inspector, "asked by phone"), At(from)).WakeUntil(At(from + 1440));
        }

        spec.Done(Out(WayOut.NoAnswer, "9-0", null), At(3600)).ThenIs<Complaint.Leaving>();
        spec.Done(new ComplaintCommand.AddPost(Post("60-0", 3650)), At(3650)).When(new ComplaintCommand.Check(Acp), At(3700)).ThenRefused("not-asked-twice");
        spec.When(new ComplaintCommand.Return(Acp, "she has answered"), At(3701)).ThenIs<Complaint.Accepted>();
    }

    [Fact]
    public void Two_pauses_that_were_ended_by_hand_are_no_unanswered_questions()
    {
        var spec = Accepted().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 6)), At(6));
        for (var minute = 10; minute < 14; minute += 2)
        {
            spec.Done(new ComplaintCommand.Pause(Inspector, "asked by phone"), At(minute)).Done(new ComplaintCommand.Resume(Inspector, "go on"), At(minute + 1));
        }

        spec.When(Out(WayOut.NoAnswer, "9-0", null), At(20)).ThenRefused("not-asked-twice");
    }

    [Fact]
    public void A_citizen_who_wrote_after_the_first_question_is_asked_twice_more()
    {
        var spec = Accepted().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 6)), At(6));
        Unanswered(10);
        spec.Done(new ComplaintCommand.AddPost(Post("60-0", 1600)), At(1600)).Done(new ComplaintCommand.AddAnswer(Answer("10-0", 1610)), At(1610));
        Unanswered(2000);
        spec.When(Out(WayOut.NoAnswer, "10-0", null), At(3500)).ThenRefused("not-asked-twice");
        Unanswered(4000);
        spec.When(Out(WayOut.NoAnswer, "10-0", null), At(5500)).ThenIs<Complaint.Leaving>();

        void Unanswered(double from) => spec.Done(new ComplaintCommand.Pause(Inspector, "asked by phone"), At(from)).WakeUntil(At(from + 1440));
    }

    [Fact]
    public void A_docket_does_not_leave_on_an_answer_whose_delivery_id_is_not_held()
    {
        var spec = Opened(Post(category: Category.Other)).Done(new ComplaintCommand.Reply("o-1", StationAccount, Inspector, true), At(5));
        spec.When(Out(WayOut.NotPolice, "o-1", "BESCOM"), At(6)).ThenRefused("citizen-not-told");
        spec.Done(new ComplaintCommand.NoteDelivery("o-1", DeliveryState.Sent), At(7)).When(Out(WayOut.NotPolice, "o-1", "BESCOM"), At(8)).ThenIs<Complaint.Left>();
    }

    [Fact]
    public void An_appeal_goes_to_the_next_superior_and_needs_a_second_check()
    {
        var spec = Closed().When(new ComplaintCommand.Appeal(Operator, "not content"), At(100)).ThenNames(nameof(ComplaintEvent.Appealed), nameof(ComplaintEvent.Tagged))
            .ThenIs<Complaint.Tagged>();
        Assert.Equal(SubDivision, spec.ThenOne<ComplaintEvent.Tagged>().Unit);
        Assert.True(((Complaint.Live)spec.State).Folder.NeedsSecondCheck);
    }

    [Fact]
    public void The_report_goes_up_once_the_answer_names_the_receiver()
    {
        var spec = Approved().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 27, mentionsReceiver: false)), At(27));
        Assert.True(((Complaint.Live)spec.State).Folder.IsOpen(ClockKind.ReportUp));
        spec.When(new ComplaintCommand.SeeReport(Dcp), At(28)).ThenRefused("receiver-not-mentioned");
        spec.When(new ComplaintCommand.SeeReport(Acp), At(28)).ThenRefused("rank-too-low");
        spec.Done(new ComplaintCommand.AddAnswer(Answer("10-0", 29)), At(29)).Done(new ComplaintCommand.Close(Inspector), At(30))
            .When(new ComplaintCommand.SeeReport(Dcp), At(40)).ThenNames(nameof(ComplaintEvent.ReportSeen)).ThenWakesAt(null);
    }

    [Fact]
    public void A_report_that_is_returned_opens_the_work_again() => Closed()
        .When(new ComplaintCommand.ReturnReport(Dcp, "say what was done"), At(60)).ThenNames(nameof(ComplaintEvent.ReportReturned)).ThenIs<Complaint.Accepted>();

    [Fact]
    public void An_offices_forward_keeps_its_own_clock_until_the_office_is_informed()
    {
        var spec = Opened(Post(category: Category.IllegalParking, office: Office.ChiefMinister));
        Assert.Equal(Priority.P2, spec.ThenOne<ComplaintEvent.Opened>().Priority);
        var folder = ((Complaint.Live)spec.State).Folder;
        Assert.Equal((At(720), "always"), (folder.Clock(ClockKind.ReportBack)!.Plan.DueAt, folder.Clock(ClockKind.ReportBack)!.Plan.Calendar));
        spec.When(new ComplaintCommand.ReportBack(Dcp, ""), At(10)).ThenRefused("reference-missing");
        spec.When(new ComplaintCommand.ReportBack(Dcp, "letter 12"), At(10)).ThenNames(nameof(ComplaintEvent.ReportedBack));
        Opened().When(new ComplaintCommand.ReportBack(Dcp, "letter 12"), At(10)).ThenRefused("no-office");
    }

    [Fact]
    public void A_later_forward_of_an_open_docket_starts_the_offices_clock()
    {
        var spec = Opened(Post(category: Category.IllegalParking)).Done(new ComplaintCommand.AddPost(Post("60-0", 30, Category.IllegalParking, office: Office.HomeMinister)),
            At(30));
        Assert.Equal((Priority.P2, Office.HomeMinister), (((Complaint.Live)spec.State).Folder.Priority, ((Complaint.Live)spec.State).Folder.Office));
        Assert.True(((Complaint.Live)spec.State).Folder.IsOpen(ClockKind.ReportBack));
    }

    [Fact]
    public void A_part_becomes_a_docket_of_its_own_whose_citizens_measure_began_with_the_first()
    {
        var into = Monitor.Core.Posts.Docket.Number(900, 0);
        var split = Accepted().When(new ComplaintCommand.Split(into, ["42-0"], Category.Drugs, OtherStation, Inspector), At(30)).ThenOne<ComplaintEvent.PartSplit>();
        var (docket, command) = Assert.Single(ComplaintOpener.Commands(Number, split));
        var opened = Nothing().When(command, At(31)).ThenIs<Complaint.Tagged>().ThenOne<ComplaintEvent.Opened>();
        Assert.Equal((into, Number, T0, At(31), Source.Split), (docket, opened.SplitFrom, opened.PostedAt, opened.ReceivedAt, opened.Source));
    }

    [Fact]
    public void A_part_has_a_post_of_the_whole()
    {
        var split = new ComplaintCommand.Split(Monitor.Core.Posts.Docket.Number(900, 0), [], Category.Drugs, OtherStation, Inspector);
        Accepted().When(split, At(30)).ThenRefused("posts-needed");
        Accepted().When(split with { Posts = ["77-0"] }, At(30)).ThenRefused("no-such-post");
    }

    [Fact]
    public void A_part_is_opened_also_where_the_clock_stepped_back_behind_its_post()
    {
        var into = Monitor.Core.Posts.Docket.Number(900, 0);
        var split = Accepted().When(new ComplaintCommand.Split(into, ["42-0"], Category.Drugs, OtherStation, Acp), At(30)).ThenOne<ComplaintEvent.PartSplit>();
        var opened = Nothing().When(Assert.Single(ComplaintOpener.Commands(Number, split)).Command, At(-1)).ThenOne<ComplaintEvent.Opened>();
        Assert.Equal((At(-1), At(-1)), (opened.PostedAt, opened.ReceivedAt));
    }

    [Fact]
    public void A_call_is_opened_by_hand_by_a_named_officer()
    {
        var call = new ComplaintCommand.OpenByHand(Number, Source.Call, Category.Assault, null, Station, Operator, null, At(-10), []);
        Assert.Equal((At(-10), T0, Priority.P1), (Opened(call).PostedAt, Opened(call).ReceivedAt, Opened(call).Priority));
        Nothing().When(call with { By = "nobody" }, T0).ThenRefused("unknown-officer");
        Nothing().When(call with { Unit = "nowhere" }, T0).ThenRefused("unknown-unit");
        Nothing().When(call with { ToldAt = At(5) }, T0).ThenRefused("told-in-the-future");
        Nothing().When(call with { Note = new string('x', 201) }, T0).ThenRefused("note-too-long");

        static ComplaintEvent.Opened Opened(ComplaintCommand command) => Nothing().When(command, T0).ThenOne<ComplaintEvent.Opened>();
    }

    private static ComplaintCommand.Dismiss Out(WayOut way, string? told, string? body) => new(new Leave(way, Inspector, "as the note says", told, body));

    [Fact]
    public void A_docket_that_an_officer_brings_back_owes_the_first_answer_that_it_never_gave()
    {
        var dismissed = Opened().Done(new ComplaintCommand.Dismiss(new Leave(WayOut.NotAComplaint, Acp, "chatter", null, null)), At(40));
        dismissed = dismissed.State is Complaint.Leaving ? dismissed.Done(new ComplaintCommand.Check(Acp), At(41)) : dismissed;
        var reopened = dismissed.Done(new ComplaintCommand.Reopen(Dcp, "it was a complaint"), At(60));
        var clock = ((Complaint.Live)reopened.State).Folder.Clock(ClockKind.Acknowledge)!;
        Assert.Equal((true, At(0), At(90)), (clock.IsOpen, clock.Plan.CitizenFromAt, clock.Plan.DueAt));
    }

    [Fact]
    public void A_docket_that_comes_back_without_a_word_of_the_citizen_owes_them_word_of_how_it_goes_on()
    {
        Assert.True(Informed(Closed().Done(new ComplaintCommand.Reopen(Dcp, "not done"), At(60))));
        Assert.True(Informed(Closed().Done(new ComplaintCommand.Appeal(Dcp, "appealed"), At(60))));
        Assert.True(Informed(Closed().Done(new ComplaintCommand.ReturnReport(Commissioner, "thin"), At(60))));
    }

    private static bool Informed(Spec<Complaint, ComplaintCommand, ComplaintEvent> spec) => ((Complaint.Live)spec.State).Folder.IsOpen(ClockKind.KeepInformed);
}
