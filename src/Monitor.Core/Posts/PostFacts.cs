namespace Monitor.Core.Posts;

/// <summary>Which office passed a post on; its own 24x7 clock and its place at the front (design section 5).</summary>
public enum Office : byte { None = 0, ChiefMinister, HomeMinister }

/// <summary>
/// A post as events carry it: everything but people's words, names and numbers, which stand only in the post store (design section 4).
/// </summary>
/// <param name="Id">Ours: intake number and item, <c>1042-0</c>. Never a platform's id.</param>
/// <param name="Author">The Author's key: a keyed hash of channel and author id.</param>
/// <param name="Account">The official account that received it: its seat id in the roster, empty if unknown.</param>
/// <param name="PostedAt">The platform's instant, never later than <paramref name="ReceivedAt"/>.</param>
/// <param name="ReceivedAt">When the delivery was accepted.</param>
/// <param name="InReplyTo">Our id of the parent post, null if none or unknown.</param>
/// <param name="Thread">Keyed hash of channel and conversation, null if none.</param>
/// <param name="Forwarded">Which office's account wrote, quoted or forwarded it.</param>
/// <param name="Mentions">Unit ids whose handles it mentions.</param>
/// <param name="TextHash">First 16 hex digits of the SHA-256 of the normalised text: to tell repeats.</param>
/// <param name="Likeness">64-bit simhash of the normalised text: near-duplicates differ in few bits.</param>
/// <param name="DocketMentioned">A docket number with a right check digit in the text.</param>
public sealed record PostFacts(
    string Id,
    Channel Channel,
    string Author,
    string Account,
    bool Private,
    DateTimeOffset PostedAt,
    DateTimeOffset ReceivedAt,
    string? InReplyTo,
    string? Thread,
    Office Forwarded,
    IReadOnlyList<string> Mentions,
    string TextHash,
    long Likeness,
    string? DocketMentioned,
    Verdict Verdict,
    Located Located)
{
    /// <summary>Imported as history: counted and searchable, opens nothing (design section 12).</summary>
    public bool History { get; init; }
}

/// <summary>An answer given from an official account: sent from Monitor or typed in the platform's own app.</summary>
/// <param name="Id">Post id of the answer.</param>
/// <param name="Unit">Unit whose account answered.</param>
/// <param name="MainAccount">The city's or district's main account: a unit's handle in its answer is a tag (design section 4).</param>
/// <param name="PostedAt">The platform's instant: clocks stop then, whenever it was learnt.</param>
/// <param name="To">Our id of the post that it answers, null when only the person is known.</param>
/// <param name="Automatic">A receipt sent by a machine: stops no clock.</param>
/// <param name="Mentions">Unit ids whose handles it mentions.</param>
/// <param name="MentionsReceiver">Whether it mentions the account that received the complaint (needed for Report up).</param>
public sealed record AnswerFacts(
    string Id, Channel Channel, string Account, string Unit, bool MainAccount, DateTimeOffset PostedAt, DateTimeOffset ReceivedAt, string? To,
    bool Automatic, IReadOnlyList<string> Mentions, bool MentionsReceiver, bool Private);
