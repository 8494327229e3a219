namespace Monitor.Channels;

/// <summary>Finds handles in a text, for platforms that do not list them.</summary>
public static class Handles
{
    private const int LengthMax = 50;
    private const int CountMax = 50;

    /// <summary>Each @name as written, in order, once; an @ within a word (an e-mail address) is none.</summary>
    public static IReadOnlyList<string> In(string? text)
    {
        if (text is null || !text.Contains('@'))
        {
            return [];
        }

        List<string>? found = null;
        for (var i = text.IndexOf('@'); i >= 0 && i < text.Length; i = text.IndexOf('@', i + 1))
        {
            var end = i + 1;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            var inWord = i > 0 && (char.IsAsciiLetterOrDigit(text[i - 1]) || text[i - 1] is '_' or '.');
            if (end - i is > 1 and <= LengthMax && !inWord)
            {
                found ??= [];
                var handle = text[i..end];
                if (found.Count < CountMax && !found.Contains(handle, StringComparer.OrdinalIgnoreCase))
                {
                    found.Add(handle);
                }
            }
        }

        return found ?? [];
    }
}
