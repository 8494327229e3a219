using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Followers;

/// <summary>Feeds a read model. With another epoch, or a checkpoint beyond the head, the model starts anew (design section 4).</summary>
public sealed class Projection(IReadModel model, Feed feed, IJournal journal)
{
    private const int BatchMax = 1024;

    /// <summary>Far behind, larger batches are decoded by all cores.</summary>
    private const int CatchUpMax = 8192;

    /// <summary>Faults that are shown; later ones are only counted.</summary>
    private const int FaultsMax = 20;

    private readonly List<string> faults = [];
    private FeedReader? place;
    private long position;

    public string Name => model.Name;

    public long Position => place?.Position ?? Volatile.Read(ref position);

    /// <summary>Why it does not run; null while it does.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Events that were passed: one sentence each, without anybody's words.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (faults)
            {
                return [.. faults];
            }
        }
    }

    public async Task Run(CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            await Begin(stop);
            using var mine = place = feed.Follow(position, null, stop);
            while (true)
            {
                await mine.Ready();
                await Follow(await mine.Take(BatchMax), stop);
                mine.Done();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopping is how it ends.
        }
        catch (Codec.NewerEventException newer)
        {
            Stopped = newer.Message;
        }
    }

    /// <summary>Brings the model to the head of the journal; the server is ready only then. Call before <see cref="Run"/>, which then goes on from here.</summary>
    public async ValueTask CatchUp(CancellationToken stop)
    {
        await feed.Begin(stop);
        await Begin(stop);
        while (position < feed.Head)
        {
            await Follow(await feed.Read(position, CatchUpMax, stop), stop);
        }
    }

    private async ValueTask Begin(CancellationToken stop)
    {
        if (position > 0)
        {
            return;
        }

        var at = await model.Open(stop);
        if (at.Epoch != journal.Epoch || at.Position > await journal.Head(stop))
        {
            await model.Restart(journal.Epoch, stop);
            at = new Checkpoint(journal.Epoch, 0);
        }

        Volatile.Write(ref position, at.Position);
    }

    private async ValueTask Follow(IReadOnlyList<FeedEvent> batch, CancellationToken stop)
    {
        foreach (var happened in batch)
        {
            try
            {
                model.Apply(happened);
            }
            catch (Exception misfit) when (misfit is not OutOfMemoryException)
            {
                Note($"{model.Name} passed position {happened.Position} of {StreamKind(happened)}: {misfit.GetType().Name}.");
            }
        }

        Volatile.Write(ref position, batch[^1].Position);
        await model.Applied(new Checkpoint(journal.Epoch, position), stop);
    }

    private void Note(string fault)
    {
        lock (faults)
        {
            if (faults.Count < FaultsMax)
            {
                faults.Add(fault);
            }
        }
    }

    private static string StreamKind(FeedEvent happened) => Grains.StreamName.KindOf(happened.Stream).ToString();
}
