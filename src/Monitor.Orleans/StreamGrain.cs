using System.Text.Json;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Shards;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Monitor.Orleans;

/// <summary>
/// A shell: Orleans says which silo has the stream, and that silo's shards take the turn. Many callers' asks may be under way at once, for the shard puts them in
/// order. Two silos that both believe to have a stream cannot both append to it: the journal's version check lets one win.
/// </summary>
[Reentrant]
public sealed class StreamGrain(ShardHost shards, GrainKinds kinds, Silo silo) : Grain, IStreamGrain
{
    private string Stream => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await silo.Joined.WaitAsync(cancellationToken);
        await shards.Claim(Stream);
    }

    public async Task<AnswerMessage[]> Ask(AskMessage[] asks)
    {
        Ask[] commands;
        try
        {
            commands = [.. asks.Select(ask => ask.ToAsk(Stream, kinds.Commands))];
        }
        catch (JsonException unknown)
        {
            // A later build asks it. None of them is begun, or what stands behind it would pass it.
            GiveUp();
            var failed = AnswerMessage.Of(new TurnResult(TurnOutcome.Failed, 0, 0, null, unknown.Message));
            return [.. asks.Select(_ => failed)];
        }

        var turns = commands.Select(shards.Ask).ToArray();
        var answers = new AnswerMessage[turns.Length];
        for (var i = 0; i < turns.Length; i++)
        {
            answers[i] = AnswerMessage.Of(await turns[i]);
        }

        if (shards.Faults.Newer is not null && answers.Any(answer => (TurnOutcome)answer.Outcome == TurnOutcome.Failed))
        {
            GiveUp();
        }

        return answers;
    }

    /// <summary>This build is too old for it: a silo of a later one takes it over.</summary>
    private void GiveUp()
    {
        if (silo.OfLaterBuild() is not { } later)
        {
            DeactivateOnIdle();
            return;
        }

        RequestContext.Set(IPlacementDirector.PlacementHintKey, later);
        this.MigrateOnIdle();
    }

    public Task<bool> Release() => shards.Release(Stream).AsTask();
}
