using System.Threading.Channels;
using Monitor.Core;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Shards;

/// <summary>
/// One queue and one loop. The loop takes what waits, decides all of it on grains in memory, hands everything to the journal as one append, and answers when that
/// is durable. While it waits the queue fills the next batch, so batches grow with load by themselves. A turn whose append failed is taken again, before
/// anything newer, on a grain loaded anew.
/// </summary>
internal sealed class Shard
{
    /// <summary>A turn meets another version only when somebody else writes the stream; so many times in a row means that something is wrong.</summary>
    private const int TriesMax = 8;

    private readonly ShardContext context;
    private readonly Faults faults;
    private readonly Channel<ShardEntry> queue;
    private readonly GrainCache cache;
    private readonly List<ShardEntry> batch = [];
    private readonly List<ShardEntry> again = [];
    private readonly List<AppendItem> items = [];
    private readonly HashSet<LoadedGrain> toSave = [];
    private long turns;

    private readonly Gaps gaps = new();

    public Shard(ShardContext context, Faults faults)
    {
        this.context = context;
        this.faults = faults;
        queue = Channel.CreateBounded<ShardEntry>(new BoundedChannelOptions(context.Settings.QueueLengthMax) { SingleReader = true });
        cache = new GrainCache(context.Settings.CachedGrainsMax);
    }

    public int Waiting => queue.Reader.Count;

    /// <summary>Turns taken, whatever their outcome.</summary>
    public long Turns => Volatile.Read(ref turns);

    public ValueTask<TurnResult> Ask(Ask ask)
    {
        var turn = new PendingTurn(ask);
        return queue.Writer.TryWrite(turn) ? turn.Outcome : Waited(turn);
    }

    public ValueTask<GrainView> Look(string stream)
    {
        var look = new PendingLook(stream);
        return queue.Writer.TryWrite(look) ? look.View : Waited(look);
    }

    public async Task Claim(string stream)
    {
        var claim = new PendingClaim(stream);
        await queue.Writer.WriteAsync(claim);
        await claim.Claimed;
    }

    public async Task<bool> Release(string stream)
    {
        var release = new PendingRelease(stream);
        await queue.Writer.WriteAsync(release);
        return await release.Released;
    }

    public async Task Run(CancellationToken stop)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stop))
            {
                await RunOnce();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            queue.Writer.TryComplete();
            while (queue.Reader.TryRead(out var left))
            {
                left.Fail("The host is stopping.");
            }
        }
    }

    /// <summary>One batch. A release ends it, since what was parked runs before anything newer.</summary>
    private async ValueTask RunOnce()
    {
        PendingRelease? release = null;
        while (release is null && batch.Count < context.Settings.BatchMax && queue.Reader.TryRead(out var entry))
        {
            release = entry as PendingRelease;
            if (release is null)
            {
                batch.Add(entry);
            }
        }

        await Settle();
        if (release is not null)
        {
            await RunRelease(release);
        }

        cache.Trim();
    }

    /// <summary>Takes the batch through its turns, and those that must be taken again, until none is left.</summary>
    private async ValueTask Settle()
    {
        while (batch.Count > 0)
        {
            try
            {
                await Load();
                await Decide();
                await Verify();
                await Store();
                await SaveSnapshots();
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                FailBatch(failed);
            }

            batch.Clear();
            batch.AddRange(again);
            again.Clear();
        }
    }

    private async ValueTask Load()
    {
        List<(string Stream, Task<LoadedGrain> Grain)>? loads = null;
        foreach (var entry in batch)
        {
            if (entry is PendingClaim)
            {
                cache.Remove(entry.Stream);
                gaps.Forget(entry.Stream);
                await faults.Refresh(entry.Stream);
            }

            if (!cache.TryGet(entry.Stream, out _) && !faults.Holds(entry.Stream) && loads?.Exists(load => load.Stream == entry.Stream) != true)
            {
                var load = Loading.Load(context.Journal, context.Kinds, entry.Stream, CancellationToken.None);
                if (load.IsCompletedSuccessfully)
                {
                    cache.Add(load.Result);
                }
                else
                {
                    (loads ??= []).Add((entry.Stream, load.AsTask()));
                }
            }
        }

        foreach (var (stream, grain) in loads ?? [])
        {
            try
            {
                cache.Add(await grain);
            }
            catch (NewerEventException newer)
            {
                faults.NoteNewer(newer);
            }
            catch (Exception misfit) when (IsMisfit(misfit))
            {
                await faults.Quarantine(stream, misfit);
            }
        }
    }

    private async ValueTask Decide()
    {
        var (rulebook, now) = (context.Rulebook(), context.Now());
        foreach (var entry in batch)
        {
            entry.Grain = cache.TryGet(entry.Stream, out var grain) && !faults.Holds(entry.Stream) ? grain : null;
            if (entry is PendingLook look)
            {
                look.Seen = entry.Grain is null ? null : new GrainView(entry.Grain.State, entry.Grain.Version);
            }

            if (entry is not PendingTurn turn)
            {
                continue;
            }

            turn.Item = null;
            if (gaps.IsBehind(turn.Ask))
            {
                turn.Answer = new TurnResult(TurnOutcome.Failed, 0, 0, null, "An earlier turn of the same source failed.");
            }
            else if (grain is null || entry.Grain is null)
            {
                turn.Answer = faults.Holds(entry.Stream) ? await faults.Park(turn.Ask) : new TurnResult(TurnOutcome.Failed, 0, 0, null, faults.Newer);
            }
            else if (Take(turn, grain, rulebook, now) is { } misfit)
            {
                turn.Grain = null;
                await faults.Quarantine(entry.Stream, misfit);
                turn.Answer = await faults.Park(turn.Ask);
            }
        }
    }

    /// <summary>Gives what the grain threw, or null.</summary>
    private Exception? Take(PendingTurn turn, LoadedGrain grain, Rulebook rulebook, DateTimeOffset now)
    {
        Interlocked.Increment(ref turns);
        try
        {
            var draft = grain.Take(turn.Ask, rulebook, context.KnownEverywhere, now);
            (turn.Answer, turn.Item, turn.Events) = (draft.Answer, draft.Item, draft.Events);
            if (draft.Answer.Outcome == TurnOutcome.Failed)
            {
                gaps.Note(turn.Ask);
            }

            if (draft.Item is not null)
            {
                items.Add(draft.Item);
            }

            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }

    /// <summary>Ends it as failed, and remembers it as a gap when it is the first. One that has its answer is no gap: nobody asks it again.</summary>
    private void Fail(ShardEntry entry, string detail)
    {
        if (entry is PendingTurn { Ended: false } turn)
        {
            gaps.Note(turn.Ask);
        }

        entry.Fail(detail);
    }

    /// <summary>Where others write too: what is answered without storing anything is answered only from a stream's newest version.</summary>
    private async ValueTask Verify()
    {
        if (!context.Settings.WrittenByOthers)
        {
            return;
        }

        var stored = items.Select(item => item.Stream).ToHashSet(StringComparer.Ordinal);
        var answered = batch.Where(entry => entry.Grain is not null && !stored.Contains(entry.Stream)).Select(entry => entry.Grain!).Distinct();
        var newer = await Task.WhenAll(answered.Select(async grain => (Grain: grain, Any: (await context.Journal.Read(
            grain.Stream, grain.Version, 1, CancellationToken.None)).Count > 0)));
        foreach (var (grain, _) in newer.Where(each => each.Any))
        {
            grain.Break();
            cache.Remove(grain.Stream);
        }
    }

    private async ValueTask Store()
    {
        var results = items.Count == 0 ? [] : await context.Journal.Append(items, CancellationToken.None);
        BreakStale(results);
        items.Clear();
        var next = 0;
        foreach (var entry in batch)
        {
            switch (entry)
            {
                case PendingTurn { Item: not null } turn:
                    Stored(turn, results[next++]);
                    break;
                case { Grain.Broken: true }:
                    TakeAgain(entry, "An earlier turn of the stream could not be stored.");
                    break;
                case PendingTurn turn:
                    turn.End(turn.Answer);
                    break;
                case PendingClaim claim:
                    claim.End();
                    break;
                case PendingLook { Seen: { } seen } look:
                    look.End(seen);
                    break;
                default:
                    entry.Fail($"{entry.Stream} cannot be read: {faults.Quarantined.GetValueOrDefault(entry.Stream) ?? faults.Newer}");
                    break;
            }
        }
    }

    /// <summary>
    /// Where a stream's first item meets another version, or a cause that another machine has done, all that the batch decided on that grain was decided on an old state: also
    /// what came before the item and stores nothing.
    /// </summary>
    private void BreakStale(IReadOnlyList<AppendResult> results)
    {
        for (var i = 0; i < results.Count; i++)
        {
            var stream = items[i].Stream;
            if (results[i].Outcome is AppendOutcome.WrongVersion or AppendOutcome.AlreadyDone && items.FindIndex(item => item.Stream == stream) == i
                && cache.TryGet(stream, out var grain))
            {
                grain.Break();
            }
        }
    }

    private void Stored(PendingTurn turn, AppendResult result)
    {
        if (result.Outcome == AppendOutcome.Appended)
        {
            Tell(turn, result);
            return;
        }

        turn.Grain!.Break();
        cache.Remove(turn.Stream);
        switch (result.Outcome)
        {
            case AppendOutcome.KeyTaken:
                turn.End(new TurnResult(TurnOutcome.KeyTaken, 0, result.Version, null, result.Detail));
                break;
            case AppendOutcome.AlreadyDone:
                turn.End(new TurnResult(TurnOutcome.AlreadyDone, 0, result.Version));
                break;
            case AppendOutcome.WrongVersion:
                TakeAgain(turn, "The stream was written by somebody else.");
                break;
            default:
                Fail(turn, result.Detail ?? "The journal did not store it.");
                break;
        }
    }

    private void Tell(PendingTurn turn, AppendResult result)
    {
        var item = turn.Item!;
        for (var i = 0; i < turn.Events.Count; i++)
        {
            context.Feed.Publish(new FeedEvent(result.Position + i, turn.Stream, item.ExpectedVersion + i + 1, item.Cause, turn.Events[i]));
        }

        context.DeadlineSet(turn.Stream, item.NextDeadline);

        if (Loading.WantsSnapshot(item.ExpectedVersion, result.Version))
        {
            toSave.Add(turn.Grain!);
        }

        turn.End(turn.Answer with { Position = result.Position });
    }

    private void TakeAgain(ShardEntry entry, string why)
    {
        if (++entry.Tries < TriesMax)
        {
            again.Add(entry);
        }
        else
        {
            Fail(entry, why);
        }
    }

    private async ValueTask SaveSnapshots()
    {
        try
        {
            foreach (var grain in toSave)
            {
                if (!grain.Broken && grain.Save() is { } snapshot)
                {
                    await context.Journal.SaveSnapshot(snapshot, CancellationToken.None);
                }
            }
        }
        catch (JournalFullException)
        {
            // A cache: the stream is read without it, and the next hundred events save another.
        }

        toSave.Clear();
    }

    /// <summary>
    /// The journal itself failed: nobody knows what was stored, so every grain of the batch is loaded again before its next turn. Who only looks waits for that: a full disk
    /// can be read.
    /// </summary>
    private void FailBatch(Exception failed)
    {
        items.Clear();
        toSave.Clear();
        again.Clear();
        foreach (var entry in batch)
        {
            entry.Grain?.Break();
            cache.Remove(entry.Stream);
            if (entry is PendingLook && ++entry.Tries < TriesMax)
            {
                again.Add(entry);
                continue;
            }

            Fail(entry, failed is JournalFullException ? TurnResult.DiskFull : $"The journal failed: {failed.GetType().Name}.");
        }
    }

    /// <summary>The stream is free only once all that was parked has run: what could not, such as on a full disk, is tried at the next release.</summary>
    private async ValueTask RunRelease(PendingRelease release)
    {
        var (stream, held, done) = (release.Stream, faults.Lift(release.Stream), false);
        try
        {
            cache.Remove(stream);
            cache.Add(await Loading.Load(context.Journal, context.Kinds, stream, CancellationToken.None));
            if (await RunParked(stream))
            {
                await faults.Release(stream);
                done = true;
            }

            release.End(done);
        }
        catch (Exception misfit) when (IsMisfit(misfit))
        {
            release.End(false);
        }
        catch (Exception failed)
        {
            release.Fail($"The journal failed: {failed.GetType().Name}.");
        }

        if (!done)
        {
            faults.Hold(stream, held);
            gaps.Forget(stream);
        }
    }

    /// <summary>In order, before anything newer; false when one of them cannot run.</summary>
    private async ValueTask<bool> RunParked(string stream)
    {
        for (var page = await faults.ParkedFor(stream); page.Count > 0; page = await faults.ParkedFor(stream))
        {
            foreach (var parked in page)
            {
                var turn = new PendingTurn(faults.Read(stream, parked));
                batch.Add(turn);
                await Settle();
                if ((await turn.Outcome).Outcome is TurnOutcome.Failed or TurnOutcome.Quarantined)
                {
                    return false;
                }

                await context.Journal.Unpark(parked.Number, parked.Item, CancellationToken.None);
            }
        }

        return true;
    }

    /// <summary>Throws where the host stops.</summary>
    private async ValueTask<GrainView> Waited(PendingLook look)
    {
        await queue.Writer.WriteAsync(look);
        return await look.View;
    }

    private async ValueTask<TurnResult> Waited(PendingTurn turn)
    {
        try
        {
            await queue.Writer.WriteAsync(turn);
        }
        catch (ChannelClosedException)
        {
            turn.Fail("The host is stopping.");
        }

        return await turn.Outcome;
    }

    /// <summary>What a stored event that no longer fits throws, as against a journal that cannot be read.</summary>
    private static bool IsMisfit(Exception thrown) =>
        thrown is System.Diagnostics.UnreachableException or System.Text.Json.JsonException or InvalidDataException or InvalidCastException or NullReferenceException
            or ArgumentException or NotSupportedException or KeyNotFoundException or FormatException;
}
