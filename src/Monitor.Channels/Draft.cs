using Monitor.Core.Posts;

namespace Monitor.Channels;

/// <summary>What a written body is to say: for the demo, the load generator and tests, which build bodies as the platforms send them.</summary>
public sealed record Draft
{
    /// <summary>The platform's id of the post; see <see cref="PlatformIds"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Id of our account for which it is delivered (WhatsApp: phone number id).</summary>
    public required string Account { get; init; }

    /// <summary>Id of who wrote it; for an echo this is the account.</summary>
    public required string AuthorId { get; init; }

    public string? AuthorName { get; init; }

    /// <summary>Without @.</summary>
    public string? AuthorHandle { get; init; }

    public string Text { get; init; } = "";

    public required DateTimeOffset PostedAt { get; init; }

    public string? InReplyTo { get; init; }

    /// <summary>Id of who wrote the parent, or to whom a message goes.</summary>
    public string? ToId { get; init; }

    public string? ToHandle { get; init; }

    /// <summary>Id of a quoted post.</summary>
    public string? Quotes { get; init; }

    /// <summary>Id of the first post of the conversation; null when this is it.</summary>
    public string? Thread { get; init; }

    /// <summary>WhatsApp: the number beside the business-scoped id, null when hidden.</summary>
    public string? Number { get; init; }

    public GeoPoint? Point { get; init; }
}
