using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Server.Api;

/// <summary>A command's body that carries words for the citizen: they go into the post store, the command names only their id.</summary>
/// <param name="Text">What the citizen is to read.</param>
/// <param name="Account">Seat id of the official account that it goes out from.</param>
/// <param name="By">Officer of the roster.</param>
public sealed record Writing(string Text, string Account, string By);

/// <summary>A docket given to a unit.</summary>
/// <param name="By">Officer of the roster.</param>
/// <param name="Phrase">Words of the post that name the place: they mean this unit from now on. Null teaches nothing.</param>
public sealed record Tagging(string Unit, string By, TagWhy Why = TagWhy.Officer, string? Phrase = null);

/// <summary>A docket opened by an officer: a call, a walk-in, a missed post.</summary>
/// <param name="Text">What the citizen said, in the officer's words; kept in the post store. Null when posts are named.</param>
/// <param name="Posts">Ids of posts that it is opened for.</param>
/// <param name="Against">For police conduct: the unit complained of, which never gets the docket nor sees it.</param>
public sealed record Opening(
    Source Source, Category Category, string By, string? Text = null, Priority? Priority = null, string? Unit = null, string? Note = null, DateTimeOffset? ToldAt = null,
    IReadOnlyList<string>? Posts = null, string? Against = null);

/// <summary>Part of a docket that becomes one of its own.</summary>
/// <param name="Posts">At least one of the docket's latest posts.</param>
public sealed record Splitting(IReadOnlyList<string> Posts, Category Category, string By, string? Unit = null, string? Against = null);

/// <summary>How many are in it the incident itself counts.</summary>
/// <param name="Incident">Name of one there is, or of a new one.</param>
/// <param name="By">Officer of the roster.</param>
public sealed record IncidentJoining(string Incident, string By);

/// <summary>Which body each command of <c>/api/complaints/{docket}/{verb}</c> takes: the command's own members, where it needs nothing but them.</summary>
public static class ComplaintVerbs
{
    /// <summary>Every verb with its body, its answer and one line for the API's description.</summary>
    public static IReadOnlyDictionary<string, (Type Body, Type Answer, string Summary)> All { get; } = new Dictionary<string, (Type Body, Type Answer, string Summary)>
    {
        ["tag"] = (typeof(Tagging), typeof(TaggingDone), "Give it to a unit, whose Accept clock starts; a phrase that names the place teaches it"),
        ["accept"] = (typeof(ComplaintCommand.Accept), typeof(DocketDone), "The unit takes it on"),
        ["dispute"] = (typeof(ComplaintCommand.Dispute), typeof(DocketDone), "Not mine: to the common superior's lane"),
        ["transfer"] = (typeof(ComplaintCommand.Transfer), typeof(DocketDone), "To another unit; the citizen's measure runs on"),
        ["act"] = (typeof(ComplaintCommand.Act), typeof(DocketDone), "Record the action taken, with its number"),
        ["ask"] = (typeof(Writing), typeof(DocketDone), "Ask the citizen; the clocks pause when the question's delivery is held"),
        ["reply"] = (typeof(Writing), typeof(DocketDone), "Answer the citizen from an official account"),
        ["check"] = (typeof(ComplaintCommand.Check), typeof(DocketDone), "A superior approves the action"),
        ["return"] = (typeof(ComplaintCommand.Return), typeof(DocketDone), "A superior sends the action back, with a reason"),
        ["dismiss"] = (typeof(ComplaintCommand.Dismiss), typeof(DocketDone), "Propose another way out than closing"),
        ["link"] = (typeof(ComplaintCommand.Link), typeof(DocketDone), "Link a duplicate; nothing is fused"),
        ["unlink"] = (typeof(ComplaintCommand.Unlink), typeof(DocketDone), "Undo a link"),
        ["split"] = (typeof(Splitting), typeof(SplittingDone), "Make some of its posts a docket of their own"),
        ["prioritise"] = (typeof(ComplaintCommand.Prioritise), typeof(DocketDone), "Set the priority, with a reason; lowering P0 takes a second officer"),
        ["handoff"] = (typeof(ComplaintCommand.Handoff), typeof(DocketDone), "Record a stage of the P0 handoff"),
        ["pause"] = (typeof(ComplaintCommand.Pause), typeof(DocketDone), "Pause while the citizen is asked"),
        ["resume"] = (typeof(ComplaintCommand.Resume), typeof(DocketDone), "End the pause"),
        ["close"] = (typeof(ComplaintCommand.Close), typeof(DocketDone), "Close it; all four stamps are needed"),
        ["reopen"] = (typeof(ComplaintCommand.Reopen), typeof(DocketDone), "Open it again, with a reason"),
        ["appeal"] = (typeof(ComplaintCommand.Appeal), typeof(DocketDone), "The citizen appeals: it opens again and is checked twice"),
        ["join"] = (typeof(IncidentJoining), typeof(DocketDone), "Join an incident"),
        ["leave-incident"] = (typeof(ComplaintCommand.LeaveIncident), typeof(DocketDone), "Take it out of its incident"),
        ["see-report"] = (typeof(ComplaintCommand.SeeReport), typeof(DocketDone), "The Commissioner's or SP's office has seen the action report"),
        ["return-report"] = (typeof(ComplaintCommand.ReturnReport), typeof(DocketDone), "That office returns the action report"),
        ["report-back"] = (typeof(ComplaintCommand.ReportBack), typeof(DocketDone), "The office that forwarded it is informed"),
        ["claim-answer"] = (typeof(ComplaintCommand.ClaimAnswer), typeof(DocketDone), "An officer says that an answer typed elsewhere is theirs"),
        ["recompute"] = (typeof(ComplaintCommand.Recompute), typeof(DocketDone), "Set running clocks by the policy in force now"),
    };
}
