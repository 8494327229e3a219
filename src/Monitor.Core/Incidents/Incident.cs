using System.Diagnostics;
using Monitor.Core.Complaints;

namespace Monitor.Core.Incidents;

/// <summary>Many people, one event, by incident id: who is in it and how grave it is, counted from the Complaints' events (design section 4).</summary>
public abstract record Incident : IGrain<Incident, IncidentCommand, IncidentEvent>
{
    /// <summary>So many members are remembered one by one. Further ones are counted, their leaving and closing is not: their own dockets know.</summary>
    public const int MembersMax = 4096;

    public sealed record None : Incident;

    /// <param name="Members">Dockets in it that are open, in order of joining.</param>
    /// <param name="Closed">Dockets in it that are closed.</param>
    /// <param name="Count">All that are in it, remembered or not.</param>
    /// <param name="Priority">Gravest of any member so far; lower is graver.</param>
    public sealed record Running(IReadOnlyList<string> Members, IReadOnlyList<string> Closed, int Count, int Priority) : Incident;

    public sealed record Ended(IReadOnlyList<string> Closed, int Count, int Priority) : Incident;

    public static string Kind => "incident";

    public static Incident Initial { get; } = new None();

    public static IncidentCommand Wake { get; } = new IncidentCommand.Wake();

    public DateTimeOffset? NextDeadline => null;

    public Decision<IncidentEvent> Decide(IncidentCommand command, Rulebook rulebook, DateTimeOffset now) => (this, command) switch
    {
        (_, IncidentCommand.Wake) => Decision.Nothing,
        (None, IncidentCommand.Count c) => new IncidentEvent[]
        {
            new IncidentEvent.Begun(c.Docket, c.Category, c.Unit, c.Priority, now), new IncidentEvent.ComplaintCounted(c.Docket, 1, now),
        },
        (None, _) => Decision.Nothing,

        (Running s, IncidentCommand.Count c) when s.Members.Contains(c.Docket) || s.Closed.Contains(c.Docket) => Decision.Nothing,
        (Running s, IncidentCommand.Count c) => Counted([], c, s.Members, s.Count, s.Priority, now),
        (Running s, IncidentCommand.Leave c) when s.Members.Contains(c.Docket) || s.Closed.Contains(c.Docket) => Left(s, c.Docket, now),
        (Running, IncidentCommand.Leave) => Decision.Nothing,
        (Running s, IncidentCommand.RaisePriority c) => c.Priority < s.Priority
            ? new IncidentEvent.PriorityRaised(c.Priority, c.Docket, now) { Count = s.Count, Members = Without(s.Members, c.Docket) }
            : Decision.Nothing,
        (Running s, IncidentCommand.CloseComplaint c) when s.Members.Contains(c.Docket) => Close(s, c.Docket, now),
        (Running, IncidentCommand.CloseComplaint) => Decision.Nothing,
        (Running s, IncidentCommand.ReopenComplaint c) =>
            s.Closed.Contains(c.Docket) ? new IncidentEvent.ComplaintReopened(c.Docket, s.Members.Count + 1, now) : Decision.Nothing,

        (Ended s, IncidentCommand.Count c) when s.Closed.Contains(c.Docket) => Decision.Nothing,
        (Ended s, IncidentCommand.Count c) => Counted([new IncidentEvent.Resumed(now)], c, [], s.Count, s.Priority, now),
        (Ended s, IncidentCommand.ReopenComplaint c) => s.Closed.Contains(c.Docket)
            ? new IncidentEvent[] { new IncidentEvent.Resumed(now), new IncidentEvent.ComplaintReopened(c.Docket, 1, now) }
            : Decision.Nothing,
        (Ended s, IncidentCommand.Leave c) => s.Closed.Contains(c.Docket) ? new IncidentEvent.ComplaintLeft(c.Docket, s.Count - 1, now) : Decision.Nothing,
        (Ended, IncidentCommand.RaisePriority or IncidentCommand.CloseComplaint) => Decision.Nothing,
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided for {GetType().Name}"),
    };

    public Incident Evolve(IncidentEvent happened) => (this, happened) switch
    {
        (None, IncidentEvent.Begun e) => new Running([], [], 0, e.Priority),
        (Running s, IncidentEvent.ComplaintCounted e) => s with { Count = e.Count, Members = s.Members.Count + s.Closed.Count < MembersMax ? [.. s.Members, e.Docket] : s.Members },
        (Running s, IncidentEvent.Grew) => s,
        (Running s, IncidentEvent.ComplaintLeft e) => s with { Count = e.Count, Members = Without(s.Members, e.Docket), Closed = Without(s.Closed, e.Docket) },
        (Running s, IncidentEvent.PriorityRaised e) => s with { Priority = e.Priority },
        (Running s, IncidentEvent.ComplaintClosed e) => s with { Members = Without(s.Members, e.Docket), Closed = [.. s.Closed, e.Docket] },
        (Running s, IncidentEvent.ComplaintReopened e) => s with { Members = [.. s.Members, e.Docket], Closed = Without(s.Closed, e.Docket) },
        (Running s, IncidentEvent.Ended) => new Ended(s.Closed, s.Count, s.Priority),
        (Ended s, IncidentEvent.Resumed) => new Running([], s.Closed, s.Count, s.Priority),
        (Ended s, IncidentEvent.ComplaintLeft e) => s with { Count = e.Count, Closed = Without(s.Closed, e.Docket) },
        _ => throw new UnreachableException($"{happened.GetType().Name} cannot happen to {GetType().Name}"),
    };

    private static Decision<IncidentEvent> Counted(List<IncidentEvent> events, IncidentCommand.Count c, IReadOnlyList<string> members, int count, int priority, DateTimeOffset now)
    {
        events.Add(new IncidentEvent.ComplaintCounted(c.Docket, count + 1, now) { Graver = priority < c.Priority ? priority : null });
        if (IsMark(count + 1))
        {
            events.Add(new IncidentEvent.Grew(count + 1, [.. members, c.Docket], now));
        }

        if (c.Priority < priority)
        {
            events.Add(new IncidentEvent.PriorityRaised(c.Priority, c.Docket, now) { Count = count + 1, Members = members });
        }

        return events;
    }

    private static bool IsMark(int count) => count is 5 or Priorities.IncidentThatRaises or 20 or Priorities.LargeIncident || count % 100 == 0;

    private static Decision<IncidentEvent> Left(Running s, string docket, DateTimeOffset now) =>
        Ending(new IncidentEvent.ComplaintLeft(docket, s.Count - 1, now), s.Members.Contains(docket) ? s.Members.Count - 1 : s.Members.Count, now);

    private static Decision<IncidentEvent> Close(Running s, string docket, DateTimeOffset now) =>
        Ending(new IncidentEvent.ComplaintClosed(docket, s.Members.Count - 1, now), s.Members.Count - 1, now);

    private static Decision<IncidentEvent> Ending(IncidentEvent happened, int open, DateTimeOffset now) => open > 0 ? happened : new[] { happened, new IncidentEvent.Ended(now) };

    private static IReadOnlyList<string> Without(IReadOnlyList<string> dockets, string docket) => [.. dockets.Where(other => other != docket)];
}
