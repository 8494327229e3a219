using System.Diagnostics;

namespace Monitor.Core.Complaints;

/// <summary>What each phase is called in views, queries and refusals.</summary>
public static class Phases
{
    /// <summary>Lower case: <c>untagged</c>, <c>tagged</c>, <c>disputed</c>, <c>accepted</c>, <c>acted</c>, <c>checked</c>, <c>approved</c>, <c>leaving</c>, <c>closed</c>,
    /// <c>left</c>.</summary>
    public static string Name(Complaint state) => state switch
    {
        Complaint.None => "none",
        Complaint.Untagged => "untagged",
        Complaint.Tagged => "tagged",
        Complaint.Disputed => "disputed",
        Complaint.Accepted => "accepted",
        Complaint.Acted => "acted",
        Complaint.Checked => "checked",
        Complaint.Approved => "approved",
        Complaint.Leaving => "leaving",
        Complaint.Closed => "closed",
        Complaint.Left => "left",
        _ => throw new UnreachableException($"{state.GetType().Name} has no name."),
    };
}
