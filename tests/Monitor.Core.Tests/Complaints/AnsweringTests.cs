using Monitor.Core.Accounts;
using Monitor.Core.Alerts;
using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>Answers, their delivery, questions and pauses.</summary>
public sealed class AnsweringTests
{
    [Fact]
    public void A_machines_receipt_stops_no_clock()
    {
        var spec = Opened().When(new ComplaintCommand.AddAnswer(Answer("9-0", 1, automatic: true)), At(1)).ThenNames(nameof(ComplaintEvent.ReceiptSent));
        Assert.True(((Complaint.Live)spec.State).Folder.IsOpen(ClockKind.Acknowledge));
        spec.When(new ComplaintCommand.AddAnswer(Answer("9-0", 1, automatic: true)), At(2)).ThenNothing();
    }

    [Fact]
    public void An_answer_given_in_time_and_learnt_late_withdraws_the_breach()
    {
        var spec = Opened().WakeUntil(At(35));
        Assert.Contains(spec.Events, happened => happened is ComplaintEvent.Breached { Clock: ClockKind.Acknowledge });
        var withdrawn = spec.When(new ComplaintCommand.AddAnswer(Answer("9-0", 30, learnt: 40)), At(40))
            .ThenNames(nameof(ComplaintEvent.Answered), nameof(ComplaintEvent.BreachWithdrawn))
            .ThenOne<ComplaintEvent.BreachWithdrawn>();
        Assert.Equal((ClockKind.Acknowledge, At(30), WithdrawnWhy.InTimeDeliveredLate), (withdrawn.Clock, withdrawn.AnsweredAt, withdrawn.Why));
    }

    [Fact]
    public void An_answer_after_the_due_instant_breaches_even_where_no_wake_came_between()
    {
        var spec = Opened().When(new ComplaintCommand.AddAnswer(Answer("9-0", 30.01)), At(31)).ThenNames(nameof(ComplaintEvent.Breached), nameof(ComplaintEvent.Answered));
        Assert.Equal(At(30), spec.ThenOne<ComplaintEvent.Breached>().DueAt);
    }

    [Fact]
    public void A_reply_from_here_counts_only_once_its_delivery_id_is_held_and_then_at_that_instant()
    {
        var spec = Opened().When(new ComplaintCommand.Reply("o-1", StationAccount, Inspector, true), At(5)).ThenNames(nameof(ComplaintEvent.ReplyWritten));
        Assert.True(((Complaint.Live)spec.State).Folder.IsOpen(ClockKind.Acknowledge));
        spec.When(new ComplaintCommand.Reply("o-1", StationAccount, Inspector, true), At(5)).ThenNothing();
        spec.When(new ComplaintCommand.NoteDelivery("o-1", DeliveryState.Queued), At(6)).ThenNothing();
        var answered = spec.When(new ComplaintCommand.NoteDelivery("o-1", DeliveryState.Sent, At(7)), At(8)).ThenOne<ComplaintEvent.Answered>();
        Assert.Equal((At(7), true, Inspector), (answered.Answer.HeldAt, answered.First, answered.Answer.By));
        spec.When(new ComplaintCommand.NoteDelivery("o-1", DeliveryState.Read, At(9)), At(9)).ThenNothing();
    }

    [Fact]
    public void An_answer_that_never_arrives_lets_the_clock_run_again_from_where_it_began()
    {
        var spec = Opened().Done(new ComplaintCommand.Reply("o-1", StationAccount, Inspector, true), At(5))
            .Done(new ComplaintCommand.NoteDelivery("o-1", DeliveryState.Sent), At(6))
            .When(new ComplaintCommand.NoteDelivery("o-1", DeliveryState.Failed), At(10)).ThenNames(nameof(ComplaintEvent.DeliveryFailed));
        var clock = ((Complaint.Live)spec.State).Folder.Clock(ClockKind.Acknowledge)!;
        Assert.Equal((true, At(30)), (clock.IsRunning, clock.Plan.DueAt));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_late_answer_that_is_gone_again_leaves_its_breach_on_the_wall_and_with_the_officers_and_counted_once(bool deleted)
    {
        var feed = new List<ComplaintEvent>();
        var spec = Opened();
        feed.AddRange(spec.Events);
        feed.AddRange(spec.Done(new ComplaintCommand.Accept(Inspector), At(5)).Events);
        feed.AddRange(spec.WakeUntil(At(70)).Events);
        feed.AddRange(spec.Done(new ComplaintCommand.AddAnswer(Answer("9-0", 80)), At(80)).Events);
        ComplaintCommand gone = deleted ? new ComplaintCommand.DeletePost("9-0") : new ComplaintCommand.NoteDelivery("9-0", DeliveryState.Failed);
        feed.AddRange(spec.Done(gone, At(85)).Events);
        Assert.True(spec.State.NextDeadline <= At(85), $"It wants its next wake at {spec.State.NextDeadline:O}.");

        feed.AddRange(spec.When(Complaint.Wake, At(85)).ThenNames(nameof(ComplaintEvent.Breached), nameof(ComplaintEvent.Climbed)).Events);
        var climbed = spec.ThenOne<ComplaintEvent.Climbed>();
        Assert.Equal((ClockKind.Acknowledge, 200, LadderStep.DeputyCommissioner), (climbed.Clock, climbed.Percent, climbed.Step));
        Assert.Contains(AlertRaiser.Of(Number, climbed), asked => asked.Command is AlertCommand.Raise);
        feed.AddRange(spec.WakeUntil(At(180)).Events);
        var board = Board.Feed.Fold(feed.Select(happened => ((IEvent)happened, "complaint/" + Number)));
        Assert.True(board.Find(Number)!.Late);
        Assert.Equal(1, board.View().Trend.Sum(point => point.Breached));
    }

    [Fact]
    public void After_the_only_answer_failed_nobody_was_answered_and_no_clock_runs_from_it()
    {
        var spec = Approved().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 27)), At(27)).Done(new ComplaintCommand.NoteDelivery("9-0", DeliveryState.Failed), At(40));
        var folder = ((Complaint.Live)spec.State).Folder;
        Assert.Equal((null, null), (folder.AnsweredAt, folder.FinalAnswer));
        Assert.All([ClockKind.KeepInformed, ClockKind.ReportUp], clock => Assert.Equal(ClockStanding.Dropped, folder.Clock(clock)!.Standing));
        Assert.True(folder.IsOpen(ClockKind.Acknowledge));
        spec.When(new ComplaintCommand.Close(Inspector), At(41)).ThenRefused("stamp-missing");
    }

    [Fact]
    public void After_the_last_answer_failed_the_one_before_it_counts()
    {
        var spec = Approved().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 27)), At(27)).Done(new ComplaintCommand.AddAnswer(Answer("10-0", 30)), At(30))
            .Done(new ComplaintCommand.NoteDelivery("10-0", DeliveryState.Failed), At(40));
        var folder = ((Complaint.Live)spec.State).Folder;
        Assert.Equal((At(27), "9-0"), (folder.AnsweredAt, folder.FinalAnswer?.Id));
        Assert.Equal(At(27), folder.Clock(ClockKind.KeepInformed)!.Plan.FromAt);
        Assert.True(folder.IsOpen(ClockKind.ReportUp));
    }

    [Fact]
    public void An_answer_that_was_deleted_on_the_platform_counts_no_more()
    {
        var spec = Closed().Done(new ComplaintCommand.DeletePost("9-0"), At(40));
        Assert.True(spec.ThenOne<ComplaintEvent.DeliveryFailed>().Deleted);
        Assert.Null(((Complaint.Live)spec.State).Folder.AnsweredAt);
        spec.When(new ComplaintCommand.DeletePost("9-0"), At(41)).ThenNothing();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_closed_docket_whose_only_final_answer_is_gone_comes_back_unanswered_with_its_action_and_checks(bool deleted)
    {
        var closed = ((Complaint.Live)Closed().State).Folder;
        ComplaintCommand gone = deleted ? new ComplaintCommand.DeletePost("9-0") : new ComplaintCommand.NoteDelivery("9-0", DeliveryState.Failed);
        var spec = Closed().Done(gone, At(60)).ThenIs<Complaint.Approved>();
        var reopened = spec.ThenOne<ComplaintEvent.Reopened>();
        Assert.Equal((ReopenWhy.AnswerGone, "9-0", Station), (reopened.Why, reopened.Post, reopened.Unit));
        var folder = ((Complaint.Live)spec.State).Folder;
        Assert.Equal(closed.Action?.Number, folder.Action?.Number);
        Assert.Equal((closed.Check, closed.SecondCheck, closed.Rounds + 1), (folder.Check, folder.SecondCheck, folder.Rounds));
        Assert.Equal([ClockKind.AnswerAgain, ClockKind.Close], folder.Clocks.Where(clock => clock.IsOpen).Select(clock => clock.Kind).Order());
        Assert.Equal((At(60), T0), (folder.Clock(ClockKind.AnswerAgain)!.Plan.FromAt, folder.Clock(ClockKind.AnswerAgain)!.Plan.CitizenFromAt));
        spec.When(new ComplaintCommand.Close(Inspector), At(61)).ThenRefused("stamp-missing");
        var answered = spec.Done(new ComplaintCommand.AddAnswer(Answer("10-0", 70)), At(70));
        Assert.False(((Complaint.Live)answered.State).Folder.IsOpen(ClockKind.AnswerAgain));
        Assert.True(((Complaint.Live)answered.State).Folder.IsOpen(ClockKind.ReportUp));
        answered.When(new ComplaintCommand.Close(Inspector), At(71)).ThenIs<Complaint.Closed>();
    }

    [Fact]
    public void A_closed_docket_stays_closed_while_another_final_answer_is_left_or_another_word_goes()
    {
        Approved().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 27)), At(27)).Done(new ComplaintCommand.AddAnswer(Answer("10-0", 28)), At(28))
            .Done(new ComplaintCommand.Close(Inspector), At(30)).When(new ComplaintCommand.DeletePost("10-0"), At(40)).ThenIs<Complaint.Closed>();
        Closed().When(new ComplaintCommand.DeletePost("42-0"), At(40)).ThenIs<Complaint.Closed>();
    }

    [Theory]
    [InlineData(WayOut.Withdrawn, true)]
    [InlineData(WayOut.NotAComplaint, false)]
    public void What_left_by_a_way_that_the_citizen_was_told_of_comes_back_when_that_word_is_gone(WayOut way, bool back)
    {
        var spec = Accepted().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 12)), At(12))
            .Done(new ComplaintCommand.Dismiss(new Leave(way, Inspector, "as the citizen wished", "9-0", null)), At(13)).ThenIs<Complaint.Left>();
        spec.When(new ComplaintCommand.DeletePost("9-0"), At(40));
        Assert.Equal(back, spec.State is Complaint.Accepted);
        Assert.Equal(back, spec.State.IsOpen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_way_out_whose_word_to_the_citizen_is_gone_cannot_be_approved_and_is_proposed_anew_with_another(bool deleted)
    {
        ComplaintCommand Out(string told) => new ComplaintCommand.Dismiss(new Leave(WayOut.Withdrawn, Inspector, "as the citizen wished", told, null));
        ComplaintCommand gone = deleted ? new ComplaintCommand.DeletePost("9-0") : new ComplaintCommand.NoteDelivery("9-0", DeliveryState.Failed);
        var spec = Accepted(Post(category: Category.Assault)).Done(new ComplaintCommand.AddAnswer(Answer("9-0", 12)), At(12)).Done(Out("9-0"), At(13)).ThenIs<Complaint.Leaving>();
        var due = ((Complaint.Live)spec.State).Folder.Clock(ClockKind.Check)!.Plan.DueAt;
        spec.When(gone, At(20)).ThenIs<Complaint.Leaving>().When(new ComplaintCommand.Check(Acp), At(21)).ThenRefused("citizen-not-told");
        spec.When(Out("9-0"), At(22)).ThenRefused("citizen-not-told");
        spec.Done(new ComplaintCommand.AddAnswer(Answer("10-0", 23)), At(23)).When(new ComplaintCommand.Check(Acp), At(24)).ThenRefused("citizen-not-told");
        Assert.Equal("10-0", spec.When(Out("10-0"), At(25)).ThenOne<ComplaintEvent.LeaveProposed>().Leave.Told);
        Assert.Equal(due, ((Complaint.Live)spec.State).Folder.Clock(ClockKind.Check)!.Plan.DueAt);
        spec.When(Out("10-0"), At(26)).ThenNothing().When(new ComplaintCommand.Check(Acp), At(27)).ThenIs<Complaint.Left>();
    }

    [Fact]
    public void A_pause_begins_with_the_delivery_reminds_at_half_and_ends_at_its_bound()
    {
        var spec = Accepted().Done(new ComplaintCommand.Ask("q-1", StationAccount, Inspector), At(10));
        Assert.Null(((Complaint.Live)spec.State).Folder.Pause);
        var paused = spec.Done(new ComplaintCommand.NoteDelivery("q-1", DeliveryState.Sent, At(12)), At(13)).ThenOne<ComplaintEvent.Paused>();
        Assert.Equal((At(12), At(12 + 720), At(12 + 1440)), (paused.FromAt, paused.RemindAt, paused.UntilAt));
        Assert.Equal([ClockKind.Close, ClockKind.Act, ClockKind.KeepInformed], paused.Clocks.Select(clock => clock.Clock));
        spec.When(new ComplaintCommand.Ask("q-2", StationAccount, Inspector), At(14)).ThenRefused("already-asked");
        var later = spec.WakeUntil(At(12 + 1440)).Events;
        Assert.Equal(At(732), Assert.Single(later.OfType<ComplaintEvent.ReminderDue>()).At);
        var resumed = Assert.Single(later.OfType<ComplaintEvent.Resumed>());
        Assert.Equal((PauseEnd.BoundReached, At(1452)), (resumed.Why, resumed.ToAt));
        Assert.All(resumed.Clocks, clock => Assert.Equal(ClockTurn.Moved, clock.Turn));
        Assert.DoesNotContain(later, happened => happened is ComplaintEvent.Breached { Clock: ClockKind.Act });
    }

    [Fact]
    public void The_citizens_first_word_on_any_channel_ends_the_pause_but_not_one_posted_before_the_question()
    {
        var spec = Accepted().Done(new ComplaintCommand.Ask("q-1", StationAccount, Inspector), At(10))
            .Done(new ComplaintCommand.NoteDelivery("q-1", DeliveryState.Sent, At(12)), At(12));
        spec.When(new ComplaintCommand.AddPost(Post("60-0", 15, postedBefore: 5)), At(15)).ThenNot<ComplaintEvent.Resumed>();
        var resumed = spec.When(new ComplaintCommand.AddPost(Post("61-0", 40) with { Channel = Channel.WhatsApp }), At(40)).ThenOne<ComplaintEvent.Resumed>();
        Assert.Equal((PauseEnd.CitizenWrote, At(12), At(40)), (resumed.Why, resumed.FromAt, resumed.ToAt));
    }

    [Fact]
    public void The_explanation_names_the_pause_and_who_asked()
    {
        var spec = Accepted().Done(new ComplaintCommand.Ask("q-1", StationAccount, Inspector), At(10))
            .Done(new ComplaintCommand.NoteDelivery("q-1", DeliveryState.Sent, At(12)), At(12));
        var waiting = ComplaintView.Of(spec.State, 5, Rules, At(20))!.Clocks.Single(clock => clock.Clock == ClockKind.Act);
        Assert.Equal((ClockState.Paused, null, null), (waiting.State, waiting.DueAt, waiting.Explanation.Pauses[0].To));
        spec.Done(new ComplaintCommand.AddPost(Post("61-0", 42)), At(42));
        var act = ComplaintView.Of(spec.State, 6, Rules, At(50))!.Clocks.Single(clock => clock.Clock == ClockKind.Act);
        Assert.Equal(("standard@1", "office", true), (act.Explanation.Policy, act.Explanation.Calendar, act.Explanation.Agrees));
        Assert.Contains(new Skipped(At(12), At(42), SkipWhy.Pause), act.Explanation.Skipped);
        Assert.Equal(new ExplainedPause(At(12), At(42), Inspector, PauseEnd.CitizenWrote), Assert.Single(act.Explanation.Pauses));
    }

    [Fact]
    public void A_stations_typed_reply_is_nobodys_until_an_officer_claims_it()
    {
        var spec = Opened().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 5)), At(5));
        Assert.Null(spec.ThenOne<ComplaintEvent.Answered>().Answer.By);
        spec.When(new ComplaintCommand.ClaimAnswer("9-0", Inspector), At(6)).ThenNames(nameof(ComplaintEvent.AnswerClaimed));
        spec.When(new ComplaintCommand.ClaimAnswer("9-0", SubInspector), At(7)).ThenRefused("claimed-already");
    }

    [Fact]
    public void The_citizens_measure_is_plain_elapsed_time_from_the_post()
    {
        var spec = Opened(Post(postedBefore: 25)).Done(new ComplaintCommand.AddAnswer(Answer("9-0", 10)), At(10));
        var views = ComplaintView.Of(spec.State, 2, Rules, At(11))!.Clocks.Where(clock => clock.Clock == ClockKind.Acknowledge).ToList();
        Assert.Equal([(Measure.Unit, T0, ClockState.Met), (Measure.Citizen, At(-25), ClockState.MetLate)], views.Select(view => (view.Measure, view.StartedAt, view.State)));
    }

    [Fact]
    public void Words_that_came_before_an_older_answer_still_wait_for_theirs()
    {
        var spec = Opened().Done(new ComplaintCommand.AddPost(Post("50-0", 6)), At(6)).Done(new ComplaintCommand.AddAnswer(Answer("9-0", 5, learnt: 7)), At(7));
        Assert.Equal((At(6), true), Again(spec));
        Assert.Equal((At(6), false), Again(spec.Done(new ComplaintCommand.AddAnswer(Answer("10-0", 9)), At(9))));
    }

    [Fact]
    public void Words_after_the_answer_to_the_second_post_wait_too()
    {
        var spec = Opened().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 5)), At(5)).Done(new ComplaintCommand.AddPost(Post("50-0", 10)), At(10))
            .Done(new ComplaintCommand.AddPost(Post("51-0", 20)), At(20)).Done(new ComplaintCommand.AddAnswer(Answer("10-0", 15, learnt: 21)), At(21));
        Assert.Equal((At(20), true), Again(spec));
    }

    [Fact]
    public void Thanks_after_an_answer_wait_for_none()
    {
        var thanks = Post("50-0", 6, call: ComplaintCall.No, sentiment: Sentiment.Positive);
        var spec = Opened().Done(new ComplaintCommand.AddPost(thanks), At(6)).Done(new ComplaintCommand.AddAnswer(Answer("9-0", 5, learnt: 7)), At(7));
        Assert.False(((Complaint.Live)spec.State).Folder.IsOpen(ClockKind.AnswerAgain));
    }

    [Fact]
    public void What_was_written_before_the_complaint_is_no_answer_to_it()
    {
        var spec = Opened(Post(minutes: 5)).Done(new ComplaintCommand.AddAnswer(Answer("9-0", 0, learnt: 6)), At(6));
        var early = spec.ThenOne<ComplaintEvent.Answered>();
        Assert.Equal((true, false, 0), (early.Early, early.First, early.Clocks.Count));
        Assert.Empty(AccountWatcher.Of(Number, early));
        Assert.True(((Complaint.Live)spec.State).Folder.IsOpen(ClockKind.Acknowledge));
        Assert.True(spec.When(new ComplaintCommand.AddAnswer(Answer("10-0", 9)), At(9)).ThenOne<ComplaintEvent.Answered>().First);
    }

    [Fact]
    public void Words_after_an_answer_that_is_learnt_only_after_the_breach_wait_from_their_own_instant()
    {
        // A P3 answers again within two hours: due at 130.
        var spec = Opened().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 5)), At(5)).Done(new ComplaintCommand.AddPost(Post("50-0", 10)), At(10))
            .Done(new ComplaintCommand.AddPost(Post("51-0", 128)), At(128)).WakeUntil(At(131)).Done(new ComplaintCommand.AddAnswer(Answer("10-0", 125, learnt: 135)), At(135));
        Assert.Equal((At(128), true), Again(spec));
        Assert.Equal(At(125), spec.ThenOne<ComplaintEvent.BreachWithdrawn>().AnsweredAt);
        Assert.False(((Complaint.Live)spec.State).Folder.Clock(ClockKind.AnswerAgain)!.Breached);
    }

    [Fact]
    public void Deleting_one_of_two_answers_leaves_the_citizen_answered_by_the_other()
    {
        var spec = Opened().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 5)), At(5)).Done(new ComplaintCommand.AddPost(Post("50-0", 10)), At(10))
            .Done(new ComplaintCommand.AddAnswer(Answer("10-0", 15)), At(15)).Done(new ComplaintCommand.AddAnswer(Answer("11-0", 16)), At(16));
        Assert.Equal((At(10), false), Again(spec.Done(new ComplaintCommand.DeletePost("10-0"), At(17))));
        Assert.Equal((At(10), false), Again(spec.Done(new ComplaintCommand.DeletePost("11-0"), At(18))));
    }

    private static (DateTimeOffset From, bool Open) Again(Spec<Complaint, ComplaintCommand, ComplaintEvent> spec) =>
        ((Complaint.Live)spec.State).Folder.Clock(ClockKind.AnswerAgain) is { } clock ? (clock.Plan.CitizenFromAt, clock.IsOpen) : default;
}
