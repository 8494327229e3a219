using System.Runtime.ExceptionServices;
using System.Text.Json;
using Monitor.Core;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Followers;

/// <summary>
/// The feed as this process sees it: the newest events stay decoded in a ring, put there by the shards that stored them, so that followers near the head neither
/// read nor decode. Whoever is behind the ring reads the journal. Events become visible in order and without holes, whatever order shards report in.
/// </summary>
public sealed class Feed
{
    private const int RingSize = 16384;

    /// <summary>A page of so many events is decoded by all cores.</summary>
    private const int SharedFrom = 2048;

    /// <summary>The safety net: what another process stored, or what was stored but never reported, is found by then.</summary>
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);

    private readonly IJournal journal;
    private readonly EventCodec codec;
    private readonly TimeProvider time;
    private readonly FeedEvent?[] ring = new FeedEvent?[RingSize];
    private readonly Lock gate = new();
    private readonly Signal noticed = new();
    private TaskCompletionSource? grown;
    private long head;
    private volatile bool begun;

    public Feed(IJournal journal, EventCodec codec, TimeProvider time) => (this.journal, this.codec, this.time) = (journal, codec, time);

    /// <summary>What is stored already can be read from then on. Once; a repeat does nothing.</summary>
    internal async ValueTask Begin(CancellationToken cancellation)
    {
        if (begun)
        {
            return;
        }

        var stored = await journal.Head(cancellation);
        lock (gate)
        {
            (head, begun) = (Math.Max(head, stored), true);
        }
    }

    /// <summary>What an earlier feed of the same journal has decoded need not be decoded again: a simulation restarts often.</summary>
    internal void TakeOver(Feed earlier) => earlier.ring.CopyTo(ring, 0);

    /// <summary>The last position that followers can read.</summary>
    public long Head => Volatile.Read(ref head);

    /// <summary>Of the journal that is read.</summary>
    public long Epoch => journal.Epoch;

    /// <summary>Tells of a stored event. Twice is harmless.</summary>
    public void Publish(FeedEvent stored)
    {
        TaskCompletionSource? signal = null;
        lock (gate)
        {
            if (stored.Position <= head)
            {
                return;
            }

            ring[stored.Position % RingSize] = stored;
            var before = head;
            while (ring[(head + 1) % RingSize]?.Position == head + 1)
            {
                head++;
            }

            if (head > before)
            {
                (signal, grown) = (grown, null);
            }
        }

        signal?.TrySetResult();
    }

    /// <summary>Another process says that the feed has grown: it is read at once.</summary>
    public void Notice(long position)
    {
        if (position > Head)
        {
            noticed.Set();
        }
    }

    /// <summary>The events after a position, in order; waits until there is one.</summary>
    public async ValueTask<IReadOnlyList<FeedEvent>> Next(long after, int limit, CancellationToken stop)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (after < head)
                {
                    if (TakeFromRing(after, limit) is { } found)
                    {
                        return found;
                    }

                    wait = Task.CompletedTask;
                }
                else
                {
                    wait = (grown ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                }
            }

            if (wait.IsCompleted)
            {
                return await ReadJournal(after, limit, stop);
            }

            using var stopping = stop.UnsafeRegister(static feed => ((Feed)feed!).WakeAll(), this);
            await wait;
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What one kind of grain left in the feed between two positions; nothing else is decoded.</summary>
    public async ValueTask<IReadOnlyList<FeedEvent>> Past(string kind, long after, long upTo, CancellationToken stop)
    {
        List<FeedEvent>? near;
        lock (gate)
        {
            near = TakeFromRing(after, (int)(upTo - after));
        }

        if (near?.Count == upTo - after)
        {
            return near.FindAll(happened => StreamName.KindOf(happened.Stream).SequenceEqual(kind));
        }

        var page = await journal.ReadAll(after, (int)(upTo - after), stop);
        return [.. page.Where(stored => StreamName.KindOf(stored.Stream).SequenceEqual(kind)).Select(Decode)];
    }

    /// <summary>Reads what other processes report, and polls the journal for what nobody reported; runs until stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        await Begin(stop);
        // What was stored since the feed began, such as the first rulebook, nobody reported.
        noticed.Set();
        await Task.WhenAll(Poll(stop), ReadNoticed(stop));
    }

    private async Task ReadNoticed(CancellationToken stop)
    {
        using var stopping = stop.UnsafeRegister(_ => noticed.Set(), null);
        while (!stop.IsCancellationRequested)
        {
            await noticed.Wait();
            IReadOnlyList<FeedEvent> found;
            do
            {
                found = await ReadJournal(Head, RingSize / 2, stop);
                found.ToList().ForEach(Publish);
            }
            while (found.Count == RingSize / 2 && !stop.IsCancellationRequested);
        }
    }

    private async Task Poll(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(PollEvery, time);
        var seen = -1L;
        while (await timer.WaitForNextTickAsync(stop))
        {
            var at = Head;
            if (at == seen && await journal.Head(stop) > at)
            {
                foreach (var missed in await ReadJournal(at, RingSize / 2, stop))
                {
                    Publish(missed);
                }
            }

            seen = Head;
        }
    }

    /// <summary>Decodes a stored event; only one of a later build throws.</summary>
    public FeedEvent Decode(StoredEvent stored)
    {
        IEvent happened;
        try
        {
            happened = codec.Decode(stored);
        }
        catch (Exception misfit) when (misfit is JsonException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            happened = new UnreadableEvent(stored.Type, misfit.GetType().Name, stored.At);
        }

        return new FeedEvent(stored.Position, stored.Stream, stored.Version, stored.Cause, happened);
    }

    /// <summary>Waiting followers look again: each of them then sees whether it is to stop.</summary>
    private void WakeAll()
    {
        TaskCompletionSource? signal;
        lock (gate)
        {
            (signal, grown) = (grown, null);
        }

        signal?.TrySetResult();
    }

    private List<FeedEvent>? TakeFromRing(long after, int limit)
    {
        if (ring[(after + 1) % RingSize] is not { } first || first.Position != after + 1)
        {
            return null;
        }

        var count = (int)Math.Min(limit, head - after);
        var found = new List<FeedEvent>(count);
        for (var at = after + 1; at <= after + count && ring[at % RingSize] is { } next && next.Position == at; at++)
        {
            found.Add(next);
        }

        return found;
    }

    private async ValueTask<IReadOnlyList<FeedEvent>> ReadJournal(long after, int limit, CancellationToken stop)
    {
        var page = await journal.ReadAll(after, limit, stop);
        var found = new FeedEvent[page.Count];
        if (found.Length >= SharedFrom)
        {
            DecodeShared(page, found);
            return found;
        }

        for (var i = 0; i < found.Length; i++)
        {
            found[i] = Decode(page[i]);
        }

        return found;
    }

    private void DecodeShared(IReadOnlyList<StoredEvent> page, FeedEvent[] found)
    {
        try
        {
            Parallel.For(0, found.Length, i => found[i] = Decode(page[i]));
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }
}
