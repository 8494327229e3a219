namespace Monitor.Core.Posts;

/// <summary>Where a post came from. <see cref="Hand"/> is a docket opened by an officer (a call, a walk-in); <see cref="Canary"/> is the machine's own test post.</summary>
public enum Channel : byte { None = 0, X, Facebook, Instagram, WhatsApp, Hand, Canary }

/// <summary>What one item of a delivery says.</summary>
public enum ItemKind : byte
{
    None = 0,

    /// <summary>A public post, or a comment on one of ours.</summary>
    Post,

    /// <summary>A direct message: X, Messenger, Instagram, WhatsApp.</summary>
    PrivateMessage,

    /// <summary>New text for a post already made; carries the text.</summary>
    Edited,

    Deleted,
    Reaction,

    /// <summary>Whether a message of ours was sent, delivered, read, or failed.</summary>
    Delivery,

    /// <summary>We were mentioned, but the platform sent neither author nor text: to be fetched.</summary>
    Mentioned,

    /// <summary>One person's identifiers changed or belong together (WhatsApp BSUID and number).</summary>
    Identity,

    /// <summary>Understood and of no further use (read receipts, typing); stored with the body, nothing more.</summary>
    Ignored,

    /// <summary>A kind that this build does not know: stored, shown to the administrator, never failed.</summary>
    Unknown,
}

/// <summary>Order of a message's life; it never goes back, and <see cref="Failed"/> is final.</summary>
public enum DeliveryState : byte { None = 0, Queued, Sent, Delivered, Read, Played, Failed }

/// <summary>A person or account as a platform names it. On WhatsApp <paramref name="Id"/> is the business-scoped user id (BSUID) where given, else the number.</summary>
/// <param name="OtherId">A second identifier of the same person in the same item (the number beside the BSUID): it links the two.</param>
public sealed record Person(string Id, string? OtherId, string? Name, string? Handle);

/// <summary>WGS 84 degrees.</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude);

/// <summary>One item of one delivered body, as a channel's parser reads it: facts of the platform, nothing decided.</summary>
public sealed record Item
{
    /// <summary><see cref="Detail"/> of an unknown item: the whole body cannot be read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary><see cref="Detail"/> of an unknown item: a part of a known kind lacks what it must have.</summary>
    public const string Malformed = "malformed";

    public required Channel Channel { get; init; }

    public required ItemKind Kind { get; init; }

    /// <summary>Unique over all routes by which the same thing may come (webhook, poll, stream): channel, platform's id, what happened. A second one is absorbed.</summary>
    public required string Key { get; init; }

    /// <summary>The platform's id of the post that this is or speaks of. A wamid is personal data: never in a URL or a log.</summary>
    public required string PlatformId { get; init; }

    /// <summary>Further ids of the same post where the platform gives each edited version its own, as far as this item tells them.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Of an edit: the <see cref="Key"/> that the post's first version has, where its id tells it. The edit can then stand for the post.</summary>
    public string? PostKey { get; init; }

    /// <summary>The platform's own id of a repost, whose <see cref="PlatformId"/> is the post that it speaks of. Null for anything else.</summary>
    public string? RepostId { get; init; }

    /// <summary>Whether it passes another post on without a word of its own.</summary>
    public bool IsRepost() => Kind == ItemKind.Reaction && Detail == "repost";

    /// <summary>The platform's id of the official account it was delivered for; empty where the platform does not say.</summary>
    public string Account { get; init; } = "";

    /// <summary>Null where the platform gives none: such a post is its own author.</summary>
    public Person? Author { get; init; }

    /// <summary>To whom a private message or an answer goes.</summary>
    public Person? Recipient { get; init; }

    /// <summary>The platform says that an account of ours wrote it (echo).</summary>
    public bool Echo { get; init; }

    public string? Text { get; init; }

    /// <summary>The platform's instant, UTC; null where it gives none.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>Platform's id of the parent post.</summary>
    public string? InReplyTo { get; init; }

    public string? InReplyToAuthor { get; init; }

    /// <summary>Platform's id of a quoted or forwarded post.</summary>
    public string? Quotes { get; init; }

    /// <summary>Platform's ids of other posts whose words stand in the same body: quoted, passed on, answered. Erasing one of those takes that body along.</summary>
    public IReadOnlyList<string> Embeds { get; init; } = [];

    /// <summary>Platform's id of the conversation.</summary>
    public string? Thread { get; init; }

    /// <summary>Handles mentioned, with the @, as written.</summary>
    public IReadOnlyList<string> Handles { get; init; } = [];

    public GeoPoint? Point { get; init; }

    /// <summary>photo, video, audio, document, sticker, location, contact.</summary>
    public IReadOnlyList<string> Media { get; init; } = [];

    /// <summary>Imported as history: counted and searchable, opens nothing (design section 12).</summary>
    public bool History { get; init; }

    /// <summary>For <see cref="ItemKind.Delivery"/>.</summary>
    public DeliveryState State { get; init; }

    /// <summary>Our own reference given back by the platform (<c>biz_opaque_callback_data</c>).</summary>
    public string? Reference { get; init; }

    /// <summary>Reaction's emoji ("" when taken back), failure code, or the name of an unknown kind. Never a person's words.</summary>
    public string? Detail { get; init; }
}
