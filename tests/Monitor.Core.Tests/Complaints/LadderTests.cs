using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>Priority, the handoff of a P0, incidents, and the ladder.</summary>
public sealed class LadderTests
{
    [Fact]
    public void A_self_harm_hint_is_a_p0_whose_stages_never_wait()
    {
        var opened = Opened(Post(category: Category.Noise, flags: [Label.SelfHarm])).ThenOne<ComplaintEvent.Opened>();
        Assert.Equal((Priority.P0, true), (opened.Priority, opened.SelfHarm));
        Assert.Contains(new PriorityReason(PriorityWhy.ThreatToLife, Priority.P0), opened.Reasons);
        Assert.Equal([At(1), At(3)], opened.Clocks.Where(clock => clock.Clock.IsHandoff()).Select(clock => clock.Plan!.DueAt));
        Assert.All(opened.Clocks, clock => Assert.Equal("always", clock.Plan!.Calendar));
    }

    [Fact]
    public void The_handoff_goes_stage_by_stage_and_the_line_is_told_with_a_reference()
    {
        var spec = Opened(Post(category: Category.SelfHarm));
        spec.When(new ComplaintCommand.Handoff(HandoffStage.Seen, Operator), At(0.5)).ThenNames(nameof(ComplaintEvent.HandedOff));
        spec.When(new ComplaintCommand.Handoff(HandoffStage.Told, Operator), At(2)).ThenRefused("reference-missing");
        var told = spec.When(new ComplaintCommand.Handoff(HandoffStage.Told, Operator, "112/8812"), At(2)).ThenOne<ComplaintEvent.HandedOff>();
        Assert.Equal([(ClockKind.Told, ClockTurn.Met), (ClockKind.Sent, ClockTurn.Started)], told.Clocks.Select(clock => (clock.Clock, clock.Turn)));
        Assert.Equal(At(12), told.Clocks[1].Plan!.DueAt);
        spec.When(new ComplaintCommand.Handoff(HandoffStage.Seen, Operator), At(3)).ThenNothing();
        spec.Done(new ComplaintCommand.Handoff(HandoffStage.Reached, Operator), At(10));
        Assert.True(((Complaint.Live)spec.State).Folder.IsOpen(ClockKind.Outcome));
        spec.Done(new ComplaintCommand.Handoff(HandoffStage.Outcome, Operator, "safe"), At(30));
        Assert.DoesNotContain(((Complaint.Live)spec.State).Folder.Clocks, clock => clock.Kind.IsHandoff() && clock.IsOpen);
        Opened().When(new ComplaintCommand.Handoff(HandoffStage.Seen, Operator), At(1)).ThenRefused("no-p0");
    }

    [Fact]
    public void Telling_the_line_without_seeing_first_meets_both()
    {
        var told = Opened(Post(category: Category.SelfHarm)).When(new ComplaintCommand.Handoff(HandoffStage.Told, Operator, "112/1"), At(0.9)).ThenOne<ComplaintEvent.HandedOff>();
        Assert.Equal([ClockKind.Seen, ClockKind.Told, ClockKind.Sent], told.Clocks.Select(clock => clock.Clock));
    }

    [Fact]
    public void Lowering_a_p0_takes_two_named_persons_and_a_reason()
    {
        var spec = Opened(Post(category: Category.BombHoax));
        spec.When(new ComplaintCommand.Prioritise(Priority.P3, Operator, "a film title"), At(1)).ThenRefused("two-persons-needed");
        spec.When(new ComplaintCommand.Prioritise(Priority.P3, Operator, "a film title", Operator), At(1)).ThenRefused("two-persons-needed");
        spec.When(new ComplaintCommand.Prioritise(Priority.P3, Operator, "", Dcp), At(1)).ThenRefused("note-missing");
        var lowered = spec.When(new ComplaintCommand.Prioritise(Priority.P3, Operator, "a film title", Dcp), At(0.5)).ThenOne<ComplaintEvent.Prioritised>();
        Assert.Equal((Priority.P0, Priority.P3, Operator, Dcp), (lowered.From, lowered.To, lowered.By, lowered.SecondBy));
        Assert.DoesNotContain(((Complaint.Live)spec.State).Folder.Clocks, clock => clock.Kind.IsHandoff() && clock.IsOpen);
    }

    [Fact]
    public void A_later_hint_at_self_harm_raises_the_docket_and_ends_the_pause()
    {
        var spec = Accepted().Done(new ComplaintCommand.Pause(Inspector, "asked by phone"), At(10));
        spec.When(new ComplaintCommand.AddPost(Post("50-0", 30, flags: [Label.SelfHarm])), At(30));
        var raised = spec.ThenOne<ComplaintEvent.Prioritised>();
        Assert.Equal((Priority.P3, Priority.P0, null), (raised.From, raised.To, raised.By));
        Assert.Equal(At(31), raised.Clocks.Single(clock => clock.Clock == ClockKind.Seen).Plan!.DueAt);
        Assert.Null(((Complaint.Live)spec.State).Folder.Pause);
        spec.When(new ComplaintCommand.Pause(Inspector, "asked by phone"), At(31)).ThenRefused("p0-never-waits");
    }

    [Fact]
    public void Two_reminders_raise_a_docket_by_one_step()
    {
        var spec = Opened();
        spec.Done(new ComplaintCommand.AddPost(Post("50-0", 20), Joining.Reminder), At(20)).ThenNot<ComplaintEvent.Prioritised>();
        var raised = spec.Done(new ComplaintCommand.AddPost(Post("51-0", 25), Joining.Reminder), At(25)).ThenOne<ComplaintEvent.Prioritised>();
        Assert.Contains(new PriorityReason(PriorityWhy.Reminders, Priority.P2), raised.Reasons);
    }

    [Fact]
    public void It_joins_the_first_incident_and_no_second_and_never_with_a_hint_at_self_harm()
    {
        var spec = Opened().When(new ComplaintCommand.JoinIncident("i1", 4), At(1)).ThenNames(nameof(ComplaintEvent.IncidentJoined));
        spec.When(new ComplaintCommand.JoinIncident("i2", 4), At(2)).ThenRefused("in-an-incident");
        Assert.Equal(Priority.P2, spec.When(new ComplaintCommand.NoteIncidentSize("i1", 12), At(3)).ThenOne<ComplaintEvent.Prioritised>().To);
        Assert.Equal(Priority.P1, spec.When(new ComplaintCommand.NoteIncidentSize("i1", 60), At(4)).ThenOne<ComplaintEvent.Prioritised>().To);
        spec.Done(new ComplaintCommand.LeaveIncident(Operator, "another road"), At(5)).When(new ComplaintCommand.JoinIncident("i1", 60), At(6)).ThenRefused("taken-out");
        spec.When(new ComplaintCommand.JoinIncident("i2", 2, Operator), At(7)).ThenNames(nameof(ComplaintEvent.IncidentJoined));
        Opened(Post(category: Category.SelfHarm)).When(new ComplaintCommand.JoinIncident("i1", 4), At(1)).ThenRefused("self-harm-stays-alone");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void It_joins_no_incident_without_a_name(string incident)
    {
        Opened().When(new ComplaintCommand.JoinIncident(incident, 2, Operator), At(1)).ThenRefused("incident-needed");
        Opened().When(new ComplaintCommand.JoinIncident(incident, 2), At(1)).ThenRefused("incident-needed");
    }

    [Fact]
    public void One_wake_after_a_long_sleep_decides_all_and_tells_only_the_highest_step()
    {
        var spec = Opened().When(Complaint.Wake, At(125));
        var accept = spec.Events.Where(happened => happened is ComplaintEvent.Climbed { Clock: ClockKind.Accept }).ToList();
        var climbed = Assert.IsType<ComplaintEvent.Climbed>(Assert.Single(accept));
        Assert.Equal((200, LadderStep.DeputyCommissioner), (climbed.Percent, climbed.Step));
        Assert.DoesNotContain(spec.Events, happened => happened is ComplaintEvent.Warned { Clock: ClockKind.Accept or ClockKind.Acknowledge });
        Assert.Equal(2, spec.Events.OfType<ComplaintEvent.Breached>().Count());
    }

    [Fact]
    public void A_step_with_nobody_on_duty_is_passed_at_once_and_says_so()
    {
        var spec = Opened(rulebook: WithoutAcp).WakeUntil(At(90));
        var climbed = spec.Events.OfType<ComplaintEvent.Climbed>().Where(happened => happened.Clock == ClockKind.Accept).ToList();
        Assert.Equal([LadderStep.StationHead, LadderStep.DeputyCommissioner], climbed.Select(happened => happened.Step));
        Assert.Equal(LadderStep.AssistantCommissioner, Assert.Single(climbed[1].Passed).Step);
    }

    [Fact]
    public void After_a_stop_of_over_a_minute_climbs_wait_five_minutes_and_breaches_do_not()
    {
        var outage = new Outage(At(20), At(70));
        var spec = Opened().When(new ComplaintCommand.Wake(outage), At(70));
        Assert.Equal(At(75), spec.ThenOne<ComplaintEvent.ClimbsHeld>().UntilAt);
        Assert.All(spec.Events.OfType<ComplaintEvent.Breached>(), breached => Assert.Equal(outage, breached.Outage));
        Assert.Equal(2, spec.Events.OfType<ComplaintEvent.Breached>().Count());
        spec.ThenNot<ComplaintEvent.Climbed>().ThenWakesAt(At(75));
        spec.When(Complaint.Wake, At(75));
        Assert.Equal(2, spec.Events.OfType<ComplaintEvent.Climbed>().Count());
        Opened().When(new ComplaintCommand.Wake(new Outage(At(69.5), At(70))), At(70)).ThenNot<ComplaintEvent.ClimbsHeld>();
    }

    [Fact]
    public void A_p0_climbs_at_once_after_a_stop()
    {
        var spec = Opened(Post(category: Category.SelfHarm)).When(new ComplaintCommand.Wake(new Outage(At(0.5), At(5))), At(5)).ThenNot<ComplaintEvent.ClimbsHeld>();
        Assert.Contains(spec.Events, happened => happened is ComplaintEvent.Climbed { Clock: ClockKind.Seen });
    }

    [Fact]
    public void A_check_that_is_late_climbs_to_the_checker_and_above_never_to_the_station()
    {
        var spec = Acted(Post(category: Category.Assault)).WakeUntil(At(20 + 480));
        var steps = spec.Events.OfType<ComplaintEvent.Climbed>().Where(climbed => climbed.Clock == ClockKind.Check).Select(climbed => climbed.Step);
        Assert.Equal([LadderStep.AssistantCommissioner, LadderStep.DeputyCommissioner, LadderStep.Commissioner], steps);
    }

    [Fact]
    public void What_nobody_owns_climbs_in_the_chain_of_the_account_that_received_it()
    {
        var spec = Opened(Post(unit: null)).WakeUntil(At(31));
        Assert.Equal((LadderStep.Commissioner, City), (spec.Events.OfType<ComplaintEvent.Climbed>().Single().Step, spec.Events.OfType<ComplaintEvent.Climbed>().Single().Unit));
    }

    [Fact]
    public void A_pause_moves_the_climbs_of_a_clock_that_is_late_already()
    {
        // Act of a P2: 4 h, climbs at 100, 150 and 200 %.
        var late = Accepted(Post(category: Category.TheftSnatch), minutes: 5).WakeUntil(At(250));
        Assert.Contains(late.Events, happened => happened is ComplaintEvent.Climbed { Clock: ClockKind.Act, Percent: 100 });
        var paused = late.Done(new ComplaintCommand.Pause(Inspector, "asked for the number"), At(255)).Done(new ComplaintCommand.Resume(Inspector, ""), At(855));
        paused.When(new ComplaintCommand.Wake(), At(860)).ThenNot<ComplaintEvent.Climbed>();
        var clock = ((Complaint.Live)paused.State).Folder.Clock(ClockKind.Act)!;
        Assert.Equal([At(245), At(965), At(1085)], clock.Climbs.Select(step => step.At));
    }

    [Fact]
    public void What_is_raised_to_a_P0_climbs_by_the_P0s_own_times()
    {
        var late = Accepted(minutes: 5).WakeUntil(At(600));
        Assert.True(((Complaint.Live)late.State).Folder.Clock(ClockKind.Act)!.Breached);
        var raised = late.Done(new ComplaintCommand.AddPost(Post("50-0", 601, Category.SelfHarm, flags: [Label.SelfHarm])), At(601));
        Assert.All(((Complaint.Live)raised.State).Folder.Clock(ClockKind.Act)!.Climbs, step => Assert.True(step.At < At(200), $"{step.At}"));
    }
}
