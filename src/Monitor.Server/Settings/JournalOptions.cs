using Monitor.Storage.Redis;

namespace Monitor.Server.Settings;

/// <summary>Where everything durable is kept.</summary>
public sealed class JournalOptions
{
    /// <summary>Sqlite (one machine), Redis (many machines) or Memory (lost at the stop; for trials). Default: Sqlite.</summary>
    public string Kind { get; set; } = "Sqlite";

    /// <summary>For Kind=Redis: address and options as StackExchange.Redis reads them. Default: 127.0.0.1:6379.</summary>
    public string Redis { get; set; } = "127.0.0.1:6379";

    /// <summary>For Kind=Sqlite: milliseconds added to each commit, to measure what a slower disk would do. Default: 0.</summary>
    public int CommitDelay { get; set; }

    internal IEnumerable<string> Faults(bool demo)
    {
        if (Kind is not ("Sqlite" or "Redis" or "Memory"))
        {
            yield return $"Journal:Kind is '{Kind}'. Set it to Sqlite (kept on disk), Redis (many machines) or Memory (lost at the stop; for trials).";
        }

        if (CommitDelay is < 0 or > 1000)
        {
            yield return $"Journal:CommitDelay is {CommitDelay}. Set it to 0, or to 1 to 1000 milliseconds for a measurement.";
        }

        if (Kind == "Redis" && demo)
        {
            yield return "The demo keeps its journal in its own directory. Set Demo:Enabled=false for Journal:Kind=Redis, or Journal:Kind=Sqlite for the demo.";
        }

        if (Kind == "Redis" && string.IsNullOrWhiteSpace(Redis))
        {
            yield return "Journal:Redis is empty. Set it to the address of the Redis, for example 127.0.0.1:6379.";
        }
        else if (Kind == "Redis" && RedisJournal.FaultOf(Redis) is { } fault)
        {
            yield return fault;
        }
    }
}
