using Monitor.Channels.Scenario;
using Monitor.Core;
using Monitor.Core.Accounts;
using Monitor.Core.Organisation;
using Monitor.Runtime.Grains;

namespace Monitor.Server.Demo;

/// <summary>
/// The holders of the demo's official accounts: each looks in and posts as often as the scenario says, spread over the hours by the seat's name; those of the silent
/// units do neither, and turn amber, then red.
/// </summary>
public sealed class AccountKeepers(Officers officers, Poster poster, IGrainHost grains, Func<Rulebook> rulebook, Func<SignedBody, Task> deliver)
{
    private readonly PriorityQueue<(OfficialAccountSeat Seat, bool Posts), DateTimeOffset> plan = new();
    private int sequence = 2000;

    /// <summary>Plans everybody's first look: within one interval from now, at the instants that a start before would have planned.</summary>
    public void Begin(DateTimeOffset now)
    {
        foreach (var seat in rulebook().Seats.All.Where(seat => seat.UnitId is { } unit && !officers.SilentUnits.Contains(unit)))
        {
            var share = (uint)seat.Id.Sum(c => c * 131) % 997 / 997.0;
            plan.Enqueue((seat, false), Next(now, officers.LookInEveryHours, share));
            plan.Enqueue((seat, true), Next(now, officers.PostEveryHours, share));
        }
    }

    private static DateTimeOffset Next(DateTimeOffset now, double everyHours, double share)
    {
        var every = TimeSpan.FromHours(everyHours);
        var first = DateTimeOffset.UnixEpoch + (every * share);
        return first + (every * Math.Ceiling((now - first) / every));
    }

    public async Task Work(DateTimeOffset now)
    {
        List<(OfficialAccountSeat Seat, int? Post)> due = [];
        while (plan.TryPeek(out var next, out var at) && at <= now)
        {
            plan.Dequeue();
            plan.Enqueue(next, at.AddHours(next.Posts ? officers.PostEveryHours : officers.LookInEveryHours));
            due.Add((next.Seat, next.Posts ? ++sequence : null));
        }

        await ManyHands.Each(due, one => one.Seat.Id, async one =>
        {
            if (one.Post is { } number)
            {
                await deliver(poster.OwnPost(one.Seat, officers.Posts[number % officers.Posts.Count], number, now));
            }
            else
            {
                await grains.Ask(new Ask(StreamName.Of(OfficialAccount.Kind, one.Seat.Id), new OfficialAccountCommand.LookIn(null)));
            }
        });
    }
}
