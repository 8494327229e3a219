using Monitor.Core.Alerts;
using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Monitor.Core.Tests.Complaints;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Alerts;

/// <summary>A breach goes with its docket: the unit that has it now is told, and the one before no more.</summary>
public sealed class MovingTests
{
    private const string Key = "breach:42-8/acknowledge";

    [Fact]
    public void A_transfer_brings_the_alert_of_a_clock_that_is_still_late_to_the_new_unit()
    {
        var (docket, alert) = Late();
        var move = Moves(docket.Done(new ComplaintCommand.Transfer(OtherStation, Acp, "their road"), At(31)).ThenOne<ComplaintEvent.Transferred>());
        alert.When(move, At(31)).ThenNames("Renewed", "NotTold", "NotTold", "Told");
        Assert.Equal([(Inspector, TellReason.Moved), (SubInspector, TellReason.Moved)], alert.Events.OfType<AlertEvent.NotTold>().Select(each => (each.Officer!, each.Reason)));
        Assert.Equal([OtherInspector], alert.ThenOne<AlertEvent.Told>().People.Select(person => person.Officer));
        alert.When(move, At(32)).ThenNothing();
        Assert.Equal([OtherInspector], alert.When(new AlertCommand.Wake(), At(31 + 60)).ThenOne<AlertEvent.Told>().People.Select(person => person.Officer));
        alert.When(new AlertCommand.Snooze(OtherInspector, "busy", At(200)), At(95)).ThenRefused("not-a-superior");
        alert.When(new AlertCommand.Snooze(Acp, "procession", At(200)), At(95)).ThenNames("Snoozed");
    }

    [Fact]
    public void Superiors_of_both_units_are_not_told_again_and_a_snooze_of_the_old_unit_ends()
    {
        var (docket, alert) = Late();
        var climbed = new ComplaintEvent.Climbed(ClockKind.Acknowledge, 150, LadderStep.AssistantCommissioner, SubDivision, "ACP", [Acp], [], At(30)) { Priority = Priority.P3 };
        alert.Done(AlertRaiser.Of(Number, climbed).Single().Command, At(30)).Done(new AlertCommand.Snooze(Acp, "procession", At(200)), At(30));
        var move = Moves(docket.Done(new ComplaintCommand.Transfer(OtherStation, Acp, "their road"), At(31)).ThenOne<ComplaintEvent.Transferred>());
        alert.When(move, At(31)).ThenNames("Renewed", "SnoozeEnded", "NotTold", "NotTold", "Told");
        Assert.Equal([Acp, OtherInspector], Assert.IsType<Alert.Open>(alert.State).People.Select(person => person.Officer));
    }

    [Fact]
    public void A_tag_brings_it_too_and_a_clock_that_ends_with_it_or_runs_in_time_moves_nothing()
    {
        var (docket, _) = Late();
        var tagged = docket.WakeUntil(At(65)).Done(new ComplaintCommand.Tag(OtherStation, Acp), At(66)).ThenOne<ComplaintEvent.Tagged>();
        Assert.Equal([ClockKind.Acknowledge], tagged.Late);
        Assert.Equal(["breach:42-8/accept"], AlertRaiser.Of(Number, tagged).Where(each => each.Command is AlertCommand.Clear).Select(each => each.Key));
        Assert.Equal(new AlertCommand.Move(OtherStation), Moves(tagged));
        Assert.Empty(Opened().Done(new ComplaintCommand.Transfer(OtherStation, Acp, "theirs"), At(5)).ThenOne<ComplaintEvent.Transferred>().Late);
        Spec.Of<Alert, AlertCommand, AlertEvent>(Rules).When(new AlertCommand.Move(OtherStation), At(5)).ThenNothing();
    }

    [Fact]
    public void A_life_at_risk_that_goes_to_another_unit_tells_the_control_room_nothing_anew()
    {
        var post = Post(category: Category.SelfHarm);
        var (_, raise) = AlertRaiser.Of(Number, Opened(post).ThenOne<ComplaintEvent.Opened>()).Single();
        var alert = Spec.Of<Alert, AlertCommand, AlertEvent>(Rules).Done(raise, At(0)).Done(new AlertCommand.Acknowledge(Operator), At(1));
        alert.When(new AlertCommand.Move(OtherStation), At(2)).ThenNames("Renewed", "NotTold", "NotTold", "Told");
        Assert.Equal([Inspector, SubInspector], alert.Events.OfType<AlertEvent.NotTold>().Select(each => each.Officer));
        Assert.Equal([OtherInspector], alert.ThenOne<AlertEvent.Told>().People.Select(person => person.Officer));
    }

    private static AlertCommand Moves(ComplaintEvent happened) => AlertRaiser.Of(Number, happened).Single(each => each.Key == Key).Command;

    /// <summary>A docket whose first answer is late, and the alert that its climb raised.</summary>
    private static (Spec<Complaint, ComplaintCommand, ComplaintEvent> Docket, Spec<Alert, AlertCommand, AlertEvent> Alert) Late()
    {
        var docket = Opened().WakeUntil(At(30));
        var (key, raise) = docket.Events.SelectMany(happened => AlertRaiser.Of(Number, happened)).Single();
        Assert.Equal(Key, key);
        return (docket, Spec.Of<Alert, AlertCommand, AlertEvent>(Rules).Done(raise, At(30)));
    }
}
