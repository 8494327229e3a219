namespace Monitor.Runtime.Grains;

/// <summary>Runs grains one turn at a time per stream: the shards of this process, or the silos of a cluster. Both pass one conformance suite.</summary>
public interface IGrainHost
{
    /// <summary>
    /// Answers when the outcome is durable. Asks of one caller for one stream run in the order in which they were handed in, whether or not the caller awaits each.
    /// Waits while the stream's queue is full.
    /// </summary>
    ValueTask<TurnResult> Ask(Ask ask);

    /// <summary>The state as of the last durable turn. Throws for a stream in quarantine.</summary>
    ValueTask<GrainView> Look(string stream);

    /// <summary>Tries a quarantined stream again and runs what was parked, in order, before anything newer. False when it does not fit this build either.</summary>
    ValueTask<bool> Release(string stream);
}

/// <param name="State">The grain's own state record.</param>
/// <param name="Version">Number of its events.</param>
public readonly record struct GrainView(object State, long Version);
