using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Board;

public sealed partial class LiveBoard
{
    /// <summary>More alarms than this within ten minutes are a flood.</summary>
    private const int FloodAbove = 10;

    private const long FloodWithinMs = 10 * 60 * 1000L;

    /// <summary>So many alarms are remembered; a flood is a flood with fewer.</summary>
    private const int AlarmsMax = 4096;

    private void Apply(ComplaintEvent happened, string docket)
    {
        if (happened is ComplaintEvent.Opened opened)
        {
            if (opened.Post?.Channel != Channel.Canary && DocketCode.Of(docket, names) is var fresh && rows.Find(fresh) < 0)
            {
                Opened(opened, rows.Add(fresh));
            }

            return;
        }

        var code = DocketCode.Of(docket, names);
        var place = rows.Find(code);
        if (place < 0)
        {
            if (!OpensAgain(happened) || !closed.Find(code, out _))
            {
                return;
            }

            place = Back(code);
        }

        var before = rows[place];
        Change(happened, ref rows[place]);
        Turn(happened, ref rows[place]);
        if (happened is ComplaintEvent.Closed or ComplaintEvent.Left)
        {
            Close(place, before, happened is ComplaintEvent.Left);
            return;
        }

        Settle(place, before);
    }

    private static bool OpensAgain(ComplaintEvent happened) => happened is ComplaintEvent.Reopened or ComplaintEvent.Appealed or ComplaintEvent.ReportReturned { Reopens: true };

    private void Opened(ComplaintEvent.Opened e, int place)
    {
        ref var row = ref rows[place];
        row.ReceivedMs = e.ReceivedAt.ToUnixTimeMilliseconds();
        row.UnansweredSinceMs = e.PostedAt.ToUnixTimeMilliseconds();
        row.Category = e.Category;
        row.Priority = e.Priority;
        row.Office = e.Office;
        row.State = e.Unit is null ? RowState.New : RowState.Tagged;
        if (e.Against is { } complainedOf)
        {
            against[row.Docket] = names.Of(complainedOf);
        }

        var unit = names.Of(e.Unit);
        units.Opened(unit, Hour);
        trend.Opened();
        Turn(e, ref row);
        Enter(place, unit);
    }

    /// <summary>
    /// Open again: what the archive remembers comes back. What was closed keeps its checks and its saved life unless the event takes them; what had left begins anew.
    /// </summary>
    private int Back(ulong docket)
    {
        closed.Take(docket, out var known);
        var place = rows.Add(docket);
        ref var row = ref rows[place];
        (row.ReceivedMs, row.Category, row.Priority, row.Office, row.Incident) = (known.ReceivedMs, known.Category, known.Priority, known.Office, known.Incident);
        (row.State, row.Handoff) = known.Left ? (RowState.Leaving, (byte)0) : (RowState.Checked, known.Handoff);
        Enter(place, known.Unit);
        return place;
    }

    /// <summary>Into all counts and orders, with the unit.</summary>
    private void Enter(int place, int unit)
    {
        var before = rows[place];
        units.Open(unit, 1);
        withoutUnit += unit == 0 ? 1 : 0;
        rows[place].Unit = unit;
        before.Unit = unit;
        Settle(place, before);
    }

    private void Close(int place, in Row before, bool left)
    {
        rows[place].Priority = rows[place].Priority == Priority.P0 ? Priority.None : rows[place].Priority;
        rows[place].Due = default;
        rows[place].LateClocks = 0;
        Settle(place, before);
        ref var row = ref rows[place];
        units.Open(row.Unit, -1);
        withoutUnit -= row.Unit == 0 ? 1 : 0;
        forwarded.Remove(place);
        unowned = unowned == row.Docket ? 0 : unowned;
        closed.Add(new ClosedDocket(row.Docket, row.ReceivedMs, nowMs, row.Unit, row.Incident, row.Category, before.Priority, row.Office, row.Handoff, left));
        rows.Remove(place);
    }

    private void Change(ComplaintEvent happened, ref Row row)
    {
        switch (happened)
        {
            case ComplaintEvent.Tagged e:
                (row.Unit, row.State) = (names.Of(e.Unit), RowState.Tagged);
                break;
            case ComplaintEvent.Rerouted e:
                row.Unit = names.Of(e.Unit);
                break;
            case ComplaintEvent.Transferred e:
                (row.Unit, row.State) = (names.Of(e.Unit), RowState.Tagged);
                break;
            case ComplaintEvent.Disputed e:
                (row.Unit, row.State) = (names.Of(e.Lane), RowState.Disputed);
                break;
            case ComplaintEvent.Reopened e:
                Reopened(e, ref row);
                break;
            case ComplaintEvent.Appealed:
                (row.Unit, row.State, row.Handoff) = (0, RowState.New, 0);
                break;
            case ComplaintEvent.Paused:
                (row.Before, row.State) = (row.State == RowState.Paused ? row.Before : row.State, RowState.Paused);
                break;
            case ComplaintEvent.Resumed:
                row.State = row.State == RowState.Paused ? row.Before : row.State;
                break;
            case ComplaintEvent.PostAdded { Post.Forwarded: not Office.None } e when row.Office == Office.None:
                row.Office = e.Post.Forwarded;
                break;
            case ComplaintEvent.Answered { First: true } e:
                Answered(e, ref row);
                break;
            case ComplaintEvent.Prioritised e:
                (row.Handoff, row.Holder) = e.To == Priority.P0 ? ((byte)0, row.Title) : (row.Handoff, row.Holder);
                row.Priority = e.To;
                break;
            case ComplaintEvent.HandedOff e:
                row.Handoff = Math.Max(row.Handoff, (byte)e.Stage);
                row.Holder = names.Of(e.By[(e.By.LastIndexOf('/') + 1)..]);
                break;
            case ComplaintEvent.IncidentJoined e:
                Join(e.Incident, ref row);
                break;
            case ComplaintEvent.IncidentLeft:
                row.Incident = 0;
                break;
            case ComplaintEvent.Breached e:
                Breached(e, ref row);
                break;
            case ComplaintEvent.BreachWithdrawn e:
                row.LateClocks &= (ushort)~Bit(e.Clock);
                break;
            case ComplaintEvent.Climbed e:
                row.Title = row.Holder = names.Of(e.Title);
                break;
            default:
                row.State = StateAfter(happened, row);
                break;
        }
    }

    private static RowState StateAfter(ComplaintEvent happened, in Row row) => happened switch
    {
        ComplaintEvent.Accepted or ComplaintEvent.Returned => RowState.Accepted,
        ComplaintEvent.LeaveReturned => row.Unit == 0 || Starts(happened, ClockKind.Accept) ? Waiting(row) : RowState.Accepted,
        ComplaintEvent.ReportReturned e when e.Reopens || Starts(e, ClockKind.Act) => RowState.Accepted,
        ComplaintEvent.ActionRecorded => RowState.Acted,
        ComplaintEvent.Checked or ComplaintEvent.SecondChecked => RowState.Checked,
        ComplaintEvent.LeaveProposed => RowState.Leaving,
        _ => row.State,
    };

    private void Reopened(ComplaintEvent.Reopened e, ref Row row)
    {
        row.Unit = names.Of(e.Unit);
        var stands = e.Why == ReopenWhy.AnswerGone && row.State == RowState.Checked;
        row.State = stands ? RowState.Checked : e.StaysAccepted ? RowState.Accepted : Waiting(row);
        row.Handoff = stands ? row.Handoff : (byte)0;
    }

    /// <summary>For a unit, or for that unit's word.</summary>
    private static RowState Waiting(in Row row) => row.Unit == 0 ? RowState.New : RowState.Tagged;

    private static bool Starts(ComplaintEvent happened, ClockKind clock) => happened.Clocks.Any(change => change.Clock == clock && change.Turn == ClockTurn.Started);

    private void Answered(ComplaintEvent.Answered e, ref Row row)
    {
        if (row.UnansweredSinceMs != 0)
        {
            answers.Add(nowMs, Math.Max(0, e.Answer.PostedAt.ToUnixTimeMilliseconds() - row.UnansweredSinceMs));
            trend.Answered();
            row.UnansweredSinceMs = 0;
        }
    }

    private void Join(string incident, ref Row row)
    {
        if (row.Incident == 0)
        {
            row.Incident = incidents.Of(incident);
            incidents[row.Incident]!.Named++;
            incidents[row.Incident]!.Count++;
        }
    }

    private void Breached(ComplaintEvent.Breached e, ref Row row)
    {
        row.LateClocks |= (ushort)Bit(e.Clock);
        row.BreachedMs = nowMs;
        row.Held = false;
        if (!e.Again)
        {
            trend.Breached();
        }

        alarms.Enqueue((nowMs, row.Unit));
        while (alarms.Count > AlarmsMax || alarms.Peek().AtMs <= nowMs - FloodWithinMs)
        {
            alarms.Dequeue();
        }
    }

    private static int Bit(ClockKind clock) => 1 << ((int)clock - 1);

    /// <summary>What the event did to clocks.</summary>
    private static void Turn(ComplaintEvent happened, ref Row row)
    {
        foreach (var change in happened.Clocks)
        {
            var clock = (int)change.Clock - 1;
            row.Due[clock] = change.Turn is ClockTurn.Started or ClockTurn.Moved ? change.Plan!.DueAt.ToUnixTimeMilliseconds() : 0;
            if (change.Turn is ClockTurn.Started or ClockTurn.Met or ClockTurn.Dropped || (change.Turn == ClockTurn.Moved && change.Plan!.DueAt > happened.At))
            {
                row.LateClocks &= (ushort)~Bit(change.Clock);
            }
            else if (change is { Turn: ClockTurn.Moved, Late: true })
            {
                // It ran on through the docket's end, which the row forgot.
                row.LateClocks |= (ushort)Bit(change.Clock);
            }
        }
    }

    /// <summary>Brings every count and order in line with what the row has become.</summary>
    private void Settle(int place, in Row before)
    {
        ref var row = ref rows[place];
        if (row.LateClocks == 0 && before.LateClocks != 0)
        {
            (row.BreachedMs, row.Held, row.Title) = (0, false, 0);
        }

        var (clock, dueMs) = row.Pressing();
        var home = row.AtRisk ? RowPlace.AtRisk : clock == ClockKind.None ? RowPlace.Idle : row.Late != 0 ? RowPlace.Late : RowPlace.Next;
        row.KeyMs = home switch
        {
            RowPlace.AtRisk => RiskKey(row, clock == ClockKind.None ? row.ReceivedMs : dueMs),
            RowPlace.Late => FirstLate(row),
            _ => dueMs,
        };
        row.Place = home;
        fresh.Remove(place, before);
        Count(before, -1);
        if (before.Place != home)
        {
            if (HeapOf(before.Place) is { } old && before.HeapPlace >= 0)
            {
                old.Remove(place);
            }

            HeapOf(home)?.Add(place);
        }
        else if (before.KeyMs != row.KeyMs)
        {
            HeapOf(home)?.Move(place);
        }

        Count(rows[place], 1);
        Rehome(before, row);
        Own(before, row);
        if (home == RowPlace.Late)
        {
            fresh.Add(place, nowMs);
        }

        if (row.Office != Office.None)
        {
            forwarded.Add(place);
        }
    }

    /// <summary>Another unit has it, or it was taken out of its incident.</summary>
    private void Rehome(in Row before, in Row row)
    {
        if (before.Unit != row.Unit)
        {
            units.Open(before.Unit, -1);
            units.Open(row.Unit, 1);
            withoutUnit += (row.Unit == 0 ? 1 : 0) - (before.Unit == 0 ? 1 : 0);
        }

        if (before.Incident != row.Incident || before.Unit != row.Unit)
        {
            incidents.Bear(before.Incident, before.Category, before.Unit, -1);
            incidents.Bear(row.Incident, row.Category, row.Unit, 1);
        }

        if (before.Incident != 0 && before.Incident != row.Incident)
        {
            incidents[before.Incident]!.Count--;
            incidents.Forget(before.Incident);
        }
    }

    private void Own(in Row before, in Row row)
    {
        static bool IsUnowned(in Row row) => row is { Priority: Priority.P1, Unit: 0 };

        if (IsUnowned(row))
        {
            unowned = before.Place == RowPlace.None || !IsUnowned(before) ? row.Docket : unowned;
        }
        else if (unowned == row.Docket)
        {
            unowned = 0;
        }
    }

    /// <summary>Counts that depend on where a row stands; what a row counted for is taken back before it counts anew.</summary>
    private void Count(in Row row, int sign)
    {
        if (row.Place == RowPlace.None)
        {
            return;
        }

        if (row.Place == RowPlace.Late)
        {
            units.Late(row.Unit, sign);
            incidents.BeLate(row.Incident, row.Unit, sign);
        }

        var incident = incidents[row.Incident];
        if (row.Place == RowPlace.AtRisk)
        {
            var others = incident?.AtRisk ?? 0;
            atRiskGroups += incident is null || (sign > 0 ? others == 0 : others == 1) ? sign : 0;
        }

        if (incident is not null)
        {
            incident.AtRisk += row.Place == RowPlace.AtRisk ? sign : 0;
        }
    }

    private DueHeap? HeapOf(RowPlace place) => place switch
    {
        RowPlace.AtRisk => atRisk,
        RowPlace.Late => late,
        RowPlace.Next => next,
        _ => null,
    };

    /// <summary>Whom nobody has seen stands first, then who is not told yet: only the first rows are shown, and the wall calls for those.</summary>
    private static long RiskKey(in Row row, long dueMs) => ((long)Math.Min(row.Handoff, (byte)HandoffStage.Told) << 48) + dueMs;

    private static long FirstLate(in Row row)
    {
        var late = row.Late;
        var first = long.MaxValue;
        for (var clock = 0; clock < DueByClock.Length; clock++)
        {
            if ((late & (1 << clock)) != 0)
            {
                first = Math.Min(first, row.Due[clock]);
            }
        }

        return first;
    }
}
