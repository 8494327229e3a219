using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>
/// What is open at a unit that a reorganisation has ended goes to one that stands (design section 6). It is a transfer that nobody asked for: the citizen's clocks run on and a
/// pause ends; the new unit's Accept clock starts and Act begins with its acceptance, since nobody there has seen the docket yet. What the old unit had acted on keeps its phase,
/// its stamps and its clocks.
/// </summary>
internal static class Rerouting
{
    /// <summary>Nothing while the unit stands: a repeat, and a host whose day has not turned yet, do no harm. A dispute waits on in its lane while that stands.</summary>
    public static Refusal? Route(Turn turn, ComplaintCommand.Reroute c)
    {
        var folder = turn.Folder;
        if (!turn.State.IsOpen || (folder.Lane ?? folder.Unit) is not { } ended || turn.Units.Find(ended) is not null || Superior(turn, ended) is not { } superior)
        {
            return null;
        }

        var named = Named(turn, c.Located, ended, superior);
        Pausing.Resume(turn, PauseEnd.Transferred, null, turn.Now);
        var (unit, wings) = (named ?? superior, named is null ? folder.Wings : c.Located.Wings);
        if (turn.State is Complaint.Tagged or Complaint.Disputed or Complaint.Accepted)
        {
            var tagged = new ComplaintEvent.Tagged(unit, wings, TagWhy.Reorganised, null, turn.Now);
            turn.Add(tagged, [Owning.AcceptStarts(turn, turn.Folder.WithOwner(unit, turn.Now)), turn.Drop(ClockKind.Act)]);
        }
        else
        {
            turn.Add(new ComplaintEvent.Rerouted(unit, wings, turn.Now));
        }

        return null;
    }

    /// <summary>The nearest one left that may have it: never the unit complained of.</summary>
    private static string? Superior(Turn turn, string ended) =>
        turn.Units.LeftAbove(ended) is { } left ? turn.Units.SuperiorsOf(left.Id).Prepend(left).FirstOrDefault(unit => Owning.MayHave(turn, unit.Id) is null)?.Id : null;

    /// <summary>
    /// The unit that the words name; null where they must not decide. An officer who sent it to the ended unit from one that still stands knew more than the words do; so does the
    /// superior of the ended unit where they name but the whole district. What is in dispute, and what is about police conduct, is not for the unit that is named.
    /// </summary>
    private static string? Named(Turn turn, Located located, string ended, string superior)
    {
        var folder = turn.Folder;
        var isSent = folder.Owners.Any(owner => turn.Units.Find(owner) is not null);
        var isConduct = folder.Against is not null || folder.Category == Category.PoliceMisconduct;
        return !isSent && !isConduct && folder.Lane is null && Intake.Owner(folder.Category, located) is { } unit && Owning.MayHave(turn, unit) is null
            && UnitTree.AreOfOneForce(unit, ended) && !turn.Units.IsWithin(superior, unit) ? unit : null;
    }
}
