using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Simulation;
using Xunit;

namespace Monitor.Runtime.Tests.Deadlines;

public sealed class LatenessLedgerTests
{
    private readonly VirtualTime time = new(Stage.Noon);

    [Fact]
    public void Percentiles_are_at_most_a_tenth_above_the_true_ones()
    {
        var ledger = new LatenessLedger(time);
        for (var ms = 1; ms <= 1000; ms++)
        {
            ledger.Record(TimeSpan.FromMilliseconds(ms));
        }

        var lateness = ledger.Recent(1);
        Assert.Equal((1000, 1000.0), (lateness.Count, lateness.MaxMs));
        Assert.InRange(lateness.P50Ms, 500, 550);
        Assert.InRange(lateness.P99Ms, 990, 1000);
    }

    [Fact]
    public void No_percentile_is_above_the_maximum()
    {
        var ledger = new LatenessLedger(time);
        ledger.Record(TimeSpan.FromMilliseconds(1001));
        Assert.Equal((1001.0, 1001.0, 1001.0), (ledger.Recent(1).P50Ms, ledger.Recent(1).P99Ms, ledger.Recent(1).MaxMs));
    }

    [Fact]
    public void Minutes_that_are_past_no_longer_count()
    {
        var ledger = new LatenessLedger(time);
        ledger.Record(TimeSpan.FromSeconds(9));
        time.FireNext(TimeSpan.FromMinutes(1));
        ledger.Record(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, ledger.Recent(1).Count);
        Assert.Equal(9000, ledger.Recent(2).MaxMs);
        time.FireNext(TimeSpan.FromMinutes(61));
        Assert.Equal(0, ledger.Recent(60).Count);
    }
}
