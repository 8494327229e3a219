using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Simulation;

/// <summary>
/// A model of the journal in Redis: several processes over one store, reached by connections that break. A call whose answer was lost is sent again under its own number,
/// and a number that was run is answered from memory, as the real script does it.
/// </summary>
internal sealed class SimulatedRedis(MemoryJournal journal)
{
    private readonly Dictionary<(int Process, long Number), object?> ran = [];

    public MemoryJournal Journal => journal;

    /// <summary>It answers nobody: stopped, paused, or being started again.</summary>
    public bool Away { get; set; }

    /// <summary>Of a hundred calls so many lose their connection.</summary>
    public int CutsInHundred { get; set; } = 1;

    /// <summary>Calls whose answer was lost after they had run.</summary>
    public int Repeats { get; private set; }

    /// <summary>Told after each write.</summary>
    public Action Written { get; set; } = static () => { };

    /// <summary>Runs a numbered call, unless that number was run already: then it gives that answer.</summary>
    public async ValueTask<T> Once<T>(int process, long number, Func<ValueTask<T>> write)
    {
        if (ran.TryGetValue((process, number), out var known))
        {
            Repeats++;
            return (T)known!;
        }

        var answer = await write();
        ran[(process, number)] = answer;
        Written();
        return answer;
    }
}

/// <summary>One silo's connection to it.</summary>
internal sealed class SimulatedConnection(SimulatedRedis redis, int process, VirtualTime time, Random random, DeadlineWatch watch)
    : SimulatedStore(redis.Journal, time, random, watch)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private long last;

    protected override ValueTask<T> Slowly<T>(Func<ValueTask<T>> write)
    {
        var number = ++last;
        return Call(() => redis.Once(process, number, write));
    }

    protected override ValueTask<T> Asking<T>(Func<ValueTask<T>> read) => Call(read);

    /// <summary>The connection may break on the way there or on the way back.</summary>
    private async ValueTask<T> Call<T>(Func<ValueTask<T>> call)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Next(1, 3)), Time);
            if (!redis.Away && Random.Next(100) >= redis.CutsInHundred)
            {
                var answer = await call();
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Next(0, 2)), Time);
                if (Random.Next(100) >= redis.CutsInHundred)
                {
                    return answer;
                }
            }

            await Task.Delay(Pause, Time);
        }
    }
}
