using System.Collections.Concurrent;

namespace Monitor.Core.Sla;

/// <summary>A window of a day in minutes from its midnight; <paramref name="End"/> above 1440 lies on the next day.</summary>
public readonly record struct Window(int Start, int End);

/// <summary>
/// Open hours, or always open (design section 5). Days and windows are those of the calendar's zone; everything it answers is UTC, and lengths are real elapsed
/// time also where summer time begins or ends. A window belongs to the day on which it begins.
/// </summary>
public sealed class Calendar
{
    /// <summary>A calendar without open time for this many days on end is refused.</summary>
    public const int SearchDaysMax = 400;

    private const int CachedDaysMax = 2_000;

    /// <summary>Windows that join without end are given out in pieces of about this length.</summary>
    private static readonly TimeSpan Piece = TimeSpan.FromDays(30);

    private readonly Window[][] week;
    private readonly HashSet<DateOnly> holidays;
    private readonly Dictionary<DateOnly, Window[]> extra;
    private readonly TimeZoneInfo zone;
    private readonly ConcurrentDictionary<DateOnly, Interval[]> openByDay = new();

    /// <summary>What was found out last: a duty roster asks of the same hours again and again.</summary>
    private volatile Stretch? asked;

    private Calendar(string name, bool always, TimeZoneInfo zone, Window[][] week, HashSet<DateOnly> holidays, Dictionary<DateOnly, Window[]> extra)
    {
        Name = name;
        IsAlways = always;
        this.zone = zone;
        this.week = week;
        this.holidays = holidays;
        this.extra = extra;
    }

    /// <summary>Around the clock: a kind of its own, not a window from midnight to midnight.</summary>
    public static Calendar Always { get; } = AlwaysNamed("always");

    public string Name { get; }

    public bool IsAlways { get; }

    /// <summary>Whether any weekday has a window; a calendar of extra dates alone runs out.</summary>
    public bool HasWeek => IsAlways || week.Any(day => day.Length > 0);

    public static Calendar AlwaysNamed(string name) => new(name, true, TimeZoneInfo.Utc, [], [], []);

    /// <param name="week">Seven days, Sunday first as <see cref="DayOfWeek"/> counts.</param>
    /// <param name="extra">All windows of a date, whatever its weekday and whether or not it is a holiday.</param>
    public static Calendar Of(string name, TimeZoneInfo zone, Window[][] week, IEnumerable<DateOnly> holidays, IReadOnlyDictionary<DateOnly, Window[]> extra) =>
        new(name, false, zone, week, [.. holidays], new Dictionary<DateOnly, Window[]>(extra));

    public bool IsOpen(DateTimeOffset now)
    {
        if (IsAlways)
        {
            return true;
        }

        var known = asked;
        if (known is null || now < known.When.From || now >= known.When.To)
        {
            var open = OpenFrom(now).FirstOrDefault();
            known = open.IsEmpty ? new Stretch(new Interval(now, now.AddDays(1)), false)
                : open.From > now ? new Stretch(new Interval(now, open.From), false)
                : new Stretch(open, true);
            asked = known;
        }

        return known.IsOpen;
    }

    /// <summary>
    /// Open time from an instant on: sorted, without overlaps (long ones in pieces that touch), endless where the week has windows. Ends after <see cref="SearchDaysMax"/> days
    /// without any.
    /// </summary>
    public IEnumerable<Interval> OpenFrom(DateTimeOffset from)
    {
        if (IsAlways)
        {
            yield return new Interval(from, DateTimeOffset.MaxValue);
            yield break;
        }

        var pending = default(Interval);
        var day = DayOf(from).AddDays(-1);
        for (var idle = 0; idle <= SearchDaysMax && day < DateOnly.MaxValue; idle++, day = day.AddDays(1))
        {
            foreach (var open in OpenOn(day))
            {
                idle = 0;
                if (open.From <= pending.To && !pending.IsEmpty && pending.Length < Piece)
                {
                    pending = pending with { To = open.To > pending.To ? open.To : pending.To };
                    continue;
                }

                if (pending.To > from)
                {
                    yield return pending with { From = pending.From > from ? pending.From : from };
                }

                pending = open.From < pending.To ? open with { From = pending.To } : open;
            }
        }

        if (pending.To > from)
        {
            yield return pending with { From = pending.From > from ? pending.From : from };
        }
    }

    /// <summary>What holidays took away within a stretch: windows that would have been open had the date been none.</summary>
    public List<Interval> TakenByHolidays(Interval within)
    {
        var taken = new List<Interval>();
        if (IsAlways || holidays.Count == 0)
        {
            return taken;
        }

        for (var day = DayOf(within.From).AddDays(-1); day <= DayOf(within.To); day = day.AddDays(1))
        {
            if (holidays.Contains(day) && !extra.ContainsKey(day))
            {
                taken.AddRange(Instants(day, week[(int)day.DayOfWeek]).Select(window => window.Within(within)));
            }
        }

        return Interval.Merge(taken);
    }

    /// <summary>The longest run of days on which no window begins, for calendars with a week; the search of <see cref="OpenFrom"/> must never meet one above its bound.</summary>
    public int LongestClosureDays()
    {
        if (IsAlways || !HasWeek || holidays.Count == 0)
        {
            return 0;
        }

        var longest = 0;
        var run = 0;
        for (var day = holidays.Min().AddDays(-7); day <= holidays.Max().AddDays(7); day = day.AddDays(1))
        {
            run = WindowsOf(day).Length > 0 ? 0 : run + 1;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    private Window[] WindowsOf(DateOnly day)
    {
        if (extra.TryGetValue(day, out var own))
        {
            return own;
        }

        return holidays.Contains(day) ? [] : week[(int)day.DayOfWeek];
    }

    private Interval[] OpenOn(DateOnly day)
    {
        if (openByDay.TryGetValue(day, out var known))
        {
            return known;
        }

        if (openByDay.Count > CachedDaysMax)
        {
            openByDay.Clear();
        }

        return openByDay[day] = [.. Interval.Merge(Instants(day, WindowsOf(day)))];
    }

    private IEnumerable<Interval> Instants(DateOnly day, Window[] windows) => windows.Select(window => new Interval(Instant(day, window.Start), Instant(day, window.End)));

    /// <summary>When the zone's clock first shows a time. A time that summer time leaps over is reached at the leap; one that comes twice is meant the first time.</summary>
    private DateTimeOffset Instant(DateOnly day, int minute)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        var leapt = TimeSpan.Zero;
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(-1);
            leapt = TimeSpan.FromMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime() + leapt;
    }

    private sealed record Stretch(Interval When, bool IsOpen);
}
