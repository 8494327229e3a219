namespace Monitor.Core.Organisation;

/// <summary>Whoever holds a post: commands name an officer in <c>by</c>. The seeds know posts only, no persons and no numbers.</summary>
/// <param name="Id">The unit's id and the post: <c>blr/whitefield-ps/inspector</c>. Stable: it stands in events.</param>
/// <param name="Name">What screens call the holder, for example <c>Police Inspector, Whitefield</c>.</param>
/// <param name="Title">At most 8 characters for the wall: PI, SHO, ACP, CO, DCP, SP.</param>
public sealed record Officer(string Id, string Name, string Title, Rank Rank, string UnitId);
