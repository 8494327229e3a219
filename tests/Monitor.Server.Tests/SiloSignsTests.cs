using Monitor.Conformance.Journal;
using Monitor.Core.Posts;
using Monitor.Server.Hosting;
using Monitor.Storage.Redis;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>What two silos tell each other over a real Redis.</summary>
public sealed class SiloSignsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly RedisServer redis = new();

    public void Dispose() => redis.Dispose();

    [Fact]
    public async Task A_link_that_one_silo_hears_is_alive_at_the_other_and_a_fault_of_one_is_shown_at_both()
    {
        await using var firstJournal = await RedisJournal.Open(redis.Configuration, TimeProvider.System);
        await using var secondJournal = await RedisJournal.Open(redis.Configuration, TimeProvider.System);
        var (first, second) = (new SiloSigns(firstJournal, "first", TimeProvider.System), new SiloSigns(secondJournal, "second", TimeProvider.System));
        var (heard, deaf) = (new Links(Links.Platforms), new Links(Links.Platforms));
        heard.Heard(Channel.X, Noon);
        using var stop = new CancellationTokenSource();
        Task[] running = [first.Run(heard, () => ["The disk is slow."], stop.Token), second.Run(deaf, () => [], stop.Token)];
        await Wait.Until("the second silo knows of the link", () => Task.FromResult(deaf.HeardAt().TryGetValue(Channel.X, out var at) && at == Noon));
        await Wait.Until("the second silo knows of the fault", () => Task.FromResult(second.Faults is ["Silo first: The disk is slow."]));
        Assert.Equal("live", deaf.Look(Noon).Single(link => link.Channel == "x").State);
        Assert.Equal("never", deaf.Look(Noon).Single(link => link.Channel == "facebook").State);
        Assert.Empty(first.Faults);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(running));
    }
}
