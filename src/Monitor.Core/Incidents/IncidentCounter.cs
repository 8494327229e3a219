using Monitor.Core.Complaints;
using Monitor.Core.Sla;

namespace Monitor.Core.Incidents;

/// <summary>What a Complaint's event means for its incident, and what an incident's growth means for its complaints.</summary>
public static class IncidentCounter
{
    /// <param name="docket">Of the complaint whose event it is.</param>
    public static IEnumerable<(string Key, IncidentCommand Command)> Of(string docket, ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.IncidentJoined e => [(e.Incident, new IncidentCommand.Count(docket, e.Category, e.Unit, e.Priority.Number()))],
        ComplaintEvent.IncidentLeft e => [(e.Incident, new IncidentCommand.Leave(docket))],
        ComplaintEvent.Prioritised { Incident: { } id } e => [(id, new IncidentCommand.RaisePriority(docket, e.To.Number()))],
        ComplaintEvent.Closed { Incident: { } id } => [(id, new IncidentCommand.CloseComplaint(docket))],
        ComplaintEvent.Left { Incident: { } id } => [(id, new IncidentCommand.CloseComplaint(docket))],
        ComplaintEvent.Reopened { Incident: { } id } => [(id, new IncidentCommand.ReopenComplaint(docket))],
        ComplaintEvent.Appealed { Incident: { } id } => [(id, new IncidentCommand.ReopenComplaint(docket))],
        ComplaintEvent.ReportReturned { Reopens: true, Incident: { } id } => [(id, new IncidentCommand.ReopenComplaint(docket))],
        _ => [],
    };

    /// <param name="incident">Key of the incident whose event it is.</param>
    public static IEnumerable<(string Docket, ComplaintCommand Command)> Of(string incident, IncidentEvent happened) => happened switch
    {
        IncidentEvent.Grew e => e.Members.Select(docket => Noted(docket, incident, e.Count, null)),
        IncidentEvent.PriorityRaised e => e.Members.Select(docket => Noted(docket, incident, e.Count, e.Priority)),
        IncidentEvent.ComplaintCounted { Graver: { } priority } e => [Noted(e.Docket, incident, e.Count, priority)],
        _ => [],
    };

    private static (string Docket, ComplaintCommand Command) Noted(string docket, string incident, int count, int? priority) =>
        (docket, new ComplaintCommand.NoteIncidentSize(incident, count, priority is { } number ? (Priority)(number + 1) : null));}
