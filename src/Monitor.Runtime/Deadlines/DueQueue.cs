namespace Monitor.Runtime.Deadlines;

/// <summary>
/// The deadlines of the coming minutes, in memory. Complete up to its horizon: what the journal held when it was filled, and every deadline set since. A
/// stream stands in it once. Safe for many threads.
/// </summary>
internal sealed class DueQueue
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<(string Stream, long DueTicks, long FromTicks), long> queue = new();
    private readonly Dictionary<string, long> pending = new(StringComparer.Ordinal);
    private readonly HashSet<string> running = new(StringComparer.Ordinal);

    /// <summary>Of streams that are woken, or will be before: what else may be their deadline then, by a read.</summary>
    private readonly Dictionary<string, long> afterWake = new(StringComparer.Ordinal);
    private long horizonTicks;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return pending.Count;
            }
        }
    }

    /// <summary>Up to where nothing is missing. Set before the journal is read, so that a deadline set meanwhile is not lost between the two.</summary>
    public void SetHorizon(DateTimeOffset at)
    {
        lock (gate)
        {
            horizonTicks = at.UtcTicks;
        }
    }

    /// <summary>True when it is the earliest now: the loop must look again.</summary>
    /// <param name="setAt">A deadline that lay in the past when it was set can be met only from then on.</param>
    public bool Put(string stream, DateTimeOffset? dueAt, DateTimeOffset setAt)
    {
        lock (gate)
        {
            if (!running.Contains(stream))
            {
                afterWake.Remove(stream);
            }

            if (dueAt is not { } due || due.UtcTicks > horizonTicks)
            {
                pending.Remove(stream);
                return false;
            }

            if (pending.TryGetValue(stream, out var known) && known == due.UtcTicks)
            {
                return false;
            }

            pending[stream] = due.UtcTicks;
            queue.Enqueue((stream, due.UtcTicks, Math.Max(due.UtcTicks, setAt.UtcTicks)), due.UtcTicks);
            return queue.Peek().DueTicks == due.UtcTicks;
        }
    }

    /// <summary>
    /// From a read of the journal, which does not say when it was set: a turn may have set the pending one since, or another machine this one. The earlier of the two is met
    /// first, since a wake does no harm before its time, and the later one after it. Of what is being woken now it may be the deadline before the wake, so that waits for its end.
    /// </summary>
    public void PutRead(string stream, DateTimeOffset dueAt)
    {
        lock (gate)
        {
            if (running.Contains(stream))
            {
                afterWake[stream] = dueAt.UtcTicks;
            }
            else if (!pending.TryGetValue(stream, out var known))
            {
                Put(stream, dueAt, dueAt);
            }
            else if (known < dueAt.UtcTicks)
            {
                afterWake[stream] = dueAt.UtcTicks;
            }
            else if (known > dueAt.UtcTicks)
            {
                Put(stream, dueAt, dueAt);
                afterWake[stream] = known;
            }
        }
    }

    /// <summary>Takes the earliest that is due; it counts as running until <see cref="Ended"/>.</summary>
    /// <param name="from">From when on it could be met: what lateness counts from.</param>
    public bool TryTake(DateTimeOffset now, out string stream, out DateTimeOffset dueAt, out DateTimeOffset from)
    {
        lock (gate)
        {
            while (queue.TryPeek(out var next, out _) && next.DueTicks <= now.UtcTicks)
            {
                queue.Dequeue();
                if (pending.TryGetValue(next.Stream, out var current) && current == next.DueTicks)
                {
                    pending.Remove(next.Stream);
                    running.Add(next.Stream);
                    (stream, dueAt, from) = (next.Stream, new DateTimeOffset(next.DueTicks, TimeSpan.Zero), new DateTimeOffset(next.FromTicks, TimeSpan.Zero));
                    return true;
                }
            }
        }

        (stream, dueAt, from) = ("", default, default);
        return false;
    }

    /// <summary>The wake failed: it is due as it was, unless another deadline was set meanwhile.</summary>
    public void Again(string stream, DateTimeOffset dueAt, DateTimeOffset from)
    {
        lock (gate)
        {
            running.Remove(stream);
            if (!pending.ContainsKey(stream))
            {
                Put(stream, dueAt, from);
            }
        }
    }

    /// <summary>
    /// The wake has ended. What it set beyond the horizon was not put in; when the horizon was moved before this end, the read that moved it has found it. True when the loop
    /// must look again.
    /// </summary>
    /// <param name="woken">The deadline that it was woken for.</param>
    public bool Ended(string stream, DateTimeOffset woken)
    {
        lock (gate)
        {
            running.Remove(stream);
            return afterWake.Remove(stream, out var read) && read != woken.UtcTicks && !pending.ContainsKey(stream)
                && Put(stream, new DateTimeOffset(read, TimeSpan.Zero), new DateTimeOffset(read, TimeSpan.Zero));
        }
    }

    /// <summary>Null when nothing is due up to the horizon.</summary>
    public DateTimeOffset? Earliest()
    {
        lock (gate)
        {
            while (queue.TryPeek(out var next, out _))
            {
                if (pending.TryGetValue(next.Stream, out var current) && current == next.DueTicks)
                {
                    return new DateTimeOffset(next.DueTicks, TimeSpan.Zero);
                }

                queue.Dequeue();
            }
        }

        return null;
    }
}
