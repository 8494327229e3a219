using Monitor.Core.Sla;
using Xunit;

namespace Monitor.Core.Tests.Sla;

/// <summary>The arithmetic of design section 5, rule by rule, through the answer that <c>monitor due</c> prints.</summary>
public sealed class CalendarTests
{
    private const string Office = """
        {"name":"office","zone":"Asia/Kolkata","week":{"mon":["10:00-13:30","14:00-18:00"],"tue":["10:00-13:30","14:00-18:00"],"fri":["22:00-06:00"]},
        "holidays":["2026-01-26"],"extra":{"2026-11-08":["10:00-14:00"]}}
        """;

    [Fact]
    public void A_target_that_crosses_the_lunch_break_is_due_after_it()
    {
        const string Due = "{\"due\":\"2026-11-02T09:00:00Z\",";
        const string Counted =
            """"
            "counted":[{"from":"2026-11-02T07:30:00Z","to":"2026-11-02T08:00:00Z"},{"from":"2026-11-02T08:30:00Z","to":"2026-11-02T09:00:00Z"}],
            """";
        const string Skipped =
            """"
            "skipped":[{"from":"2026-11-02T08:00:00Z","to":"2026-11-02T08:30:00Z","why":"closed"}]}
            """";
        Assert.Equal(Due + Counted + Skipped, DueAnswer.Json(Office, "2026-11-02T13:00:00+05:30", "PT1H", []));
    }

    [Fact]
    public void Used_up_exactly_at_a_windows_end_it_is_due_at_that_end() => Due("2026-11-02T08:00:00Z", Office, "2026-11-02T10:00:00+05:30", "PT3H30M");

    [Fact]
    public void A_start_outside_every_window_counts_from_the_next_opening()
    {
        Due("2026-11-02T05:30:00Z", Office, "2026-11-01T03:00:00Z", "PT1H");
        Due("2026-11-02T09:30:00Z", Office, "2026-11-02T13:45:00+05:30", "PT1H");
    }

    [Fact]
    public void A_window_over_midnight_belongs_to_the_day_on_which_it_begins() => Due("2026-11-06T23:30:00Z", Office, "2026-11-06T18:30:00Z", "PT5H");

    [Fact]
    public void A_holiday_takes_away_the_windows_that_begin_on_it()
    {
        var due = DueAnswer.Json(Office, "2026-01-25T12:00:00Z", "PT1H", []);
        Assert.StartsWith("""{"due":"2026-01-27T05:30:00Z",""", due, StringComparison.Ordinal);
        Assert.Contains("""{"from":"2026-01-26T04:30:00Z","to":"2026-01-26T08:00:00Z","why":"holiday"}""", due, StringComparison.Ordinal);
        Assert.Contains("""{"from":"2026-01-26T08:00:00Z","to":"2026-01-26T08:30:00Z","why":"closed"}""", due, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_that_began_before_the_holiday_runs_into_it() => Due(
        "2026-11-07T00:30:00Z", """{"name":"n","week":{"fri":["22:00-06:00"]},"holidays":["2026-11-07"]}""", "2026-11-06T10:00:00Z", "PT8H");

    [Fact]
    public void Extra_gives_all_windows_of_its_date_holiday_or_not()
    {
        Due("2026-11-08T05:30:00Z", Office, "2026-11-08T00:00:00Z", "PT1H");
        Due("2026-11-09T05:00:00Z", """{"name":"n","week":{"mon":["10:00-18:00"]},"holidays":["2026-11-09"],"extra":{"2026-11-09":["10:00-10:30"]}}""", "2026-11-09T00:00:00Z",
            "PT30M");
        Due("2026-11-16T05:00:00Z", """{"name":"n","week":{"mon":["10:00-18:00"]},"extra":{"2026-11-09":[]}}""", "2026-11-08T20:00:00Z", "PT30M");
    }

    [Fact]
    public void Twenty_four_hundred_may_end_a_window_and_joins_the_next_day() => Due(
        "2026-11-02T19:30:00Z", """{"name":"n","week":{"mon":["18:00-24:00"],"tue":["00:00-06:00"]}}""", "2026-11-02T12:30:00Z", "PT7H");

    [Fact]
    public void Overlapping_windows_count_once() => Due("2026-11-02T06:30:00Z", """{"name":"n","week":{"mon":["10:00-12:00","11:00-13:00"]}}""", "2026-11-02T00:00:00Z", "PT2H");

    [Fact]
    public void Around_the_clock_counts_every_moment_of_a_long_time()
    {
        Due("2027-11-02T00:00:00Z", """{"name":"always","always":true}""", "2026-11-02T00:00:00Z", "P365D");
        var days = string.Join(",", new[] { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }.Select(day => $"\"{day}\":[\"00:00-24:00\"]"));
        Due("2027-11-02T00:00:00Z", "{\"name\":\"n\",\"week\":{" + days + "}}", "2026-11-02T00:00:00Z", "P365D");
    }

    [Theory]
    [InlineData("2026-03-28T20:00:00Z", "2026-03-29T04:00:00Z")]
    [InlineData("2026-10-24T20:00:00Z", "2026-10-25T04:00:00Z")]
    public void Where_summer_time_changes_real_elapsed_time_counts(string from, string due) =>
        Due(due, """{"name":"n","zone":"Europe/London","week":{"sat":["18:00-24:00"],"sun":["00:00-12:00"]}}""", from, "PT8H");

    [Fact]
    public void The_night_shift_of_the_short_night_has_an_hour_less()
    {
        const string Nights = """{"name":"n","zone":"America/New_York","week":{"sat":["22:00-06:00"]}}""";
        Due("2026-03-08T10:00:00Z", Nights, "2026-03-08T03:00:00Z", "PT7H");
        Due("2026-11-01T11:00:00Z", Nights, "2026-11-01T02:00:00Z", "PT9H");
    }

    [Fact]
    public void A_time_that_the_clock_leaps_over_is_reached_at_the_leap_and_one_that_comes_twice_is_meant_the_first_time()
    {
        Due("2026-03-29T02:00:00Z", """{"name":"n","zone":"Europe/London","week":{"sun":["01:30-05:00"]}}""", "2026-03-28T12:00:00Z", "PT1H");
        Due("2026-10-25T01:30:00Z", """{"name":"n","zone":"Europe/London","week":{"sun":["01:30-05:00"]}}""", "2026-10-24T12:00:00Z", "PT1H");
    }

    [Fact]
    public void Pauses_stop_the_count_where_the_calendar_is_open_and_nowhere_else()
    {
        var due = DueAnswer.Json(Office, "2026-11-02T12:30:00+05:30", "PT2H", ["2026-11-02T13:00:00+05:30/2026-11-02T14:30:00+05:30"]);
        Assert.StartsWith("""{"due":"2026-11-02T10:30:00Z",""", due, StringComparison.Ordinal);
        var skipped = due[due.IndexOf("\"skipped\"", StringComparison.Ordinal)..];
        Assert.Contains("""{"from":"2026-11-02T07:30:00Z","to":"2026-11-02T08:00:00Z","why":"pause"}""", skipped, StringComparison.Ordinal);
        Assert.Contains("""{"from":"2026-11-02T08:00:00Z","to":"2026-11-02T08:30:00Z","why":"closed"}""", skipped, StringComparison.Ordinal);
        Assert.Contains("""{"from":"2026-11-02T08:30:00Z","to":"2026-11-02T09:00:00Z","why":"pause"}""", skipped, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlapping_pauses_count_once() => Due(
        "2026-11-02T03:00:00Z", """{"name":"a","always":true}""", "2026-11-02T00:00:00Z", "PT1H", "2026-11-02T00:30:00Z/2026-11-02T02:00:00Z",
            "2026-11-02T01:00:00Z/2026-11-02T02:30:00Z");

    [Theory]
    [InlineData("""{"name":"x","week":{"mon":["10:00-10:00"]}}""", "ends where it starts")]
    [InlineData("""{"name":"x","week":{"mon":["24:00-06:00"]}}""", "is no window")]
    [InlineData("""{"name":"x","week":{"mon":["9-17"]}}""", "is no window")]
    [InlineData("""{"name":"x","week":{"monday":["10:00-12:00"]}}""", "is no day")]
    [InlineData("""{"name":"x","week":{}}""", "has no open time")]
    [InlineData("""{"week":{"mon":["10:00-12:00"]}}""", "needs a \"name\"")]
    [InlineData("""{"name":"x","zone":"Mars/Olympus","week":{"mon":["10:00-12:00"]}}""", "no time zone")]
    [InlineData("""{"name":"x","week":{"mon":["10:00-12:00"]},"holidays":["26.1.2026"]}""", "is no date")]
    [InlineData("""{"name":"x","weeks":{"mon":["10:00-12:00"]}}""", "no member 'weeks'")]
    [InlineData("""{"name":"x","always":true,"week":{"mon":["10:00-12:00"]}}""", "always open")]
    [InlineData("""{"name":"x",""", "no JSON")]
    [InlineData("[]", "must be an object")]
    public void A_wrong_file_says_what_would_be_right(string json, string said) => Assert.Contains(said, Assert.Throws<FormatException>(() =>
        CalendarFile.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Holidays_without_end_are_an_error_not_a_search_without_end()
    {
        var days = string.Join(",", Enumerable.Range(0, 420).Select(day => $"\"{new DateOnly(2026, 1, 1).AddDays(day):yyyy-MM-dd}\""));
        Assert.Contains("over 400 days", Assert.Throws<FormatException>(() =>
            CalendarFile.Read($$"""{"name":"x","week":{"mon":["10:00-12:00"]},"holidays":[{{days}}]}""")).Message, StringComparison.Ordinal);
        var exhausted = Assert.Throws<FormatException>(() => DueAnswer.Json("""{"name":"x","extra":{"2026-11-08":["10:00-14:00"]}}""", "2026-11-08T00:00:00Z", "PT5H", []));
        Assert.Contains("not enough open time", exhausted.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-02T10:00:00", "PT1H")]
    [InlineData("2026-11-02", "PT1H")]
    [InlineData("2026-11-02T10:00:00Z", "1h")]
    [InlineData("2026-11-02T10:00:00Z", "PT0S")]
    [InlineData("2026-11-02T10:00:00Z", "P1M")]
    [InlineData("2026-11-02T10:00:00Z", "PT1H1D")]
    [InlineData("2026-11-02T10:00:00Z", "PT")]
    [InlineData("2026-11-02T10:00:00Z", "P99999999D")]
    [InlineData("9999-12-31T10:00:00Z", "P9D")]
    public void Naive_instants_and_vague_lengths_are_refused(string from, string target) =>
        Assert.Throws<FormatException>(() => DueAnswer.Json("""{"name":"a","always":true}""", from, target, []));

    [Fact]
    public void Whether_it_is_open_does_not_depend_on_what_was_asked_before()
    {
        const int Seed = 4711;
        var calendar = CalendarFile.Read(Office);
        var from = new DateTimeOffset(2026, 10, 25, 0, 0, 0, TimeSpan.Zero);
        var open = CalendarFile.Read(Office).OpenFrom(from).TakeWhile(interval => interval.From < from.AddDays(30)).ToList();
        var random = new Random(Seed);
        foreach (var at in Enumerable.Range(0, 20_000).Select(_ => from.AddMinutes(random.Next(28 * 24 * 2) * 30)))
        {
            Assert.True(open.Exists(interval => interval.From <= at && at < interval.To) == calendar.IsOpen(at), $"At {at:O}, seed {Seed}.");
        }
    }

    private static void Due(string due, string calendar, string from, string target, params string[] pauses) =>
        Assert.StartsWith($$"""{"due":"{{due}}",""", DueAnswer.Json(calendar, from, target, pauses), StringComparison.Ordinal);
}
