using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>Turns that intake has handed in and not yet seen the end of.</summary>
internal sealed class HandIn(IGrainHost grains, KnownPosts posts, TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly List<(PreparedItem Item, Ask Ask, ValueTask<TurnResult> Outcome)> open = [];

    /// <summary>Repeats that a key absorbed: for metrics.</summary>
    public long Repeats { get; private set; }

    public void Add(PreparedItem item, Ask ask) => open.Add((item, ask, grains.Ask(ask)));

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
            if (failed.Count > 0)
            {
                await Task.Delay(RetryAfter, time, stop);
                failed.ForEach(each => Add(each.Item, each.Ask));
            }
        }
    }

    /// <summary>The same ask under a cause of the source "parked": it comes after the item that it waited for.</summary>
    public static Ask AsParked(Ask ask, PreparedItem releasing, int place) =>
        ask with { Cause = new Cause(IntakePipeline.ParkedSource, releasing.Delivery.Number, (releasing.Number * 10_000) + place) };
}
