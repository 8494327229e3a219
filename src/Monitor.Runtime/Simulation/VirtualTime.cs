namespace Monitor.Runtime.Simulation;

/// <summary>
/// Time that only its owner moves, from due instant to due instant: a repeating timer that falls due several times within one advance fires as often. The wall
/// clock can be stepped against the monotonic one. One thread.
/// </summary>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<(VirtualTimer Timer, long Round), (long At, long Order)> due = new();
    private long ticks;
    private long order;

    /// <summary>How far the wall clock is off.</summary>
    public TimeSpan WallStep { get; set; }

    /// <summary>Since the start, by the monotonic clock.</summary>
    public TimeSpan Elapsed => new(ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => ticks;

    public override DateTimeOffset GetUtcNow() => start + new TimeSpan(ticks) + WallStep;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the next timer falls due; null when none is set.</summary>
    public TimeSpan? NextDue()
    {
        while (due.TryPeek(out var next, out var at))
        {
            if (next.Timer.Round == next.Round)
            {
                return new TimeSpan(at.At);
            }

            due.Dequeue();
        }

        return null;
    }

    /// <summary>Moves to the next timer and fires it; false when none is due by then.</summary>
    public bool FireNext(TimeSpan until)
    {
        if (NextDue() is not { } at || at > until)
        {
            ticks = Math.Max(ticks, until.Ticks);
            return false;
        }

        ticks = Math.Max(ticks, at.Ticks);
        due.Dequeue().Timer.Fire();
        return true;
    }

    /// <summary>The machine stopped: what it had set will not fire.</summary>
    public void ForgetTimers() => due.Clear();

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        /// <summary>Grows with each change, so that an earlier setting does not fire.</summary>
        public long Round { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            Round++;
            period = newPeriod;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                time.due.Enqueue((this, Round), (time.ticks + Math.Max(0, dueTime.Ticks), time.order++));
            }

            return true;
        }

        public void Fire()
        {
            if (period > TimeSpan.Zero)
            {
                time.due.Enqueue((this, Round), (time.ticks + period.Ticks, time.order++));
            }

            callback(state);
        }

        public void Dispose() => Round++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
