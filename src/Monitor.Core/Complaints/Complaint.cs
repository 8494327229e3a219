using System.Diagnostics;

namespace Monitor.Core.Complaints;

/// <summary>
/// A complaint's life (design section 5): its owner, clocks, pauses, answers, checks and stamps. The phases are below; what is known whatever the phase is in its
/// <see cref="Complaints.Folder"/>. Deciding is split by topic over the files of this folder.
/// </summary>
public abstract partial record Complaint : IGrain<Complaint, ComplaintCommand, ComplaintEvent>
{
    /// <summary>Nothing has happened.</summary>
    public sealed record None : Complaint;

    /// <summary>Every phase after opening.</summary>
    public abstract record Live(Folder Folder) : Complaint;

    /// <summary>In triage: no unit is known.</summary>
    public sealed record Untagged(Folder Folder) : Live(Folder);

    /// <summary>Given to a unit that has not accepted it.</summary>
    public sealed record Tagged(Folder Folder) : Live(Folder);

    /// <summary>"Not mine": waits in the lane of the common superior; it cannot close.</summary>
    public sealed record Disputed(Folder Folder) : Live(Folder);

    /// <summary>The unit works on it.</summary>
    public sealed record Accepted(Folder Folder) : Live(Folder);

    /// <summary>Action recorded; waits for the ACP's or CO's check.</summary>
    public sealed record Acted(Folder Folder) : Live(Folder);

    /// <summary>Approved once; waits for the DCP's or SP's second check.</summary>
    public sealed record Checked(Folder Folder) : Live(Folder);

    /// <summary>Approved; waits for the answer's stamps and for closing.</summary>
    public sealed record Approved(Folder Folder) : Live(Folder);

    /// <summary>A way out was proposed and waits for a superior.</summary>
    public sealed record Leaving(Folder Folder, Leave Leave) : Live(Folder);

    /// <summary>Closed with four stamps.</summary>
    public sealed record Closed(Folder Folder) : Live(Folder);

    /// <summary>Gone by another way out.</summary>
    public sealed record Left(Folder Folder, Leave Leave) : Live(Folder);

    public static string Kind => "complaint";

    public static Complaint Initial { get; } = new None();

    public static ComplaintCommand Wake { get; } = new ComplaintCommand.Wake();

    public DateTimeOffset? NextDeadline => this is Live live ? live.Folder.NextDeadline : null;

    /// <summary>Neither closed nor left.</summary>
    public bool IsOpen => this is Live and not (Closed or Left);

    public Decision<ComplaintEvent> Decide(ComplaintCommand command, Rulebook rulebook, DateTimeOffset now)
    {
        var turn = new Turn(this, rulebook, now);
        var refusal = this is Live ? Turning(turn, command) : Opening(turn, command);
        return refusal is null ? Decision<ComplaintEvent>.Of(turn.Events) : refusal;
    }

    private static Refusal? Opening(Turn turn, ComplaintCommand command) => command switch
    {
        ComplaintCommand.Open c => Intake.Open(turn, c),
        ComplaintCommand.OpenByHand c => Intake.Open(turn, c),
        ComplaintCommand.Wake => null,
        _ => new Refusal("no-such-complaint", "There is no complaint with this docket number."),
    };

    private static Refusal? Turning(Turn turn, ComplaintCommand command) => command switch
    {
        ComplaintCommand.Open or ComplaintCommand.OpenByHand => null,
        ComplaintCommand.AddPost c => Intake.Add(turn, c),
        ComplaintCommand.EditPost c => Intake.Edit(turn, c),
        ComplaintCommand.DeletePost c => Intake.Delete(turn, c),
        ComplaintCommand.AddAnswer c => Answering.Add(turn, c),
        ComplaintCommand.ClaimAnswer c => Answering.Claim(turn, c),
        ComplaintCommand.Reply c => Answering.Write(turn, c),
        ComplaintCommand.Ask c => Answering.Write(turn, c),
        ComplaintCommand.NoteDelivery c => Answering.NoteDelivery(turn, c),
        ComplaintCommand.Pause c => Pausing.Begin(turn, c),
        ComplaintCommand.Resume c => Pausing.End(turn, c),
        ComplaintCommand.Tag c => Owning.Tag(turn, c),
        ComplaintCommand.Accept c => Owning.Accept(turn, c),
        ComplaintCommand.Dispute c => Owning.Dispute(turn, c),
        ComplaintCommand.Transfer c => Owning.Transfer(turn, c),
        ComplaintCommand.Reroute c => Rerouting.Route(turn, c),
        ComplaintCommand.Act c => Checking.Act(turn, c),
        ComplaintCommand.Check c => Checking.Approve(turn, c),
        ComplaintCommand.Return c => Checking.Return(turn, c),
        ComplaintCommand.SeeReport c => Reporting.See(turn, c),
        ComplaintCommand.ReturnReport c => Reporting.Return(turn, c),
        ComplaintCommand.ReportBack c => Reporting.Back(turn, c),
        ComplaintCommand.Close c => Ending.Close(turn, c),
        ComplaintCommand.Dismiss c => Ending.Dismiss(turn, c),
        ComplaintCommand.Reopen c => Ending.Reopen(turn, c),
        ComplaintCommand.Appeal c => Ending.Appeal(turn, c),
        ComplaintCommand.Link c => Linking.Link(turn, c),
        ComplaintCommand.Unlink c => Linking.Unlink(turn, c),
        ComplaintCommand.Split c => Linking.Split(turn, c),
        ComplaintCommand.JoinIncident c => Linking.Join(turn, c),
        ComplaintCommand.LeaveIncident c => Linking.Leave(turn, c),
        ComplaintCommand.NoteIncidentSize c => Linking.Size(turn, c),
        ComplaintCommand.Prioritise c => Prioritising.ByOfficer(turn, c),
        ComplaintCommand.Recompute c => Prioritising.Recompute(turn, c),
        ComplaintCommand.Handoff c => HandingOff.Done(turn, c),
        ComplaintCommand.Wake c => Climbing.Wake(turn, c),
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided for a complaint."),
    };
}
