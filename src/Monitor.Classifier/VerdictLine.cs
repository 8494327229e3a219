using System.Text.Encodings.Web;
using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Classifier;

/// <summary>One verdict as the JSON line of <c>monitor classify</c> (design section 12).</summary>
public static class VerdictLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads <c>{"id","text"}</c>, classifies and writes the answer without a line break.</summary>
    /// <exception cref="JsonException">The line is no JSON object with a text.</exception>
    public static string Answer(PostClassifier classifier, string line)
    {
        using var document = JsonDocument.Parse(line);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String)
            throw new JsonException("Expected an object with \"id\" and \"text\".");
        var id = document.RootElement.TryGetProperty("id", out var given) ? given.Clone() : default;
        return Write(id, classifier.Classify(text.GetString()!));
    }

    /// <param name="id">The id as it was given: text or number; null is written where there was none.</param>
    public static string Write(JsonElement id, Verdict verdict)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("id");
            if (id.ValueKind == JsonValueKind.Undefined) writer.WriteNullValue();
            else id.WriteTo(writer);
            writer.WriteString("language", Codes.Of(verdict.Language));
            writer.WriteString("sentiment", Codes.Of(verdict.Sentiment));
            WriteLabels(writer, verdict);
            // Where only yes or no can be said, an unsure post is what it more probably is.
            var isComplaint = verdict.Complaint == ComplaintCall.Yes || (verdict.Complaint == ComplaintCall.Unsure && verdict.ComplaintProbability >= 0.5);
            writer.WriteBoolean("complaint", isComplaint);
            WriteOrNull(writer, "category", isComplaint ? Codes.Of(verdict.Category) : null);
            WriteOrNull(writer, "urgency", isComplaint ? Codes.Of(verdict.Urgency) : null);
            WriteWords(writer, verdict);
            writer.WriteString("model", verdict.Model);
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteOrNull(Utf8JsonWriter writer, string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) writer.WriteNull(name);
        else writer.WriteString(name, value);
    }

    private static void WriteLabels(Utf8JsonWriter writer, Verdict verdict)
    {
        writer.WriteStartObject("antisocial");
        foreach (var (label, probability) in verdict.Antisocial) writer.WriteNumber(Codes.Of(label), probability);
        writer.WriteEndObject();
        writer.WriteStartArray("flags");
        foreach (var label in verdict.Flags) writer.WriteStringValue(Codes.Of(label));
        writer.WriteEndArray();
    }

    private static void WriteWords(Utf8JsonWriter writer, Verdict verdict)
    {
        writer.WriteStartArray("words");
        foreach (var (start, end, weight) in verdict.Words)
        {
            writer.WriteStartObject();
            writer.WriteNumber("start", start);
            writer.WriteNumber("end", end);
            writer.WriteNumber("weight", weight);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
