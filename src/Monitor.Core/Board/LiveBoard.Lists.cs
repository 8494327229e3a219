using Monitor.Core.Authors;
using Monitor.Core.Sla;

namespace Monitor.Core.Board;

/// <summary>What a list of complaints is narrowed to; null: not narrowed.</summary>
/// <param name="Unit">Whether a unit's complaints are wanted; it is asked once for each unit.</param>
/// <param name="State">As in <see cref="ComplaintItem.State"/>; null: all that are open.</param>
/// <param name="Priority">0 to 4.</param>
/// <param name="Hidden">Whether a docket that complains of this unit is left out for whoever asks; null: nothing is.</param>
public sealed record ComplaintFilter(Func<string?, bool>? Unit, string? State, int? Priority, Func<string, bool>? Hidden = null)
{
    /// <summary>What <see cref="State"/> may be.</summary>
    public static IReadOnlyList<string> States { get; } =
        [.. Enum.GetNames<RowState>().Where(name => name != nameof(RowState.None)).Select(name => name.ToLowerInvariant()), "closed", "left"];
}

public sealed partial class LiveBoard
{
    /// <summary>Complaints in order of arrival. One pass over the rows: for people's lists, not for views.</summary>
    /// <param name="after">A docket number, or null for the beginning.</param>
    /// <param name="limit">1 to 500.</param>
    public Page<ComplaintItem> Complaints(ComplaintFilter filter, string? after, int limit)
    {
        var from = after is null ? 0 : DocketCode.Find(after, names) ?? 0;
        var wanted = new bool[names.Count];
        for (var unit = 0; unit < wanted.Length; unit++)
        {
            wanted[unit] = filter.Unit is null || filter.Unit(names[unit]);
        }

        var found = new PriorityQueue<ComplaintItem, ulong>(Comparer<ulong>.Create((one, other) => other.CompareTo(one)));
        var places = new PriorityQueue<int, ulong>(Comparer<ulong>.Create((one, other) => other.CompareTo(one)));
        if (filter.State is "closed" or "left")
        {
            foreach (var docket in closed.All.Where(docket => docket.Docket > from && wanted[docket.Unit] && docket.Left == (filter.State == "left")))
            {
                if ((filter.Priority is null || docket.Priority.Number() == filter.Priority) && !IsHidden(docket.Docket, filter.Hidden))
                {
                    Keep(found, Item(docket), docket.Docket, limit + 1);
                }
            }

            return Paged(Sorted(found), limit);
        }

        for (var place = 0; place < rows.Used; place++)
        {
            ref var row = ref rows[place];
            if (row.Live && row.Docket > from && wanted[row.Unit] && (filter.Priority is null || row.Priority.Number() == filter.Priority)
                && (filter.State is null || StateName(row.State) == filter.State) && !IsHidden(row.Docket, filter.Hidden))
            {
                Keep(places, place, row.Docket, limit + 1);
            }
        }

        return Paged([.. Sorted(places).Select(Item)], limit);
    }

    /// <summary>Dockets that are open at units that are wanted; in dispute, at the superior who decides. Where no such unit has any, no row is looked at.</summary>
    /// <param name="wanted">Asked once for each unit that has an open docket.</param>
    public IReadOnlyList<string> OpenAt(Func<string, bool> wanted)
    {
        var found = Enumerable.Range(1, names.Count - 1).Where(unit => units.OpenOf(unit) > 0 && wanted(names[unit]!)).ToHashSet();
        var places = Enumerable.Range(0, found.Count == 0 ? 0 : rows.Used).Where(place => rows[place].Live && found.Contains(rows[place].Unit));
        return [.. places.Select(place => DocketCode.Docket(rows[place].Docket, names))];
    }

    /// <summary>One complaint, open or closed; null when the board does not know it.</summary>
    public ComplaintItem? Find(string docket)
    {
        return DocketCode.Find(docket, names) is not { } code ? null
            : rows.Find(code) is var place and >= 0 ? Item(place)
            : closed.Find(code, out var found) ? Item(found)
            : null;
    }

    /// <summary>What waits for a person, oldest first; dockets without a unit among them.</summary>
    /// <param name="after">Token of the page before.</param>
    /// <param name="hidden">As in <see cref="ComplaintFilter"/>.</param>
    public Page<TriageItem> Triage(string? after, int limit, Func<string, bool>? hidden = null)
    {
        var all = triage.All.Concat(WithoutUnit()).Where(item => item.Docket is null || !IsHidden(Against(item.Docket), hidden));
        return all.After(item => $"{PageMarks.Part(item.At)} {item.Id} {(int)item.Why} {item.Unit}", after, limit);
    }

    /// <summary>Open alerts, the gravest and oldest first.</summary>
    /// <param name="within">Whether a unit's alerts are wanted; null: all, also those of no unit.</param>
    /// <param name="hidden">As in <see cref="ComplaintFilter"/>.</param>
    public Page<AlertItem> Alerts(string? after, int limit, Func<string?, bool>? within = null, Func<string, bool>? hidden = null)
    {
        var wanted = alerts.All.Where(alert => (within is null || within(alert.Unit)) && !IsHidden(AgainstOfAlert(alert.Key), hidden));
        return wanted.After(alert => $"{(int)alert.Priority} {PageMarks.Part(alert.RaisedAt)} {alert.Key}", after, limit);
    }

    /// <summary>Ids of the flagged posts that have no result yet, in order of arrival.</summary>
    public IReadOnlyList<string> Flags() => [.. flags.Unresolved.Select(post => DocketCode.Post(post, names))];

    /// <summary>Official accounts by seat.</summary>
    public IReadOnlyList<AccountItem> Accounts => [.. accounts.All];

    private bool IsHidden(ulong docket, Func<string, bool>? hidden) =>
        hidden is not null && against.Count > 0 && against.TryGetValue(docket, out var unit) && hidden(names[unit]!);

    private static bool IsHidden(string? complainedOf, Func<string, bool>? hidden) => complainedOf is not null && hidden is not null && hidden(complainedOf);

    private IEnumerable<TriageItem> WithoutUnit()
    {
        for (var place = 0; withoutUnit > 0 && place < rows.Used; place++)
        {
            if (rows[place] is { Live: true, Unit: 0 } row)
            {
                var docket = DocketCode.Docket(row.Docket, names);
                yield return new TriageItem(docket, TriageWhy.UnsurePlace, "", docket, null, Instant(row.ReceivedMs));
            }
        }
    }

    private ComplaintItem Item(int place)
    {
        ref var row = ref rows[place];
        var (clock, dueMs) = row.Pressing();
        return new ComplaintItem(
            DocketCode.Docket(row.Docket, names), StateName(row.State), row.Priority.Number(), row.Category, names[row.Unit], row.Office, incidents[row.Incident]?.Id, CountOf(row),
            Instant(row.ReceivedMs), VerbOf(clock), clock == ClockKind.None ? null : Instant(dueMs), row.Late != 0, names[row.Title]);
    }

    private ComplaintItem Item(ClosedDocket docket) => new(
        DocketCode.Docket(docket.Docket, names), docket.Left ? "left" : "closed", docket.Priority.Number(), docket.Category, names[docket.Unit], docket.Office,
        incidents[docket.Incident]?.Id, Math.Max(1, incidents[docket.Incident]?.Count ?? 1), Instant(docket.ReceivedMs), Verb.None, null, false, null);

    private static string StateName(RowState state) => state.ToString().ToLowerInvariant();

    /// <summary>The smallest so many.</summary>
    private static void Keep<T>(PriorityQueue<T, ulong> kept, T item, ulong docket, int limit)
    {
        if (kept.Count < limit)
        {
            kept.Enqueue(item, docket);
        }
        else
        {
            kept.EnqueueDequeue(item, docket);
        }
    }

    private static List<T> Sorted<T>(PriorityQueue<T, ulong> kept)
    {
        var sorted = new List<T>(kept.Count);
        while (kept.TryDequeue(out var item, out _))
        {
            sorted.Add(item);
        }

        sorted.Reverse();
        return sorted;
    }

    private static Page<ComplaintItem> Paged(List<ComplaintItem> found, int limit) => found.Count > limit
        ? new([.. found.Take(limit)], found[limit - 1].Docket)
        : new(found, null);
}
