using Monitor.Runtime.Journal;
using StackExchange.Redis;

namespace Monitor.Storage.Redis;

/// <summary>How Redis and the hold of the journal stand.</summary>
/// <param name="Holder">The name that holds it now.</param>
/// <param name="Ahead">How far this machine's clock is ahead of Redis's (behind: negative); null when the answer took too long to tell.</param>
/// <param name="Full">Redis has no room for anything more.</param>
public sealed record PulseAnswer(string Holder, TimeSpan? Ahead, bool Full);

/// <summary>What everyone who uses one journal must agree on: who may use it, the secret of the people's keys, the time.</summary>
public sealed partial class RedisJournal
{
    /// <summary>Seconds that a hold outlives its holder's last sign of life.</summary>
    private const int HoldSeconds = 15;

    /// <summary>An answer that took longer does not tell the time of Redis well enough.</summary>
    private static readonly TimeSpan TellsTheTime = TimeSpan.FromMilliseconds(500);

    /// <summary>Without room nothing can be set; a hold that stands is held on all the same.</summary>
    private const string PulseScript = """
        local key, full = KEYS[1] .. 'holder', 0
        local holder = redis.call('GET', key)
        if not holder or holder == ARGV[1] then
            local set = redis.pcall('SET', key, ARGV[1], 'EX', ARGV[2])
            if set.err and not holder then return set end
            if set.err then
                full = 1
                redis.call('EXPIRE', key, ARGV[2])
            end
            holder = ARGV[1]
        end
        local t = redis.call('TIME')
        return { holder, t[1], t[2], full }
        """;

    /// <summary>
    /// Holds the journal for a name for fifteen seconds more, unless another name holds it, and asks Redis for the time. The machines of a cluster use one name.
    /// </summary>
    /// <exception cref="JournalFullException">Nobody holds it, and Redis has no room for the hold.</exception>
    public async Task<PulseAnswer> Pulse(string holder, CancellationToken cancellation)
    {
        var asked = 0L;
        var answer = (RedisValue[])(await Ask(
            () =>
            {
                // Of the try that is answered: those before it may have waited for a Redis that was away.
                asked = time.GetTimestamp();
                return database.ScriptEvaluateAsync(PulseScript, [prefix], [holder, HoldSeconds]);
            },
            cancellation).ConfigureAwait(false))!;
        var (now, took) = (time.GetUtcNow(), time.GetElapsedTime(asked));
        var redis = DateTimeOffset.FromUnixTimeSeconds((long)answer[1]).AddTicks((long)answer[2] * TimeSpan.TicksPerMicrosecond);
        return new((string)answer[0]!, took < TellsTheTime ? now - (took / 2) - redis : null, (int)answer[3] == 1);
    }

    /// <summary>Gives a hold back at a stop, so that the next start need not wait for its end.</summary>
    public async Task LetGo(string holder)
    {
        const string script = "if redis.call('GET', KEYS[1] .. 'holder') == ARGV[1] then redis.call('DEL', KEYS[1] .. 'holder') end";
        await database.ScriptEvaluateAsync(script, [prefix], [holder]).ConfigureAwait(false);
    }

    /// <summary>Stores a value for all who use the journal, unless there is one; gives the one that is there.</summary>
    public async Task<string> Once(string name, string value, CancellationToken cancellation)
    {
        while (true)
        {
            if ((string?)await Ask(() => database.HashGetAsync(prefix + "house", name), cancellation).ConfigureAwait(false) is { } stored) return stored;
            await Ask(() => database.HashSetAsync(prefix + "house", name, value, When.NotExists), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Calls after each append of another process (<c>feed</c> with the head; who appends here knows) and each accept of anyone (<c>intake</c> with 0). A hint only: it may
    /// be lost, and a slow Redis holds no start up.
    /// </summary>
    public void Listen(Action<string, long> hinted) => connection.GetSubscriber().Subscribe(new RedisChannel(prefix + "hints", RedisChannel.PatternMode.Literal), (_, value) =>
    {
        if (((string?)value)?.Split(' ') is [var what, var position, .. var lane] && !lane.Any(lanes.IsOwn))
        {
            hinted(what, RedisRows.Long(position));
        }
    }, CommandFlags.FireAndForget);
}
