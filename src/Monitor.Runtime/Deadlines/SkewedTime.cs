namespace Monitor.Runtime.Deadlines;

/// <summary>Another's time as a machine sees it whose wall clock is off: for simulations, tests and drills. Spans and timers are the other's own.</summary>
/// <param name="ahead">How far it is ahead; behind: negative.</param>
public sealed class SkewedTime(TimeProvider time, TimeSpan ahead) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + ahead;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
}
