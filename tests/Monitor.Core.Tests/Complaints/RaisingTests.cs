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

    private static Spec<Complaint, ComplaintCommand, ComplaintEvent> Lowered(Category category, params Label[] flags) =>
        Opened(Post(category: category, flags: flags)).Done(new ComplaintCommand.Prioritise(Priority.P4, Acp, "settled"), At(2));
}
