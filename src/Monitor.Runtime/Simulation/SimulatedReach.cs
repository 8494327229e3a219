using Monitor.Runtime.Grains;
using Monitor.Runtime.Shards;

namespace Monitor.Runtime.Simulation;

/// <summary>
/// How one silo reaches every grain: its own, or over a network that may not answer. One call a stream is under way at a time, as in the real cluster; one that is not
/// answered within ten seconds is told as failed although nobody knows what became of it.
/// </summary>
internal sealed class SimulatedReach(SimulatedSilo silo, SimulatedCluster cluster, ShardHost shards, TimeProvider time) : IGrainHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Task> last = new(StringComparer.Ordinal);
    private readonly HashSet<string> claimed = new(StringComparer.Ordinal);
    private readonly Gaps gaps = new();

    public long Asked { get; private set; }

    public long Answered { get; private set; }

    /// <summary>What it had may have been others' meanwhile.</summary>
    public void Forget() => claimed.Clear();

    public async ValueTask<TurnResult> Ask(Ask ask)
    {
        Asked++;
        var before = last.GetValueOrDefault(ask.Stream, Task.CompletedTask);
        var mine = new TaskCompletionSource();
        last[ask.Stream] = mine.Task;
        await before;
        var result = gaps.IsBehind(ask) ? Failed("An earlier turn of the same source failed.") : await Call(ask);
        if (result.Outcome == TurnOutcome.Failed)
        {
            gaps.Note(ask);
        }

        // The next one may go on, and even end, before this returns.
        mine.SetResult();
        if (last.GetValueOrDefault(ask.Stream) == mine.Task)
        {
            last.Remove(ask.Stream);
        }

        Answered++;
        cluster.Told(ask, result);
        return result;
    }

    /// <summary>From the journal: it has every durable turn.</summary>
    public async ValueTask<GrainView> Look(string stream)
    {
        var grain = await Loading.Load(silo.Machine.Store, KnownGrains.All, stream, CancellationToken.None);
        return new GrainView(grain.State, grain.Version);
    }

    public ValueTask<bool> Release(string stream) => shards.Release(stream);

    /// <summary>A turn on this silo's own shards, for whoever asked.</summary>
    public async Task<TurnResult> TakeHere(Ask ask)
    {
        if (claimed.Add(ask.Stream))
        {
            await shards.Claim(ask.Stream);
        }

        return await shards.Ask(ask);
    }

    private async Task<TurnResult> Call(Ask ask)
    {
        var owner = silo.Owner(ask.Stream);
        if (owner == silo.Place)
        {
            return await TakeHere(ask);
        }

        var answer = new TaskCompletionSource<TurnResult>();
        cluster.Send(owner, async reach => answer.TrySetResult(await reach.TakeHere(ask)));
        var late = Task.Delay(Patience, time);
        return await Task.WhenAny(answer.Task, late) == late ? Failed("The silo that has it did not answer.") : await answer.Task;
    }

    private static TurnResult Failed(string why) => new(TurnOutcome.Failed, 0, 0, null, why);
}
