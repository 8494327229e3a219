namespace Monitor.Runtime.Shards;

/// <summary>Sizes of the shards.</summary>
public sealed class ShardSettings
{
    /// <summary>Loops that decide side by side; a stream always falls to the same one. Default: 4.</summary>
    public int Shards { get; init; } = 4;

    /// <summary>Entries that wait at one shard before askers wait. Default: 4,096.</summary>
    public int QueueLengthMax { get; init; } = 4096;

    /// <summary>Turns of one shard in one append. Default: 512.</summary>
    public int BatchMax { get; init; } = 512;

    /// <summary>Grains that one shard keeps in memory. Default: 8,192.</summary>
    public int CachedGrainsMax { get; init; } = 8192;

    /// <summary>Others write the same streams (a cluster): an answer that stores nothing is checked against the journal first. Default: false.</summary>
    public bool WrittenByOthers { get; init; }

    /// <summary>Shown with a quarantine: the build that found it.</summary>
    public string Build { get; init; } = typeof(ShardSettings).Assembly.GetName().Version?.ToString() ?? "0";
}
