namespace Monitor.Runtime.Journal;

/// <summary>Why something was appended: the source and its place there. A grain keeps the last cause per source and gives nothing at or below it.</summary>
/// <param name="Source">A fixed name: <c>intake</c>, <c>parked</c>, a follower's name, or empty for a person's command (which carries its idempotency key among the keys).</param>
/// <param name="Number">Intake number or feed position.</param>
/// <param name="Item">Place within it, 0 first.</param>
public readonly record struct Cause(string Source, long Number, int Item)
{
    public static readonly Cause None = new("", 0, 0);

    public bool IsAtOrBelow(Cause last) => Number < last.Number || (Number == last.Number && Item <= last.Item);
}

/// <summary>An event to be stored.</summary>
/// <param name="Type">Stored name, for example <c>complaint.accepted</c>.</param>
/// <param name="TypeVersion">Version of its shape, 1 first.</param>
/// <param name="Body">JSON, UTF-8.</param>
public readonly record struct NewEvent(string Type, int TypeVersion, DateTimeOffset At, ReadOnlyMemory<byte> Body);

/// <summary>One turn's outcome for one stream.</summary>
/// <param name="ExpectedVersion">Number of events that the stream must hold, 0 for a new one.</param>
/// <param name="NextDeadline">Stored with the events; null removes it.</param>
/// <param name="Keys">Claimed for ever with the events (post keys, idempotency keys); they begin with time where they can.</param>
/// <param name="Posts">Rows written in the same commit.</param>
public sealed record AppendItem(
    string Stream, long ExpectedVersion, IReadOnlyList<NewEvent> Events, DateTimeOffset? NextDeadline, IReadOnlyList<string> Keys, IReadOnlyList<PostRow> Posts, Cause Cause);

public enum AppendOutcome : byte { None = 0, Appended, WrongVersion, KeyTaken, AlreadyDone, Failed }

/// <param name="Position">Of the first event, for <see cref="AppendOutcome.Appended"/>.</param>
/// <param name="Version">The stream's version after it, or the actual version for <see cref="AppendOutcome.WrongVersion"/>.</param>
/// <param name="Detail">The taken key, or what failed.</param>
public readonly record struct AppendResult(AppendOutcome Outcome, long Position, long Version, string? Detail);

public sealed record StoredEvent(long Position, string Stream, long Version, string Type, int TypeVersion, DateTimeOffset At, Cause Cause, ReadOnlyMemory<byte> Body);

public readonly record struct Deadline(string Stream, DateTimeOffset DueAt);

/// <summary>A raw delivery as received.</summary>
/// <param name="Key">Channel and SHA-256 of the body.</param>
public sealed record Delivery(string Channel, string Key, string Sha256, DateTimeOffset ReceivedAt, ReadOnlyMemory<byte> Body);

public readonly record struct Accepted(long Number, bool Repeated);

/// <param name="Body">Empty when it was dropped by erasing or by age; the hash stays.</param>
public sealed record StoredDelivery(long Number, string Channel, string Sha256, DateTimeOffset ReceivedAt, ReadOnlyMemory<byte> Body);

/// <param name="WaitsFor">A post key that is not known yet, or <c>fault:</c> and the reason.</param>
/// <param name="Content">JSON of the item.</param>
public sealed record ParkedItem(long Number, int Item, string WaitsFor, DateTimeOffset ParkedAt, ReadOnlyMemory<byte> Content);

/// <summary>One post: the only place where words, names, handles and numbers stand.</summary>
/// <param name="Id">Intake number and item.</param>
/// <param name="IntakeNumber">The delivery it came in.</param>
/// <param name="Kind">post, private-message, answer.</param>
/// <param name="AuthorKey">Key of the Author grain: a keyed hash.</param>
/// <param name="Erased">When it was cleared; then every word and name is null.</param>
public sealed record PostRow(
    string Id, long IntakeNumber, string Channel, string Kind, string AuthorKey, string? PlatformId, string? PlatformAuthorId, string? AuthorName, string? AuthorHandle,
    string? Text, string? InReplyTo, DateTimeOffset PostedAt, DateTimeOffset ReceivedAt, string TextSha256, DateTimeOffset? Erased)
{
    /// <summary>When its words were last replaced, by the platform's clock; null when never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>The row as it stands after erasing: who and what it said are gone, that it was there remains.</summary>
    public PostRow ErasedAt(DateTimeOffset at) => Erased is not null ? this : this with
    {
        PlatformId = null, PlatformAuthorId = null, AuthorName = null, AuthorHandle = null, Text = null, InReplyTo = null, Erased = at,
    };

    /// <summary>The row of an answer whose post was erased: a platform's message id holds the other's number.</summary>
    public PostRow Unaddressed() => this with { PlatformId = null, InReplyTo = null };
}

/// <param name="Since">By <see cref="PostRow.ReceivedAt"/>.</param>
/// <param name="AfterId">Null for the beginning.</param>
/// <param name="Limit">1 to 500.</param>
/// <param name="Newest">True: newest first, from the end.</param>
public sealed record PostFilter(string? Channel, string? AuthorKey, DateTimeOffset? Since, string? AfterId, int Limit, bool Newest = false);

/// <param name="Epoch">The journal's epoch it was written under; 0 when there is none yet.</param>
public readonly record struct Checkpoint(long Epoch, long Position);

/// <param name="Fingerprint">Of the state's shape; another fingerprint drops the snapshot.</param>
public sealed record Snapshot(string Stream, long Version, string Fingerprint, ReadOnlyMemory<byte> State);

public sealed record QuarantinedStream(string Stream, string Build, string Reason, DateTimeOffset At);
