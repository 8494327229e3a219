using Monitor.Storage.Redis;
using Monitor.Storage.Sqlite;

namespace Monitor.Server.Hosting;

/// <summary>
/// Asks Redis each second whether it answers, for the time, and to hold the journal for this server: two servers that each believe to be the only one would do
/// everything twice. The data directory's lock goes with it.
/// </summary>
public sealed class JournalPulse(RedisJournal journal, string holder, DirectoryLock directory, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>Without an answer for so long, deliveries are sent away with 503: the platforms come again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AheadMax = TimeSpan.FromSeconds(1);

    private volatile string? away;
    private TimeSpan ahead;

    /// <summary>A sentence while Redis does not answer, else null.</summary>
    public string? Away => away;

    /// <summary>Redis has no room: nothing can be stored.</summary>
    public bool Full { get; private set; }

    /// <summary>How far this machine's clock is ahead of Redis's (behind: negative).</summary>
    public TimeSpan Ahead => ahead;

    /// <summary>What an administrator must mend; null when nothing.</summary>
    public string? Fault => away ?? (ahead.Duration() > AheadMax
        ? FormattableString.Invariant(
            $"This machine's clock is {ahead.Duration().TotalSeconds:0.0} s {(ahead > default(TimeSpan) ? "ahead of" : "behind")} Redis's: set up time synchronisation.")
        : null);

    /// <exception cref="InvalidOperationException">Another server holds the journal; the message names the fix.</exception>
    public async Task Begin(CancellationToken cancellation) => await Ask(cancellation);

    /// <summary>Until stopped; throws when another server took the journal over.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                await AskPatiently(stop);
                away = null;
            }
            catch (TimeoutException)
            {
                away = "Redis does not answer: nothing is taken in until it does. Look at its process, its disk and the network.";
            }
        }
    }

    /// <summary>Lets the next server start at once; the other silos of a cluster hold it on.</summary>
    public async Task End()
    {
        if (away is null && !SiloChoice.IsBuilt)
        {
            await journal.LetGo(holder);
        }

        directory.Dispose();
    }

    /// <summary>A question that was given up is not asked on and on beside the next ones.</summary>
    private async Task AskPatiently(CancellationToken stop)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await Ask(asking.Token).WaitAsync(Patience, time, stop);
        }
        finally
        {
            await asking.CancelAsync();
        }
    }

    private async Task Ask(CancellationToken cancellation)
    {
        var (held, difference, full) = await journal.Pulse(holder, cancellation);
        (ahead, Full) = (difference ?? ahead, full);
        if (held != holder)
        {
            throw new InvalidOperationException(
                $"The journal in Redis is in use by {held}. Stop that server (its hold ends 15 s after it), or run several with -p:Silo=orleans. "
                + "For another installation, set Journal:Redis to a Redis of its own.");
        }
    }
}
