using System.Globalization;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Board;

public sealed partial class LiveBoard
{
    private const int AtRiskShown = 2;
    private const int LateShown = 3;
    private const int NextShown = 7;
    private const int UnitsShown = 6;

    /// <summary>What every wall shows now. Costs the same with ten complaints open or a million.</summary>
    /// <param name="faults">The machine's own faults, which are no events: sentences for the administrator.</param>
    public Wall View(IReadOnlyList<string>? faults = null)
    {
        var lateRows = Grouped(fresh.InOrder(), LateShown);
        return new Wall(
            rows.Count,
            triage.Count + withoutUnit,
            atRiskGroups,
            [.. Grouped(atRisk.InOrder(), AtRiskShown).Select(AtRiskRow)],
            late.Count,
            [.. lateRows.Select(ClockRow)],
            [.. Grouped(next.InOrder(), NextShown).Select(ClockRow)],
            unowned == 0 ? null : DocketCode.Docket(unowned, names),
            MoreLate(lateRows),
            FloodUnits(),
            ForwardsView(),
            flags.View(),
            accounts.View(),
            answers.View(DateTimeOffset.FromUnixTimeMilliseconds(nowMs).ToOffset(Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), nowMs),
            units.Loads(names, Hour),
            trend.View(),
            faults ?? []);
    }

    /// <summary>The first rows of an order, one for each incident.</summary>
    private List<int> Grouped(IEnumerable<int> order, int limit)
    {
        var shown = new List<int>(limit);
        var seen = new HashSet<int>();
        foreach (var place in order)
        {
            if (rows[place].Incident == 0 || seen.Add(rows[place].Incident))
            {
                shown.Add(place);
            }

            if (shown.Count == limit)
            {
                break;
            }
        }

        return shown;
    }

    private AtRiskRow AtRiskRow(int place)
    {
        ref var row = ref rows[place];
        var (clock, dueMs) = row.Pressing();
        var awaited = (HandoffStage)Math.Min(row.Handoff + 1, (int)HandoffStage.Outcome);
        return new AtRiskRow(
            DocketCode.Docket(row.Docket, names), CategoryOf(row), names[UnitOf(row)], Instant(row.ReceivedMs), awaited.ToString().ToLowerInvariant(),
            clock == ClockKind.None ? null : Instant(dueMs), names[row.Holder], CountOf(row));
    }

    private ClockRow ClockRow(int place)
    {
        ref var row = ref rows[place];
        var (clock, dueMs) = row.Pressing();
        return new ClockRow(
            DocketCode.Docket(row.Docket, names), row.Priority.Number(), Instant(dueMs), VerbOf(clock), CategoryOf(row), names[UnitOf(row)], names[row.Title],
            row.Late != 0,
            row.Office, CountOf(row));
    }

    /// <summary>A row stands for all late ones of its incident.</summary>
    private MoreLate MoreLate(List<int> shown)
    {
        var told = shown.Select(place => rows[place].Incident).Where(incident => incident != 0).ToHashSet();
        bool IsTold(int place) => rows[place].Incident is var incident && incident != 0 ? told.Contains(incident) : shown.Contains(place);
        var without = shown.SelectMany(place => incidents[rows[place].Incident]?.Late ?? Enumerable.Repeat(KeyValuePair.Create(rows[place].Unit, 1), 1))
            .GroupBy(late => late.Key, late => late.Value).ToDictionary(unit => unit.Key, unit => unit.Sum());
        var count = late.Count - without.Values.Sum();
        return new MoreLate(count, count == 0 ? null : Instant(rows[late.InOrder().First(place => !IsTold(place))].KeyMs), units.MostLate(names, UnitsShown, without));
    }

    private List<UnitCount> FloodUnits()
    {
        var recent = alarms.Where(alarm => alarm.AtMs > nowMs - FloodWithinMs).ToList();
        return recent.Count <= FloodAbove
            ? []
            : UnitTally.MostFirst([.. recent.GroupBy(alarm => alarm.Unit).Select(group => new UnitCount(names[group.Key], group.Count()))], LateShown + NextShown - 2);
    }

    /// <summary>Forwards are few: an office's day brings tens.</summary>
    private Forwards ForwardsView()
    {
        var (overdue, oldest, nextDue) = (0, long.MaxValue, long.MaxValue);
        foreach (var place in forwarded)
        {
            ref var row = ref rows[place];
            overdue += row.Late != 0 ? 1 : 0;
            oldest = Math.Min(oldest, row.ReceivedMs);
            var due = row.Due[(int)ClockKind.ReportBack - 1] is var back && back != 0 ? back : row.Pressing().DueMs;
            nextDue = due == 0 ? nextDue : Math.Min(nextDue, due);
        }

        return new Forwards(forwarded.Count, overdue, oldest == long.MaxValue ? null : Instant(oldest), nextDue == long.MaxValue ? null : Instant(nextDue));
    }

    private int CountOf(in Row row) => row.Incident == 0 ? 1 : Math.Max(1, incidents[row.Incident]!.Count);

    /// <summary>Of the incident where it belongs to one: a row for many people says what all of them write of, whichever of them is due first.</summary>
    private string CategoryOf(in Row row) => CategoryCode(incidents[row.Incident]?.Categories.Value is > 0 and var common ? (Category)common : row.Category);

    private int UnitOf(in Row row) => incidents[row.Incident]?.Units.Value is > 0 and var common ? common : row.Unit;

    private static DateTimeOffset Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static Verb VerbOf(ClockKind clock) => clock switch
    {
        ClockKind.None => Verb.None,
        ClockKind.Acknowledge => Verb.Acknowledge,
        ClockKind.Accept => Verb.Accept,
        ClockKind.Act => Verb.Act,
        ClockKind.KeepInformed => Verb.Inform,
        ClockKind.AnswerAgain => Verb.Answer,
        ClockKind.Check => Verb.Check,
        ClockKind.SecondCheck => Verb.SecondCheck,
        ClockKind.ReportUp => Verb.Report,
        ClockKind.Close => Verb.Close,
        ClockKind.ReportBack => Verb.ReportBack,
        _ => Verb.See,
    };

    private static readonly string[] CategoryCodes = [.. Enum.GetValues<Category>().Select(category => string.Concat(category.ToString().Select((letter, index) =>
        (index > 0 && char.IsUpper(letter) ? "_" : "") + char.ToUpperInvariant(letter))))];

    /// <summary><c>TRAFFIC_JAM</c>.</summary>
    internal static string CategoryCode(Category category) => CategoryCodes[(int)category];
}
