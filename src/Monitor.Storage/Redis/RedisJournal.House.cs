using StackExchange.Redis;

namespace Monitor.Storage.Redis;

/// <summary>What everyone who uses one journal must agree on: who may use it, the secret of the people's keys, the time.</summary>
public sealed partial class RedisJournal
{
    /// <summary>Seconds that a hold outlives its holder's last sign of life.</summary>
    private const int HoldSeconds = 15;

    private const string PulseScript = """
        local holder = redis.call('GET', KEYS[1] .. 'holder')
        if not holder or holder == ARGV[1] then
            holder = ARGV[1]
            redis.call('SET', KEYS[1] .. 'holder', holder, 'EX', ARGV[2])
        end
        local t = redis.call('TIME')
        return { holder, t[1], t[2] }
        """;

    /// <summary>
    /// Holds the journal for a name for fifteen seconds more, unless another name holds it, and asks Redis for the time. The machines of a cluster use one name.
    /// </summary>
    /// <returns>The name that holds it now, and how far this machine's clock is ahead of Redis's.</returns>
    public async Task<(string Holder, TimeSpan Ahead)> Pulse(string holder, CancellationToken cancellation)
    {
        var asked = time.GetUtcNow();
        var answer = (RedisValue[])(await Ask(() => database.ScriptEvaluateAsync(PulseScript, [prefix], [holder, HoldSeconds]), cancellation).ConfigureAwait(false))!;
        var answered = time.GetUtcNow();
        var redis = DateTimeOffset.FromUnixTimeSeconds((long)answer[1]).AddTicks((long)answer[2] * TimeSpan.TicksPerMicrosecond);
        return ((string)answer[0]!, asked + ((answered - asked) / 2) - redis);
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
        await Ask(() => database.HashSetAsync(prefix + "house", name, value, When.NotExists), cancellation).ConfigureAwait(false);
        return (string)(await Ask(() => database.HashGetAsync(prefix + "house", name), cancellation).ConfigureAwait(false))!;
    }

    /// <summary>
    /// Calls after each append and accept of anyone, this process too: <c>feed</c> with the head, <c>intake</c> with 0. A hint only: it may be lost, and a slow Redis
    /// holds no start up.
    /// </summary>
    public void Listen(Action<string, long> hinted) => connection.GetSubscriber().Subscribe(new RedisChannel(prefix + "hints", RedisChannel.PatternMode.Literal), (_, value) =>
    {
        if (((string?)value)?.Split(' ') is [var what, var position])
        {
            hinted(what, RedisRows.Long(position));
        }
    }, CommandFlags.FireAndForget);
}
