using System.Globalization;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Routing;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>One item with all that can be known of it without looking anything up.</summary>
internal sealed record PreparedItem(StoredDelivery Delivery, int Number, Item Item, Verdict? Verdict, TextPrint Print, Located? Located)
{
    /// <summary>Id of the post, if it is one.</summary>
    public string PostId { get; } = $"{Delivery.Number}-{Number}";

    /// <summary>In which delivery a post came, by its id.</summary>
    public static long DeliveryOf(string postId) => long.Parse(postId.AsSpan(0, postId.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    /// <summary>Nothing else came in its delivery.</summary>
    public bool IsAlone { get; init; }

    /// <summary>The same item, with what these words say: its own, or those that it passes on.</summary>
    /// <param name="threadUnit">As in <see cref="LocateQuestion"/>.</param>
    public PreparedItem About(string words, IntakeReaders readers, string? threadUnit = null)
    {
        var verdict = readers.Classify(words);
        if (verdict.Complaint != ComplaintCall.No && Conduct.IsSpokenOf(words))
        {
            // Whatever the model takes it for: such a text never reaches the unit that it names.
            verdict = verdict with { Category = Category.PoliceMisconduct };
        }

        var question = new LocateQuestion(words, verdict.Category, Item.Point, Item.Handles, Item.PostedAt ?? Delivery.ReceivedAt, threadUnit);
        return this with { Verdict = verdict, Located = readers.Locate(question) };
    }

    /// <summary>The platform's instant, never later than the receipt.</summary>
    public DateTimeOffset PostedAt => Item.PostedAt is { } at && at < Delivery.ReceivedAt ? at.ToUniversalTime() : Delivery.ReceivedAt;
}

/// <summary>A delivery that was parsed, classified and located: the part of intake that may run on several threads.</summary>
/// <param name="Fault">Why it could not be parsed; then it has no items.</param>
internal sealed record PreparedDelivery(StoredDelivery Delivery, IReadOnlyList<PreparedItem> Items, string? Fault)
{
    public static PreparedDelivery Of(StoredDelivery delivery, IntakeReaders readers)
    {
        try
        {
            var items = Parse(delivery, readers);
            var prepared = new PreparedItem[items.Count];
            for (var i = 0; i < prepared.Length; i++)
            {
                prepared[i] = Prepare(delivery, i, items[i], readers) with { IsAlone = items.Count == 1 };
            }

            return new PreparedDelivery(delivery, prepared, null);
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            return new PreparedDelivery(delivery, [], unreadable.GetType().Name);
        }
    }

    /// <summary>None of one that cannot be read: that was told when it came.</summary>
    public static IReadOnlyList<Item> TryParse(StoredDelivery delivery, IntakeReaders readers)
    {
        try
        {
            return Parse(delivery, readers);
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            return [];
        }
    }

    /// <summary>None of a body that was dropped, and of what stands in the log beside what was received.</summary>
    public static IReadOnlyList<Item> Parse(StoredDelivery delivery, IntakeReaders readers) =>
        delivery.Body.IsEmpty || delivery.Channel is OwnPart.Channel or Extract.Channel ? []
        : delivery.Channel == CanarySender.ChannelName ? [CanarySender.Read(delivery)]
        : readers.Parse(delivery);

    public static bool IsOurs(Item item, Seats seats) => item.Echo || seats.Find(item.Channel, item.Author?.Id) is { UnitId: not null };

    public static PreparedItem Prepare(StoredDelivery delivery, int number, Item item, IntakeReaders readers)
    {
        if (item is { Kind: ItemKind.Reaction, RepostId: { } repost } && readers.Rulebook().Seats.Find(item.Channel, item.Author?.Id) is { Office: not Office.None })
        {
            // What an office passes on by a plain repost goes first like what it quotes.
            item = item with { Kind = ItemKind.Post, PlatformId = repost, Detail = null };
        }

        if (item.Kind is not (ItemKind.Post or ItemKind.PrivateMessage or ItemKind.Edited))
        {
            return new PreparedItem(delivery, number, item, null, default, null);
        }

        var text = item.Text ?? "";
        var prepared = new PreparedItem(delivery, number, item, null, TextPrint.Of(text), null);
        // Our own words ask for nothing; what an edit of them says is looked at, since it may be told late whose they are.
        return item.Kind != ItemKind.Edited && IsOurs(item, readers.Rulebook().Seats) ? prepared : prepared.About(text, readers);
    }
}
