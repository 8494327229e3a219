using Monitor.Core.Posts;

namespace Monitor.Core.Incidents;

/// <summary>What an Incident is told, each from an event of a Complaint.</summary>
public abstract record IncidentCommand : ICommand
{
    public sealed record Count(string Docket, Category Category, string? Unit, int Priority) : IncidentCommand;

    public sealed record Leave(string Docket) : IncidentCommand;

    public sealed record RaisePriority(string Docket, int Priority) : IncidentCommand;

    public sealed record CloseComplaint(string Docket) : IncidentCommand;

    public sealed record ReopenComplaint(string Docket) : IncidentCommand;

    public sealed record Wake : IncidentCommand;
}
