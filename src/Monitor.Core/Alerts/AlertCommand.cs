using Monitor.Core.Organisation;

namespace Monitor.Core.Alerts;

/// <summary>What an Alert is asked.</summary>
public abstract record AlertCommand : ICommand
{
    /// <param name="Tell">Officers whom the event named (the Complaint's ladder); empty: whoever is on duty on <paramref name="Step"/> of the unit's ladder.</param>
    /// <param name="OwnLadder">True for alerts without a complaint.</param>
    public sealed record Raise(
        string Subject, AlertKind Kind, int Priority, string? Unit, string Why, LadderStep Step, IReadOnlyList<string> Tell, bool OwnLadder) : AlertCommand;

    /// <summary>A further life at risk in the same incident: where this alert is open it counts that docket too, whose own alert is then cleared.</summary>
    public sealed record CountIn(string Docket) : AlertCommand;

    /// <summary>Another unit has the docket now: where this alert is open its people are told, and those of the unit before no more.</summary>
    public sealed record Move(string Unit) : AlertCommand;

    /// <summary>The alert that counted this one's docket is cleared: raised again, unless that docket is out of risk meanwhile.</summary>
    public sealed record Resume : AlertCommand;

    public sealed record Acknowledge(string By) : AlertCommand;

    /// <summary>Only a superior, with a reason, 8 h at most (design section 8).</summary>
    public sealed record Snooze(string By, string Why, DateTimeOffset UntilAt) : AlertCommand;

    public sealed record Clear(string Why) : AlertCommand;

    public sealed record Wake : AlertCommand;
}
