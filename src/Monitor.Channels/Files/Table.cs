using System.Text;

namespace Monitor.Channels.Files;

/// <summary>
/// Records of separated values (RFC 4180): quoted fields may hold the separator, quotes written twice, and line breaks. A quote that never ends spoils its own line only.
/// </summary>
internal static class Table
{
    /// <summary>Each record with the line on which it begins, 1 first; empty lines are none. Fields are null where a quote of that line never ends.</summary>
    public static IEnumerable<(int Line, List<string>? Fields)> Records(string text)
    {
        var separator = Separator(text);
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var (from, begins) = (at, line);
            if (Record(text, separator, ref at, ref line) is not { } fields)
            {
                yield return (begins, null);
                var end = text.IndexOf('\n', from);
                (at, line) = (end < 0 ? text.Length : end + 1, begins + 1);
            }
            else if (fields.Count > 1 || fields[0].Length > 0)
            {
                yield return (begins, fields);
            }
        }
    }

    /// <summary>The one that stands most often in the first line.</summary>
    private static char Separator(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        return new[] { ',', ';', '\t', '|' }.MaxBy(candidate => head.Count(c => c == candidate));
    }

    /// <summary>Null when a quote never ends.</summary>
    private static List<string>? Record(string text, char separator, ref int at, ref int line)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        var quoted = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            line += c == '\n' ? 1 : 0;
            if (quoted)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    field.Append('"');
                    at++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (c == separator)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (c == '\n')
            {
                at++;
                break;
            }
            else if (c != '\r')
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return quoted ? null : fields;
    }
}
