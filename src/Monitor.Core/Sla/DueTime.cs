namespace Monitor.Core.Sla;

/// <summary>Why time was not counted.</summary>
public enum SkipWhy : byte { None = 0, Closed, Holiday, Pause }

public readonly record struct Skipped(DateTimeOffset From, DateTimeOffset To, SkipWhy Why);

/// <summary>When a target is used up, and every stretch between start and due instant: counted or left out.</summary>
/// <param name="Counted">Together as long as the target.</param>
/// <param name="Skipped">Between them, with why; a stretch that is closed anyway says so even while a pause covers it.</param>
public sealed record DueTime(DateTimeOffset Due, IReadOnlyList<Interval> Counted, IReadOnlyList<Skipped> Skipped)
{
    /// <summary>
    /// Open time of the calendar from <paramref name="from"/>, less the pauses, until the target is used up. Used up exactly at a window's end, it is due at that end.
    /// Throws <see cref="InvalidOperationException"/> where the calendar has no more open time within its search bound.
    /// </summary>
    public static DueTime Compute(Calendar calendar, DateTimeOffset from, TimeSpan target, IEnumerable<Interval> pauses)
    {
        var start = from.ToUniversalTime();
        var cuts = Interval.Merge(pauses);
        var counted = new List<Interval>();
        var left = target;
        foreach (var open in Counting(calendar, start, cuts))
        {
            var take = open.Length < left ? open.Length : left;
            if (counted.Count > 0 && counted[^1].To == open.From)
            {
                counted[^1] = counted[^1] with { To = open.From + take };
            }
            else
            {
                counted.Add(new Interval(open.From, open.From + take));
            }

            left -= take;
            if (left <= TimeSpan.Zero)
            {
                return new DueTime(counted[^1].To, counted, SkippedBetween(calendar, start, counted, cuts));
            }
        }

        throw Exhausted(calendar, start);
    }

    /// <summary>Only the instants at which each of the amounts is used up, in their order; amounts rise. One walk over the windows.</summary>
    public static DateTimeOffset[] Instants(Calendar calendar, DateTimeOffset from, IReadOnlyList<TimeSpan> amounts, IReadOnlyList<Interval> pauses)
    {
        var start = from.ToUniversalTime();
        var found = new DateTimeOffset[amounts.Count];
        var next = 0;
        if (calendar.IsAlways && pauses.Count == 0)
        {
            for (; next < found.Length; next++)
            {
                found[next] = start + amounts[next];
            }

            return found;
        }

        var used = TimeSpan.Zero;
        foreach (var open in Counting(calendar, start, Interval.Merge(pauses)))
        {
            while (next < found.Length && amounts[next] - used <= open.Length)
            {
                found[next] = open.From + (amounts[next] - used);
                next++;
            }

            if (next == found.Length)
            {
                return found;
            }

            used += open.Length;
        }

        throw Exhausted(calendar, start);
    }

    private static IEnumerable<Interval> Counting(Calendar calendar, DateTimeOffset from, List<Interval> cuts) =>
        cuts.Count == 0 ? calendar.OpenFrom(from) : calendar.OpenFrom(from).SelectMany(open => open.Less(cuts));

    private static List<Skipped> SkippedBetween(Calendar calendar, DateTimeOffset from, List<Interval> counted, List<Interval> cuts)
    {
        var skipped = new List<Skipped>();
        foreach (var gap in new Interval(from, counted[^1].To).Less(counted))
        {
            var open = calendar.OpenFrom(gap.From).TakeWhile(window => window.From < gap.To).Select(window => window.Within(gap)).ToList();
            var holidays = calendar.TakenByHolidays(gap).SelectMany(taken => taken.Less(open)).ToList();
            var paused = open.SelectMany(window => cuts.Select(cut => cut.Within(window))).Where(part => !part.IsEmpty);
            var named = paused.Select(part => new Skipped(part.From, part.To, SkipWhy.Pause))
                .Concat(holidays.Select(part => new Skipped(part.From, part.To, SkipWhy.Holiday)))
                .ToList();
            var rest = gap.Less(Interval.Merge(named.Select(part => new Interval(part.From, part.To))));
            skipped.AddRange(named.Concat(rest.Select(part => new Skipped(part.From, part.To, SkipWhy.Closed))).OrderBy(part => part.From));
        }

        return skipped;
    }

    private static InvalidOperationException Exhausted(Calendar calendar, DateTimeOffset from) =>
        new($"Calendar '{calendar.Name}' has not enough open time after {from:yyyy-MM-dd'T'HH:mm:ss'Z'}: no window within {Calendar.SearchDaysMax} days.");
}
