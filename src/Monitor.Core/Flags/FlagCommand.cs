using Monitor.Core.Posts;

namespace Monitor.Core.Flags;

/// <summary>What a Flag is asked.</summary>
public abstract record FlagCommand : ICommand
{
    /// <summary>A post was flagged; on a flag there is, its labels of now (the post was edited).</summary>
    /// <param name="Account">Seat that received the post, empty if unknown.</param>
    /// <param name="Unit">Unit of the post's place, null if unknown.</param>
    public sealed record Raise(string Post, Channel Channel, string Author, string Account, string? Unit, IReadOnlyList<Label> Labels, DateTimeOffset ReceivedAt) : FlagCommand;

    public sealed record See(string By) : FlagCommand;

    /// <param name="Reference">Needed for every result but harmless.</param>
    public sealed record Resolve(FlagResult Result, string By, string? Reference, string? Note) : FlagCommand;

    public sealed record Reopen(string By, string Why) : FlagCommand;

    public sealed record NotePostGone : FlagCommand;

    public sealed record Wake : FlagCommand;
}
