namespace Monitor.Core;

/// <summary>
/// Something that happened to one grain. Stored under a name that never changes (see the codec in Monitor.Runtime); change a stored event only by adding to it.
/// </summary>
public interface IEvent
{
    /// <summary>When it was decided, on the domain's clock, UTC. Never before the stream's previous event: the host sees to that.</summary>
    DateTimeOffset At { get; }
}

/// <summary>A wish put to a grain. Deciding the same command twice must do nothing the second time, or be refused.</summary>
public interface ICommand;

/// <summary>
/// A pure state machine with a key, run one turn at a time by a host. The host loads the state by folding <see cref="Evolve"/>, asks
/// <see cref="Decide"/>, stores what it gives with <see cref="NextDeadline"/>, and folds that in. Nothing here reads a clock, a file or another grain.
/// </summary>
/// <typeparam name="TState">The union of the grain's phases: an abstract record whose nested records are the phases.</typeparam>
/// <typeparam name="TCommand">The union of its commands.</typeparam>
/// <typeparam name="TEvent">The union of its events.</typeparam>
public interface IGrain<TState, TCommand, TEvent>
    where TState : class, IGrain<TState, TCommand, TEvent>
    where TCommand : class, ICommand
    where TEvent : class, IEvent
{
    /// <summary>The first part of the stream's name, for example <c>complaint</c>. Stored: never changes.</summary>
    static abstract string Kind { get; }

    /// <summary>The state of a stream without events.</summary>
    static abstract TState Initial { get; }

    /// <summary>The command that the sweeper sends when <see cref="NextDeadline"/> has come; harmless early, late or twice.</summary>
    static abstract TCommand Wake { get; }

    /// <summary>When the host must next send <see cref="Wake"/>; null for never. After a wake at this instant it is later or null.</summary>
    DateTimeOffset? NextDeadline { get; }

    Decision<TEvent> Decide(TCommand command, Rulebook rulebook, DateTimeOffset now);

    /// <summary>
    /// The state after the event. Throws <see cref="System.Diagnostics.UnreachableException"/> for an event that cannot happen here: the host then quarantines the stream.
    /// </summary>
    TState Evolve(TEvent happened);
}
