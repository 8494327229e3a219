using System.Diagnostics;
using Monitor.Core;

namespace Monitor.Orleans.Tests;

public abstract record LaterTallyCommand : ICommand
{
    public sealed record Add(int Amount) : LaterTallyCommand;

    public sealed record Dance : LaterTallyCommand;

    public sealed record Wake : LaterTallyCommand;
}

public abstract record LaterTallyEvent(DateTimeOffset At) : IEvent
{
    public sealed record Added(int Amount, int Total, DateTimeOffset At) : LaterTallyEvent(At);

    public sealed record Promised(DateTimeOffset DueAt, DateTimeOffset At) : LaterTallyEvent(At);

    public sealed record Kept(DateTimeOffset DueAt, DateTimeOffset At) : LaterTallyEvent(At);

    public sealed record Danced(DateTimeOffset At) : LaterTallyEvent(At);
}

/// <summary>The tally of the conformance suite in a later build, which has learnt to dance and knows all events of the earlier one, as every later build does.</summary>
public sealed record LaterTally(int Total) : IGrain<LaterTally, LaterTallyCommand, LaterTallyEvent>
{
    public static string Kind => "tally";

    public static LaterTally Initial { get; } = new(0);

    public static LaterTallyCommand Wake { get; } = new LaterTallyCommand.Wake();

    public DateTimeOffset? NextDeadline => null;

    public Decision<LaterTallyEvent> Decide(LaterTallyCommand command, Rulebook rulebook, DateTimeOffset now) => command switch
    {
        LaterTallyCommand.Add c => new LaterTallyEvent.Added(c.Amount, Total + c.Amount, now),
        LaterTallyCommand.Dance => new LaterTallyEvent.Danced(now),
        LaterTallyCommand.Wake => Decision.Nothing,
        _ => throw new UnreachableException(command.GetType().Name),
    };

    public LaterTally Evolve(LaterTallyEvent happened) => happened switch
    {
        LaterTallyEvent.Added e => this with { Total = e.Total },
        LaterTallyEvent.Promised or LaterTallyEvent.Kept or LaterTallyEvent.Danced => this,
        _ => throw new UnreachableException(happened.GetType().Name),
    };
}
