namespace Monitor.Core;

/// <summary>Why a command was not carried out.</summary>
/// <param name="Code">Stable, lower case with hyphens, for programs: <c>already-closed</c>.</param>
/// <param name="Detail">One full sentence for the person who asked.</param>
public sealed record Refusal(string Code, string Detail);

/// <summary>What a grain answers: events (none when there is nothing to do), or a refusal.</summary>
public readonly struct Decision<TEvent>
{
    private readonly IReadOnlyList<TEvent>? events;

    private Decision(IReadOnlyList<TEvent>? events, Refusal? refusal)
    {
        this.events = events;
        Refusal = refusal;
    }

    /// <summary>In the order in which they happened; empty when nothing is to be done or the command was refused.</summary>
    public IReadOnlyList<TEvent> Events => events ?? [];

    public Refusal? Refusal { get; }

    public static Decision<TEvent> Of(IReadOnlyList<TEvent> events) => new(events, null);

    public static implicit operator Decision<TEvent>(TEvent happened) => new([happened], null);

    public static implicit operator Decision<TEvent>(TEvent[] happened) => new(happened, null);

    public static implicit operator Decision<TEvent>(List<TEvent> happened) => new(happened, null);

    public static implicit operator Decision<TEvent>(Refusal refusal) => new(null, refusal);

    public static implicit operator Decision<TEvent>(NothingToDo _) => default;
}

/// <summary>The untyped empty decision; see <see cref="Decision.Nothing"/>.</summary>
public readonly struct NothingToDo;

/// <summary>Short names for decisions.</summary>
public static class Decision
{
    public static NothingToDo Nothing => default;

    public static Refusal Refuse(string code, string detail) => new(code, detail);
}
