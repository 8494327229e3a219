using System.Text.Json;
using System.Text.Json.Serialization;
using Xunit;

namespace Monitor.Core.Tests;

/// <summary>
/// Given events, when a command comes at an instant, then events. Values are compared by their whole content. Begin with <see cref="Spec.Of{TState,TCommand,TEvent}"/>.
/// </summary>
public sealed class Spec<TState, TCommand, TEvent>
    where TState : class, IGrain<TState, TCommand, TEvent>
    where TCommand : class, ICommand
    where TEvent : class, IEvent
{
    private readonly Rulebook rulebook;
    private Decision<TEvent> decision;

    internal Spec(Rulebook rulebook, TState state)
    {
        this.rulebook = rulebook;
        State = state;
    }

    /// <summary>After everything given and decided so far.</summary>
    public TState State { get; private set; }

    /// <summary>What the last command gave.</summary>
    public IReadOnlyList<TEvent> Events => decision.Events;

    public Spec<TState, TCommand, TEvent> Given(params IEnumerable<TEvent> events)
    {
        State = events.Aggregate(State, (state, happened) => state.Evolve(happened));
        return this;
    }

    /// <summary>Decides and folds in what is decided, as the host does.</summary>
    public Spec<TState, TCommand, TEvent> When(TCommand command, DateTimeOffset now)
    {
        decision = State.Decide(command, rulebook, now);
        return Given(decision.Events);
    }

    /// <summary>As <see cref="When"/>, and the command must not be refused.</summary>
    public Spec<TState, TCommand, TEvent> Done(TCommand command, DateTimeOffset now)
    {
        When(command, now);
        Assert.True(decision.Refusal is null, $"{command} was refused: {decision.Refusal}");
        return this;
    }

    /// <summary>Wakes at each deadline up to the instant, as a punctual sweeper does; the last decision keeps everything that the wakes gave.</summary>
    public Spec<TState, TCommand, TEvent> WakeUntil(DateTimeOffset until)
    {
        var all = new List<TEvent>();
        for (var turns = 0; State.NextDeadline is { } at && at <= until; turns++)
        {
            Assert.True(turns < 1000, "The deadline does not move on.");
            When(TState.Wake, at);
            all.AddRange(decision.Events);
        }

        decision = all;
        return this;
    }

    public Spec<TState, TCommand, TEvent> Then(params IEnumerable<TEvent> expected)
    {
        Assert.Null(decision.Refusal);
        Assert.Equal(string.Join('\n', expected.Select(Spec.Content)), string.Join('\n', decision.Events.Select(Spec.Content)));
        return this;
    }

    /// <summary>Names of the events in order; for what the whole content would hide.</summary>
    public Spec<TState, TCommand, TEvent> ThenNames(params string[] names)
    {
        Assert.Null(decision.Refusal);
        Assert.Equal(names, decision.Events.Select(happened => happened.GetType().Name));
        return this;
    }

    public T ThenOne<T>() where T : TEvent
    {
        Assert.Null(decision.Refusal);
        return Assert.Single(decision.Events.OfType<T>());
    }

    public Spec<TState, TCommand, TEvent> ThenNot<T>() where T : TEvent
    {
        Assert.Empty(decision.Events.OfType<T>());
        return this;
    }

    public Spec<TState, TCommand, TEvent> ThenNothing() => Then();

    public Spec<TState, TCommand, TEvent> ThenRefused(string code)
    {
        Assert.Equal(code, decision.Refusal?.Code);
        Assert.Empty(decision.Events);
        return this;
    }

    public Spec<TState, TCommand, TEvent> ThenWakesAt(DateTimeOffset? at)
    {
        Assert.Equal(at, State.NextDeadline);
        return this;
    }

    public Spec<TState, TCommand, TEvent> ThenIs<T>() where T : TState
    {
        Assert.IsType<T>(State);
        return this;
    }
}

/// <summary>Entry and comparison for <see cref="Spec{TState,TCommand,TEvent}"/>.</summary>
public static class Spec
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public static Spec<TState, TCommand, TEvent> Of<TState, TCommand, TEvent>(Rulebook rulebook, params IEnumerable<TEvent> given)
        where TState : class, IGrain<TState, TCommand, TEvent>
        where TCommand : class, ICommand
        where TEvent : class, IEvent
        => new Spec<TState, TCommand, TEvent>(rulebook, TState.Initial).Given(given);

    /// <summary>Goes on from a state that another rulebook led to.</summary>
    public static Spec<TState, TCommand, TEvent> From<TState, TCommand, TEvent>(Rulebook rulebook, TState state)
        where TState : class, IGrain<TState, TCommand, TEvent>
        where TCommand : class, ICommand
        where TEvent : class, IEvent
        => new(rulebook, state);

    /// <summary>Type name and every value, lists included: equal texts mean equal values.</summary>
    public static string Content(object value) => value.GetType().Name + " " + JsonSerializer.Serialize(value, value.GetType(), Json);
}
