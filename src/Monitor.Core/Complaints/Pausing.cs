using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>
/// The bounded pause (design section 5): it begins when the question's delivery id is held, ends at the citizen's first word on any channel, and at its bound the
/// owner goes on with what is known. P0 never pauses.
/// </summary>
internal static class Pausing
{
    private static readonly TimeSpan BoundDefault = TimeSpan.FromHours(48);

    /// <summary>After a question was delivered: only while the unit works on it, and never for a P0.</summary>
    public static void Begin(Turn turn, string? question, string by, DateTimeOffset from)
    {
        var folder = turn.Folder;
        if (turn.State is not Complaint.Accepted || folder.IsP0 || folder.Pause is not null || folder.Pauses.Count >= Folder.ListMax || folder.CitizenWroteAt > from)
        {
            return;
        }

        var bound = turn.PolicyFor(folder)?.PauseBound ?? BoundDefault;
        turn.Add(
            new ComplaintEvent.Paused(question, by, from, from + (bound / 2), from + bound, turn.Now),
            folder.Clocks.Where(clock => clock.IsRunning && clock.Kind.CanPause()).Select(clock => new ClockChange(clock.Kind, ClockTurn.Paused, from)).ToList());
    }

    public static Refusal? Begin(Turn turn, ComplaintCommand.Pause c)
    {
        if ((turn.MayActFor(c.By, turn.Folder.Unit) ?? Turn.Note(c.Note)) is { } refusal)
        {
            return refusal;
        }

        if (turn.Folder.Pause is not null)
        {
            return new Refusal("already-paused", "The clocks stand still already.");
        }

        if (turn.Folder.IsP0)
        {
            return new Refusal("p0-never-waits", "The clocks of a life at risk do not pause.");
        }

        if (turn.State is not Complaint.Accepted)
        {
            return new Refusal("not-accepted", "Only a unit that has accepted the docket and works on it may wait for the citizen.");
        }

        if (turn.Folder.Pauses.Count >= Folder.ListMax)
        {
            return new Refusal("too-many-pauses", $"This docket was paused {Folder.ListMax} times; act on what is known.");
        }

        Begin(turn, null, c.By, turn.Now);
        return null;
    }

    public static Refusal? End(Turn turn, ComplaintCommand.Resume c)
    {
        if ((turn.MayDirect(c.By) ?? Turn.Note(c.Note, needed: false)) is { } refusal)
        {
            return refusal;
        }

        if (turn.Folder.Pause is not null)
        {
            Resume(turn, PauseEnd.Officer, c.By, turn.Now);
        }

        return null;
    }

    /// <summary>Ends the pause at an instant; every clock that stood still is planned anew by the policy that it began with.</summary>
    public static void Resume(Turn turn, PauseEnd why, string? by, DateTimeOffset to)
    {
        if (turn.Folder.Pause is not { } pause)
        {
            return;
        }

        var resumed = new ComplaintEvent.Resumed(why, by, pause.FromAt, to > pause.FromAt ? to : pause.FromAt, turn.Now);
        var after = ((Complaint.Live)turn.State.Evolve(resumed)).Folder;
        turn.Add(
            resumed,
            after.Clocks.Where(clock => clock.Standing == ClockStanding.Paused)
                .Select(clock => new ClockChange(clock.Kind, ClockTurn.Moved, resumed.ToAt, Prioritising.Replanned(turn, after, clock) ?? clock.Plan))
                .ToList());
    }
}
