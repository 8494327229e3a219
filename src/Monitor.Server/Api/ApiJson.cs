using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Server.Api;

/// <summary>
/// The API's JSON (design section 12): camel case, enums as words, categories as upper snake case, languages as their codes, instants in UTC with Z; unknown members
/// are an error, and what may be null may be left out.
/// </summary>
public static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.MaxDepth = 16;
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(NullMayBeLeftOut);
        options.Converters.Add(new UtcInstant());
        options.Converters.Add(new LanguageCode());
        options.Converters.Add(new PriorityNumber());
        options.Converters.Add(new JsonStringEnumConverter<Category>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<Label>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    private static void NullMayBeLeftOut(JsonTypeInfo type)
    {
        foreach (var field in type.Properties)
        {
            field.IsRequired = field.IsRequired && !(field.AssociatedParameter is { IsNullable: true } || Nullable.GetUnderlyingType(field.PropertyType) is not null);
        }
    }

    private sealed class UtcInstant : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var (at, text) = (reader.GetDateTimeOffset(), reader.GetString()!);
            var time = text.IndexOf('T', StringComparison.OrdinalIgnoreCase);
            return time > 0 && text.AsSpan(time).IndexOfAny('Z', '+', '-') > 0
                ? at.ToUniversalTime()
                : throw new JsonException("An instant needs its offset: 2026-03-02T10:00:00Z.");
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
    }

    /// <summary>P0 to P4 go as 0 to 4.</summary>
    private sealed class PriorityNumber : JsonConverter<Priority>
    {
        public override Priority Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TryGetInt32(out var number) && number is >= 0 and <= 4 ? (Priority)(number + 1) : throw new JsonException("A priority is a number from 0 to 4.");

        public override void Write(Utf8JsonWriter writer, Priority value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Number());
    }

    private sealed class LanguageCode : JsonConverter<Language>
    {
        public override Language Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException("A language is never sent to the server.");

        public override void Write(Utf8JsonWriter writer, Language value, JsonSerializerOptions options) => writer.WriteStringValue(value switch
        {
            Language.English => "en",
            Language.Hindi => "hi",
            Language.HindiLatin => "hi-Latn",
            Language.Kannada => "kn",
            Language.KannadaLatin => "kn-Latn",
            Language.Mixed => "mixed",
            _ => "und",
        });
    }
}
