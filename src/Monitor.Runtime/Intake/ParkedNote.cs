using System.Text;
using Monitor.Core.Posts;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>What is kept beside a parked item's place in the intake log, so that its raw body can go: no words, names or ids of people.</summary>
/// <param name="Key">Of the item: a hash.</param>
/// <param name="Subject">What the item is or speaks of, as others would wait for it: a keyed hash.</param>
public sealed record ParkedNote(ItemKind Kind, string Key, string Subject)
{
    private const char Between = '|';

    /// <summary>Prefix of what a parked item waits for that was deleted meanwhile: it stays as a note that it came.</summary>
    public const string Withdrawn = "withdrawn:";

    /// <summary>Whether it still needs its post, or a person: a deletion does not, nor what was deleted while it waited.</summary>
    public static bool IsUnfinished(ParkedItem parked) => !parked.WaitsFor.StartsWith(Withdrawn, StringComparison.Ordinal) && Of(parked)?.Kind != ItemKind.Deleted;

    public ReadOnlyMemory<byte> Write() => Encoding.UTF8.GetBytes(string.Join(Between, Kind, Key, Subject));

    /// <summary>Null for what was parked under a fault, or by a build before notes.</summary>
    public static ParkedNote? Of(ParkedItem parked)
    {
        var parts = Encoding.UTF8.GetString(parked.Content.Span).Split(Between);
        return parts.Length == 3 && Enum.TryParse<ItemKind>(parts[0], out var kind) ? new ParkedNote(kind, parts[1], parts[2]) : null;
    }
}
