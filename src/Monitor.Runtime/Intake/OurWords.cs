using System.Text.RegularExpressions;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Runtime.Intake;

/// <summary>
/// The words of an answer as its row keeps them: without the handle of the citizen, who stands in the post that it answers. So they may stay when that post is erased.
/// </summary>
internal static partial class OurWords
{
    /// <summary>Stands for the citizen's handle within a sentence; as short as can be, so that no row grows.</summary>
    private const string Somebody = "@_";

    /// <summary>Handles that X puts before a reply, where nobody reads them, are left out unless they are official accounts'.</summary>
    public static string Of(Item item, Seats seats)
    {
        var text = item.Text ?? "";
        if (!text.Contains('@'))
        {
            return text;
        }

        if (item is { Channel: Channel.X, Kind: ItemKind.Post or ItemKind.Edited } && (item.InReplyTo ?? item.InReplyToAuthor) is not null)
        {
            var before = Before().Match(text);
            var handles = before.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToLookup(handle => seats.FindHandle(handle) is not null);
            text = string.Concat(handles[true].Select(official => official + " ")) + handles[false].Aggregate(text[before.Length..], Without);
        }

        return item.Recipient?.Handle is { Length: > 0 } known && seats.FindHandle(known) is null ? Without(text, "@" + known.TrimStart('@')) : text;
    }

    private static string Without(string text, string handle) =>
        Regex.Replace(text, Regex.Escape(handle) + "(?![A-Za-z0-9_])", Somebody, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"^(?:@[A-Za-z0-9_]{1,50}(?: +|$))+")]
    private static partial Regex Before();
}
