using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>Turns that intake has handed in and not yet seen the end of.</summary>
internal sealed class HandIn(IGrainHost grains, KnownPosts posts, TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly List<(PreparedItem Item, Ask Ask, ValueTask<TurnResult> Outcome)> open = [];

    /// <summary>Of each stream the last one, and whether it waits for one before it.</summary>
    private readonly Dictionary<string, (int Place, bool Waits)> newest = new(StringComparer.Ordinal);

    /// <summary>Repeats that a key absorbed: for metrics.</summary>
    public long Repeats { get; private set; }

    /// <summary>
    /// In the order of the log for each stream. Of one source the host sees to that itself, also when a turn fails; an ask of another source waits until the one before it is
    /// stored, or a deletion that was released would pass its post.
    /// </summary>
    public void Add(PreparedItem item, Ask ask)
    {
        var waits = newest.TryGetValue(ask.Stream, out var before) && (before.Waits || open[before.Place].Ask.Cause.Source != ask.Cause.Source);
        newest[ask.Stream] = (open.Count, waits);
        open.Add((item, ask, waits ? Behind(Kept(before.Place), ask) : grains.Ask(ask)));
    }

    /// <summary>Whether the row of this post may not be stored yet.</summary>
    public bool Holds(string postId) => open.Exists(each => each.Item.PostId == postId);

    /// <summary>Waits for all of them. What the journal could not store is handed in again, in order, until it can: nothing later has passed it meanwhile.</summary>
    public async ValueTask Settle(CancellationToken stop)
    {
        while (open.Count > 0)
        {
            var failed = new List<(PreparedItem Item, Ask Ask)>();
            foreach (var (item, ask, outcome) in open)
            {
                switch ((await outcome).Outcome)
                {
                    case TurnOutcome.Failed:
                        failed.Add((item, ask));
                        break;
                    case TurnOutcome.KeyTaken:
                        Repeats++;
                        posts.Forget(item.Item, item.PostId);
                        break;
                }
            }

            open.Clear();
            newest.Clear();
            if (failed.Count > 0)
            {
                await Task.Delay(RetryAfter, time, stop);
                failed.ForEach(each => Add(each.Item, each.Ask));
            }
        }
    }

    private Task<TurnResult> Kept(int place)
    {
        var (item, ask, outcome) = open[place];
        var kept = Ended(outcome);
        open[place] = (item, ask, new ValueTask<TurnResult>(kept));
        return kept;
    }

    /// <summary>On the caller's context, which <c>AsTask</c> would leave.</summary>
    private static async Task<TurnResult> Ended(ValueTask<TurnResult> outcome) => await outcome;

    private async ValueTask<TurnResult> Behind(Task<TurnResult> before, Ask ask) => (await before).Outcome == TurnOutcome.Failed
        ? new TurnResult(TurnOutcome.Failed, 0, 0, null, "An earlier turn of the stream failed.")
        : await grains.Ask(ask);

    /// <summary>The same ask under a cause of the source "parked": it comes after the item that it waited for.</summary>
    public static Ask AsParked(Ask ask, PreparedItem releasing, int place) =>
        ask with { Cause = new Cause(IntakePipeline.ParkedSource, releasing.Delivery.Number, (releasing.Number * 10_000) + place) };
}
