using Monitor.Core;
using Monitor.Core.Complaints;
using Monitor.Runtime.Codec;

namespace Monitor.Runtime.Grains;

/// <summary>One kind of grain as the host knows it, by the first part of its streams' names.</summary>
public abstract class GrainKind
{
    private protected GrainKind(string name, Type events, Type commands, Type states)
    {
        Name = name;
        Events = events;
        Commands = commands;
        States = states;
    }

    public string Name { get; }

    /// <summary>The union of its events.</summary>
    public Type Events { get; }

    /// <summary>The union of its commands.</summary>
    public Type Commands { get; }

    /// <summary>The union of its phases.</summary>
    public Type States { get; }

    /// <param name="outage">Set when the host was down for over a minute before: kinds that care say so in their events.</param>
    public abstract ICommand WakeAfter(Outage? outage);

    internal abstract LoadedGrain New(string stream, EventCodec codec);

    /// <param name="wakeAfterOutage">The wake of a kind that wants to know of a stop of the host.</param>
    public static GrainKind Of<TState, TCommand, TEvent>(Func<Outage, TCommand>? wakeAfterOutage = null)
        where TState : class, IGrain<TState, TCommand, TEvent>
        where TCommand : class, ICommand
        where TEvent : class, IEvent => new Typed<TState, TCommand, TEvent>(wakeAfterOutage);

    private sealed class Typed<TState, TCommand, TEvent>(Func<Outage, TCommand>? wakeAfterOutage) : GrainKind(TState.Kind, typeof(TEvent), typeof(TCommand), typeof(TState))
        where TState : class, IGrain<TState, TCommand, TEvent>
        where TCommand : class, ICommand
        where TEvent : class, IEvent
    {
        public override ICommand WakeAfter(Outage? outage) => outage is null || wakeAfterOutage is null ? TState.Wake : wakeAfterOutage(outage);

        internal override LoadedGrain New(string stream, EventCodec codec) => new LoadedGrain<TState, TCommand, TEvent>(stream, codec);
    }
}
