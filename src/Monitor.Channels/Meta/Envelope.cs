using System.Text.Json;

namespace Monitor.Channels.Meta;

/// <summary>The outer form of all bodies of Meta: <c>{object, entry:[{id, time, changes|messaging|standby}]}</c>.</summary>
internal static class Envelope
{
    /// <summary>Reads every entry × change × item. A body for another object is kept as unknown.</summary>
    /// <param name="change">Called for each change with its field, the entry that it stands in, its path and the account; one without a field is a fault. Messages are
    /// read alike for all.</param>
    public static ParsedBody Read(ReadOnlyMemory<byte> body, Findings findings, string objectName, Action<string, JsonElement, JsonElement, string, string> change) =>
        Read(body, findings, objectName, (entry, where) =>
        {
            var account = entry.Id("id"u8) ?? "";
            if (entry.Child("changes"u8).IsThere())
            {
                findings.Each(entry.Child("changes"u8), where + ".changes", account, (part, place) =>
                {
                    if (part.Text("field"u8) is { } field)
                    {
                        change(field, part, entry, place, account);
                        return;
                    }

                    findings.Bad(place, "A change names no field.", part, account);
                });
            }

            Messaging.Read(entry, where, account, findings);
        });

    /// <summary>Reads every entry. A body for another object is kept as unknown.</summary>
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
