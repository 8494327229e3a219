using System.Globalization;
using System.Text;
using Monitor.Core.Posts;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>What is kept beside a parked item's place in the intake log, so that its raw body can go: no words, names or ids of people.</summary>
/// <param name="Key">Of the item: a hash.</param>
/// <param name="Subjects">What the item is or speaks of, as others would wait for it: keyed hashes, of an edited post one for each version, the first version's first.</param>
public sealed record ParkedNote(ItemKind Kind, string Key, IReadOnlyList<string> Subjects)
{
    private const char Between = '|';

    /// <summary>Prefix of what a parked item waits for that was deleted meanwhile: it stays as a note that it came.</summary>
    public const string Withdrawn = "withdrawn:";

    /// <summary>Intake number of the item's own part, where the body that it came in holds others too; 0: it is in the body.</summary>
    public long Own { get; init; }

    /// <summary>Of a delivery state, a reaction and a deletion the note says all; null for any other kind, and for one that a build before this wrote.</summary>
    public Item? Whole { get; init; }

    /// <summary>Whether the note of such an item says all of it: nobody's words, and nothing that a person could do about it.</summary>
    public static bool IsSmall(ItemKind kind) => kind is ItemKind.Deleted or ItemKind.Reaction or ItemKind.Delivery;

    /// <summary>Whether it still needs its post, or a person: a deletion does not, nor what was deleted while it waited.</summary>
    public static bool IsUnfinished(ParkedItem parked) => !parked.WaitsFor.StartsWith(Withdrawn, StringComparison.Ordinal) && Of(parked)?.Kind != ItemKind.Deleted;

    public static ParkedNote About(Item item, IReadOnlyList<string> subjects) => new(item.Kind, item.Key, subjects) { Whole = IsSmall(item.Kind) ? item : null };

    public ReadOnlyMemory<byte> Write() => Encoding.UTF8.GetBytes(string.Join(
        Between, Kind, Key, string.Join(',', Subjects), Own.ToString(CultureInfo.InvariantCulture), Whole?.State, Whole?.PostedAt?.UtcTicks.ToString(CultureInfo.InvariantCulture),
        Whole?.Detail));

    /// <summary>Null for what was parked under a fault, or by a build before notes.</summary>
    public static ParkedNote? Of(ParkedItem parked)
    {
        var parts = Encoding.UTF8.GetString(parked.Content.Span).Split(Between, 7);
        if (parts.Length is not (3 or 7) || !Enum.TryParse<ItemKind>(parts[0], out var kind))
        {
            return null;
        }

        var note = new ParkedNote(kind, parts[1], parts[2].Split(','));
        if (parts.Length == 3)
        {
            return note with { Whole = kind == ItemKind.Deleted ? Small(note, DeliveryState.None, "", "") : null };
        }

        return note with
        {
            Own = long.Parse(parts[3], CultureInfo.InvariantCulture),
            Whole = IsSmall(kind) ? Small(note, Enum.TryParse<DeliveryState>(parts[4], out var state) ? state : default, parts[5], parts[6]) : null,
        };
    }

    /// <summary>Without channel and platform id, which the post gives that it waits for.</summary>
    private static Item Small(ParkedNote note, DeliveryState state, string ticks, string detail) => new()
    {
        Channel = Channel.None, Kind = note.Kind, Key = note.Key, PlatformId = "", State = state, Detail = detail,
        PostedAt = ticks.Length > 0 ? new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero) : null,
    };
}
