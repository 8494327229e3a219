using System.Diagnostics;
using Monitor.Core;

namespace Monitor.Runtime.Deadlines;

public abstract record CanaryCommand : ICommand
{
    /// <summary>The canary's delivery with this intake number was parsed and classified.</summary>
    public sealed record Arrive(long Number) : CanaryCommand;

    public sealed record Wake : CanaryCommand;
}

/// <summary>Names are stored: change only by adding.</summary>
public abstract record CanaryEvent(DateTimeOffset At) : IEvent
{
    public sealed record Arrived(long Number, DateTimeOffset DueAt, DateTimeOffset At) : CanaryEvent(At);

    /// <summary>The sweeper woke it: the whole chain works.</summary>
    public sealed record Sang(long Number, DateTimeOffset DueAt, DateTimeOffset At) : CanaryEvent(At);
}

/// <summary>
/// The machine's own test post, one stream a day: each minute it goes through intake, classifier, turn, journal, sweeper and followers (design section 4). It sings
/// two seconds after it arrived; a board that has heard it knows that all of them work.
/// </summary>
public abstract record Canary : IGrain<Canary, CanaryCommand, CanaryEvent>
{
    private static readonly TimeSpan SingsAfter = TimeSpan.FromSeconds(2);

    /// <summary>Waits for the next delivery.</summary>
    public sealed record Silent(long Number) : Canary;

    public sealed record Waking(long Number, DateTimeOffset DueAt) : Canary;

    public static string Kind => "canary";

    public static Canary Initial { get; } = new Silent(0);

    public static CanaryCommand Wake { get; } = new CanaryCommand.Wake();

    public DateTimeOffset? NextDeadline => (this as Waking)?.DueAt;

    private long Last => this switch
    {
        Silent s => s.Number,
        Waking s => s.Number,
        _ => throw new UnreachableException($"{GetType().Name} is no phase of a canary"),
    };

    public Decision<CanaryEvent> Decide(CanaryCommand command, Rulebook rulebook, DateTimeOffset now) => (this, command) switch
    {
        (_, CanaryCommand.Arrive c) when c.Number <= Last => Decision.Nothing,
        (_, CanaryCommand.Arrive c) => new CanaryEvent.Arrived(c.Number, now + SingsAfter, now),
        (Waking s, CanaryCommand.Wake) when s.DueAt <= now => new CanaryEvent.Sang(s.Number, s.DueAt, now),
        (_, CanaryCommand.Wake) => Decision.Nothing,
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided for {GetType().Name}"),
    };

    public Canary Evolve(CanaryEvent happened) => (this, happened) switch
    {
        (_, CanaryEvent.Arrived e) => new Waking(e.Number, e.DueAt),
        (Waking, CanaryEvent.Sang e) => new Silent(e.Number),
        _ => throw new UnreachableException($"{happened.GetType().Name} cannot happen to {GetType().Name}"),
    };
}
