using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <summary>Reads bodies of commands. What cannot be read is 400 and names the field, in words for the sender and not in those of our types.</summary>
public static class Bodies
{
    /// <summary>Null when it could be read.</summary>
    public static IResult? Read<T>(JsonElement body, out T read)
        where T : class
    {
        var refused = Read(body, typeof(T), out var found);
        read = (T)found!;
        return refused;
    }

    public static IResult? Read(JsonElement body, Type type, out object? read)
    {
        try
        {
            return Fitted(body, type, out read);
        }
        catch (InvalidOperationException)
        {
            // Names and words in half a character, which the parser finds only when they are read.
            read = null;
            return Problems.Bad("unreadable-body", "The body holds text that is no Unicode.");
        }
    }

    private static IResult? Fitted(JsonElement body, Type type, [NotNullIfNotNull(nameof(read))] out object? read)
    {
        read = null;
        if (body.ValueKind != JsonValueKind.Object)
        {
            return Problems.Bad("unreadable-body", "The body is a JSON object.");
        }

        var fields = ApiJson.Options.GetTypeInfo(type).Properties;
        foreach (var sent in body.EnumerateObject())
        {
            if (!fields.Any(field => Is(field, sent.Name)))
            {
                return Problems.Wrong(sent.Name, $"There is no field {sent.Name}: the body takes {string.Join(", ", fields.Select(field => field.Name))}.");
            }
        }

        if (fields.FirstOrDefault(field => field.IsRequired && !body.EnumerateObject().Any(sent => Is(field, sent.Name))) is { } missing)
        {
            return Problems.Wrong(missing.Name, $"The body lacks the field {missing.Name}.");
        }

        try
        {
            read = body.Deserialize(type, ApiJson.Options);
            return null;
        }
        catch (JsonException fault)
        {
            var path = (fault.Path ?? "").TrimStart('$', '.');
            return path.Length > 0 ? Problems.Wrong(path, $"The field {path} cannot be read{Choices(type, path)}.") : Problems.Bad("unreadable-body", "The body cannot be read.");
        }
    }

    private static bool Is(JsonPropertyInfo field, string name) => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>For a field of few words, which they are.</summary>
    private static string Choices(Type type, string path)
    {
        var field = ApiJson.Options.GetTypeInfo(type).Properties.FirstOrDefault(each => Is(each, path));
        var kind = field is null ? null : Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType;
        return kind is { IsEnum: true } && kind != typeof(Core.Sla.Priority)
            ? ": it is one of " + string.Join(", ", Enum.GetValues(kind).Cast<object>().Skip(1).Select(value => JsonSerializer.Serialize(value, kind, ApiJson.Options).Trim('"')))
            : "";
    }
}
