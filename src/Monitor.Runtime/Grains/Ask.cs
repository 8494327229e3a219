using Monitor.Core;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Grains;

/// <summary>One command for one grain, with what must be stored in the same commit.</summary>
public sealed record Ask(string Stream, ICommand Command)
{
    /// <summary>Where the command comes from. <see cref="Cause.None"/> for a person's and for a wake.</summary>
    public Cause Cause { get; init; } = Cause.None;

    /// <summary>Claimed with the turn's events: post keys, idempotency keys.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Rows written with the turn's events.</summary>
    public IReadOnlyList<PostRow> Posts { get; init; } = [];

    /// <summary>The version that the asker has seen; null when it does not matter.</summary>
    public long? IfVersion { get; init; }
}
