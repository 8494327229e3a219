using StackExchange.Redis;

namespace Monitor.Storage.Redis;

/// <summary>Sends many plain writes together. For a Redis that nobody else uses yet.</summary>
internal sealed class RedisPipe(IDatabase redis, string prefix)
{
    private const int BatchMax = 1_000;

    private readonly List<Task> sent = [];
    private IBatch batch = redis.CreateBatch();

    internal Task Push(string list, RedisValue value) => Add(batch.ListRightPushAsync(prefix + list, value));

    internal Task Set(string hash, HashEntry[] fields) => Add(batch.HashSetAsync(prefix + hash, fields));

    internal Task AddTo(string set, RedisValue value) => Add(batch.SetAddAsync(prefix + set, value));

    internal Task Sort(string sorted, RedisValue member, double score) => Add(batch.SortedSetAddAsync(prefix + sorted, member, score));

    internal async Task Flush()
    {
        batch.Execute();
        await Task.WhenAll(sent).ConfigureAwait(false);
        sent.Clear();
        batch = redis.CreateBatch();
    }

    /// <summary>Removes everything below the prefix, the mark of the migration last.</summary>
    internal static async Task Wipe(IDatabase redis, string prefix)
    {
        var cursor = "0";
        do
        {
            var page = (RedisResult[])(await redis.ExecuteAsync("SCAN", cursor, "MATCH", prefix + "*", "COUNT", "1000").ConfigureAwait(false))!;
            cursor = (string)page[0]!;
            RedisKey[] keys = [.. ((RedisKey[])page[1]!).Where(key => key != prefix + "meta")];
            if (keys.Length > 0) await redis.KeyDeleteAsync(keys).ConfigureAwait(false);
        }
        while (cursor != "0");
        await redis.KeyDeleteAsync(prefix + "meta").ConfigureAwait(false);
    }

    private Task Add(Task write)
    {
        sent.Add(write);
        return sent.Count < BatchMax ? Task.CompletedTask : Flush();
    }
}
