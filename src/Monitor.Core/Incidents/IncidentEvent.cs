using Monitor.Core.Posts;

namespace Monitor.Core.Incidents;

/// <summary>Many people, one event: counted from the Complaints' own events; every complainant is still answered (design section 4). Names are stored: change only by
/// adding.</summary>
public abstract record IncidentEvent(DateTimeOffset At) : IEvent
{
    /// <param name="Docket">The first docket that joined.</param>
    public sealed record Begun(string Docket, Category Category, string? Unit, int Priority, DateTimeOffset At) : IncidentEvent(At);

    /// <param name="Count">Complaints in it, this one included.</param>
    public sealed record ComplaintCounted(string Docket, int Count, DateTimeOffset At) : IncidentEvent(At)
    {
        /// <summary>The incident's priority, where it is graver than this complaint's, which takes it over.</summary>
        public int? Graver { get; init; }
    }

    /// <summary>It reached a size at which its members may become more pressing: 5, 10, 20, 50, then each 100.</summary>
    /// <param name="Members">Those that are open.</param>
    public sealed record Grew(int Count, IReadOnlyList<string> Members, DateTimeOffset At) : IncidentEvent(At);

    /// <summary>An officer took a complaint out of it.</summary>
    public sealed record ComplaintLeft(string Docket, int Count, DateTimeOffset At) : IncidentEvent(At);

    /// <summary>One priority for all: the gravest that any complaint of it has had. Lower number is graver.</summary>
    public sealed record PriorityRaised(int Priority, string Docket, DateTimeOffset At) : IncidentEvent(At)
    {
        public int Count { get; init; }

        /// <summary>Open ones that take it over: all but <see cref="Docket"/>.</summary>
        public IReadOnlyList<string> Members { get; init; } = [];
    }

    /// <summary>The last open complaint was closed.</summary>
    public sealed record Ended(DateTimeOffset At) : IncidentEvent(At);

    /// <summary>A complaint joined or was reopened after the end.</summary>
    public sealed record Resumed(DateTimeOffset At) : IncidentEvent(At);

    /// <summary>A complaint of it was closed; <paramref name="Open"/> are left.</summary>
    public sealed record ComplaintClosed(string Docket, int Open, DateTimeOffset At) : IncidentEvent(At);

    public sealed record ComplaintReopened(string Docket, int Open, DateTimeOffset At) : IncidentEvent(At);
}
