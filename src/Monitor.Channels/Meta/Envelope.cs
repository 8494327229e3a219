using System.Text.Json;

namespace Monitor.Channels.Meta;

/// <summary>The outer form of all bodies of Meta: <c>{object, entry:[{id, time, changes|messaging|standby}]}</c>.</summary>
internal static class Envelope
{
    /// <summary>Reads every entry × change × item. A body for another object is kept as unknown.</summary>
    /// <param name="entry">Called for each entry with its path.</param>
    public static ParsedBody Read(ReadOnlyMemory<byte> body, Findings findings, string objectName, Action<JsonElement, string> entry)
    {
        using var document = Json.Open(body, out var why);
        if (document is null)
        {
            findings.Unreadable(body.Span, why);
            return findings.Done();
        }

        var root = document.RootElement;
        if (root.Text("object"u8) is { } name && name == objectName && root.Child("entry"u8).IsList())
        {
            findings.Each(root.Child("entry"u8), "entry", "", entry);
        }
        else
        {
            findings.Unknown("object " + (root.Text("object"u8) ?? "missing"), root, "", null);
        }

        return findings.Done();
    }
}
