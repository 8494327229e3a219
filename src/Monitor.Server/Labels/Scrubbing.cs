using System.Text.RegularExpressions;

namespace Monitor.Server.Labels;

/// <summary>
/// Takes out of a text what says who somebody is: telephone and other long numbers, mail addresses, links, the handles of everybody but the police's own accounts, and
/// the writer's own name. What is left is for learning only; a name of a third person that no rule can know may stay.
/// </summary>
public static partial class Scrubbing
{
    private const int NameLengthMin = 3;

    /// <param name="official">Handles of the official accounts, without @, in lower case.</param>
    /// <param name="name">The writer's; null where there is none.</param>
    /// <param name="handle">The writer's; null where there is none.</param>
    public static string Of(string text, IReadOnlySet<string> official, string? name, string? handle)
    {
        var plain = Mail().Replace(text, "[mail]");
        plain = Link().Replace(plain, "[link]");
        plain = Handle().Replace(plain, found => official.Contains(found.Groups[1].Value.ToLowerInvariant()) ? found.Value : "@user");
        plain = LongNumber().Replace(plain, "[number]");
        foreach (var part in Parts(name).Concat(Parts(handle)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var word = $@"(?<![\p{{L}}\p{{M}}\p{{N}}@_]){Regex.Escape(part)}(?![\p{{L}}\p{{M}}\p{{N}}_])";
            plain = Regex.Replace(plain, word, "[name]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }

        return plain;
    }

    private static IEnumerable<string> Parts(string? name) => name is null
        ? []
        : name.Split([' ', '_', '.', '@'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => part.Length >= NameLengthMin);

    [GeneratedRegex(@"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"(https?://|www\.)\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"@([\p{L}\p{M}\p{N}_.]*[\p{L}\p{M}\p{N}_])", RegexOptions.CultureInvariant)]
    private static partial Regex Handle();

    /// <summary>Eight digits and more, in any script, with what people put between them.</summary>
    [GeneratedRegex(@"\+?\d(?:[\s().\-/]{0,2}\d){7,}", RegexOptions.CultureInvariant)]
    private static partial Regex LongNumber();
}
