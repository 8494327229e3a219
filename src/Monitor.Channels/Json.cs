using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Monitor.Channels;

/// <summary>Reads JSON that may be anything: a value that is missing or of another type is null, never an exception.</summary>
internal static class Json
{
    /// <summary>Platforms nest to about 12.</summary>
    public const int DepthMax = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DepthMax };

    /// <summary>Null with a sentence when it is no JSON, or nested too deep.</summary>
    public static JsonDocument? Open(ReadOnlyMemory<byte> body, out string why)
    {
        why = "";
        try
        {
            if (body.Span.StartsWith("\uFEFF"u8))
            {
                body = body[3..];
            }

            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException wrong)
        {
            why = $"The body is no JSON that can be read (line {wrong.LineNumber}, byte {wrong.BytePositionInLine}).";
            return null;
        }
    }

    /// <summary>Undefined when there is none.</summary>
    public static JsonElement Child(this JsonElement element, ReadOnlySpan<byte> name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        try
        {
            return element.TryGetProperty(name, out var value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            return AmongBrokenNames(element, name);
        }
    }

    /// <summary>As it stands; broken UTF-8 and lone surrogates become U+FFFD.</summary>
    public static string NameOf(JsonProperty property) => Lenient(JsonMarshal.GetRawUtf8PropertyName(property));

    public static bool IsThere(this JsonElement element) => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static bool IsList(this JsonElement element) => element.ValueKind == JsonValueKind.Array;

    public static bool IsObject(this JsonElement element) => element.ValueKind == JsonValueKind.Object;

    /// <summary>Elements of a list; none when it is no list.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    /// <summary>A string as it stands; null for anything else. Broken UTF-8 and lone surrogates become U+FFFD.</summary>
    public static string? Text(this JsonElement element, ReadOnlySpan<byte> name) => element.Child(name).Text();

    public static string? Text(this JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return Lenient(JsonMarshal.GetRawUtf8Value(value)[1..^1]);
        }
    }

    /// <summary>An identifier: a string that is not empty, or a whole number; its twin <c>name_str</c> goes first, as a number may have lost digits on the way.</summary>
    public static string? Id(this JsonElement element, ReadOnlySpan<byte> name, ReadOnlySpan<byte> twin = default)
    {
        if (!twin.IsEmpty && element.Child(twin).Id() is { } written)
        {
            return written;
        }

        return element.Child(name).Id();
    }

    public static string? Id(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.Text() is { Length: > 0 and <= 512 } text ? text : null,
        JsonValueKind.Number => value.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : null,
        _ => null,
    };

    /// <summary>A whole number, also when written as a string.</summary>
    public static long? Whole(this JsonElement element, ReadOnlySpan<byte> name)
    {
        var value = element.Child(name);
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out var number) ? number : null,
            JsonValueKind.String => long.TryParse(value.Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ => null,
        };
    }

    public static double? Real(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetDouble(out var number) ? number : null,
        JsonValueKind.String => double.TryParse(value.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => null,
    };

    /// <summary>true, also when written as a string.</summary>
    public static bool Flag(this JsonElement element, ReadOnlySpan<byte> name)
    {
        var value = element.Child(name);
        return value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.Text() is "true" or "True" or "1");
    }

    /// <summary>A name beside it holds a lone surrogate, which the reader cannot compare.</summary>
    private static JsonElement AmongBrokenNames(JsonElement element, ReadOnlySpan<byte> name)
    {
        JsonElement found = default;
        foreach (var property in element.EnumerateObject())
        {
            if (JsonMarshal.GetRawUtf8PropertyName(property).SequenceEqual(name))
            {
                found = property.Value;
            }
        }

        return found;
    }

    private static string Lenient(ReadOnlySpan<byte> raw)
    {
        var escaped = Encoding.UTF8.GetString(raw);
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\' || i + 1 >= escaped.Length)
            {
                text.Append(escaped[i]);
                continue;
            }

            i++;
            if (escaped[i] == 'u' && i + 4 < escaped.Length && ushort.TryParse(escaped.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var unit))
            {
                text.Append((char)unit);
                i += 4;
            }
            else
            {
                text.Append(escaped[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var other => other });
            }
        }

        return WellFormed(text);
    }

    private static string WellFormed(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\uFFFD';
            }
        }

        return text.ToString();
    }
}
