using Monitor.Core.Posts;

namespace Monitor.Core.Authors;

/// <summary>How an Author tells dockets apart.</summary>
public sealed record AuthorPolicy
{
    public static AuthorPolicy Standard { get; } = new();

    /// <summary>Posts of one person this close together are one docket.</summary>
    public TimeSpan Moments { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after its end a docket is reopened by a further post.</summary>
    public TimeSpan Reopen { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Texts whose simhashes differ in at most so many of 64 bits are alike.</summary>
    public int AlikeBits { get; init; } = 10;
}

/// <summary>A docket as its Author remembers it.</summary>
/// <param name="Likeness">Simhash of its first post; 0 when unknown.</param>
/// <param name="Thread">Public thread of its first post, if any.</param>
/// <param name="LastPostAt">The citizen's last word on it.</param>
/// <param name="ClosedAt">Null while open.</param>
public sealed record HeldDocket(
    string Docket, Category Category, string? Unit, long Likeness, string? Thread, DateTimeOffset LastPostAt, DateTimeOffset? LastAnswerAt, DateTimeOffset? ClosedAt)
{
    public bool IsOpen => ClosedAt is null;

    /// <summary>The other identifier of this person whose docket it is; null for one of this Author's own.</summary>
    public string? From { get; init; }

    /// <summary>It complains of police conduct, whatever else its first post was about.</summary>
    public bool Conduct { get; init; }
}

/// <summary>A post as its Author remembers it: enough to find its docket again.</summary>
/// <param name="Docket">Null for one that is on no docket.</param>
public sealed record RecentPost(string Id, string? Docket, string TextHash, string Emoji, bool Deleted)
{
    /// <summary>Known only by what happened to it: it is ours, or where it was placed is forgotten, so its new words are placed nowhere.</summary>
    public bool Unplaced { get; init; }
}

/// <summary>An official account's answer, and how far it has come.</summary>
public sealed record RecentAnswer(string Id, string? Docket, DeliveryState State);

/// <summary>A tag that waits for a person.</summary>
public sealed record ProposedTag(string Answer, string Docket, string Unit);
