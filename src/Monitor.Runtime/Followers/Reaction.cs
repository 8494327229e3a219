using Monitor.Core;

namespace Monitor.Runtime.Followers;

/// <summary>What an event asks of another grain.</summary>
/// <param name="Stream">Of the grain that is asked.</param>
public readonly record struct Reaction(string Stream, ICommand Command);
