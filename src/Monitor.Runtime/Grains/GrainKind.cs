using Monitor.Core;
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

    public abstract ICommand Wake { get; }

    internal abstract LoadedGrain New(string stream, EventCodec codec);

    public static GrainKind Of<TState, TCommand, TEvent>()
        where TState : class, IGrain<TState, TCommand, TEvent>
        where TCommand : class, ICommand
        where TEvent : class, IEvent => new Typed<TState, TCommand, TEvent>();

    private sealed class Typed<TState, TCommand, TEvent>() : GrainKind(TState.Kind, typeof(TEvent), typeof(TCommand), typeof(TState))
        where TState : class, IGrain<TState, TCommand, TEvent>
        where TCommand : class, ICommand
        where TEvent : class, IEvent
    {
        public override ICommand Wake => TState.Wake;

        internal override LoadedGrain New(string stream, EventCodec codec) => new LoadedGrain<TState, TCommand, TEvent>(stream, codec);
    }
}
