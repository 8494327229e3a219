using Monitor.Core.Flags;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Tests.Alerts;
using Monitor.Core.Tests.Incidents;
using Xunit;

namespace Monitor.Core.Tests.Flags;

public sealed class FlagTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 6, 30, 0, TimeSpan.Zero);

    private static DateTimeOffset At(double minutes) => Noon.AddMinutes(minutes);

    private static FlagCommand.Raise Raise(params Label[] labels) => new("100-0", Channel.X, "a1", "x/1", People.Station, labels, Noon);

    private static Spec<Flag, FlagCommand, FlagEvent> Raised(params Label[] labels) => Spec.Of<Flag, FlagCommand, FlagEvent>(People.Rulebook()).Done(Raise(labels), Noon);

    [Theory]
    [InlineData(Label.Threat, 10)]
    [InlineData(Label.Incitement, 10)]
    [InlineData(Label.Hate, 30)]
    [InlineData(Label.Abuse, 240)]
    public void Each_label_has_its_time(Label label, double minutes) => Raised(label).ThenWakesAt(At(minutes));

    [Fact]
    public void The_gravest_labels_clock_runs() => Raised(Label.Abuse, Label.Threat, Label.Hate).ThenWakesAt(At(10));

    [Fact]
    public void Unseen_it_is_overdue_and_climbs_from_step_to_step()
    {
        var spec = Raised(Label.Threat).WakeUntil(At(60));
        Assert.Equal(
            ["Overdue", "Climbed StationHead", "Climbed AssistantCommissioner", "Climbed DeputyCommissioner", "Climbed Commissioner"],
            spec.Events.Select(happened => happened is FlagEvent.Climbed e ? $"Climbed {e.Step}" : happened.GetType().Name));
        spec.ThenWakesAt(null);
    }

    [Fact]
    public void Pitfall_14_a_step_is_told_once_however_often_it_is_woken()
    {
        var spec = Raised(Label.Threat).When(new FlagCommand.Wake(), At(10)).ThenNames("Overdue", "Climbed");
        spec.When(new FlagCommand.Wake(), At(10)).ThenNothing().When(new FlagCommand.Wake(), At(14)).ThenNothing();
    }

    [Fact]
    public void A_late_wake_tells_the_highest_step_only() =>
        Assert.Equal(LadderStep.DeputyCommissioner, Raised(Label.Threat).When(new FlagCommand.Wake(), At(25)).ThenOne<FlagEvent.Climbed>().Step);

    [Fact]
    public void Pitfall_17_a_step_with_nobody_on_duty_is_passed_at_once_and_says_so()
    {
        var spec = Spec.Of<Flag, FlagCommand, FlagEvent>(People.Rulebook(absent: ["st/pi"])).Done(Raise(Label.Threat), Noon);
        var climbed = spec.When(new FlagCommand.Wake(), At(10)).ThenOne<FlagEvent.Climbed>();
        Assert.Equal((LadderStep.AssistantCommissioner, "st/acp"), (climbed.Step, climbed.Officers[0]));
        Assert.Equal("Nobody is on duty at Station.", Assert.Single(climbed.Passed));
    }

    [Fact]
    public void Seen_in_time_it_never_climbs() => Raised(Label.Threat).Done(new FlagCommand.See("st/pi"), At(9)).WakeUntil(At(1000)).ThenNothing().ThenWakesAt(null);

    [Fact]
    public void A_result_counts_as_seen_and_needs_its_reference()
    {
        var spec = Raised(Label.Hate);
        spec.When(new FlagCommand.Resolve(FlagResult.ToCase, "st/pi", null, null), At(1)).ThenRefused("reference-needed");
        spec.When(new FlagCommand.Resolve(FlagResult.None, "st/pi", null, null), At(1)).ThenRefused("result-needed");
        spec.When(new FlagCommand.Resolve(FlagResult.ToCase, "st/pi", "case-7", null), At(1)).ThenNames("Seen", "Resolved").ThenIs<Flag.Resolved>();
        spec.When(new FlagCommand.Resolve(FlagResult.Harmless, "st/pi", null, null), At(2)).ThenRefused("already-resolved");
        spec.When(new FlagCommand.Reopen("st/acp", " "), At(3)).ThenRefused("reason-needed");
        spec.When(new FlagCommand.Reopen("st/acp", "new facts"), At(3)).ThenIs<Flag.Seen>();
    }

    [Fact]
    public void An_edit_with_a_graver_label_brings_the_clock_nearer_and_a_seen_flag_waits_again()
    {
        Raised(Label.Abuse).Done(Raise(Label.Abuse, Label.Threat), At(5)).ThenWakesAt(At(10));
        Raised(Label.Threat).Done(Raise(Label.Abuse), At(5)).ThenWakesAt(At(10));
        Raised(Label.Abuse).Done(new FlagCommand.See("st/pi"), At(1)).Done(Raise(Label.Threat), At(5)).ThenIs<Flag.Waiting>().ThenWakesAt(At(15));
        Raised(Label.Abuse).When(Raise(Label.Abuse), At(5)).ThenNothing();
    }

    [Fact]
    public void A_flag_without_a_unit_takes_the_one_that_an_edit_names_and_keeps_it()
    {
        var nowhere = Raise(Label.Hate) with { Account = "", Unit = null };
        var spec = Spec.Of<Flag, FlagCommand, FlagEvent>(People.Rulebook()).Done(nowhere, Noon).Done(nowhere with { Unit = People.Station, Labels = [Label.Threat] }, At(5));
        var climbed = spec.When(new FlagCommand.Wake(), At(10)).ThenNames("Overdue", "Climbed").Events.OfType<FlagEvent.Climbed>().Single();
        Assert.Equal((People.Station, "st/pi"), (climbed.Unit, climbed.Officers[0]));
        spec.When(nowhere with { Unit = "elsewhere", Labels = [Label.Incitement] }, At(11)).ThenNames("Relabelled");
        Assert.Equal(People.Station, spec.ThenIs<Flag.Waiting>().State is Flag.Waiting waiting ? waiting.Post.Unit : null);
    }

    [Fact]
    public void A_post_that_is_gone_still_waits_for_eyes() => Raised(Label.Threat).When(new FlagCommand.NotePostGone(), At(1)).ThenNames("PostGone").ThenWakesAt(At(10));

    [Fact]
    public void Every_state_decides_every_command()
    {
        FlagCommand[] commands =
        [
            Raise(Label.Hate), new FlagCommand.See("st/acp"), new FlagCommand.Resolve(FlagResult.Harmless, "st/pi", null, null), new FlagCommand.Reopen("st/pi", "new"),
            new FlagCommand.NotePostGone(), new FlagCommand.Wake(),
        ];
        var seen = Raised(Label.Threat).Done(new FlagCommand.See("st/pi"), At(1));
        var resolved = Raised(Label.Threat).Done(new FlagCommand.Resolve(FlagResult.ToCase, "st/pi", "c", null), At(1));
        EveryState.Decides<Flag, FlagCommand, FlagEvent>(commands, People.Rulebook(), At(100), new Flag.None(), Raised(Label.Threat).State, seen.State, resolved.State);
    }
}
