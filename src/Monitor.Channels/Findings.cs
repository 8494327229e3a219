using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels;

/// <summary>Collects what a parser finds. One bad part never loses the rest; their number is bounded.</summary>
internal sealed class Findings(Channel channel)
{
    /// <summary>Platforms send at most 1,000 updates a body; what lies beyond this stays in the raw body, and a fault says so.</summary>
    public const int ItemsMax = 5_000;

    private const int FaultsMax = 100;

    private readonly List<Item> items = [];
    private readonly List<Fault> faults = [];
    private bool full;

    public Channel Channel => channel;

    /// <summary>Whether an item can still be taken; the first refusal notes a fault.</summary>
    public bool Add(Item item)
    {
        if (items.Count < ItemsMax)
        {
            items.Add(item);
            return true;
        }

        if (!full)
        {
            full = true;
            faults.Add(new Fault("", $"The body holds more than {ItemsMax} items; the rest stays in the raw body."));
        }

        return false;
    }

    /// <summary>A part of a known kind that lacks what it must have.</summary>
    public void Bad(string where, string what, JsonElement part, string account)
    {
        if (faults.Count < FaultsMax)
        {
            faults.Add(new Fault(where, what));
        }

        Add(Unknown(Item.Malformed, part, account));
    }

    /// <summary>A part of a kind that this build does not know: kept as an item without content, told apart by its bytes.</summary>
    public void Unknown(string kind, JsonElement part, string account, DateTimeOffset? at) => Add(Unknown(kind, part, account) with { PostedAt = at });

    /// <summary>A part of no further use: its delivery is stored, nothing more.</summary>
    /// <param name="author">Whom it names, where that is of use: the body leaves with that person's last post.</param>
    public void Ignored(string kind, JsonElement part, string account, Person? author = null) =>
        Add(Unknown(kind, part, account) with { Kind = ItemKind.Ignored, Author = author });

    /// <summary>The body as a whole cannot be read: it stays in the intake log, and one item says so, as for any kind that this build does not know.</summary>
    public void Unreadable(ReadOnlySpan<byte> body, string why)
    {
        Fault("", why);
        Add(Unknown(Item.Unreadable, default, "") with { Key = PostKey.OfBytes(channel, body, items.Count) });
    }

    public void Fault(string where, string what)
    {
        if (faults.Count < FaultsMax)
        {
            faults.Add(new Fault(where, what));
        }
    }

    /// <summary>Reads each element of a list, with its path; a defect in reading one is its fault alone.</summary>
    public void Each(JsonElement list, string where, string account, Action<JsonElement, string> read)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            Bad(where, "A list was expected.", list, account);
            return;
        }

        var index = 0;
        foreach (var part in list.EnumerateArray())
        {
            if (full)
            {
                return;
            }

            Guarded(part, $"{where}[{index++}]", account, read);
        }
    }

    public ParsedBody Done() => new(items, faults);

    private void Guarded(JsonElement part, string where, string account, Action<JsonElement, string> read)
    {
        var before = items.Count;
        try
        {
            read(part, where);
        }
        catch (Exception defect) when (defect is InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            items.RemoveRange(before, items.Count - before);
            Bad(where, $"Reading it failed with {defect.GetType().Name}.", part, account);
        }
    }

    private Item Unknown(string kind, JsonElement part, string account) => new()
    {
        Channel = channel,
        Kind = ItemKind.Unknown,
        Key = PostKey.OfBytes(channel, part, items.Count),
        PlatformId = "",
        Account = account,
        Detail = kind.Length <= 80 ? kind : kind[..80],
    };
}
