namespace Monitor.Runtime.Deadlines;

/// <summary>Whether the domain's now can be trusted.</summary>
public enum ClockHealth : byte
{
    None = 0,
    Ok,

    /// <summary>The wall clock stepped by over 30 s against the monotonic one, and is not believed yet.</summary>
    Held,

    /// <summary>Such a step was believed within the last hour.</summary>
    Stepped,
}

/// <summary>
/// The domain's now (design section 4, "Deadlines and time"). Live it is the wall clock, but a step of over 30 s is believed only after a minute; until then now
/// follows the monotonic clock. A demo's clock runs at a rate of its own from an instant of its own. Safe for many threads.
/// </summary>
public sealed class DomainClock
{
    private static readonly TimeSpan StepMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BelievedAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShownFor = TimeSpan.FromHours(1);

    private readonly TimeProvider time;
    private readonly bool demo;
    private readonly Lock gate = new();
    private DateTimeOffset anchor;
    private long anchorTicks;
    private long? heldSince;
    private long? steppedAt;
    private double rate = 1;

    /// <summary>A live clock.</summary>
    public DomainClock(TimeProvider time)
    {
        this.time = time;
        (anchor, anchorTicks) = (time.GetUtcNow(), time.GetTimestamp());
    }

    /// <summary>A demo's clock.</summary>
    /// <param name="rate">0 stands still; 60 is an hour a minute.</param>
    public DomainClock(TimeProvider time, DateTimeOffset start, double rate)
    {
        (this.time, demo, anchor, anchorTicks) = (time, true, start.ToUniversalTime(), time.GetTimestamp());
        this.rate = rate;
    }

    /// <summary>Raised when the rate or a believed step moved now other than by time passing.</summary>
    public event Action? Changed;

    public double Rate => Volatile.Read(ref rate);

    public DateTimeOffset Now
    {
        get
        {
            DateTimeOffset now;
            bool stepped;
            lock (gate)
            {
                var ticks = time.GetTimestamp();
                var expected = anchor + (time.GetElapsedTime(anchorTicks, ticks) * rate);
                (now, stepped) = demo ? (expected, false) : Live(expected, time.GetUtcNow(), ticks);
            }

            if (stepped)
            {
                Changed?.Invoke();
            }

            return now;
        }
    }

    public ClockHealth Health
    {
        get
        {
            _ = Now;
            lock (gate)
            {
                return heldSince is not null ? ClockHealth.Held
                    : steppedAt is { } at && time.GetElapsedTime(at) < ShownFor ? ClockHealth.Stepped
                    : ClockHealth.Ok;
            }
        }
    }

    /// <summary>Only a demo's clock has another rate than 1.</summary>
    public void SetRate(double newRate)
    {
        if (!demo)
        {
            throw new InvalidOperationException("A live clock runs at its own rate.");
        }

        lock (gate)
        {
            var ticks = time.GetTimestamp();
            anchor += time.GetElapsedTime(anchorTicks, ticks) * rate;
            anchorTicks = ticks;
            rate = newRate;
        }

        Changed?.Invoke();
    }

    /// <summary>How long the domain's span takes in real time; a day at most, and that when the clock stands still.</summary>
    public TimeSpan ToReal(TimeSpan domain)
    {
        var at = Rate;
        return at <= 0 || domain / at > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : domain / at;
    }

    private (DateTimeOffset Now, bool Stepped) Live(DateTimeOffset expected, DateTimeOffset wall, long ticks)
    {
        if ((wall - expected).Duration() <= StepMax)
        {
            heldSince = null;
            (anchor, anchorTicks) = (wall, ticks);
            return (wall, false);
        }

        heldSince ??= ticks;
        if (time.GetElapsedTime(heldSince.Value, ticks) < BelievedAfter)
        {
            return (expected, false);
        }

        (anchor, anchorTicks, heldSince, steppedAt) = (wall, ticks, null, ticks);
        return (wall, true);
    }
}
