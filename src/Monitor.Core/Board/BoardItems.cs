using System.Globalization;
using Monitor.Core.Accounts;
using Monitor.Core.Alerts;
using Monitor.Core.Authors;
using Monitor.Core.Posts;

namespace Monitor.Core.Board;

/// <summary>A complaint in a list.</summary>
/// <param name="State">new, tagged, accepted, disputed, acted, checked, leaving, paused, closed or left.</param>
/// <param name="DueAt">Of the clock that presses most; null when none runs.</param>
/// <param name="Count">Complainants of its incident, else 1.</param>
public sealed record ComplaintItem(
    string Docket, string State, int Priority, Category Category, string? Unit, Office Office, string? Incident, int Count, DateTimeOffset ReceivedAt, Verb Verb,
    DateTimeOffset? DueAt,
    bool Late, string? Rank);

/// <summary>What waits for a person in triage.</summary>
/// <param name="Id">Post or answer id; for a docket without a unit its number.</param>
/// <param name="Author">Key of the Author that decides on it; empty for a docket.</param>
/// <param name="Docket">For a proposed tag, or a docket without a unit.</param>
/// <param name="Unit">Proposed unit, or the best guess.</param>
public sealed record TriageItem(string Id, TriageWhy Why, string Author, string? Docket, string? Unit, DateTimeOffset At);

/// <summary>An open alert.</summary>
public sealed record AlertItem(
    string Key, AlertKind Kind, string Subject, int Priority, string? Unit, string Why, int Count, DateTimeOffset RaisedAt, string? AcknowledgedBy, DateTimeOffset? SnoozedUntilAt);

/// <summary>An official account as lists show it.</summary>
public sealed record AccountItem(
    string Seat, string Handle, string? Unit, string Rank, Silence Silence, Duty Duty, DateTimeOffset? SinceAt, DateTimeOffset? ExcusedUntilAt, string? Holder,
    DateTimeOffset? HeldSinceAt,
    bool LinkBroken);

/// <summary>A page of a list.</summary>
/// <param name="Next">Token for <c>after</c>; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Lists that change while somebody reads them page by page.</summary>
public static class PageMarks
{
    /// <summary>Goes on after a mark, whether the item that had it is still there or not: what is decided meanwhile hides nothing from the next page.</summary>
    /// <param name="mark">Sorts the list (ordinal); no two items have the same.</param>
    public static Page<T> After<T>(this IEnumerable<T> all, Func<T, string> mark, string? after, int limit)
    {
        var rest = all.Select(item => (Item: item, Mark: mark(item))).Where(each => after is null || string.CompareOrdinal(each.Mark, after) > 0)
            .OrderBy(each => each.Mark, StringComparer.Ordinal).Take(limit + 1).ToList();
        return new([.. rest.Take(limit).Select(each => each.Item)], rest.Count > limit ? rest[limit - 1].Mark : null);
    }

    /// <summary>An instant as a part of a mark.</summary>
    public static string Part(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}
