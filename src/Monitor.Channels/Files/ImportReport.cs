using Monitor.Core.Posts;

namespace Monitor.Channels.Files;

/// <summary>One post of a file.</summary>
/// <param name="Line">Line on which it begins, 1 first.</param>
/// <param name="Body">One line of JSON, the same for the same post: what the intake log keeps, and what <see cref="Parse.Body"/> reads again.</param>
public sealed record ImportedPost(int Line, Item Item, byte[] Body);

/// <summary>Why a line was not taken. Never holds a person's words, name or number.</summary>
/// <param name="Code">
/// Stable: <c>id-lost</c>, <c>no-text</c>, <c>no-platform</c>, <c>unknown-platform</c>, <c>no-id</c>, <c>bad-time</c>,
/// <c>no-time</c>, <c>repeated</c>, <c>other-text</c>, <c>not-json</c>, <c>too-long</c>.
/// </param>
public readonly record struct LineError(int Line, string Code, string What);

/// <summary>What an import found.</summary>
/// <param name="Encoding">As recognised: <c>UTF-8</c>, <c>UTF-16</c>, <c>Windows-1252</c>.</param>
/// <param name="Notes">What was assumed, and what a person should look at: sentences with counts.</param>
public sealed record ImportReport(string Encoding, IReadOnlyList<ImportedPost> Posts, IReadOnlyList<LineError> Errors, IReadOnlyList<string> Notes);
