using Monitor.Core.Complaints;
using Monitor.Core.Sla;

namespace Monitor.Core.Incidents;

/// <summary>What a Complaint's event means for its incident: one priority, every member counted.</summary>
public static class IncidentCounter
{
    /// <param name="docket">Of the complaint.</param>
    /// <param name="incident">The incident that the complaint is in after the event (before it, for one that leaves); null for none.</param>
    /// <param name="category">What the complaint is about.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="priority">Its priority.</param>
    public static IEnumerable<(string Key, IncidentCommand Command)> Of(
        ComplaintEvent happened, string docket, string? incident, Posts.Category category, string? unit, Priority priority) => (happened, incident) switch
    {
        (ComplaintEvent.IncidentJoined e, _) => [(e.Incident, new IncidentCommand.Count(docket, category, unit, priority.Number()))],
        (ComplaintEvent.IncidentLeft e, _) => [(e.Incident, new IncidentCommand.Leave(docket))],
        (_, null) => [],
        (ComplaintEvent.Prioritised e, { } id) => [(id, new IncidentCommand.RaisePriority(docket, e.To.Number()))],
        (ComplaintEvent.Closed or ComplaintEvent.Left, { } id) => [(id, new IncidentCommand.CloseComplaint(docket))],
        (ComplaintEvent.Reopened, { } id) => [(id, new IncidentCommand.ReopenComplaint(docket))],
        _ => [],
    };
}
