using Monitor.Core.Accounts;
using Monitor.Core.Alerts;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Monitor.Core.Tests.Board;
using Monitor.Core.Tests.Incidents;
using Xunit;

namespace Monitor.Core.Tests.Alerts;

public sealed class AlertTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 6, 30, 0, TimeSpan.Zero);

    private static DateTimeOffset At(double minutes) => Noon.AddMinutes(minutes);

    private static AlertCommand.Raise Breach(int priority = 1, string[]? tell = null, string why = "accept-breached", LadderStep step = LadderStep.StationHead) =>
        new("1042-7/accept", AlertKind.Breach, priority, People.Station, why, step, tell ?? ["st/pi"], false);

    private static AlertCommand.Raise Silent() => new("x/1", AlertKind.SilentAccount, 3, People.Station, "silent-answered", LadderStep.StationHead, [], true);

    private static Spec<Alert, AlertCommand, AlertEvent> Raised(AlertCommand.Raise raise, DateTimeOffset? at = null) =>
        Spec.Of<Alert, AlertCommand, AlertEvent>(People.Rulebook()).Done(raise, at ?? Noon);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 15)]
    [InlineData(2, 60)]
    [InlineData(4, 60)]
    public void It_is_repeated_after_the_policys_time(int priority, double minutes)
    {
        var spec = Raised(Breach(priority)).ThenWakesAt(At(minutes));
        Assert.Equal(TellReason.Repeat, Assert.Single(spec.When(new AlertCommand.Wake(), At(minutes)).ThenOne<AlertEvent.Told>().People).Reason);
        spec.When(new AlertCommand.Wake(), At(minutes)).ThenNothing().ThenWakesAt(At(2 * minutes));
    }

    [Fact]
    public void Pitfall_20_a_raise_that_comes_again_tells_nobody_twice() => Raised(Breach()).When(Breach(), At(1)).ThenNothing();

    [Fact]
    public void A_climb_tells_the_next_rank_though_the_first_acknowledged()
    {
        var spec = Raised(Breach()).Done(new AlertCommand.Acknowledge("st/pi"), At(1));
        var told = Assert.Single(spec.When(Breach(tell: ["st/acp"], step: LadderStep.AssistantCommissioner), At(2)).ThenOne<AlertEvent.Told>().People);
        Assert.Equal(("st/acp", TellReason.Climbed), (told.Officer, told.Reason));
    }

    [Fact]
    public void Acknowledging_stops_repeats_to_that_person_for_the_policys_time_only()
    {
        var spec = Raised(Breach(tell: ["st/pi", "st/acp"])).When(new AlertCommand.Acknowledge("st/pi"), At(10)).ThenNames("Acknowledged");
        spec.When(new AlertCommand.Acknowledge("st/pi"), At(11)).ThenNothing();
        Assert.Equal(["st/acp"], spec.When(new AlertCommand.Wake(), At(15)).ThenOne<AlertEvent.Told>().People.Select(person => person.Officer));
        Assert.Equal(["st/pi"], spec.When(new AlertCommand.Wake(), At(25)).ThenOne<AlertEvent.Told>().People.Select(person => person.Officer));
    }

    [Fact]
    public void Pitfall_16_nobody_is_told_after_the_end_of_the_shift_and_who_took_over_is()
    {
        var late = People.NightAt.AddMinutes(-20);
        var spec = Raised(Breach(3), late).ThenWakesAt(People.NightAt);
        spec.When(new AlertCommand.Wake(), People.NightAt).ThenNames("NotTold", "Told");
        Assert.Equal(TellReason.OffDuty, spec.Events.OfType<AlertEvent.NotTold>().Single().Reason);
        var heir = Assert.Single(spec.Events.OfType<AlertEvent.Told>().Single().People);
        Assert.Equal(("st/night", TellReason.TookOver), (heir.Officer, heir.Reason));
    }

    [Fact]
    public void Pitfall_16_an_acknowledgement_does_not_outlive_the_shift() =>
        Raised(Breach(3), People.NightAt.AddMinutes(-30)).Done(new AlertCommand.Acknowledge("st/pi"), People.NightAt.AddMinutes(-20)).ThenWakesAt(People.NightAt);

    [Fact]
    public void Where_nobody_is_on_duty_it_says_so_and_tries_again()
    {
        var spec = Spec.Of<Alert, AlertCommand, AlertEvent>(People.Rulebook("st/acp", "st/dcp", "st/cp", "st/pi", "room/op"));
        spec.When(Breach(tell: []), Noon).ThenNames("Raised", "NotTold").ThenWakesAt(At(15));
        spec.When(new AlertCommand.Wake(), At(15)).ThenNames("NotTold").ThenWakesAt(At(30));
        spec.When(new AlertCommand.Wake(), People.NightAt).ThenNames("Told");
    }

    [Fact]
    public void A_life_at_risk_is_told_to_the_station_and_the_control_room_and_is_never_snoozed()
    {
        var spec = Raised(new AlertCommand.Raise("1042-7", AlertKind.LifeAtRisk, 0, null, "life-at-risk", LadderStep.StationHead, [], false));
        Assert.Equal(["room/op"], spec.Events.OfType<AlertEvent.Told>().Single().People.Select(person => person.Officer));
        spec.When(new AlertCommand.Snooze("st/cp", "known", At(30)), At(1)).ThenRefused("never-snoozed");
    }

    [Fact]
    public void Later_lives_at_risk_of_an_incident_raise_the_first_ones_count_and_lose_their_own_alert()
    {
        var joined = new ComplaintEvent.IncidentJoined("i-1042-7", null, Noon) { Priority = Priority.P0 };
        var (key, countIn) = Assert.Single(AlertRaiser.Of("1043-3", joined));
        Assert.Equal("life-at-risk:1042-7", key);
        var spec = Raised(AtRisk).When(countIn, At(2)).ThenNames("CountRaised");
        var counted = spec.ThenOne<AlertEvent.CountRaised>();
        Assert.Equal((2, "1043-3"), (counted.Count, counted.Docket));
        Assert.Equal(("life-at-risk:1043-3", new AlertCommand.Clear("counted with the first of its incident")), Assert.Single(AlertRaiser.Of(counted)));
        spec.When(countIn, At(3)).ThenNothing();
        Assert.Equal(["Raise", "CountIn"], AlertRaiser.Of("1043-3", new ComplaintEvent.Prioritised(Priority.P1, Priority.P0, [], null, null, null, Noon) { Incident = "i-1042-7" })
            .Select(each => each.Command.GetType().Name));
    }

    [Fact]
    public void A_life_at_risk_keeps_its_own_alert_where_the_first_of_its_incident_has_none()
    {
        Spec.Of<Alert, AlertCommand, AlertEvent>(People.Rulebook()).When(new AlertCommand.CountIn("1043-3"), At(2)).ThenNothing();
        Assert.Empty(AlertRaiser.Of("1043-3", new ComplaintEvent.IncidentJoined("i-1042-7", null, Noon) { Priority = Priority.P1 }));
        Assert.Empty(AlertRaiser.Of("1042-7", new ComplaintEvent.IncidentJoined("i-1042-7", null, Noon) { Priority = Priority.P0 }));
        var left = new ComplaintEvent.IncidentLeft("i-1042-7", "op", "another place", Noon) { AtRisk = true };
        Assert.IsType<AlertCommand.Raise>(Assert.Single(AlertRaiser.Of("1043-3", left)).Command);
    }

    [Fact]
    public void Lives_at_risk_that_the_first_ones_alert_counted_are_told_again_when_it_ends()
    {
        var first = Raised(AtRisk).Done(new AlertCommand.CountIn("1043-3"), At(1)).Done(new AlertCommand.CountIn("1044-0"), At(1));
        var still = Counted("1043-3");
        var safe = Counted("1044-0").Done(new AlertCommand.Clear("outcome recorded"), At(2));
        var again = AlertRaiser.Of(first.When(new AlertCommand.Clear("outcome recorded"), At(3)).ThenOne<AlertEvent.Cleared>()).ToDictionary();
        Assert.Equal(["life-at-risk:1043-3", "life-at-risk:1044-0"], again.Keys);
        still.When(again["life-at-risk:1043-3"], At(3)).ThenNames("Raised", "Told");
        Assert.Equal(["st/pi"], still.ThenOne<AlertEvent.Told>().People.Select(person => person.Officer));
        still.When(again["life-at-risk:1043-3"], At(4)).ThenNothing();
        safe.When(again["life-at-risk:1044-0"], At(3)).ThenNothing().ThenWakesAt(null);
        Counted("1043-3").Done(AtRisk with { Subject = "1043-3" }, At(2)).When(again["life-at-risk:1043-3"], At(3)).ThenNothing();
        Raised(AtRisk).Done(new AlertCommand.Clear("closed"), At(1)).Done(CountedClear, At(2)).When(again["life-at-risk:1043-3"], At(3)).ThenNothing();
    }

    [Fact]
    public void Where_an_alert_counts_as_many_dockets_as_it_remembers_a_further_one_keeps_its_own()
    {
        var spec = Raised(AtRisk);
        for (var docket = 0; docket < 256; docket++)
        {
            spec.Done(new AlertCommand.CountIn($"{docket}"), At(1));
        }

        spec.When(new AlertCommand.CountIn("256"), At(1)).ThenNothing();
    }

    private static AlertCommand CountedClear => AlertRaiser.Of(new AlertEvent.CountRaised(2, Noon) { Docket = "1043-3" }).Single().Command;

    private static Spec<Alert, AlertCommand, AlertEvent> Counted(string docket) =>
        Raised(AtRisk with { Subject = docket, Unit = People.Station }).Done(CountedClear, At(1)).ThenWakesAt(null);

    [Fact]
    public void A_docket_raised_to_a_life_at_risk_is_told_to_its_own_station()
    {
        var raised = new ComplaintEvent.Prioritised(Priority.P2, Priority.P0, [], "op", null, "a knife", Noon) { Unit = People.Station };
        var command = Assert.IsType<AlertCommand.Raise>(Assert.Single(AlertRaiser.Of("1042-7", raised)).Command);
        Assert.Equal(["st/pi"], Raised(command).Events.OfType<AlertEvent.Told>().Single().People.Select(person => person.Officer));
    }

    [Fact]
    public void A_flags_alert_is_snoozed_by_a_superior_of_its_unit_and_without_a_unit_by_a_joint_commissioner()
    {
        var climbed = new FlagEvent.Climbed(LadderStep.StationHead, ["st/pi"], [], Noon, Noon) { Unit = People.Station };
        var raise = Assert.IsType<AlertCommand.Raise>(Assert.Single(AlertRaiser.Of("100-0", climbed)).Command);
        Raised(raise).When(new AlertCommand.Snooze("st/pi", "known", At(60)), At(1)).ThenRefused("not-a-superior");
        Raised(raise).When(new AlertCommand.Snooze("st/acp", "known", At(60)), At(1)).ThenNames("Snoozed");
        Raised(raise with { Unit = null }).When(new AlertCommand.Snooze("st/dcp", "known", At(60)), At(1)).ThenRefused("not-a-superior");
        Raised(raise with { Unit = null }).When(new AlertCommand.Snooze("st/cp", "known", At(60)), At(1)).ThenNames("Snoozed");
    }

    private static AlertCommand.Raise AtRisk => new("1042-7", AlertKind.LifeAtRisk, 0, null, "life-at-risk", LadderStep.StationHead, [], false);

    [Fact]
    public void Only_a_superior_snoozes_with_a_reason_and_eight_hours_at_most()
    {
        var spec = Raised(Breach());
        spec.When(new AlertCommand.Snooze("st/pi", "busy", At(60)), At(1)).ThenRefused("not-a-superior");
        spec.When(new AlertCommand.Snooze("st/acp", " ", At(60)), At(1)).ThenRefused("reason-needed");
        spec.When(new AlertCommand.Snooze("st/acp", "procession", At(60 * 9)), At(1)).ThenRefused("too-long");
        spec.When(new AlertCommand.Snooze("st/acp", "procession", At(60)), At(1)).ThenNames("Snoozed").ThenWakesAt(At(60));
        spec.When(new AlertCommand.Snooze("st/acp", "procession", At(60)), At(2)).ThenNothing();
    }

    [Fact]
    public void Pitfall_19_the_end_of_a_silence_is_told_at_once()
    {
        var spec = Raised(Breach(3)).Done(new AlertCommand.Snooze("st/acp", "procession", At(30)), At(1));
        spec.When(new AlertCommand.Wake(), At(29)).ThenNothing().When(new AlertCommand.Wake(), At(30)).ThenNames("SnoozeEnded", "Told");
    }

    [Fact]
    public void Pitfall_15_nothing_is_dropped_in_silence_thirty_alerts_are_thirty_tellings() =>
        Assert.Equal(30, Enumerable.Range(0, 30).Count(alert => Raised(Breach() with { Subject = $"{alert}" }).Events.OfType<AlertEvent.Told>().Any()));

    [Fact]
    public void Pitfall_18_a_cleared_alert_never_wakes_again_and_a_new_breach_is_a_new_alert()
    {
        var spec = Raised(Breach()).Done(new AlertCommand.Acknowledge("st/pi"), At(1)).When(new AlertCommand.Clear("done"), At(2)).ThenNames("Cleared").ThenWakesAt(null);
        spec.When(new AlertCommand.Clear("done"), At(3)).ThenNothing().When(new AlertCommand.Wake(), At(10_000)).ThenNothing();
        spec.When(new AlertCommand.Acknowledge("st/pi"), At(3)).ThenRefused("no-such-alert");
        spec.When(Breach(), At(4)).ThenNames("Raised", "Told");
    }

    [Fact]
    public void An_alert_without_a_complaint_climbs_until_somebody_acknowledges()
    {
        var climbing = Raised(Silent());
        var steps = climbing.WakeUntil(At(60 * 13)).Events.OfType<AlertEvent.Climbed>().Select(e => e.Step);
        Assert.Equal([LadderStep.AssistantCommissioner, LadderStep.DeputyCommissioner, LadderStep.Commissioner], steps);
        Assert.Empty(Raised(Silent()).Done(new AlertCommand.Acknowledge("st/pi"), At(30)).WakeUntil(At(60 * 13)).Events.OfType<AlertEvent.Climbed>());
    }

    [Fact]
    public void An_alert_without_a_unit_climbs_in_the_control_rooms_chain()
    {
        foreach (var unit in new[] { null, "st-room/gone" })
        {
            var fault = Raised(new AlertCommand.Raise("monitor", AlertKind.MachineFault, 1, unit, "machine-fault", LadderStep.StationHead, [], true));
            var climbed = fault.WakeUntil(At(60)).Events.OfType<AlertEvent.Climbed>();
            Assert.Equal([LadderStep.Commissioner], climbed.Select(e => e.Step));
            Assert.Contains(fault.Events.OfType<AlertEvent.Told>().SelectMany(e => e.People), person => (person.Officer, person.Reason) == ("st/cp", TellReason.Climbed));
        }
    }

    [Fact]
    public void An_alert_of_a_unit_that_has_ended_is_told_to_no_other_force()
    {
        var spec = Raised(new AlertCommand.Raise("1042-7", AlertKind.LifeAtRisk, 0, "other/gone", "life-at-risk", LadderStep.StationHead, [], false));
        Assert.Empty(spec.Events.OfType<AlertEvent.Told>());
        Assert.Single(spec.Events.OfType<AlertEvent.NotTold>());
    }

    [Fact]
    public void A_climb_that_reaches_nobody_says_so_and_is_tried_again_until_somebody_is_on_duty_above()
    {
        var late = People.NightAt.AddHours(-5);
        var spec = Spec.Of<Alert, AlertCommand, AlertEvent>(People.Rulebook("st/acp", "st/dcp", "st/cp")).Done(Silent(), late);
        spec.WakeUntil(late.AddHours(4));
        var unheard = Assert.Single(spec.Events.OfType<AlertEvent.NotTold>());
        Assert.Equal((null, TellReason.NobodyOnDuty, late.AddHours(5)), (unheard.Officer, unheard.Reason, unheard.ClimbAt));
        var climbed = Spec.Of<Alert, AlertCommand, AlertEvent>(People.Rulebook("st/acp", "st/dcp")).Given(new AlertEvent.Raised(
            "x/1", AlertKind.SilentAccount, 3, People.Station, "silent-answered", true, 1, LadderStep.StationHead, late.AddHours(4), late), unheard);
        Assert.Equal(["st/cp"], climbed.When(new AlertCommand.Wake(), late.AddHours(5)).ThenOne<AlertEvent.Told>().People.Select(person => person.Officer));
        Assert.Equal(LadderStep.Commissioner, Assert.IsType<Alert.Open>(climbed.State).Step);
        Assert.Null(Assert.IsType<Alert.Open>(climbed.State).ClimbAt);
    }

    [Fact]
    public void Every_state_decides_every_command()
    {
        AlertCommand[] commands =
        [
            Breach(), new AlertCommand.CountIn("1043-3"), new AlertCommand.Acknowledge("st/acp"), new AlertCommand.Snooze("st/acp", "procession", At(90)),
            new AlertCommand.Clear("done"),
            new AlertCommand.Move("sub"), new AlertCommand.Resume(), new AlertCommand.Wake(),
        ];
        var cleared = Raised(Breach()).Done(new AlertCommand.Clear("done"), At(1));
        EveryState.Decides<Alert, AlertCommand, AlertEvent>(
            commands, People.Rulebook(), At(60), new Alert.None(), Raised(Breach()).State, Raised(Silent()).State, Counted("1043-3").State, cleared.State);
    }

    [Fact]
    public void A_climb_raises_and_the_end_of_a_late_clock_clears()
    {
        var climbed = new ComplaintEvent.Climbed(ClockKind.Accept, 100, LadderStep.StationHead, People.Station, "PI", ["st/pi"], [], Noon) { Priority = Priority.P1 };
        var (key, raise) = Assert.Single(AlertRaiser.Of("1042-7", climbed));
        Assert.Equal(("breach:1042-7/accept", Spec.Content(Breach())), (key, Spec.Content(raise)));
        var accepted = new ComplaintEvent.Accepted(People.Station, "st/pi", Noon)
        {
            Clocks = [new(ClockKind.Accept, ClockTurn.Met, Noon, Late: true), new(ClockKind.Act, ClockTurn.Met, Noon)],
        };
        Assert.Equal([("breach:1042-7/accept", new AlertCommand.Clear("done"))], AlertRaiser.Of("1042-7", accepted));
        Assert.Single(AlertRaiser.Of("1042-7", new ComplaintEvent.BreachWithdrawn(ClockKind.Accept, Noon, Noon, WithdrawnWhy.InTimeDeliveredLate, Noon)));
    }

    [Fact]
    public void A_life_at_risk_raises_and_its_outcome_clears()
    {
        Assert.Equal("life-at-risk:1042-7", Assert.Single(AlertRaiser.Of("1042-7", Feed.Opened("1042-7", Noon, Priority.P0))).Key);
        Assert.Empty(AlertRaiser.Of("1042-7", Feed.Opened("1042-7", Noon, Priority.P0, channel: Channel.Canary)));
        Assert.IsType<AlertCommand.Acknowledge>(Assert.Single(AlertRaiser.Of("1042-7", new ComplaintEvent.HandedOff(HandoffStage.Seen, "room/op", null, Noon))).Command);
        Assert.IsType<AlertCommand.Clear>(Assert.Single(AlertRaiser.Of("1042-7", new ComplaintEvent.HandedOff(HandoffStage.Outcome, "room/op", "safe", Noon))).Command);
    }

    [Fact]
    public void A_red_account_raises_an_amber_one_does_not()
    {
        Assert.Single(AlertRaiser.Of("x/1", People.Station, new OfficialAccountEvent.FellSilent(Duty.Seen, Silence.Red, Noon, Noon)));
        Assert.DoesNotContain(
            AlertRaiser.Of("x/1", People.Station, new OfficialAccountEvent.FellSilent(Duty.Seen, Silence.Amber, Noon, Noon)), each => each.Command is AlertCommand.Raise);
    }

    [Fact]
    public void The_alert_of_a_red_account_ends_when_the_account_is_amber_again()
    {
        var account = Spec.Of<OfficialAccount, OfficialAccountCommand, OfficialAccountEvent>(People.Rulebook()).Done(new OfficialAccountCommand.Register("x/1"), Noon)
            .Done(new OfficialAccountCommand.OweAnswer("100-0", Noon, "1-1"), Noon).Done(new OfficialAccountCommand.Wake(), At(60 * 10))
            .Done(new OfficialAccountCommand.SettleAnswer("1-1"), At(60 * 11));
        var fell = account.ThenOne<OfficialAccountEvent.FellSilent>();
        Assert.Equal((Duty.Seen, Silence.Amber), (fell.Duty, fell.Silence));
        var (key, clear) = Assert.Single(AlertRaiser.Of("x/1", People.Station, fell));
        Assert.Equal("silent-account:x/1", key);
        Raised(Silent()).When(clear, At(60 * 11)).ThenNames("Cleared").ThenWakesAt(null);
    }
}
