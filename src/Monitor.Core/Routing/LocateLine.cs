using System.Text.Json;
using System.Text.Json.Nodes;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Routing;

/// <summary>One line of <c>monitor locate</c> (design section 12): JSON in, JSON out.</summary>
public static class LocateLine
{
    /// <summary>
    /// Answers <c>{"id","unit","wings","confidence","reasons"}</c> with units by their English names, null where nothing is sure enough; a line that cannot be read gives
    /// <c>{"id":null,"error"}</c> and never throws.
    /// </summary>
    /// <param name="json"><c>{"id","text","channel"?,"latitude"?,"longitude"?}</c>.</param>
    /// <param name="tree">The units whose names are shown.</param>
    /// <param name="categoryOf">What a text is about: it asks for a wing, and police conduct goes to the superior.</param>
    public static string Run(string json, Locator locator, UnitTree tree, Func<string, Category> categoryOf, DateOnly onDate)
    {
        JsonObject? line;
        try
        {
            line = JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            line = null;
        }

        if (line is null || line["text"] is not JsonValue value || !value.TryGetValue<string>(out var text))
        {
            return new JsonObject { ["id"] = null, ["error"] = "Give one JSON object a line, with \"id\" and \"text\"." }.ToJsonString();
        }

        var point = Number(line["latitude"]) is { } latitude && Number(line["longitude"]) is { } longitude ? new GeoPoint(latitude, longitude) : (GeoPoint?)null;
        var located = locator.Locate(text, Conduct.IsSpokenOf(text) ? Category.PoliceMisconduct : categoryOf(text), point, [], null, onDate);
        var wings = new JsonObject();
        foreach (var (wing, unit) in located.Wings.OrderBy(pair => pair.Key))
        {
            wings[JsonNamingPolicy.CamelCase.ConvertName(wing.ToString())] = Name(tree, unit);
        }

        var answer = new JsonObject
        {
            ["id"] = line["id"]?.DeepClone(),
            ["unit"] = Name(tree, located.Unit),
            ["wings"] = wings,
            ["confidence"] = located.Confidence,
            ["reasons"] = new JsonArray([.. located.Reasons.Select(reason => Reason(reason, tree, text))]),
        };
        return answer.ToJsonString(Relaxed);
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonObject Reason(PlaceReason reason, UnitTree tree, string text) => new()
    {
        ["clue"] = JsonNamingPolicy.CamelCase.ConvertName(reason.Clue.ToString()),
        ["unit"] = Name(tree, reason.Unit),
        ["start"] = reason.Start,
        ["end"] = reason.End,
        ["words"] = reason.End > reason.Start ? text[reason.Start..reason.End] : null,
        ["weight"] = reason.Weight,
    };

    private static string? Name(UnitTree tree, string? id) => tree.Find(id)?.Names.En;

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;
}
