using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>From the first post to the four stamps.</summary>
public sealed class MainPathTests
{
    [Fact]
    public void Opening_tags_the_located_unit_and_starts_acknowledge_accept_and_close()
    {
        var opened = Opened().ThenIs<Complaint.Tagged>().ThenOne<ComplaintEvent.Opened>();
        Assert.Equal(Station, opened.Unit);
        Assert.Equal(Priority.P3, opened.Priority);
        Assert.Equal([ClockKind.Acknowledge, ClockKind.Close, ClockKind.Accept], opened.Clocks.Select(clock => clock.Clock));
        Assert.Equal(At(30), opened.Clocks[0].Plan!.DueAt);
        Assert.Equal([50, 80], opened.Clocks[0].Plan!.Warnings.Select(step => step.Percent));
        Assert.Equal("standard@1", opened.Clocks[0].Plan!.Policy);
    }

    [Fact]
    public void Opening_twice_does_nothing_the_second_time() =>
        Opened().When(new ComplaintCommand.Open(Number, Post()), At(1)).ThenNothing();

    [Fact]
    public void Without_a_place_it_waits_in_triage_without_an_accept_clock()
    {
        var opened = Opened(Post(unit: null)).ThenIs<Complaint.Untagged>().ThenOne<ComplaintEvent.Opened>();
        Assert.DoesNotContain(opened.Clocks, clock => clock.Clock == ClockKind.Accept);
    }

    [Fact]
    public void The_four_stamps_close_it()
    {
        var spec = Approved();
        spec.When(new ComplaintCommand.Close(Inspector), At(27)).ThenRefused("stamp-missing");
        spec.Done(new ComplaintCommand.AddAnswer(Answer("9-0", 27)), At(27)).ThenNames(nameof(ComplaintEvent.Answered));
        spec.When(new ComplaintCommand.Close(Inspector), At(28)).ThenNames(nameof(ComplaintEvent.Closed)).ThenIs<Complaint.Closed>();
        Assert.All(((Complaint.Closed)spec.State).Folder.Clocks, clock => Assert.True(!clock.IsOpen || clock.Kind == ClockKind.ReportUp));
    }

    [Fact]
    public void A_clock_warns_breaches_and_climbs_from_the_station_head_up()
    {
        var spec = Opened().WakeUntil(At(120));
        var accept = spec.Events.Where(happened => happened is ComplaintEvent.Warned { Clock: ClockKind.Accept } or ComplaintEvent.Breached { Clock: ClockKind.Accept }
            or ComplaintEvent.Climbed { Clock: ClockKind.Accept }).ToList();
        Assert.Equal([At(30), At(48), At(60), At(60), At(90), At(120)], accept.Select(happened => happened.At));
        Assert.Equal(
            [LadderStep.StationHead, LadderStep.AssistantCommissioner, LadderStep.DeputyCommissioner], accept.OfType<ComplaintEvent.Climbed>().Select(climbed => climbed.Step));
        Assert.Equal([Acp], accept.OfType<ComplaintEvent.Climbed>().ElementAt(1).Officers);
        Assert.Equal("ACP", accept.OfType<ComplaintEvent.Climbed>().ElementAt(1).Title);
    }

    [Fact]
    public void Acceptance_meets_accept_and_starts_act_by_the_calendar()
    {
        var accepted = Accepted().ThenIs<Complaint.Accepted>().ThenOne<ComplaintEvent.Accepted>();
        Assert.Equal([ClockTurn.Met, ClockTurn.Started], accepted.Clocks.Select(clock => clock.Turn));
        Assert.Equal(At(5 + 240 + 30), accepted.Clocks[1].Plan!.DueAt);
    }

    [Fact]
    public void A_tenth_and_grave_ones_need_a_second_check()
    {
        Acted(Post(category: Category.Assault)).Done(new ComplaintCommand.Check(Acp), At(25)).ThenIs<Complaint.Checked>()
            .When(new ComplaintCommand.Check(Acp), At(26)).ThenNothing()
            .When(new ComplaintCommand.Check(Dcp), At(27)).ThenNames(nameof(ComplaintEvent.SecondChecked)).ThenIs<Complaint.Approved>();
        Assert.InRange(Enumerable.Range(1, 10_000).Count(number => Folder.IsTenth(Docket.Number(number, 0))), 850, 1150);
    }
}
