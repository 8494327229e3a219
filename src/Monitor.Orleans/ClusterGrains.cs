using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Shards;
using Orleans;
using Orleans.Runtime;

namespace Monitor.Orleans;

/// <summary>
/// Reaches every grain of the cluster. Orleans does not promise the order of two calls that are under way at once, so a stream has one call at a time from here,
/// which carries all that waits for it. What a call's failure leaves unknown is answered as failed, and nothing later of its source passes until it was asked again.
/// </summary>
public sealed class ClusterGrains(GrainKinds kinds, IJournal journal, TimeProvider time) : IGrainHost
{
    /// <summary>A call that was turned away was not begun; it is sent again while the stream moves to another silo. One whose silo died may have been.</summary>
    private static readonly TimeSpan SentAgainFor = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan SentAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks in one call.</summary>
    private const int BatchMax = 256;

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Waiting>> outboxes = new(StringComparer.Ordinal);
    private readonly Gaps gaps = new();
    private readonly TaskCompletionSource<IGrainFactory> joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ILogger log = NullLogger.Instance;

    private sealed record Waiting(Ask Ask)
    {
        public TaskCompletionSource<TurnResult> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>This silo has joined: from now on calls go out.</summary>
    public void Join(IGrainFactory factory, ILogger<ClusterGrains> logger)
    {
        log = logger;
        joined.TrySetResult(factory);
    }

    public ValueTask<TurnResult> Ask(Ask ask)
    {
        if (!kinds.Of(ask.Stream).Commands.IsInstanceOfType(ask.Command))
        {
            throw new ArgumentException($"{ask.Command.GetType().Name} is no command for {ask.Stream}.", nameof(ask));
        }

        var waiting = new Waiting(ask);
        var first = false;
        lock (gate)
        {
            if (!outboxes.TryGetValue(ask.Stream, out var outbox))
            {
                outboxes.Add(ask.Stream, outbox = []);
                first = true;
            }

            outbox.Add(waiting);
        }

        if (first)
        {
            _ = Send(ask.Stream);
        }

        return new ValueTask<TurnResult>(waiting.Outcome.Task);
    }

    /// <summary>
    /// A loop begins on this silo. What an earlier run of it here has left open may be done since, by another silo that had the loop meanwhile, and would never be asked again.
    /// </summary>
    public void Begins(string loop)
    {
        lock (gate)
        {
            gaps.ForgetSource(loop);
        }
    }

    /// <summary>From the journal: it has every durable turn, whichever silo took it.</summary>
    public async ValueTask<GrainView> Look(string stream)
    {
        _ = kinds.Of(stream);
        if ((await journal.Quarantined(CancellationToken.None)).FirstOrDefault(fault => fault.Stream == stream) is { } held)
        {
            throw new InvalidOperationException($"{stream} cannot be read: {held.Reason}");
        }

        var grain = await Loading.Load(journal, kinds, stream, CancellationToken.None);
        return new GrainView(grain.State, grain.Version);
    }

    public async ValueTask<bool> Release(string stream) => await (await joined.Task).GetGrain<IStreamGrain>(stream).Release();

    private async Task Send(string stream)
    {
        // What the asker hands in next, without waiting, goes with it.
        await Task.Yield();
        while (Take(stream) is { } batch)
        {
            var answers = batch.Count == 0 ? [] : await Call(stream, batch);
            lock (gate)
            {
                for (var i = 0; i < answers.Length; i++)
                {
                    if (answers[i].Outcome == TurnOutcome.Failed)
                    {
                        gaps.Note(batch[i].Ask);
                    }
                }
            }

            for (var i = 0; i < answers.Length; i++)
            {
                batch[i].Outcome.SetResult(answers[i]);
            }
        }
    }

    /// <summary>What goes with the next call; null when nothing waits. What stands behind a failed ask is answered here.</summary>
    private List<Waiting>? Take(string stream)
    {
        lock (gate)
        {
            var outbox = outboxes[stream];
            if (outbox.Count == 0)
            {
                outboxes.Remove(stream);
                return null;
            }

            var batch = outbox.GetRange(0, Math.Min(BatchMax, outbox.Count));
            outbox.RemoveRange(0, batch.Count);
            batch.RemoveAll(waiting => gaps.IsBehind(waiting.Ask)
                && waiting.Outcome.TrySetResult(new TurnResult(TurnOutcome.Failed, 0, 0, null, "An earlier turn of the same source failed.")));
            return batch;
        }
    }

    private async Task<TurnResult[]> Call(string stream, List<Waiting> batch)
    {
        AskMessage[] asks = [.. batch.Select(waiting => AskMessage.Of(waiting.Ask, kinds.Commands))];
        var grain = (await joined.Task).GetGrain<IStreamGrain>(stream);
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return [.. (await grain.Ask(asks)).Select(answer => answer.ToResult())];
            }
            catch (OrleansMessageRejectionException away) when (away is not SiloUnavailableException && time.GetElapsedTime(began) < SentAgainFor)
            {
                await Task.Delay(SentAgainAfter, time);
            }
            catch (Exception unreached) when (unreached is not OutOfMemoryException)
            {
                log.LogWarning("The silo that has {Stream} was not reached: {Fault}", stream, unreached.Message);
                var failed = new TurnResult(TurnOutcome.Failed, 0, 0, null, $"The silo that has it was not reached: {unreached.GetType().Name}.");
                return [.. batch.Select(_ => failed)];
            }
        }
    }
}
