using Monitor.Core.Sla;
using Xunit;

namespace Monitor.Core.Tests.Sla;

/// <summary>The calendar against an oracle that walks minute by minute and asks each minute's wall clock; a failure prints the seed.</summary>
public sealed class CalendarOracleTests
{
    private static readonly string[] Zones = ["Asia/Kolkata", "Europe/London", "America/New_York", "Australia/Lord_Howe", "UTC", "America/St_Johns"];

    /// <summary>Around both changes of summer time, and a quiet week.</summary>
    private static readonly DateTimeOffset[] Around =
    [
        new(2026, 3, 6, 0, 0, 0, TimeSpan.Zero), new(2026, 3, 27, 0, 0, 0, TimeSpan.Zero), new(2026, 10, 23, 0, 0, 0, TimeSpan.Zero), new(2026, 10, 30, 0, 0, 0, TimeSpan.Zero),
        new(2026, 4, 3, 0, 0, 0, TimeSpan.Zero), new(2026, 10, 2, 0, 0, 0, TimeSpan.Zero), new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero),
    ];

    [Fact]
    public void The_due_instant_is_where_a_walk_by_minutes_ends()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var days = new RandomCalendar(random, Zones[random.Next(Zones.Length)]);
            var from = Around[random.Next(Around.Length)].AddMinutes(random.Next(4000));
            var target = random.Next(1, 1500);
            Interval[] pauses = random.Next(2) == 0 ? [] : [.. Enumerable.Range(0, 3).Select(_ => from.AddMinutes(random.Next(3000))).Select(at =>
                new Interval(at, at.AddMinutes(random.Next(1, 900))))];
            var due = DueTime.Compute(days.Calendar, from, TimeSpan.FromMinutes(target), pauses);
            Assert.True(days.Walk(from, target, pauses) == due.Due, $"seed {seed}: {days.Calendar.Name} from {from:o} target {target} min gave {due.Due:o}");
            Assert.Equal(due.Due, DueTime.Instants(days.Calendar, from, [TimeSpan.FromMinutes(target)], pauses)[0]);
            Partition(seed, from, target, due);
        }
    }

    [Fact]
    public void Pausing_never_shortens_the_budget_and_delays_by_the_open_time_at_most()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var days = new RandomCalendar(random, Zones[random.Next(Zones.Length)]);
            var from = Around[random.Next(Around.Length)].AddMinutes(random.Next(4000));
            var target = TimeSpan.FromMinutes(random.Next(1, 1500));
            var at = from.AddMinutes(random.Next(2000));
            var pause = new Interval(at, at.AddMinutes(random.Next(1, 600)));
            var without = DueTime.Compute(days.Calendar, from, target, []);
            var with = DueTime.Compute(days.Calendar, from, target, [pause]);
            Assert.True(with.Due >= without.Due, $"seed {seed}");
            Assert.True(with.Counted.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Length) == target, $"seed {seed}");
            Assert.True(pause.From >= without.Due == (with.Due == without.Due) || with.Due == without.Due, $"seed {seed}");
        }
    }

    [Fact]
    public void Shares_of_a_target_fall_due_in_their_order()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var days = new RandomCalendar(random, Zones[random.Next(Zones.Length)]);
            var amounts = new[] { 30, 48, 60, 90, 120 }.Select(minutes => TimeSpan.FromMinutes(minutes)).ToList();
            var all = DueTime.Instants(days.Calendar, Around[0], amounts, []);
            Assert.Equal(amounts.Select(amount => DueTime.Compute(days.Calendar, Around[0], amount, []).Due), all);
        }
    }

    /// <summary>Counted and skipped together cover everything from the start to the due instant, once.</summary>
    private static void Partition(int seed, DateTimeOffset from, int target, DueTime due)
    {
        var parts = due.Counted.Select(part => (part.From, part.To)).Concat(due.Skipped.Select(part => (part.From, part.To))).Order().ToList();
        var at = from;
        foreach (var part in parts)
        {
            Assert.True(part.From == at && part.To > part.From, $"seed {seed}: hole or overlap at {at:o}");
            at = part.To;
        }

        Assert.True(at == due.Due, $"seed {seed}");
        Assert.True(due.Counted.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Length) == TimeSpan.FromMinutes(target), $"seed {seed}");
    }

    private sealed class RandomCalendar
    {
        private readonly Window[][] week;
        private readonly HashSet<DateOnly> holidays;
        private readonly Dictionary<DateOnly, Window[]> extra;
        private readonly TimeZoneInfo zone;

        public RandomCalendar(Random random, string zoneId)
        {
            zone = CalendarFile.ZoneOf(zoneId)!;
            week = [.. Enumerable.Range(0, 7).Select(day => day == 3 || random.Next(4) > 0 ? Windows(random) : [])];
            holidays = [.. Enumerable.Range(0, 10).Select(_ => new DateOnly(2026, random.Next(1, 13), random.Next(1, 29)))];
            extra = Enumerable.Range(0, 10).Select(_ => new DateOnly(2026, random.Next(1, 13), random.Next(1, 29))).Distinct().ToDictionary(day => day, _ => Windows(random));
            Calendar = Calendar.Of($"{zoneId} {string.Join(" ", week.Select(day => string.Join("+", day)))}", zone, week, holidays, extra);
        }

        public Calendar Calendar { get; }

        public DateTimeOffset Walk(DateTimeOffset from, int target, Interval[] pauses)
        {
            var at = from;
            for (var used = 0; used < target; at = at.AddMinutes(1))
            {
                used += IsOpen(at) && !pauses.Any(pause => pause.From <= at && at < pause.To) ? 1 : 0;
            }

            return at;
        }

        /// <summary>Hours 0 to 3 are where clocks change; windows of the oracle neither begin nor end there, so that it needs no rule for times that do not exist.</summary>
        private static Window[] Windows(Random random) =>
        [
            .. Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
            {
                var start = (random.Next(4, 24) * 60) + random.Next(60);
                var end = random.Next(5) == 0 ? 1440 : (random.Next(4, 24) * 60) + random.Next(60);
                return end > start ? new Window(start, end) : new Window(start, end == start ? start + 60 : end + 1440);
            }),
        ];

        private bool IsOpen(DateTimeOffset at)
        {
            var local = TimeZoneInfo.ConvertTime(at, zone);
            var day = DateOnly.FromDateTime(local.DateTime);
            var minute = (local.Hour * 60) + local.Minute;
            return Of(day).Any(window => window.Start <= minute && minute < window.End) || Of(day.AddDays(-1)).Any(window => minute + 1440 < window.End);
        }

        private Window[] Of(DateOnly day) => extra.TryGetValue(day, out var own) ? own : holidays.Contains(day) ? [] : week[(int)day.DayOfWeek];
    }
}
