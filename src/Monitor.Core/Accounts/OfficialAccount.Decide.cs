namespace Monitor.Core.Accounts;

public abstract partial record OfficialAccount
{
    private const int HandoverDocketsMax = 100;
    private static readonly TimeSpan LookInEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ExcuseAtMost = TimeSpan.FromDays(60);

    private Decision<OfficialAccountEvent> Register(string seatId, Rulebook rulebook, DateTimeOffset now)
    {
        if (rulebook.Seats.All.FirstOrDefault(seat => seat.Id == seatId) is not { } seat)
        {
            return this is Registered known ? Retire(known, now) : new Refusal("unknown-account", $"{seatId} is not in the rulebook's list of official accounts.");
        }

        var limits = seat.Office == Posts.Office.None ? rulebook.Duties.Of(seat.RankOfHolder) : [];
        if (this is not Registered s)
        {
            return new OfficialAccountEvent.Registered(seat.Id, seat.Channel, seat.Handle, seat.UnitId, seat.RankOfHolder, limits, now);
        }

        return s.Handle == seat.Handle && s.Unit == seat.UnitId && s.Rank == seat.RankOfHolder && s.Limits.SequenceEqual(limits)
            ? Decision.Nothing
            : Act(s, new OfficialAccountEvent.DutyChanged(seat.Handle, seat.UnitId, seat.RankOfHolder, limits, now), now);
    }

    /// <summary>Taken out of the list, it has no duty: its silence would be nobody's to end.</summary>
    private static Decision<OfficialAccountEvent> Retire(Registered s, DateTimeOffset now) =>
        s.Limits.Count == 0 ? Decision.Nothing : Act(s, new OfficialAccountEvent.DutyChanged(s.Handle, s.Unit, s.Rank, [], now), now);

    /// <summary>What happened, and what it means for the silence: an act may end it, or leave another duty as the worst.</summary>
    private static Decision<OfficialAccountEvent> Act(Registered s, OfficialAccountEvent act, DateTimeOffset now)
    {
        var after = (Registered)s.Evolve(act);
        var worst = Worst(after, now);
        if (worst.Silence == after.Told && (worst.Silence == Silence.None || worst.Duty == after.ToldDuty))
        {
            return act;
        }

        return new[]
        {
            act,
            worst.Silence == Silence.None ? new OfficialAccountEvent.SpokeAgain(now) : new OfficialAccountEvent.FellSilent(worst.Duty, worst.Silence, worst.SinceAt, now),
        };
    }

    private static Decision<OfficialAccountEvent> Wakened(Registered s, DateTimeOffset now)
    {
        if (s.ExcusedUntilAt is { } until)
        {
            return until <= now ? Act(s, new OfficialAccountEvent.ExcuseEnded(null, now), now) : Decision.Nothing;
        }

        var worst = Worst(s, now);
        return worst.Silence > s.Told ? new OfficialAccountEvent.FellSilent(worst.Duty, worst.Silence, worst.SinceAt, now) : Decision.Nothing;
    }

    private static Decision<OfficialAccountEvent> Rest(Registered s, OfficialAccountCommand.ExcuseSilence c, DateTimeOffset now)
    {
        if (c.Why == Excuse.None || c.UntilAt <= now || c.UntilAt - now > ExcuseAtMost)
        {
            return new Refusal("excuse-incomplete", $"Name a reason, and an end within {ExcuseAtMost.TotalDays:0} days.");
        }

        return s.ExcusedUntilAt == c.UntilAt ? Decision.Nothing : Act(s, new OfficialAccountEvent.Excused(c.Why, c.By, c.Note, c.UntilAt, now), now);
    }

    private static Decision<OfficialAccountEvent> HandOver(Registered s, OfficialAccountCommand.HandOver c, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(c.To))
        {
            return new Refusal("holder-needed", "Name the officer who takes the account over.");
        }

        if (s.Holder == c.To)
        {
            return Decision.Nothing;
        }

        var handed = new OfficialAccountEvent.HandedOver(s.Holder, c.To, c.By, [.. c.OpenDockets.Take(HandoverDocketsMax)], now);
        return s.ExcusedUntilAt is not null && IsOfThePerson(s.ExcusedFor)
            ? new OfficialAccountEvent[] { new OfficialAccountEvent.ExcuseEnded(c.By, now), handed }
            : Act(s, handed, now);
    }

    /// <summary>It excuses the holder, so it ends with him; the others hold for the account, whoever has it.</summary>
    private static bool IsOfThePerson(Excuse why) => why is Excuse.Leave or Excuse.Transfer or Excuse.Suspended or Excuse.Training;

    private static (Duty Duty, Silence Silence, DateTimeOffset SinceAt) Worst(Registered s, DateTimeOffset now)
    {
        var worst = (Duty: Duty.None, Silence: Silence.None, SinceAt: now);
        if (s.ExcusedUntilAt is not null)
        {
            return worst;
        }

        foreach (var limit in s.Limits)
        {
            if (SinceOf(s, limit.Duty) is not { } since)
            {
                continue;
            }

            var silence = since + limit.RedAfter <= now ? Silence.Red : since + limit.AmberAfter <= now ? Silence.Amber : Silence.None;
            if (silence > worst.Silence || (silence == worst.Silence && silence != Silence.None && since < worst.SinceAt))
            {
                worst = (limit.Duty, silence, since);
            }
        }

        return worst;
    }

    private static DateTimeOffset? SinceOf(Registered s, Duty duty) => duty switch
    {
        Duty.Seen => Later(s.SeenAt, s.RestedUntilAt),
        Duty.Posted => Later(s.PostedAt, s.RestedUntilAt),
        _ => s.OwedSinceAt is { } owed ? Later(owed, s.RestedUntilAt) : null,
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
