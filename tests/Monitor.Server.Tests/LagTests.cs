using Monitor.Runtime.Simulation;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>Behind means to be long in reaching what was the head, not never to stand at it.</summary>
public sealed class LagTests
{
    private readonly VirtualTime time = new(new DateTimeOffset(2026, 8, 24, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_follower_that_is_always_a_few_events_behind_a_moving_head_is_not_behind_for_minutes()
    {
        var lag = new Lag(time);
        for (var second = 1; second <= 600; second++)
        {
            Pass(1);
            Assert.InRange(lag.Seconds((second * 3_000) - 20, second * 3_000), 0, 1);
        }
    }

    [Fact]
    public void One_that_stands_still_is_behind_since_the_head_left_it_and_no_longer_once_it_has_caught_up()
    {
        var lag = new Lag(time);
        Pass(1);
        Assert.Equal(0, lag.Seconds(100, 100));
        for (var second = 1; second <= 2_000; second++)
        {
            Pass(1);
            Assert.Equal(second, lag.Seconds(100, 100 + second), 3);
        }

        Pass(1);
        Assert.Equal(0, lag.Seconds(2_100, 2_100));
    }

    [Fact]
    public void What_has_not_begun_is_behind_since_the_start()
    {
        var lag = new Lag(time);
        Pass(7);
        Assert.Equal(7, lag.Seconds(0, 50), 3);
    }

    private void Pass(int seconds) => time.FireNext(time.Elapsed + TimeSpan.FromSeconds(seconds));
}
