using Monitor.Core.Posts;

namespace Monitor.Channels.Scenario;

/// <summary>What one line of a scenario does.</summary>
public enum Deed : byte
{
    None = 0,

    /// <summary>A public post or comment.</summary>
    Post,

    /// <summary>A private message.</summary>
    Message,

    /// <summary>A further post under an earlier one, by whoever.</summary>
    Reply,

    /// <summary>Quotes an earlier post: how an office passes it on.</summary>
    Quote,

    /// <summary>New words for an earlier post.</summary>
    Edit,

    /// <summary>Takes an earlier post back.</summary>
    Delete,

    /// <summary>The platform delivers an earlier post once more, byte for byte.</summary>
    Again,

    /// <summary>One of our accounts posts or answers from the platform's own app.</summary>
    Echo,
}

/// <summary>One line of a scenario file.</summary>
/// <param name="Number">Its line in the file, 1 for the first after the head; other lines speak of it by this.</param>
/// <param name="At">Since midnight of the scenario's first day, in its zone.</param>
/// <param name="By">Who: a handle; for an echo a unit id; for an office <c>office:</c> and its handle.</param>
/// <param name="Name">Shown name, empty where it is the same as the handle.</param>
/// <param name="Unit">Whose account it is delivered to: a unit id.</param>
/// <param name="Of">Number of the line that it speaks of, 0 for none.</param>
/// <param name="Tag">What it is for: <c>flood</c>, <c>self-harm</c>, a cue's id; empty for the rest.</param>
public sealed record ScenarioLine(int Number, TimeSpan At, Channel Channel, Deed Deed, string By, string Name, string Unit, string Text, int Of, GeoPoint? Point, string Tag);
