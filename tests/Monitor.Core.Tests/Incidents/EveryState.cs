using Xunit;

namespace Monitor.Core.Tests.Incidents;

/// <summary>
/// Every state × every command: each gives events or a refusal and never throws; what it gives can be folded in; and deciding again gives nothing or a refusal.
/// </summary>
internal static class EveryState
{
    public static void Decides<TState, TCommand, TEvent>(IReadOnlyList<TCommand> commands, Rulebook rulebook, DateTimeOffset now, params IReadOnlyList<TState> states)
        where TState : class, IGrain<TState, TCommand, TEvent>
        where TCommand : class, ICommand
        where TEvent : class, IEvent
    {
        var missing = typeof(TCommand).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(TCommand))).Except(commands.Select(command => command.GetType())).ToList();
        Assert.True(missing.Count == 0, "No command of " + string.Join(", ", missing.Select(type => type.Name)));
        var unseen = typeof(TState).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(TState))).Except(states.Select(state => state.GetType())).ToList();
        Assert.True(unseen.Count == 0, "No state " + string.Join(", ", unseen.Select(type => type.Name)));
        foreach (var state in states)
        {
            foreach (var command in commands)
            {
                var decision = state.Decide(command, rulebook, now);
                var after = decision.Events.Aggregate(state, (before, happened) => before.Evolve(happened));
                Assert.True(decision.Refusal is null || decision.Events.Count == 0);
                var again = after.Decide(command, rulebook, now);
                Assert.True(again.Events.Count == 0, $"{state.GetType().Name}: {command} was decided twice: {string.Join(", ", again.Events.Select(Spec.Content))}");
                Assert.True(command.GetType().Name != "Wake" || after.NextDeadline is null || after.NextDeadline > now, $"{state.GetType().Name}: a wake left its deadline behind");
            }
        }
    }
}
