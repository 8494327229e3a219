using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Monitor.Conformance.Grains;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Orleans;
using Orleans.Runtime;
using Xunit;

namespace Monitor.Orleans.Tests;

/// <summary>What becomes of a call that does not come back. A command without a key would be carried out twice if it were sent again after it was begun.</summary>
public sealed class SendingTests
{
    private static readonly GrainKinds Kinds = new(GrainKind.Of<Tally, TallyCommand, TallyEvent>());

    [Fact]
    public async Task A_call_whose_silo_died_may_have_been_begun_and_is_not_sent_again()
    {
        var (result, calls) = await Asked(new SiloUnavailableException("It died."));
        Assert.Equal((TurnOutcome.Failed, 1), (result.Outcome, calls));
    }

    [Fact]
    public async Task A_call_that_was_turned_away_was_not_begun_and_is_sent_again()
    {
        var (result, calls) = await Asked((Exception)RuntimeHelpers.GetUninitializedObject(typeof(OrleansMessageRejectionException)));
        Assert.Equal((TurnOutcome.Appended, 2), (result.Outcome, calls));
    }

    [Fact]
    public async Task What_a_loop_left_open_here_holds_nothing_back_once_it_begins_here_again()
    {
        var grains = Grains(new OneStream(new SiloUnavailableException("It died.")));
        Ask Of(long number) => new("tally/a", new TallyCommand.Add(1)) { Cause = new Cause("counter", number, 0) };
        Assert.Equal(TurnOutcome.Failed, (await grains.Ask(Of(1))).Outcome);
        Assert.Equal(TurnOutcome.Failed, (await grains.Ask(Of(2))).Outcome);
        grains.Begins("counter");
        Assert.Equal(TurnOutcome.Appended, (await grains.Ask(Of(2))).Outcome);
    }

    private static async Task<(TurnResult Result, int Calls)> Asked(Exception first)
    {
        var stream = new OneStream(first);
        var grains = Grains(stream);
        return (await grains.Ask(new Ask("tally/a", new TallyCommand.Add(1))), stream.Calls);
    }

    private static ClusterGrains Grains(OneStream stream)
    {
        var grains = new ClusterGrains(Kinds, new MemoryJournal(), TimeProvider.System);
        var factory = DispatchProxy.Create<IGrainFactory, Factory>();
        ((Factory)(object)factory).Stream = stream;
        grains.Join(factory, NullLogger<ClusterGrains>.Instance);
        return grains;
    }

    /// <summary>Gives the one stream, whichever is asked for.</summary>
    private class Factory : DispatchProxy
    {
        public IStreamGrain? Stream { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Stream;
    }

    private sealed class OneStream(Exception first) : IStreamGrain
    {
        public int Calls { get; private set; }

        public Task<AnswerMessage[]> Ask(AskMessage[] asks) => ++Calls == 1
            ? Task.FromException<AnswerMessage[]>(first)
            : Task.FromResult<AnswerMessage[]>([.. asks.Select(_ => new AnswerMessage((byte)TurnOutcome.Appended, 1, 1, null, null, null))]);

        public Task<bool> Release() => Task.FromResult(true);
    }
}
