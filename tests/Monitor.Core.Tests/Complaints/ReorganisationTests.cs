using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>The first station ends with the day, and another begins in its place.</summary>
public sealed class ReorganisationTests
{
    [Fact]
    public void What_came_by_a_call_to_a_unit_that_has_ended_climbs_in_its_own_force_whatever_force_comes_first()
    {
        var opened = Nothing().Done(new ComplaintCommand.OpenByHand(Number, Source.Call, Category.Noise, null, Station, Inspector, null, null, []), At(0));
        var told = After(opened.State, WithAnotherForce(WithoutStation)).WakeUntil(At(600)).Events.OfType<ComplaintEvent.Climbed>().SelectMany(climbed => climbed.Officers);
        Assert.DoesNotContain("aaa/cp", told);
        Assert.Contains(Commissioner, told);
    }

    /// <summary>Of one head and a control room, in front of the others by its name.</summary>
    private static Rulebook WithAnotherForce(Rulebook rules)
    {
        var room = rules.Units.Find("blr/cr")!;
        var units = UnitTree.Of([.. rules.Units.Rows, rules.Units.Find(City)! with { Id = "aaa" }, room with { Id = "aaa/cr", ParentId = "aaa" }]);
        Shift On(string id, Rank rank, string unit) => new(new Officer(id, id, rank.ToString(), rank, unit), "always");
        var roster = new Roster(units, [On("aaa/cp", Rank.Commissioner, "aaa"), On(Commissioner, Rank.Commissioner, City)], Book.IsOpen);
        return rules with { Units = units, Roster = roster };
    }

    private static Spec<Complaint, ComplaintCommand, ComplaintEvent> After(Complaint state, Rulebook rules) => new(rules, state);
}
