using Monitor.Core.Complaints;
using Monitor.Core.Incidents;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;

namespace Monitor.Core.Tests.Incidents;

public sealed class IncidentTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 6, 30, 0, TimeSpan.Zero);

    private static IncidentCommand.Count Count(int docket, int priority = 2) => new($"d{docket}", Category.Accident, "u", priority);

    private static Spec<Incident, IncidentCommand, IncidentEvent> Incident() => Spec.Of<Incident, IncidentCommand, IncidentEvent>(new Rulebook());

    [Fact]
    public void Each_complainant_is_counted_once()
    {
        var spec = Incident().When(Count(1), Noon).ThenNames("Begun", "ComplaintCounted");
        spec.When(Count(1), Noon).ThenNothing();
        Assert.Equal(2, spec.When(Count(2), Noon).ThenOne<IncidentEvent.ComplaintCounted>().Count);
    }

    [Fact]
    public void At_a_mark_every_open_member_learns_the_size()
    {
        var spec = Incident();
        for (var docket = 1; docket <= 4; docket++)
        {
            spec.Done(Count(docket), Noon);
        }

        spec.Done(new IncidentCommand.CloseComplaint("d1"), Noon);
        var grew = spec.When(Count(5), Noon).ThenOne<IncidentEvent.Grew>();
        Assert.Equal(["d2", "d3", "d4", "d5"], IncidentCounter.Of("i-d1", grew).Select(command => command.Docket));
        Assert.All(IncidentCounter.Of("i-d1", grew), command => Assert.Equal(new ComplaintCommand.NoteIncidentSize("i-d1", 5), command.Command));
    }

    [Fact]
    public void The_gravest_priority_of_any_member_is_the_incidents()
    {
        var spec = Incident().Done(Count(1), Noon).When(Count(2, 1), Noon).ThenNames("ComplaintCounted", "PriorityRaised");
        spec.When(new IncidentCommand.RaisePriority("d1", 2), Noon).ThenNothing();
        spec.When(new IncidentCommand.RaisePriority("d1", 0), Noon).ThenNames("PriorityRaised");
    }

    [Fact]
    public void One_priority_reaches_every_open_member_and_whoever_joins_later()
    {
        var spec = Incident().Done(Count(1), Noon).Done(Count(2), Noon).Done(Count(3), Noon).Done(new IncidentCommand.CloseComplaint("d2"), Noon);
        var raised = spec.When(new IncidentCommand.RaisePriority("d3", 1), Noon).ThenOne<IncidentEvent.PriorityRaised>();
        Assert.Equal([("d1", new ComplaintCommand.NoteIncidentSize("i-d1", 3, Priority.P1))], IncidentCounter.Of("i-d1", raised));
        var joined = spec.When(Count(4), Noon).ThenOne<IncidentEvent.ComplaintCounted>();
        Assert.Equal([("d4", new ComplaintCommand.NoteIncidentSize("i-d1", 4, Priority.P1))], IncidentCounter.Of("i-d1", joined));
        Assert.Empty(IncidentCounter.Of("i-d1", spec.When(Count(5, 1), Noon).Events[0]));
    }

    [Fact]
    public void Ten_is_a_mark_since_the_rule_raises_at_ten()
    {
        var spec = Incident();
        for (var docket = 1; docket < Priorities.IncidentThatRaises; docket++)
        {
            spec.Done(Count(docket), Noon);
        }

        Assert.Equal(10, spec.When(Count(10), Noon).ThenOne<IncidentEvent.Grew>().Count);
    }

    [Fact]
    public void It_ends_with_its_last_open_complaint_and_resumes_with_the_next()
    {
        var spec = Incident().Done(Count(1), Noon).Done(Count(2), Noon).When(new IncidentCommand.CloseComplaint("d1"), Noon).ThenNames("ComplaintClosed");
        spec.When(new IncidentCommand.CloseComplaint("d1"), Noon).ThenNothing();
        spec.When(new IncidentCommand.CloseComplaint("d2"), Noon).ThenNames("ComplaintClosed", "Ended").ThenIs<Incident.Ended>();
        spec.When(Count(2), Noon).ThenNothing();
        spec.When(new IncidentCommand.ReopenComplaint("d1"), Noon).ThenNames("Resumed", "ComplaintReopened").ThenIs<Incident.Running>();
        spec.When(new IncidentCommand.CloseComplaint("d1"), Noon).ThenNames("ComplaintClosed", "Ended");
        spec.When(Count(3), Noon).ThenNames("Resumed", "ComplaintCounted");
        Assert.Equal(3, Assert.IsType<Incident.Running>(spec.State).Count);
    }

    [Fact]
    public void Whoever_was_taken_out_is_counted_no_more()
    {
        var spec = Incident().Done(Count(1), Noon).Done(Count(2), Noon);
        Assert.Equal(1, spec.When(new IncidentCommand.Leave("d2"), Noon).ThenOne<IncidentEvent.ComplaintLeft>().Count);
        spec.When(new IncidentCommand.Leave("d2"), Noon).ThenNothing();
        spec.When(new IncidentCommand.Leave("d1"), Noon).ThenNames("ComplaintLeft", "Ended");
    }

    [Fact]
    public void Every_state_decides_every_command()
    {
        IncidentCommand[] commands =
        [
            Count(1), Count(9), new IncidentCommand.Leave("d1"), new IncidentCommand.RaisePriority("d1", 0), new IncidentCommand.CloseComplaint("d1"),
            new IncidentCommand.ReopenComplaint("d1"), new IncidentCommand.Wake(),
        ];
        IncidentEvent[] running = [new IncidentEvent.Begun("d1", Category.Accident, "u", 2, Noon), new IncidentEvent.ComplaintCounted("d1", 1, Noon)];
        EveryState.Decides<Incident, IncidentCommand, IncidentEvent>(commands, new Rulebook(), Noon, Incident().State, Incident().Given(running).State,
            Incident().Given(running).Done(new IncidentCommand.CloseComplaint("d1"), Noon).State);
    }

    [Fact]
    public void A_complaints_events_are_the_incidents_commands()
    {
        var joined = new ComplaintEvent.IncidentJoined("i-1", null, Noon) { Category = Category.Accident, Unit = "u", Priority = Priority.P1 };
        Assert.Equal(("i-1", new IncidentCommand.Count("d", Category.Accident, "u", 1)), Assert.Single(IncidentCounter.Of("d", joined)));
        Assert.Empty(IncidentCounter.Of("d", new ComplaintEvent.Closed("pi", Noon)));
        Assert.Single(IncidentCounter.Of("d", new ComplaintEvent.Closed("pi", Noon) { Incident = "i-1" }));
    }
}
