using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Simulation;
using Xunit;

namespace Monitor.Runtime.Tests.Deadlines;

public sealed class DomainClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly VirtualTime time = new(Noon);

    [Fact]
    public void A_small_step_of_the_wall_clock_is_believed_at_once()
    {
        var clock = new DomainClock(time);
        time.WallStep = TimeSpan.FromSeconds(30);
        Assert.Equal((Noon.AddSeconds(30), ClockHealth.Ok), (clock.Now, clock.Health));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(-3600)]
    public void A_large_step_is_held_for_a_minute_and_then_believed(int seconds)
    {
        var clock = new DomainClock(time);
        time.WallStep = TimeSpan.FromSeconds(seconds);
        Assert.Equal((Noon, ClockHealth.Held), (clock.Now, clock.Health));
        time.FireNext(TimeSpan.FromSeconds(59));
        Assert.Equal((Noon.AddSeconds(59), ClockHealth.Held), (clock.Now, clock.Health));
        time.FireNext(TimeSpan.FromSeconds(60));
        Assert.Equal((Noon.AddSeconds(60 + seconds), ClockHealth.Stepped), (clock.Now, clock.Health));
    }

    [Fact]
    public void A_step_that_is_taken_back_within_the_minute_was_none()
    {
        var clock = new DomainClock(time);
        time.WallStep = TimeSpan.FromHours(5);
        _ = clock.Now;
        time.FireNext(TimeSpan.FromSeconds(40));
        time.WallStep = TimeSpan.Zero;
        Assert.Equal((Noon.AddSeconds(40), ClockHealth.Ok), (clock.Now, clock.Health));
    }

    [Fact]
    public void A_demo_clock_runs_at_its_rate_and_keeps_its_instant_when_that_changes()
    {
        var clock = new DomainClock(time, Noon.AddDays(-1), 60);
        time.FireNext(TimeSpan.FromSeconds(10));
        clock.SetRate(0);
        time.FireNext(TimeSpan.FromSeconds(20));
        Assert.Equal(Noon.AddDays(-1).AddMinutes(10), clock.Now);
        clock.SetRate(1);
        time.FireNext(TimeSpan.FromSeconds(21));
        Assert.Equal(Noon.AddDays(-1).AddMinutes(10).AddSeconds(1), clock.Now);
    }
}
