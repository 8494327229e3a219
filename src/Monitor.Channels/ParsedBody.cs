using Monitor.Core.Posts;

namespace Monitor.Channels;

/// <summary>What could not be read in a body. Holds no word, name or number of a person, so that it may be logged and shown.</summary>
/// <param name="Where">Path in the body: <c>entry[0].changes[2]</c>; empty for the whole.</param>
/// <param name="What">One sentence.</param>
public readonly record struct Fault(string Where, string What);

/// <summary>
/// All that one body says. A part that could not be read, or the whole of a body that is no JSON, is both a fault and, in its place, an item of kind
/// <see cref="ItemKind.Unknown"/>, so that an item's number in its delivery never changes when a later build reads more.
/// </summary>
public sealed record ParsedBody(IReadOnlyList<Item> Items, IReadOnlyList<Fault> Faults);
