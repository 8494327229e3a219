using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>What went wrong in other systems' clocks, by the numbers of the research notes (pitfalls 1 to 14); each must not go wrong here.</summary>
public sealed class PitfallTests
{
    private const string Always = """{"name":"always","always":true}""";

    [Fact]
    public void Pitfall_01_a_short_later_target_never_replaces_the_first_answers_own()
    {
        var spec = Opened(Post(category: Category.Assault)).Done(new ComplaintCommand.AddPost(Post("50-0", 2)), At(2));
        var folder = ((Complaint.Live)spec.State).Folder;
        Assert.Equal(At(10), folder.Clock(ClockKind.Acknowledge)!.Plan.DueAt);
        Assert.Null(folder.Clock(ClockKind.AnswerAgain));
        Assert.Null(folder.Clock(ClockKind.KeepInformed));
    }

    [Fact]
    public void Pitfall_02_nothing_about_answering_climbs_while_the_officer_spoke_last()
    {
        var spec = Accepted().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 6)), At(6)).Done(new ComplaintCommand.AddPost(Post("50-0", 8, postedBefore: 5)), At(8));
        Assert.False(((Complaint.Live)spec.State).Folder.IsOpen(ClockKind.AnswerAgain));
        spec.WakeUntil(At(600));
        Assert.DoesNotContain(spec.Events.OfType<ComplaintEvent.Breached>(), breached => breached.Clock is ClockKind.Acknowledge or ClockKind.AnswerAgain);
    }

    [Fact]
    public void Pitfall_03_the_citizens_word_on_any_channel_starts_the_answer_again_clock()
    {
        var byMessage = Post("50-0", 30) with { Channel = Channel.WhatsApp, Private = true, Author = "another-id" };
        var added = Accepted().Done(new ComplaintCommand.AddAnswer(Answer("9-0", 6)), At(6)).When(new ComplaintCommand.AddPost(byMessage), At(30))
            .ThenOne<ComplaintEvent.PostAdded>();
        Assert.Equal((ClockKind.AnswerAgain, ClockTurn.Started, At(150)), (added.Clocks[0].Clock, added.Clocks[0].Turn, added.Clocks[0].Plan!.DueAt));
    }

    [Fact]
    public void Pitfall_04_a_policy_change_moves_no_running_clock_and_a_recompute_withdraws_what_is_no_longer_late()
    {
        var slower = PolicyJson.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)
            .Replace("\"acknowledge\": { \"target\": \"PT30M\" }", "\"acknowledge\": { \"target\": \"PT3H\" }", StringComparison.Ordinal);
        var changed = RulesOf(Book.With(PolicyFile.Read(slower)));
        var late = Opened().WakeUntil(At(31)).State;
        var spec = Spec.From<Complaint, ComplaintCommand, ComplaintEvent>(changed, late);
        Assert.Equal(At(30), ((Complaint.Live)spec.State).Folder.Clock(ClockKind.Acknowledge)!.Plan.DueAt);
        spec.When(new ComplaintCommand.Recompute(Dcp, "new targets"), At(40)).ThenOne<ComplaintEvent.Recomputed>();
        Assert.Equal(WithdrawnWhy.DueMoved, spec.ThenOne<ComplaintEvent.BreachWithdrawn>().Why);
        var clock = ((Complaint.Live)spec.State).Folder.Clock(ClockKind.Acknowledge)!;
        Assert.Equal((At(180), "standard@2", false), (clock.Plan.DueAt, clock.Plan.Policy, clock.Breached));
        spec.When(new ComplaintCommand.Recompute(Dcp, "new targets"), At(41)).ThenNothing();
        Assert.DoesNotContain(spec.WakeUntil(At(89)).Events, happened => happened is ComplaintEvent.Climbed { Clock: ClockKind.Acknowledge });
    }

    [Fact]
    public void Pitfall_05_around_the_clock_loses_no_minute_at_midnight() =>
        Assert.Equal(T0.AddDays(30), DueTime.Compute(CalendarFile.Read(Always), T0, TimeSpan.FromDays(30), []).Due);

    [Fact]
    public void Pitfall_06_the_breach_counts_by_the_calendar_that_the_screen_shows()
    {
        var spec = Accepted(minutes: 475);
        var shown = ComplaintView.Of(spec.State, 2, Rules, At(475))!.Clocks.Single(clock => clock.Clock == ClockKind.Act);
        Assert.Equal("office", shown.Explanation.Calendar);
        spec.WakeUntil(shown.DueAt!.Value.AddTicks(-1));
        Assert.DoesNotContain(spec.Events, happened => happened is ComplaintEvent.Breached { Clock: ClockKind.Act });
        spec.When(Complaint.Wake, shown.DueAt.Value);
        Assert.Equal(shown.DueAt, Assert.Single(spec.Events.OfType<ComplaintEvent.Breached>(), breached => breached.Clock == ClockKind.Act).DueAt);
    }

    [Fact]
    public void Pitfall_07_thanks_after_the_end_restarts_nothing()
    {
        var spec = Closed().When(new ComplaintCommand.AddPost(Post("51-0", 60, call: ComplaintCall.No, sentiment: Sentiment.Positive)), At(60))
            .ThenNames(nameof(ComplaintEvent.PostAdded)).ThenIs<Complaint.Closed>();
        Assert.All(((Complaint.Live)spec.State).Folder.Clocks, clock => Assert.True(!clock.IsOpen || clock.Kind == ClockKind.ReportUp));
        spec.When(new ComplaintCommand.AddPost(Post("52-0", 90)), At(90)).ThenNames(nameof(ComplaintEvent.PostAdded), nameof(ComplaintEvent.Reopened)).ThenIs<Complaint.Accepted>();
    }

    [Fact]
    public void Pitfall_08_split_shifts_and_nights_are_windows_like_any_other()
    {
        var split = CalendarFile.Read("""{"name":"s","week":{"mon":["06:00-09:00","17:00-23:00","23:30-02:00"]}}""");
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 20, 30, 0, TimeSpan.Zero), DueTime.Compute(split, T0.AddHours(-8), TimeSpan.FromHours(11.5), []).Due);
    }

    [Fact]
    public void Pitfall_09_instants_carry_their_zone_and_a_pause_counts_although_all_comes_at_once()
    {
        var spec = Accepted(minutes: 5).Done(new ComplaintCommand.Ask("q-0", StationAccount, Inspector), At(10))
            .Done(new ComplaintCommand.NoteDelivery("q-0", DeliveryState.Sent, At(10)), At(10))
            .When(new ComplaintCommand.Act(Fir(), Inspector), At(300)).ThenNames(nameof(ComplaintEvent.Resumed), nameof(ComplaintEvent.ActionRecorded));
        var act = ((Complaint.Live)spec.State).Folder.Clock(ClockKind.Act)!;
        Assert.False(act.Breached);
        Assert.Equal(TimeSpan.Zero, act.Plan.DueAt.Offset);
        Assert.True(act.Plan.DueAt > At(5 + 240 + 30));
    }

    [Fact]
    public void Pitfall_10_a_pause_over_a_night_moves_the_due_instant_by_open_time_only()
    {
        // Accepted at 16:25 with four hours of office time, asked at 17:00, answered at 11:00 next morning: 205 minutes are left, and lunch lies between.
        var spec = Accepted(minutes: 385).Done(new ComplaintCommand.Ask("q-0", StationAccount, Inspector), At(420))
            .Done(new ComplaintCommand.NoteDelivery("q-0", DeliveryState.Sent, At(420)), At(420)).Done(new ComplaintCommand.AddPost(Post("50-0", 1500)), At(1500));
        var act = ((Complaint.Live)spec.State).Folder.Clock(ClockKind.Act)!;
        Assert.Equal(At(1500 + 205 + 30), act.Plan.DueAt);
    }

    [Fact]
    public void Pitfall_11_weeks_with_gaps_count_right_and_no_late_mark_outlives_a_new_due_instant()
    {
        var gaps = CalendarFile.Read("""{"name":"g","zone":"UTC","week":{"tue":["10:00-18:00"],"wed":["10:00-18:00"],"fri":["10:00-18:00"]}}""");
        Assert.Equal(new DateTimeOffset(2026, 11, 6, 12, 0, 0, TimeSpan.Zero), DueTime.Compute(gaps, T0, TimeSpan.FromHours(18), []).Due);
        var spec = Opened().WakeUntil(At(61)).When(new ComplaintCommand.Prioritise(Priority.P4, Dcp, "a lost phone"), At(62));
        Assert.Equal(WithdrawnWhy.DueMoved, spec.ThenOne<ComplaintEvent.BreachWithdrawn>().Why);
        Assert.False(((Complaint.Live)spec.State).Folder.Clock(ClockKind.Accept)!.Breached);
        Assert.Contains(spec.WakeUntil(At(121)).Events, happened => happened is ComplaintEvent.Breached { Clock: ClockKind.Accept });
    }

    [Fact]
    public void Pitfall_12_warnings_of_days_with_many_windows_come_within_the_windows()
    {
        var plan = Book.For(Station)!.Plan(ClockKind.Act, Priority.P3, At(380), At(380), null, [])!;
        var office = Book.Calendars["office"];
        Assert.All(plan.Warnings, warning => Assert.True(office.IsOpen(warning.At), $"{warning.Percent} % at {warning.At:o}"));
        Assert.Equal([At(1440 + 20), At(1440 + 92)], plan.Warnings.Select(warning => warning.At));
    }

    [Fact]
    public void Pitfall_13_linking_duplicates_rewrites_no_duration_and_counts_both()
    {
        var spec = Opened().WakeUntil(At(31));
        var before = ((Complaint.Live)spec.State).Folder;
        spec.When(new ComplaintCommand.Link(Monitor.Core.Posts.Docket.Number(77, 0), Operator), At(32)).ThenNames(nameof(ComplaintEvent.Linked)).ThenIs<Complaint.Tagged>();
        var after = ((Complaint.Live)spec.State).Folder;
        Assert.Equal(Spec.Content(before.Clocks), Spec.Content(after.Clocks));
        Assert.Equal(before.ReceivedAt, after.ReceivedAt);
    }

    [Fact]
    public void Pitfall_14_a_level_fires_once_and_a_second_deadline_is_not_silent()
    {
        var spec = Opened();
        var all = spec.WakeUntil(At(600)).Events;
        Assert.Equal(3, all.Count(happened => happened is ComplaintEvent.Climbed { Clock: ClockKind.Accept }));
        Assert.Equal(3, all.Count(happened => happened is ComplaintEvent.Climbed { Clock: ClockKind.Acknowledge }));
        Assert.Empty(spec.When(Complaint.Wake, At(601)).Events);
        spec.Done(new ComplaintCommand.Accept(Inspector), At(602));
        Assert.Contains(spec.WakeUntil(At(3000)).Events, happened => happened is ComplaintEvent.Breached { Clock: ClockKind.Act });
        Assert.Equal(LadderStep.DeputyCommissioner, ((Complaint.Live)spec.State).Folder.Clock(ClockKind.Accept)!.ClimbedTo);
    }
}
