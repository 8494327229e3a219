using Monitor.Conformance.Journal;
using Monitor.Server.Hosting;
using Monitor.Storage.Redis;
using Monitor.Storage.Sqlite;
using Xunit;

namespace Monitor.Server.Tests;

public sealed class JournalPulseTests : IDisposable
{
    private readonly RedisServer redis = new();
    private readonly TestFolder folder = new();

    public void Dispose()
    {
        redis.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task While_Redis_is_away_one_question_at_a_time_is_asked_and_its_return_is_seen()
    {
        var time = new HastyTime();
        await using var journal = await RedisJournal.Open(FormattableString.Invariant($"127.0.0.1:{redis.Port},connectTimeout=5000"), time);
        using var directory = new DirectoryLock(folder.Path);
        var pulse = new JournalPulse(journal, "this server", directory, time);
        await pulse.Begin(TestContext.Current.CancellationToken);
        redis.Kill();
        using var stop = new CancellationTokenSource();
        var running = pulse.Run(stop.Token);
        await Wait.Until("twenty questions were given up", () => Task.FromResult(time.GivenUp > 20));
        var away = pulse.Away;
        redis.Restart();
        await Wait.Until("the pulse sees that Redis is back", () => Task.FromResult(pulse.Away is null));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.NotNull(away);
        // The one before may just be ending.
        Assert.InRange(time.RetryingMost, 1, 3);
    }

    /// <summary>Fifty times as fast; counts who waits for a next try, and who waited for an answer in vain.</summary>
    private sealed class HastyTime : TimeProvider
    {
        private const int Faster = 50;

        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

        private int retrying;
        private int givenUp;
        private int most;

        public int GivenUp => Volatile.Read(ref givenUp);

        public int RetryingMost => Volatile.Read(ref most);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Pause)
            {
                return new Counted(this, callback, state);
            }

            return System.CreateTimer(dueTime != Patience ? callback : given =>
            {
                Interlocked.Increment(ref givenUp);
                callback(given);
            }, state, Hasty(dueTime), Hasty(period));
        }

        private static TimeSpan Hasty(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : span / Faster;

        /// <summary>One pause: it ends when it is over or given up.</summary>
        private sealed class Counted : ITimer
        {
            private readonly HastyTime time;
            private readonly ITimer timer;
            private int ended;

            public Counted(HastyTime time, TimerCallback callback, object? state)
            {
                this.time = time;
                var now = Interlocked.Increment(ref time.retrying);
                Interlocked.Exchange(ref time.most, Math.Max(time.RetryingMost, now));
                timer = System.CreateTimer(
                    over =>
                    {
                        End();
                        callback(over);
                    }, state, Hasty(Pause), Timeout.InfiniteTimeSpan);
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                End();
                timer.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }

            private void End()
            {
                if (Interlocked.Exchange(ref ended, 1) == 0)
                {
                    Interlocked.Decrement(ref time.retrying);
                }
            }
        }
    }
}
