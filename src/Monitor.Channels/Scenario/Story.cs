using System.Text.Json;
using System.Text.Json.Serialization;

namespace Monitor.Channels.Scenario;

/// <summary>What a cue makes the demo do when it comes, beside showing its caption.</summary>
public enum CueDeed : byte
{
    None = 0,

    /// <summary>Only the caption: the posts stand in the scenario.</summary>
    Caption,

    /// <summary>The replay slows to <see cref="Cue.Rate"/> until the emergency line has been told of the docket that the cue's line opened.</summary>
    SlowUntilLineTold,

    /// <summary>No scripted officer accepts the docket that the cue's line opened, so that its clock runs out.</summary>
    NeverAccepted,

    /// <summary>No scripted officer touches the docket that the cue's line opened before the cue: the station's own answer, a line of the scenario, comes first.</summary>
    StationAnswers,
}

/// <summary>A caption, in the three languages of the wall.</summary>
public sealed record Caption(string En, string Hi, string Kn);

/// <summary>One moment of the story.</summary>
/// <param name="RealSeconds">When the viewer sees it, in seconds since the start at the story's rate.</param>
/// <param name="At">The same moment on the demo's clock, as time of day.</param>
/// <param name="Tag">Scenario lines with this tag belong to it.</param>
/// <param name="Rate">For <see cref="CueDeed.SlowUntilLineTold"/>.</param>
/// <param name="ToldAfter">For <see cref="CueDeed.SlowUntilLineTold"/>: after this time on the demo's clock the scripted operator has told the line.</param>
public sealed record Cue(string Id, int RealSeconds, TimeSpan At, string Tag, CueDeed Deed, Caption Caption, int? Rate = null, TimeSpan? ToldAfter = null);

/// <summary>The first minute of the demo: <c>NAME.story.json</c> beside the scenario.</summary>
/// <param name="StartsAt">Time of day at which the demo's clock begins.</param>
public sealed record Story(string Scenario, TimeSpan StartsAt, int Rate, IReadOnlyList<Cue> Cues)
{
    internal static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
    };

    public static Story Read(string json) => JsonSerializer.Deserialize<Story>(json, Form) ?? throw new FormatException("The story is empty.");
}
