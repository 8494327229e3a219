namespace Monitor.Core.Sla;

/// <summary>A stretch of time, end exclusive, UTC.</summary>
public readonly record struct Interval(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;

    public bool IsEmpty => To <= From;

    /// <summary>Sorted, without overlaps, empty ones left out; those that touch become one.</summary>
    public static List<Interval> Merge(IEnumerable<Interval> intervals)
    {
        var merged = new List<Interval>();
        foreach (var next in intervals.Where(i => !i.IsEmpty).OrderBy(i => i.From))
        {
            if (merged.Count > 0 && next.From <= merged[^1].To)
            {
                merged[^1] = merged[^1] with { To = next.To > merged[^1].To ? next.To : merged[^1].To };
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged;
    }

    /// <summary>What is left of this one; <paramref name="cuts"/> are sorted and do not overlap.</summary>
    public IEnumerable<Interval> Less(IReadOnlyList<Interval> cuts)
    {
        var from = From;
        foreach (var cut in cuts)
        {
            if (cut.To <= from)
            {
                continue;
            }

            if (cut.From >= To)
            {
                break;
            }

            if (cut.From > from)
            {
                yield return new Interval(from, cut.From);
            }

            from = cut.To;
        }

        if (from < To)
        {
            yield return new Interval(from, To);
        }
    }

    /// <summary>The common part; may be empty.</summary>
    public Interval Within(Interval other) => new(From > other.From ? From : other.From, To < other.To ? To : other.To);
}
