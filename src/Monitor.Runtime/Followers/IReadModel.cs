using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Followers;

/// <summary>What a projection builds from the feed. It stores its checkpoint with its own result, and can always be dropped and built anew.</summary>
public interface IReadModel
{
    /// <summary>For metrics and the wall's faults.</summary>
    string Name { get; }

    /// <summary>Where its stored result stands; an epoch of 0 when there is none.</summary>
    ValueTask<Checkpoint> Open(CancellationToken cancellation);

    /// <summary>Drops the result and begins again at position 0 of this epoch.</summary>
    ValueTask Restart(long epoch, CancellationToken cancellation);

    /// <summary>Applies one event. What it throws is shown as a fault, and the event is passed.</summary>
    void Apply(FeedEvent happened);

    /// <summary>A batch is applied up to here: a good moment to store result and checkpoint.</summary>
    ValueTask Applied(Checkpoint reached, CancellationToken cancellation);
}
