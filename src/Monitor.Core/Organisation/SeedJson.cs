using System.Text.Json;

namespace Monitor.Core.Organisation;

/// <summary>Reads fields of a seed file and collects what is wrong with them, each fault with its line.</summary>
internal sealed class SeedJson(string json)
{
    private readonly List<FileFault> faults = [];

    public IReadOnlyList<FileFault> Faults => faults;

    /// <summary>The root object, or null with a fault when the text is no JSON object.</summary>
    public JsonDocument? Open()
    {
        try
        {
            var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            faults.Add(new FileFault(1, "", "The file is not a JSON object.", "Begin it with { and end it with }."));
        }
        catch (JsonException broken)
        {
            faults.Add(new FileFault((int)(broken.LineNumber ?? 0) + 1, "", "This is no valid JSON: " + broken.Message, "Mend the syntax here."));
        }

        return null;
    }

    public void Fault(string near, string field, string problem, string fix) => faults.Add(new FileFault(LineOf(near), field, problem, fix));

    public string Text(JsonElement parent, string name, string near, string field)
    {
        if (parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        Fault(near, $"{field}.{name}", "The text is missing.", $"Add \"{name}\": \"…\".");
        return "";
    }

    public static string? OptionalText(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public T Choice<T>(JsonElement parent, string name, string near, string field)
        where T : struct, Enum
    {
        var text = Text(parent, name, near, field);
        if (Enum.TryParse<T>(text, ignoreCase: true, out var value) && !char.IsAsciiDigit(text.FirstOrDefault()))
        {
            return value;
        }

        if (text.Length > 0)
        {
            var known = string.Join(", ", Enum.GetNames<T>().Skip(1).Select(JsonNamingPolicy.CamelCase.ConvertName));
            Fault(near, $"{field}.{name}", $"\"{text}\" is unknown.", $"Use one of {known}.");
        }

        return default;
    }

    public IReadOnlyList<string> Texts(JsonElement parent, string name, string near, string field)
    {
        if (!parent.TryGetProperty(name, out var list))
        {
            return [];
        }

        if (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.GetString()!.Length > 0))
        {
            return [.. list.EnumerateArray().Select(item => item.GetString()!)];
        }

        Fault(near, $"{field}.{name}", "This is not a list of texts.", $"Write \"{name}\": [\"…\", \"…\"].");
        return [];
    }

    public double Number(JsonElement parent, string name, double otherwise, double min, double max, string near, string field)
    {
        if (!parent.TryGetProperty(name, out var value))
        {
            return otherwise;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fault(near, $"{field}.{name}", "The number is missing or out of bounds.", $"Give a number from {min} to {max}.");
        return otherwise;
    }

    public DateOnly? Date(JsonElement parent, string name, string near, string field)
    {
        if (OptionalText(parent, name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date))
        {
            return date;
        }

        Fault(near, $"{field}.{name}", $"\"{text}\" is no date.", "Write it as 2026-01-31.");
        return null;
    }

    private int LineOf(string near)
    {
        var at = json.IndexOf('"' + near + '"', StringComparison.Ordinal);
        return at < 0 ? 0 : json.AsSpan(0, at).Count('\n') + 1;
    }
}
