using Monitor.Core.Accounts;
using Monitor.Core.Alerts;
using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;

namespace Monitor.Core.Board;

/// <summary>
/// The board: a pure fold of the journal, made for views at any time with a million complaints open (design section 9). It has no clock: its now is the instant of the
/// newest event, and the canary brings one each minute. Not safe for several threads.
/// </summary>
public sealed partial class LiveBoard
{
    /// <summary>India has one zone and no summer time.</summary>
    private static readonly TimeSpan Zone = new(5, 30, 0);

    private readonly Names names = new();
    private readonly RowStore rows = new();
    private readonly DueHeap atRisk;
    private readonly DueHeap late;
    private readonly DueHeap next;
    private readonly FreshBreaches fresh;
    private readonly IncidentTally incidents = new();
    private readonly ClosedDockets closed;
    private readonly HashSet<int> forwarded = [];

    /// <summary>Dockets about the police's own conduct and the unit complained of. They are few, so no row pays for them.</summary>
    private readonly Dictionary<ulong, int> against = [];

    private readonly UnitTally units = new();
    private readonly AnswerTimes answers = new();
    private readonly Trend trend = new();
    private readonly FlagTally flags = new();
    private readonly AccountTally accounts = new();
    private readonly AlertTally alerts = new();
    private readonly TriageTally triage = new();
    private readonly Queue<(long AtMs, int Unit)> alarms = new();
    private int withoutUnit;
    private int atRiskGroups;

    /// <summary>The docket that was the last to be priority 1 without a unit; 0 for none, and once it is not.</summary>
    private ulong unowned;

    private long nowMs;

    public LiveBoard()
    {
        atRisk = new DueHeap(rows);
        late = new DueHeap(rows);
        next = new DueHeap(rows);
        fresh = new FreshBreaches(rows);
        closed = new ClosedDockets(incidents);
    }

    /// <summary>Of the newest event that was applied, 0 for none.</summary>
    public long Position { get; private set; }

    /// <summary>Open complaints, canary left out.</summary>
    public int Open => rows.Count;

    /// <summary>Instant of the newest event.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(nowMs);

    /// <summary>Folds one event in. Events at or below <see cref="Position"/> are known already and do nothing.</summary>
    /// <param name="stream">Kind and key with a slash between.</param>
    public void Apply(IEvent happened, string stream, long position)
    {
        if (position <= Position)
        {
            return;
        }

        Position = position;
        Reach(happened.At);
        switch (happened)
        {
            case ComplaintEvent e:
                Apply(e, Key(stream));
                break;
            case AuthorEvent e:
                triage.Apply(e, Key(stream));
                break;
            case FlagEvent e:
                Apply(e, DocketCode.OfPost(Key(stream), names));
                break;
            case OfficialAccountEvent e:
                accounts.Apply(e, Key(stream));
                break;
            case AlertEvent e:
                Apply(e, Key(stream));
                break;
        }
    }

    private static string Key(string stream) => stream[(stream.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Day number in the force's zone.</summary>
    private static long DayOf(long ms) => (ms + (long)Zone.TotalMilliseconds) / (24 * 60 * 60 * 1000L);

    private int Hour => (int)((nowMs + (long)Zone.TotalMilliseconds) / (60 * 60 * 1000L) % 24);

    private void Reach(DateTimeOffset at)
    {
        nowMs = Math.Max(nowMs, at.ToUnixTimeMilliseconds());
        if (DayOf(nowMs) is var day && day != answers.Day)
        {
            if (answers.Day != 0)
            {
                units.EndDay();
            }

            answers.Begin(day);
        }

        trend.Reach(nowMs, rows.Count);
        fresh.Forget(nowMs);
    }

    private void Apply(FlagEvent happened, ulong post)
    {
        switch (happened)
        {
            case FlagEvent.Raised e:
                flags.Raise(post, e.StartedAt.ToUnixTimeMilliseconds(), e.Labels);
                break;
            case FlagEvent.Relabelled e:
                flags.Relabel(post, e.At.ToUnixTimeMilliseconds(), e.Labels);
                break;
            case FlagEvent.Seen:
                flags.See(post);
                break;
            case FlagEvent.Overdue:
                flags.BeLate(post);
                break;
            case FlagEvent.Resolved:
                flags.Resolve(post);
                break;
            case FlagEvent.Reopened:
                flags.Reopen(post);
                break;
        }
    }

    /// <summary>An acknowledged breach is held: it leaves the rows and stays in the count until it breaches anew.</summary>
    private void Apply(AlertEvent happened, string key)
    {
        alerts.Apply(happened, key);
        const string Breach = "breach:";
        if (happened is AlertEvent.Acknowledged && key.StartsWith(Breach, StringComparison.Ordinal)
            && rows.Find(DocketCode.Of(DocketOf(key[Breach.Length..]), names)) is var place and >= 0)
        {
            var before = rows[place];
            rows[place].Held = true;
            Settle(place, before);
        }
    }

    /// <summary>The unit that a docket complains of and that may not see it; null for most.</summary>
    public string? Against(string docket) =>
        against.Count > 0 && Posts.Docket.IsNumber(docket) && against.TryGetValue(DocketCode.Of(docket, names), out var unit) ? names[unit] : null;

    /// <summary>The unit that may not see this alert, since it may not see the docket that the alert is about.</summary>
    /// <param name="key">As in <see cref="AlertItem.Key"/>.</param>
    public string? AgainstOfAlert(string key) => key.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? Against(DocketOf(key[(colon + 1)..])) : null;

    /// <summary>The subject of a breach is a docket, or a docket and a clock.</summary>
    private static string DocketOf(string subject) => subject.IndexOf('/', StringComparison.Ordinal) is var slash && slash < 0 ? subject : subject[..slash];
}
