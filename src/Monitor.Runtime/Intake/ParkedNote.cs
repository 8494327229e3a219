using System.Text;
using Monitor.Core.Posts;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>What is kept beside a parked item's place in the intake log, so that its raw body can go: no words, names or ids of people.</summary>
/// <param name="Key">Of the item: a hash.</param>
/// <param name="Subject">What the item is or speaks of, as others would wait for it: a keyed hash.</param>
internal sealed record ParkedNote(ItemKind Kind, string Key, string Subject)
{
    private const char Between = '|';

    public ReadOnlyMemory<byte> Write() => Encoding.UTF8.GetBytes(string.Join(Between, Kind, Key, Subject));

    /// <summary>Null for what was parked under a fault, or by a build before notes.</summary>
    public static ParkedNote? Of(ParkedItem parked)
    {
        var parts = Encoding.UTF8.GetString(parked.Content.Span).Split(Between);
        return parts.Length == 3 && Enum.TryParse<ItemKind>(parts[0], out var kind) ? new ParkedNote(kind, parts[1], parts[2]) : null;
    }
}
