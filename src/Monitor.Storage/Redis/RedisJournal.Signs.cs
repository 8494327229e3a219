using StackExchange.Redis;

namespace Monitor.Storage.Redis;

/// <summary>What the machines of a cluster tell each other of themselves. Nothing of it is part of the journal.</summary>
public sealed partial class RedisJournal
{
    /// <summary>Seconds that a machine's last sign counts.</summary>
    private const int SignSeconds = 15;

    private const string SignScript = """
        local now, signs = tonumber(redis.call('TIME')[1]), KEYS[1] .. 'signs'
        redis.call('HSET', signs, ARGV[1], now .. '\n' .. ARGV[2])
        local found, all = {}, redis.call('HGETALL', signs)
        for i = 1, #all, 2 do
            local at, sign = string.match(all[i + 1], '^(%d+)\n(.*)$')
            if now - tonumber(at) > tonumber(ARGV[3]) then redis.call('HDEL', signs, all[i])
            elseif all[i] ~= ARGV[1] then found[#found + 1] = all[i]; found[#found + 1] = sign end
        end
        return found
        """;

    /// <summary>Leaves a machine's sign, which counts for fifteen seconds, and gives those of the others.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Tell(string machine, string sign, CancellationToken cancellation)
    {
        var answer = (RedisValue[])(await Ask(() => database.ScriptEvaluateAsync(SignScript, [prefix], [machine, sign, SignSeconds]), cancellation).ConfigureAwait(false))!;
        return answer.Chunk(2).ToDictionary(pair => (string)pair[0]!, pair => (string)pair[1]!);
    }
}
