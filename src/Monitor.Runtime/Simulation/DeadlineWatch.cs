using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Simulation;

/// <summary>
/// Knows every stored deadline and finds those that were met late: later after their instant than allowed on the domain's clock, or, where that lay in a time in which
/// nothing could run or which the clock left out, after its end.
/// </summary>
/// <param name="allowed">How late is no fault; default: one second.</param>
internal sealed class DeadlineWatch(TimeSpan? allowed = null)
{
    private readonly TimeSpan allowed = allowed ?? TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, DateTimeOffset> due = new(StringComparer.Ordinal);
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> excused = [];

    /// <summary>The domain's now of the machine that runs.</summary>
    public Func<DateTimeOffset> Now { get; set; } = static () => default;

    public List<string> Missed { get; } = [];

    /// <summary>Nothing could run from then to then, or the clock jumped over it.</summary>
    public void Excuse(DateTimeOffset from, DateTimeOffset to) => excused.Add((from, to));

    public void Written(AppendItem item)
    {
        Check(item.Stream);
        if (item.NextDeadline is { } next)
        {
            // A clock may start in the past, at a platform's instant: it can be met only from now on.
            due[item.Stream] = next < Now() ? Now() : next;
        }
        else
        {
            due.Remove(item.Stream);
        }
    }

    /// <summary>After a crash: what was stored without anybody being told counts from now.</summary>
    public void Restart(IReadOnlyList<Deadline> stored)
    {
        var now = stored.ToDictionary(each => each.Stream, each => each.DueAt);
        foreach (var stream in due.Keys.Where(stream => !now.ContainsKey(stream)).ToArray())
        {
            due.Remove(stream);
        }

        foreach (var (stream, at) in now)
        {
            if (!due.TryGetValue(stream, out var known) || known != at)
            {
                due[stream] = at < Now() ? Now() : at;
            }
        }
    }

    /// <summary>At the end: whatever is still open must not be overdue.</summary>
    public void CheckAll()
    {
        foreach (var stream in due.Keys.ToArray())
        {
            Check(stream);
        }
    }

    private void Check(string stream)
    {
        if (due.TryGetValue(stream, out var at) && Now() is var now && now > LatestFor(at) + allowed)
        {
            Missed.Add($"The deadline of {stream} at {at:O} was met only at {now:O}.");
        }
    }

    private DateTimeOffset LatestFor(DateTimeOffset at)
    {
        var latest = at;
        foreach (var (from, to) in excused)
        {
            if (from - allowed <= latest && latest < to)
            {
                latest = to;
            }
        }

        return latest;
    }
}
