using Monitor.Runtime.Grains;
using Monitor.Runtime.Shards;
using Orleans;
using Orleans.Concurrency;

namespace Monitor.Orleans;

/// <summary>
/// A shell: Orleans says which silo has the stream, and that silo's shards take the turn. Many callers' asks may be under way at once, for the shard puts them in
/// order. Two silos that both believe to have a stream cannot both append to it: the journal's version check lets one win.
/// </summary>
[Reentrant]
public sealed class StreamGrain(ShardHost shards, GrainKinds kinds) : Grain, IStreamGrain
{
    private string Stream => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => shards.Claim(Stream);

    public async Task<AnswerMessage[]> Ask(AskMessage[] asks)
    {
        var turns = asks.Select(ask => shards.Ask(ask.ToAsk(Stream, kinds.Commands))).ToArray();
        var answers = new AnswerMessage[turns.Length];
        for (var i = 0; i < turns.Length; i++)
        {
            answers[i] = AnswerMessage.Of(await turns[i]);
        }

        if (shards.Faults.Newer is not null && answers.Any(answer => (TurnOutcome)answer.Outcome == TurnOutcome.Failed))
        {
            // A later build wrote it: a silo of that build takes it over.
            DeactivateOnIdle();
        }

        return answers;
    }

    public Task<bool> Release() => shards.Release(Stream).AsTask();
}
