using System.Text.Json;

namespace Monitor.Server.Tests;

/// <summary>Whether JSON is what a schema of the OpenAPI document says: the part of JSON Schema that the document uses.</summary>
internal static class SchemaFit
{
    /// <param name="where">Of the value, for the sentences.</param>
    public static IEnumerable<string> Faults(JsonElement document, JsonElement schema, JsonElement value, string where)
    {
        if (schema.TryGetProperty("$ref", out var name))
        {
            var found = document;
            foreach (var step in name.GetString()!.Split('/').Skip(1))
            {
                found = found.GetProperty(step);
            }

            return Faults(document, found, value, where);
        }

        if (schema.TryGetProperty("oneOf", out var choices) || schema.TryGetProperty("anyOf", out choices))
        {
            var tried = choices.EnumerateArray().Select(choice => Faults(document, choice, value, where).ToList()).ToList();
            return tried.Exists(faults => faults.Count == 0) ? [] : tried.SelectMany(faults => faults);
        }

        return [.. OfKind(schema, value, where), .. value.ValueKind switch
        {
            JsonValueKind.Object => OfMembers(document, schema, value, where),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) =>
                value.EnumerateArray().SelectMany((item, place) => Faults(document, items, item, $"{where}[{place}]")),
            _ => [],
        }];
    }

    private static IEnumerable<string> OfKind(JsonElement schema, JsonElement value, string where)
    {
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
        {
            yield return $"{where}: {value} is none of {words}";
        }

        if (schema.TryGetProperty("type", out var type))
        {
            var allowed = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(each => each.GetString()!).ToList() : [type.GetString()!];
            if (!allowed.Exists(kind => Is(kind, value)))
            {
                yield return $"{where}: {value} is no {string.Join(" or ", allowed)}";
            }
        }
    }

    private static bool Is(string kind, JsonElement value) => kind switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "string" => value.ValueKind == JsonValueKind.String,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => false,
    };

    private static IEnumerable<string> OfMembers(JsonElement document, JsonElement schema, JsonElement value, string where)
    {
        foreach (var missing in schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(each => each.GetString()!).Where(member => !value.TryGetProperty(member, out _)) : [])
        {
            yield return $"{where}: {missing} is missing";
        }

        var open = schema.TryGetProperty("additionalProperties", out var more) ? more.ValueKind != JsonValueKind.False : !schema.TryGetProperty("properties", out _);
        schema.TryGetProperty("properties", out var properties);
        foreach (var member in value.EnumerateObject())
        {
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(member.Name, out var known))
            {
                foreach (var fault in Faults(document, known, member.Value, $"{where}.{member.Name}"))
                {
                    yield return fault;
                }
            }
            else if (schema.TryGetProperty("additionalProperties", out var further) && further.ValueKind == JsonValueKind.Object)
            {
                foreach (var fault in Faults(document, further, member.Value, $"{where}.{member.Name}"))
                {
                    yield return fault;
                }
            }
            else if (!open)
            {
                yield return $"{where}: {member.Name} stands in no schema";
            }
        }
    }
}
