using Monitor.Core.Alerts;
using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>A complaint that was lowered rises again with what the citizen says next, and with nothing that was known already.</summary>
public sealed class RaisingTests
{
    [Fact]
    public void A_lowered_P0_rises_again_with_the_next_cry_and_its_handoff_begins_anew()
    {
        var spec = Opened(Post(category: Category.SelfHarm)).Done(new ComplaintCommand.Handoff(HandoffStage.Told, Operator, "112/1"), At(1))
            .Done(new ComplaintCommand.Prioritise(Priority.P4, Operator, "a song", Dcp), At(2))
            .Done(new ComplaintCommand.AddPost(Post("50-0", 20, Category.Other, flags: [Label.SelfHarm])), At(20));
        var raised = spec.ThenOne<ComplaintEvent.Prioritised>();
        Assert.Equal((Priority.P4, Priority.P0, Station), (raised.From, raised.To, raised.Unit));
        Assert.Equal([At(21), At(23)], raised.Clocks.Where(clock => clock is { Turn: ClockTurn.Started } && clock.Clock.IsHandoff()).Select(clock => clock.Plan!.DueAt));
        spec.When(new ComplaintCommand.Handoff(HandoffStage.Seen, Operator), At(20.5)).ThenNames(nameof(ComplaintEvent.HandedOff));
    }

    [Fact]
    public void A_threat_that_is_repeated_raises_what_an_officer_lowered() => Assert.Equal(Priority.P1, Lowered(Category.Threat, Label.Threat)
        .Done(new ComplaintCommand.AddPost(Post("50-0", 20, Category.Threat, flags: [Label.Threat])), At(20)).ThenOne<ComplaintEvent.Prioritised>().To);

    [Fact]
    public void A_further_post_of_the_same_kind_leaves_what_an_officer_lowered() =>
        Lowered(Category.Assault).Done(new ComplaintCommand.AddPost(Post("50-0", 20, Category.Assault), Joining.Thread), At(20)).ThenNot<ComplaintEvent.Prioritised>();

    [Fact]
    public void Words_that_turn_a_complaint_into_a_bomb_threat_raise_it_whatever_it_was_about() => Assert.Equal(Priority.P0, Opened()
        .Done(new ComplaintCommand.AddPost(Post("50-0", 20, Category.BombHoax)), At(20)).ThenOne<ComplaintEvent.Prioritised>().To);

    [Fact]
    public void A_cry_after_the_rescue_was_over_is_handed_to_the_emergency_line_anew_and_raises_the_alert()
    {
        var over = Opened(Post(category: Category.SelfHarm)).Done(new ComplaintCommand.Handoff(HandoffStage.Outcome, Operator, "112/1"), At(30));
        var spec = over.Done(new ComplaintCommand.AddPost(Post("50-0", 300, Category.SelfHarm, flags: [Label.SelfHarm])), At(300));
        var raised = spec.ThenOne<ComplaintEvent.Prioritised>();
        Assert.Equal((Priority.P0, Priority.P0), (raised.From, raised.To));
        Assert.Equal([At(301), At(303)], raised.Clocks.Where(clock => clock is { Turn: ClockTurn.Started } && clock.Clock.IsHandoff()).Select(clock => clock.Plan!.DueAt));
        Assert.IsType<AlertCommand.Raise>(Assert.Single(AlertRaiser.Of(Number, raised)).Command);
        spec.When(new ComplaintCommand.Handoff(HandoffStage.Seen, Operator), At(300.5)).ThenNames(nameof(ComplaintEvent.HandedOff));
        over.When(new ComplaintCommand.AddPost(Post("50-0", 300, call: ComplaintCall.No, sentiment: Sentiment.Positive)), At(300)).ThenNot<ComplaintEvent.Prioritised>();
    }

    [Fact]
    public void A_cry_while_the_rescue_goes_on_changes_nothing_about_it() =>
        Opened(Post(category: Category.SelfHarm)).Done(new ComplaintCommand.Handoff(HandoffStage.Told, Operator, "112/1"), At(1))
            .When(new ComplaintCommand.AddPost(Post("50-0", 20, Category.SelfHarm, flags: [Label.SelfHarm])), At(20)).ThenNot<ComplaintEvent.Prioritised>();

    [Fact]
    public void A_life_at_risk_that_comes_back_after_its_docket_was_closed_raises_the_alert_again()
    {
        var p0 = Post(category: Category.SelfHarm);
        var closed = Opened(p0).Done(new ComplaintCommand.Accept(Inspector), At(5)).Done(new ComplaintCommand.Handoff(HandoffStage.Outcome, Operator, "112/1"), At(6))
            .Done(new ComplaintCommand.Act(Fir(), Inspector), At(20)).Done(new ComplaintCommand.Check(Acp), At(25)).Done(new ComplaintCommand.Check(Dcp), At(26))
            .Done(new ComplaintCommand.AddAnswer(Answer("9-0", 27)), At(27)).Done(new ComplaintCommand.Close(Inspector), At(28));
        var spec = closed.Done(new ComplaintCommand.AddPost(Post("50-0", 300, Category.SelfHarm, flags: [Label.SelfHarm])), At(300));
        Assert.IsType<AlertCommand.Raise>(Assert.Single(AlertRaiser.Of(Number, spec.ThenOne<ComplaintEvent.Reopened>())).Command);
    }

    [Fact]
    public void An_edit_that_turns_a_post_of_a_closed_docket_into_a_cry_for_help_opens_it_again()
    {
        var grave = Verdict(Category.SelfHarm, flags: [Label.SelfHarm]);
        var spec = Closed().Done(new ComplaintCommand.EditPost("42-0", grave), At(300));
        Assert.Equal(ReopenWhy.CitizenWrote, spec.ThenOne<ComplaintEvent.Reopened>().Why);
        Assert.Equal(Priority.P0, spec.ThenOne<ComplaintEvent.Prioritised>().To);
        Closed().When(new ComplaintCommand.EditPost("42-0", Verdict()), At(300)).ThenNames(nameof(ComplaintEvent.PostEdited));
    }

    private static Spec<Complaint, ComplaintCommand, ComplaintEvent> Lowered(Category category, params Label[] flags) =>
        Opened(Post(category: category, flags: flags)).Done(new ComplaintCommand.Prioritise(Priority.P4, Acp, "settled"), At(2));
}
