using System.Diagnostics;
using Monitor.Core;

namespace Monitor.Conformance.Grains;

public abstract record TallyCommand : ICommand
{
    public sealed record Add(int Amount) : TallyCommand;

    public sealed record Promise(DateTimeOffset DueAt) : TallyCommand;

    /// <summary>Cannot be decided: the grain throws.</summary>
    public sealed record Stumble : TallyCommand;

    public sealed record Wake : TallyCommand;
}

public abstract record TallyEvent(DateTimeOffset At) : IEvent
{
    public sealed record Added(int Amount, int Total, DateTimeOffset At) : TallyEvent(At);

    public sealed record Promised(DateTimeOffset DueAt, DateTimeOffset At) : TallyEvent(At);

    public sealed record Kept(DateTimeOffset DueAt, DateTimeOffset At) : TallyEvent(At);
}

/// <summary>The smallest grain that has everything a host must carry: events, refusals, nothing to do, a deadline, and a bug.</summary>
public abstract record Tally : IGrain<Tally, TallyCommand, TallyEvent>
{
    public sealed record Open(int Total, DateTimeOffset? DueAt) : Tally;

    public static string Kind => "tally";

    public static Tally Initial { get; } = new Open(0, null);

    public static TallyCommand Wake { get; } = new TallyCommand.Wake();

    public DateTimeOffset? NextDeadline => (this as Open)?.DueAt;

    public Decision<TallyEvent> Decide(TallyCommand command, Rulebook rulebook, DateTimeOffset now) => (this, command) switch
    {
        (Open, TallyCommand.Add { Amount: 0 }) => Decision.Nothing,
        (Open, TallyCommand.Add { Amount: < 0 }) => Decision.Refuse("negative", "Only more can be added."),
        (Open s, TallyCommand.Add c) => new TallyEvent.Added(c.Amount, s.Total + c.Amount, now),
        (Open, TallyCommand.Promise c) => new TallyEvent.Promised(c.DueAt, now),
        (Open { DueAt: { } due }, TallyCommand.Wake) when due <= now => new TallyEvent.Kept(due, now),
        (Open, TallyCommand.Wake) => Decision.Nothing,
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided for {GetType().Name}"),
    };

    public Tally Evolve(TallyEvent happened) => (this, happened) switch
    {
        (Open s, TallyEvent.Added e) when e.Total == s.Total + e.Amount => s with { Total = e.Total },
        (Open s, TallyEvent.Promised e) => s with { DueAt = e.DueAt },
        (Open s, TallyEvent.Kept) => s with { DueAt = null },
        _ => throw new UnreachableException($"{happened.GetType().Name} cannot happen to {GetType().Name}"),
    };
}
