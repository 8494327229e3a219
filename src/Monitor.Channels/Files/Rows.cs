using System.Text.Json;

namespace Monitor.Channels.Files;

/// <summary>One record of a file: our names for its columns, and its values.</summary>
internal readonly record struct Row(int Line, IReadOnlyDictionary<string, string> Values, LineError? Broken)
{
    public string? this[string name] => Values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;
}

/// <summary>Records of a table (comma, semicolon, tab or bar) or of JSON lines.</summary>
internal static class Rows
{
    private static readonly Dictionary<string, string> Empty = [];

    /// <summary>JSON lines begin with a brace.</summary>
    public static IEnumerable<Row> Read(string text) => text.AsSpan().TrimStart().StartsWith("{") ? FromJson(text) : FromTable(text);

    private static IEnumerable<Row> FromTable(string text)
    {
        string?[]? columns = null;
        foreach (var (line, fields) in Table.Records(text))
        {
            if (fields is null)
            {
                const string Fix = "A quote begins on this line and never ends: close it, or write it twice if it is part of the text.";
                yield return new Row(line, Empty, new LineError(line, "quote-never-ends", Fix));
                continue;
            }

            if (columns is null)
            {
                columns = [.. fields.Select(Columns.Named)];
                continue;
            }

            if (fields.Skip(columns.Length).Any(field => !string.IsNullOrWhiteSpace(field)))
            {
                const string Fix = "The line has more fields than the table has columns: put a text that holds the separator in quotes.";
                yield return new Row(line, Empty, new LineError(line, "too-many-fields", Fix));
                continue;
            }

            var values = new Dictionary<string, string>();
            for (var i = 0; i < Math.Min(fields.Count, columns.Length); i++)
            {
                if (columns[i] is { } column)
                {
                    values.TryAdd(column, fields[i]);
                }
            }

            yield return new Row(line, values, null);
        }
    }

    private static IEnumerable<Row> FromJson(string text)
    {
        var line = 0;
        foreach (var part in text.Split('\n'))
        {
            line++;
            if (!string.IsNullOrWhiteSpace(part))
            {
                yield return OfLine(line, part);
            }
        }
    }

    private static Row OfLine(int line, string part)
    {
        using var document = Json.Open(System.Text.Encoding.UTF8.GetBytes(part), out _);
        if (document is null || !document.RootElement.IsObject())
        {
            return new Row(line, Empty, new LineError(line, "not-json", "The line is no JSON object."));
        }

        var values = new Dictionary<string, string>();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (Columns.Named(Json.NameOf(property)) is { } column && ValueOf(property.Value) is { } value)
            {
                values.TryAdd(column, value);
            }
        }

        return new Row(line, values, null);
    }

    private static string? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.Text(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
