using Monitor.Runtime.Followers;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>
/// Items whose post is not known yet. They are kept as their place in the intake log, without content, so that no words stand outside the post store; the
/// memory here only saves asking the journal for each new post.
/// </summary>
internal sealed class Waiting(IJournal journal, TimeProvider time)
{
    private const string Prefix = "post:";

    private readonly HashSet<string> awaited = new(StringComparer.Ordinal);

    public async ValueTask Open(CancellationToken cancellation)
    {
        foreach (var item in await journal.ParkedUntil(DateTimeOffset.MaxValue, int.MaxValue, cancellation))
        {
            if (item.WaitsFor.StartsWith(Prefix, StringComparison.Ordinal))
            {
                awaited.Add(item.WaitsFor);
            }
        }
    }

    public bool IsAwaited(string what) => awaited.Count > 0 && awaited.Contains(what);

    public async ValueTask Park(PreparedItem prepared, string waitsFor, CancellationToken cancellation)
    {
        awaited.Add(waitsFor);
        var item = new ParkedItem(prepared.Delivery.Number, prepared.Number, waitsFor, prepared.Delivery.ReceivedAt, ReadOnlyMemory<byte>.Empty);
        await FullDisk.Outlast(time, cancellation, () => journal.Park(item, cancellation));
    }

    public async ValueTask<IReadOnlyList<ParkedItem>> For(string what, CancellationToken cancellation) => await journal.Parked(what, int.MaxValue, cancellation);

    /// <summary>All of them had their turn.</summary>
    public async ValueTask Unpark(string what, IReadOnlyList<ParkedItem> items, CancellationToken cancellation)
    {
        foreach (var item in items)
        {
            await FullDisk.Outlast(time, cancellation, () => journal.Unpark(item.Number, item.Item, cancellation));
        }

        awaited.Remove(what);
    }
}
