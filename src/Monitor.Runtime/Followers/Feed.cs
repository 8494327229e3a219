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

    /// <summary>So many stay in the ring also when every follower here has passed them: one that begins anew finds the last moments decoded.</summary>
    private const int KeptMin = 1024;

    /// <summary>A page of so many events is decoded by all cores.</summary>
    private const int SharedFrom = 2048;

    private readonly IJournal journal;
    private readonly EventCodec codec;
    private readonly TimeProvider time;
    private readonly FeedEvent?[] ring = new FeedEvent?[RingSize];
    private readonly Lock gate = new();
    private readonly Signal noticed = new();
    private readonly List<FeedReader> waiting = [];
    private readonly List<FeedReader> followers = [];
    private long freed;
    private long head;
    private volatile bool begun;

    public Feed(IJournal journal, EventCodec codec, TimeProvider time) => (this.journal, this.codec, this.time) = (journal, codec, time);

    /// <summary>The safety net: what another process stored, or what was stored but never reported, is found by then. Default: 1 s.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(1);

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

    /// <summary>A follower's place.</summary>
    /// <param name="after">The position after which it begins.</param>
    /// <param name="hears">Which events it is to see; null for all. Asked while the feed stands still: it looks at the event's type and no further.</param>
    /// <param name="stop">Ends its waiting.</param>
    /// <param name="wokenBy">See <see cref="FeedReader.WokenBy"/>.</param>
    public FeedReader Follow(long after, Func<FeedEvent, bool>? hears, CancellationToken stop, Func<FeedEvent, bool>? wokenBy = null)
    {
        var reader = new FeedReader(this, after, hears, stop) { WokenBy = wokenBy };
        lock (gate)
        {
            followers.Add(reader);
        }

        return reader;
    }

    internal void Leave(FeedReader reader)
    {
        lock (gate)
        {
            followers.Remove(reader);
        }
    }

    /// <summary>Tells of a stored event. Twice is harmless.</summary>
    public void Publish(FeedEvent stored)
    {
        lock (gate)
        {
            if (stored.Position <= head)
            {
                return;
            }

            ring[stored.Position % RingSize] = stored;
            while (ring[(head + 1) % RingSize] is { } next && next.Position == head + 1)
            {
                head++;
                Tell(next);
            }

            if (head - freed >= 2 * KeptMin)
            {
                Free();
            }
        }
    }

    /// <summary>What every follower has passed is let go young: kept until the ring comes round, each event would be moved twice by the collector.</summary>
    private void Free()
    {
        var upTo = head - KeptMin;
        foreach (var reader in followers)
        {
            upTo = Math.Min(upTo, reader.Position);
        }

        for (var at = Math.Max(freed, head - RingSize) + 1; at <= upTo; at++)
        {
            if (ring[at % RingSize]?.Position == at)
            {
                ring[at % RingSize] = null;
            }
        }

        freed = Math.Max(freed, upTo);
    }

    private void Tell(FeedEvent next)
    {
        for (var i = waiting.Count - 1; i >= 0; i--)
        {
            var reader = waiting[i];
            if (!reader.Passes(next))
            {
                waiting.RemoveAt(i);
                reader.Wake();
            }
        }
    }

    /// <summary>False when there is something to take already.</summary>
    internal bool MustWait(FeedReader reader)
    {
        lock (gate)
        {
            if (reader.TakenTo < head || reader.IsStopped)
            {
                return false;
            }

            waiting.Add(reader);
            return true;
        }
    }

    /// <summary>It is to stop: if it waits, it no longer does.</summary>
    internal void Wake(FeedReader reader)
    {
        lock (gate)
        {
            if (waiting.Remove(reader))
            {
                reader.Wake();
            }
        }
    }

    /// <summary>Adds what is heard of the next events; gives the last position that was looked at, or null when they are no longer in the ring.</summary>
    internal long? CopyTo(List<FeedEvent> taken, long after, int limit, Func<FeedEvent, bool>? hears)
    {
        lock (gate)
        {
            var at = after;
            var last = Math.Min(after + limit, head);
            while (at < last && ring[(at + 1) % RingSize] is { } next && next.Position == at + 1)
            {
                at++;
                if (hears is null || hears(next))
                {
                    taken.Add(next);
                }
            }

            return at > after || after >= head ? at : null;
        }
    }

    /// <summary>Another process says that the feed has grown: it is read at once.</summary>
    public void Notice(long position)
    {
        if (position > Head)
        {
            noticed.Set();
        }
    }

    /// <summary>The events after a position below the head, in order: of those in the ring as many as there are.</summary>
    public async ValueTask<IReadOnlyList<FeedEvent>> Read(long after, int limit, CancellationToken stop)
    {
        List<FeedEvent> near = [];
        return CopyTo(near, after, limit, null) is not null ? near : await ReadJournal(after, limit, stop);
    }

    /// <summary>What one kind of grain left in the feed between two positions; nothing else is decoded.</summary>
    public async ValueTask<IReadOnlyList<FeedEvent>> Past(string kind, long after, long upTo, CancellationToken stop)
    {
        List<FeedEvent> near = [];
        if (CopyTo(near, after, (int)(upTo - after), happened => StreamName.KindOf(happened.Stream).SequenceEqual(kind)) == upTo)
        {
            return near;
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
