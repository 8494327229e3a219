using System.Text.Json;
using Monitor.Core;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Grains;

internal sealed class LoadedGrain<TState, TCommand, TEvent>(string stream, EventCodec codec) : LoadedGrain(stream)
    where TState : class, IGrain<TState, TCommand, TEvent>
    where TCommand : class, ICommand
    where TEvent : class, IEvent
{
    private TState state = TState.Initial;

    public override object State => state;

    public override DateTimeOffset? NextDeadline => state.NextDeadline;

    public override void Replay(StoredEvent stored)
    {
        if (stored.Version != Version + 1)
        {
            throw new InvalidDataException($"{Stream} jumps from version {Version} to {stored.Version}.");
        }

        state = state.Evolve(codec.Decode(stored) as TEvent ?? throw new JsonException($"'{stored.Type}' is no event of {Stream}."));
        Version = stored.Version;
        LastAt = stored.At;
        Note(stored.Cause);
    }

    public override bool Restore(Snapshot snapshot, IReadOnlyList<Cause> causes, DateTimeOffset lastAt)
    {
        if (snapshot.Fingerprint != StateJson<TState>.Fingerprint || StateJson<TState>.Read(snapshot.State.Span) is not { } saved)
        {
            return false;
        }

        state = saved;
        Version = snapshot.Version;
        LastAt = lastAt;
        foreach (var cause in causes)
        {
            Note(cause);
        }

        return true;
    }

    public override Snapshot? Save() =>
        StateJson<TState>.Write(state) is { } written ? new Snapshot(Stream, Version, StateJson<TState>.Fingerprint, written) : null;

    private protected override TurnDraft Decide(Ask ask, Rulebook rulebook, Func<string, bool> knownEverywhere, DateTimeOffset now)
    {
        var command = ask.Command as TCommand ?? throw new ArgumentException($"{ask.Command.GetType().Name} is no command for {Stream}.");
        var decision = state.Decide(command, rulebook, now);
        if (decision.Refusal is { } refusal)
        {
            return TurnDraft.Answered(new TurnResult(TurnOutcome.Refused, 0, Version, refusal));
        }

        var happened = decision.Events;
        if (happened.Count == 0)
        {
            return TurnDraft.Answered(new TurnResult(TurnOutcome.Nothing, 0, Version));
        }

        var next = state;
        var events = new NewEvent[happened.Count];
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = codec.Encode(happened[i]);
            if (!knownEverywhere(events[i].Type))
            {
                var detail = $"'{events[i].Type}' is stored once every process of the cluster is of a build that knows it.";
                return TurnDraft.Answered(new TurnResult(TurnOutcome.Failed, 0, Version, null, detail));
            }

            next = next.Evolve(happened[i]);
        }

        var item = new AppendItem(Stream, Version, events, next.NextDeadline, ask.Keys, ask.Posts, ask.Cause);
        state = next;
        Version += events.Length;
        LastAt = events[^1].At > LastAt ? events[^1].At : LastAt;
        Note(ask.Cause);
        return new TurnDraft(new TurnResult(TurnOutcome.Appended, 0, Version), item, happened);
    }
}
