using Monitor.Core;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Followers;

/// <summary>
/// A follower with effects on other grains: never replayed, never rebuilt. Each command carries the event's position as its cause, so that a repeat after a crash
/// does nothing. It stops when the journal's epoch is another than its checkpoint's, and says so; an event that its mapping cannot take parks that event's stream,
/// and nothing else.
/// </summary>
/// <param name="name">Of the follower; the source of its causes and its checkpoint's name: stored, never changes.</param>
/// <param name="hears">Events of which types it is shown, and others not: by type alone, since it is asked while the feed stands still.</param>
/// <param name="react">What an event asks of other grains, in order. It must not remember anything.</param>
public sealed class Reactor(
    string name, Func<IEvent, bool> hears, Func<FeedEvent, IEnumerable<Reaction>> react, Feed feed, IGrainHost grains, IJournal journal, TimeProvider time)
{
    private const int BatchMax = 512;

    /// <summary>What a crash makes it repeat, at most; repeating is harmless.</summary>
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(1);

    /// <summary>How old its mark may become while nothing concerns it.</summary>
    private static readonly TimeSpan MarkedEvery = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>While it waits for its release, which may be asked of another silo.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Events before the checkpoint that are shown to <see cref="Remember"/> at the start.</summary>
    private const int RememberedMax = 20_000;

    private readonly List<(Ask Ask, ValueTask<TurnResult> Outcome)> asked = [];
    private readonly List<(Ask Ask, Refusal Refusal)> refusals = [];
    private readonly HashSet<string> parkedStreams = new(StringComparer.Ordinal);
    private FeedReader? place;
    private Checkpoint saved;
    private long savedTicks;
    private bool begun;
    private long position;
    private long refusedCount;

    public string Name => name;

    /// <summary>What a grain's refusal asks of another; it goes out under a source of its own, at the cause of what was refused.</summary>
    public Func<Ask, Refusal, Reaction?>? Refused { get; init; }

    /// <summary>For a mapping that remembers a bounded past: shown what grains of one kind did before the checkpoint, at the start; its answers are thrown away.</summary>
    public (string Kind, Action<FeedEvent> Show)? Remember { get; init; }

    /// <summary>What is done at an event before its reactions are asked, such as in the journal itself: harmless twice.</summary>
    public Func<FeedEvent, CancellationToken, ValueTask>? First { get; init; }

    /// <summary>Everything up to here has had its effect.</summary>
    public long Position => place?.Position ?? Volatile.Read(ref position);

    /// <summary>Why it does not run; null while it does.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Streams whose events wait for another build.</summary>
    public int ParkedStreams => parkedStreams.Count;

    /// <summary>Commands that a grain refused: for metrics.</summary>
    public long Refusals => Volatile.Read(ref refusedCount);

    private string FaultPrefix => $"fault:{name}:";

    /// <summary>
    /// An administrator lets a reactor go on that stopped over another epoch, from where nothing is skipped (<see cref="Rebasing"/>): here or at any silo of its cluster.
    /// Null when it has not stopped over that; else the position after which it goes on.
    /// </summary>
    public async ValueTask<long?> Release(CancellationToken cancellation)
    {
        var from = await journal.CheckpointOf(name, cancellation);
        if (IsOurs(from, await journal.Head(cancellation)))
        {
            return null;
        }

        var to = new Checkpoint(journal.Epoch, await Rebasing.PlaceFor(journal, name, from, BatchMax, cancellation));
        return await journal.MoveCheckpoint(name, from, to, cancellation) ? to.Position : null;
    }

    /// <summary>Runs until stopped, or until it must not go on: see <see cref="Stopped"/>.</summary>
    public async Task Run(CancellationToken stop)
    {
        // Reads of the journal may end at once: without it the loops that are started next would wait for all of them.
        await Task.Yield();
        try
        {
            if (!await IsPlaced(stop))
            {
                using var timer = new PeriodicTimer(LookEvery, time);
                while (!IsOurs(await journal.CheckpointOf(name, stop), await journal.Head(stop)))
                {
                    await timer.WaitForNextTickAsync(stop);
                }

                Stopped = null;
            }

            await Begin(stop);
            begun = true;
            using var mine = place = feed.Follow(position, happened => hears(happened.Event), stop, IsWokenBy);
            while (true)
            {
                await mine.Ready();
                await Handle(await mine.Take(BatchMax), stop);
                mine.Done();
                if (saved.Epoch == 0 || time.GetElapsedTime(savedTicks) >= CheckpointEvery)
                {
                    await Save();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped before it knew where it stood, it has nothing to save.
            if (begun)
            {
                await Save();
            }
        }
        catch (Codec.NewerEventException newer)
        {
            Stopped = newer.Message;
        }
    }

    /// <summary>
    /// Most events ask for nothing: without a memory the mapping itself says so, and nobody is woken. What it cannot take wakes too, to be parked; and whatever comes does
    /// when the mark of where it stands is missing or old.
    /// </summary>
    private bool IsWokenBy(FeedEvent happened)
    {
        if (saved.Epoch == 0 || time.GetElapsedTime(Volatile.Read(ref savedTicks)) >= MarkedEvery)
        {
            return true;
        }

        try
        {
            return hears(happened.Event) && (Remember is not null || First is not null || react(happened).Any());
        }
        catch (Exception misfit) when (misfit is not OutOfMemoryException)
        {
            return true;
        }
    }

    private bool IsOurs(Checkpoint found, long head) => found.Epoch == 0 || (found.Epoch == journal.Epoch && found.Position <= head);

    private async ValueTask<bool> IsPlaced(CancellationToken stop)
    {
        var found = await journal.CheckpointOf(name, stop);
        var head = await journal.Head(stop);
        if (IsOurs(found, head))
        {
            return true;
        }

        Stopped = $"{name} stood at position {found.Position} of epoch {found.Epoch}; the journal is at {head} of epoch {journal.Epoch}. "
            + $"Run 'monitor release {name} --by OFFICER': it then goes on from where nothing is skipped.";
        return false;
    }

    private async ValueTask Begin(CancellationToken stop)
    {
        saved = await journal.CheckpointOf(name, stop);
        (place, position) = (null, saved.Position);
        savedTicks = time.GetTimestamp();
        await ShowPast(stop);
        await TryParked(stop);
    }

    private async ValueTask ShowPast(CancellationToken stop)
    {
        for (var at = Math.Max(0, position - RememberedMax); Remember is { } remember && at < position; at += BatchMax)
        {
            foreach (var past in await feed.Past(remember.Kind, at, Math.Min(at + BatchMax, position), stop))
            {
                remember.Show(past);
            }
        }
    }

    /// <summary>Hands the whole batch in, in order, then waits for all of it: the grains' turns share commits.</summary>
    private async ValueTask Handle(IReadOnlyList<FeedEvent> batch, CancellationToken stop)
    {
        foreach (var happened in batch)
        {
            if (parkedStreams.Count > 0 && parkedStreams.Contains(happened.Stream))
            {
                await Park(happened, stop);
                continue;
            }

            try
            {
                await HandIn(happened, name, stop);
            }
            catch (Exception misfit) when (misfit is not (OutOfMemoryException or OperationCanceledException))
            {
                await Park(happened, stop);
            }
        }

        await Settle(stop);
    }

    private async ValueTask HandIn(FeedEvent happened, string source, CancellationToken stop)
    {
        if (!hears(happened.Event))
        {
            return;
        }

        if (First is { } first)
        {
            await FullDisk.Outlast(time, stop, () => first(happened, stop));
        }

        var item = 0;
        foreach (var reaction in react(happened))
        {
            var ask = new Ask(reaction.Stream, reaction.Command) { Cause = new Cause(source, happened.Position, item++) };
            asked.Add((ask, grains.Ask(ask)));
        }
    }

    /// <summary>A failed ask is asked again, in order, until the journal takes it; the host holds back what came after it.</summary>
    private async ValueTask Settle(CancellationToken stop)
    {
        while (asked.Count > 0)
        {
            var failed = new List<Ask>();
            foreach (var (ask, outcome) in asked)
            {
                var result = await outcome;
                if (result.Outcome == TurnOutcome.Failed)
                {
                    failed.Add(ask);
                }
                else if (result.Refusal is { } refusal)
                {
                    Interlocked.Increment(ref refusedCount);
                    refusals.Add((ask, refusal));
                }
            }

            asked.Clear();
            if (failed.Count > 0)
            {
                await Task.Delay(RetryAfter, time, stop);
                asked.AddRange(failed.Select(ask => (ask, grains.Ask(ask))));
            }
            else
            {
                AnswerRefusals();
            }
        }
    }

    private void AnswerRefusals()
    {
        foreach (var (ask, refusal) in refusals)
        {
            if (Refused?.Invoke(ask, refusal) is { } reaction)
            {
                var again = new Ask(reaction.Stream, reaction.Command) { Cause = ask.Cause with { Source = name + ":refused" } };
                asked.Add((again, grains.Ask(again)));
            }
        }

        refusals.Clear();
    }

    private async ValueTask Park(FeedEvent happened, CancellationToken stop)
    {
        parkedStreams.Add(happened.Stream);
        var item = new ParkedItem(happened.Position, Shards.Faults.PlaceOf(new Cause(name, 0, 0)), FaultPrefix + happened.Stream, happened.Event.At, ReadOnlyMemory<byte>.Empty);
        await FullDisk.Outlast(time, stop, () => journal.Park(item, stop));
    }

    /// <summary>At each start: what an earlier build could not take, in the feed's order and under causes of a source of its own.</summary>
    private async ValueTask TryParked(CancellationToken stop)
    {
        var parked = (await journal.ParkedUntil(DateTimeOffset.MaxValue, int.MaxValue, stop)).Where(item => item.WaitsFor.StartsWith(FaultPrefix, StringComparison.Ordinal));
        foreach (var item in parked.OrderBy(item => item.Number))
        {
            var happened = feed.Decode((await journal.ReadAll(item.Number - 1, 1, stop))[0]);
            try
            {
                if (!parkedStreams.Contains(happened.Stream))
                {
                    await HandIn(happened, name + ":parked", stop);
                    await Settle(stop);
                    await FullDisk.Outlast(time, stop, () => journal.Unpark(item.Number, item.Item, stop));
                }
            }
            catch (Exception misfit) when (misfit is not (OutOfMemoryException or OperationCanceledException))
            {
                parkedStreams.Add(happened.Stream);
            }
        }
    }

    private async ValueTask Save()
    {
        var next = new Checkpoint(journal.Epoch, Position);
        savedTicks = time.GetTimestamp();
        try
        {
            if (next != saved && !await journal.MoveCheckpoint(name, saved, next, CancellationToken.None))
            {
                Stopped = $"Another process runs {name}.";
                throw new InvalidOperationException(Stopped);
            }

            saved = next;
        }
        catch (JournalFullException)
        {
            // The checkpoint may lag: what is repeated does nothing.
        }
    }
}
