using Monitor.Core.Accounts;
using Monitor.Core.Alerts;
using Monitor.Core.Flags;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Core.Tests.Alerts;

/// <summary>Long random lives of the grains that wait for people: punctual wakes never hang, folds equal what lived, the state stays bounded.</summary>
public sealed class WalkTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 6, 30, 0, TimeSpan.Zero);
    private static readonly string[] Officers = ["st/pi", "st/night", "st/acp", "st/dcp", "st/cp", "room/op", "gone"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_alert(int seed) => Walk<Alert, AlertCommand, AlertEvent>(seed, (random, now) => random.Next(8) switch
    {
        0 or 1 => new AlertCommand.Raise(
            "s", AlertKind.Breach, random.Next(5), People.Station, "w" + random.Next(3), (LadderStep)random.Next(1, 6), random.Next(2) == 0 ? [] : [Officer(random)],
            random.Next(3) == 0),
        2 => new AlertCommand.Acknowledge(Officer(random)),
        3 => new AlertCommand.Snooze(Officer(random), "why", now.AddMinutes(random.Next(1, 500))),
        4 => new AlertCommand.CountIn("d" + random.Next(9)),
        5 => new AlertCommand.Resume(),
        6 => new AlertCommand.Move(random.Next(2) == 0 ? "sub" : People.Station),
        _ => new AlertCommand.Clear(random.Next(2) == 0 ? "done" : AlertEvent.Cleared.Counted),
    });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_flag(int seed) => Walk<Flag, FlagCommand, FlagEvent>(seed, (random, now) => random.Next(5) switch
    {
        0 => new FlagCommand.Raise("1-0", Channel.X, "a", "x/1", random.Next(2) == 0 ? null : People.Station, [(Label)random.Next(1, 7)], now),
        1 => new FlagCommand.See(Officer(random)),
        2 => new FlagCommand.Resolve((FlagResult)random.Next(1, 5), Officer(random), "ref", null),
        3 => new FlagCommand.Reopen(Officer(random), "why"),
        _ => new FlagCommand.NotePostGone(),
    });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_account(int seed) => Walk<OfficialAccount, OfficialAccountCommand, OfficialAccountEvent>(seed, (random, now) => random.Next(10) switch
    {
        0 => new OfficialAccountCommand.Register("x/1"),
        1 => new OfficialAccountCommand.LookIn(Officer(random)),
        2 => new OfficialAccountCommand.OweAnswer("1-0", now, "d" + random.Next(400)),
        8 => new OfficialAccountCommand.SettleAnswer("d" + random.Next(400)),
        3 => new OfficialAccountCommand.NoteAnswer("2-0", now.AddMinutes(-random.Next(100))),
        4 => new OfficialAccountCommand.NotePost("3-0", now.AddMinutes(-random.Next(100))),
        5 => new OfficialAccountCommand.ExcuseSilence(Excuse.Leave, "st/acp", null, now.AddHours(random.Next(1, 300))),
        6 => new OfficialAccountCommand.EndExcuse("st/acp"),
        7 => new OfficialAccountCommand.HandOver(Officer(random), "st/acp", []),
        _ => random.Next(2) == 0 ? new OfficialAccountCommand.BreakLink("why") : new OfficialAccountCommand.MendLink(),
    });

    private static string Officer(Random random) => Officers[random.Next(Officers.Length)];

    private static void Walk<TState, TCommand, TEvent>(int seed, Func<Random, DateTimeOffset, TCommand> command)
        where TState : class, IGrain<TState, TCommand, TEvent>
        where TCommand : class, ICommand
        where TEvent : class, IEvent
    {
        var random = new Random(seed);
        var now = Noon;
        var rulebook = People.Rulebook();
        var events = new List<TEvent>();
        var state = TState.Initial;
        void Turn(TCommand asked)
        {
            foreach (var happened in state.Decide(asked, rulebook, now).Events)
            {
                events.Add(happened);
                state = state.Evolve(happened);
            }
        }

        for (var turn = 0; turn < 150; turn++)
        {
            var next = now.AddMinutes(random.Next(0, 300));
            for (var wakes = 0; state.NextDeadline is { } due && due <= next; wakes++)
            {
                Assert.True(wakes < 300, $"seed {seed}, turn {turn}: the deadline does not move on");
                now = due > now ? due : now;
                Turn(TState.Wake);
                Assert.True(state.NextDeadline is null || state.NextDeadline > now, $"seed {seed}, turn {turn}: a wake left its deadline behind");
            }

            now = next;
            var asked = command(random, now);
            Turn(asked);
            var count = events.Count;
            Turn(asked);
            Assert.True(events.Count == count, $"seed {seed}, turn {turn}: {asked} was decided twice");
        }

        Assert.Equal(Spec.Content(state), Spec.Content(events.Aggregate(TState.Initial, (before, happened) => before.Evolve(happened))));
        Assert.True(Spec.Content(state).Length < 5000, $"seed {seed}: the state grew");
    }
}
