using Monitor.Core.Accounts;
using Monitor.Core.Alerts;
using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;
using Monitor.Core.Incidents;
using Monitor.Core.Rulebooks;
using Monitor.Runtime.Deadlines;

namespace Monitor.Runtime.Grains;

/// <summary>The kinds of grains of this build. What is missing here has no stored name and no host.</summary>
public static class KnownGrains
{
    public static GrainKinds All { get; } = new(
        GrainKind.Of<Author, AuthorCommand, AuthorEvent>(),
        GrainKind.Of<Complaint, ComplaintCommand, ComplaintEvent>(outage => new ComplaintCommand.Wake(outage)),
        GrainKind.Of<Flag, FlagCommand, FlagEvent>(),
        GrainKind.Of<OfficialAccount, OfficialAccountCommand, OfficialAccountEvent>(),
        GrainKind.Of<Incident, IncidentCommand, IncidentEvent>(),
        GrainKind.Of<Alert, AlertCommand, AlertEvent>(),
        GrainKind.Of<RulebookLog, RulebookCommand, RulebookEvent>(),
        GrainKind.Of<Canary, CanaryCommand, CanaryEvent>());
}
